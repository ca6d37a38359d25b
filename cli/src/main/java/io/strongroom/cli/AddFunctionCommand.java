package io.strongroom.cli;

import io.strongroom.api.shape.JsonOut;
import io.strongroom.core.function.FunctionName;
import io.strongroom.iam.FriendlyNames;
import io.strongroom.iam.Region;
import io.strongroom.keys.SensitiveBytes;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code functions add}: makes a directory a function that rotates secrets, or gives a function
 * other code. All of it could be done with the AWS CLI: role, function, leave to be invoked.
 */
@Command(
    name = "add",
    description = "Makes a directory a rotation function of a running server, or updates one.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
final class AddFunctionCommand implements Callable<Integer> {
  private static final int LONGEST_SECONDS = 900;
  private static final int LONGEST_ROLE_NAME = 64;
  private static final int TYPICAL_BODY = 1_024;
  private static final int CONFLICT = 409;
  private static final int NOT_FOUND = 404;

  private static final Pattern ROLE_ARN = Pattern.compile("<Arn>(arn:[^<]*:role/[^<]*)</Arn>");
  private static final Pattern FUNCTION_ARN =
      Pattern.compile("\"FunctionArn\"\\s*:\\s*\"([^\"]+)\"");

  private static final String TRUST =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow",\
      "Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";

  @Parameters(
      index = "0",
      paramLabel = "NAME",
      description = "The function's name.",
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER)
  private String name = "";

  @Parameters(
      index = "1",
      paramLabel = "DIR",
      description = "Its code: a directory or a zip file.",
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER)
  private Path code = Path.of("");

  @Option(names = "--handler", paramLabel = "HANDLER", description = "What is called.")
  private String handler = "lambda_function.lambda_handler";

  @Option(names = "--runtime", paramLabel = "RUNTIME", description = "What runs it.")
  private String runtime = "python3.13";

  @Option(
      names = "--role",
      paramLabel = "NAME",
      description = "The role that it acts as, made if there is none. Default: NAME-rotation.",
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER)
  private @Nullable String role;

  @Option(names = "--timeout", paramLabel = "SECONDS", description = "How long a step may take.")
  private int timeout = 30;

  @Option(
      names = "--env",
      paramLabel = "NAME=VALUE",
      description = "A variable of the function; repeatable. Without any, an update keeps them.",
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER)
  private Map<String, String> variables = Map.of();

  @Option(
      names = {"--endpoint", "--url"},
      paramLabel = "URL",
      description = "Where the server is. Default: AWS_ENDPOINT_URL, else http://127.0.0.1:3000.",
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER)
  private @Nullable String endpoint;

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description = "Region of the function. Default: AWS_REGION, else us-east-1.",
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER)
  private @Nullable String region;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Refusal, InterruptedException {
    String roleName = role == null ? name + "-rotation" : role;
    requireNames(roleName);
    byte[] zip = CodeFolder.zipped(code);
    try (SignedCalls calls = SignedCalls.to(endpoint(), region(), System.getenv())) {
      String roleArn = role(calls, roleName);
      String arn = function(calls, roleArn, zip);
      permit(calls, roleArn);
      PrintWriter out = spec.commandLine().getOut();
      out.println(arn);
      out.flush();
      return 0;
    }
  }

  private String endpoint() {
    return endpoint != null
        ? endpoint
        : System.getenv().getOrDefault("AWS_ENDPOINT_URL", "http://127.0.0.1:3000");
  }

  private String region() throws Refusal {
    Map<String, String> environment = System.getenv();
    String usual = environment.getOrDefault("AWS_DEFAULT_REGION", "us-east-1");
    String chosen = region != null ? region : environment.getOrDefault("AWS_REGION", usual);
    if (!Region.isRegion(chosen)) {
      throw new Refusal("--region takes a name such as us-east-1");
    }
    return chosen;
  }

  private void requireNames(String roleName) throws Refusal {
    if (!FunctionName.isName(name)) {
      throw new Refusal("the name of a function has 1 to 64 letters, digits, hyphens, underscores");
    }
    if (!FriendlyNames.isName(roleName, LONGEST_ROLE_NAME)) {
      throw new Refusal("--role takes the name of a role, of at most 64 characters");
    }
    if (timeout < 1 || timeout > LONGEST_SECONDS) {
      throw new Refusal("--timeout takes 1 to " + LONGEST_SECONDS + " seconds");
    }
  }

  /** Returns the ARN of the role; one that is there already is left as it is. */
  private String role(SignedCalls calls, String roleName) throws Refusal, InterruptedException {
    SignedCalls.Answer found = calls.iam("GetRole", Map.of("RoleName", roleName));
    if (found.status() != NOT_FOUND) {
      return found.orRefuse("GetRole").find(ROLE_ARN);
    }
    String arn =
        calls
            .iam("CreateRole", Map.of("RoleName", roleName, "AssumeRolePolicyDocument", TRUST))
            .orRefuse("CreateRole")
            .find(ROLE_ARN);
    SignedCalls.Answer _ =
        calls
            .iam(
                "PutRolePolicy",
                Map.of(
                    "RoleName",
                    roleName,
                    "PolicyName",
                    "rotation",
                    "PolicyDocument",
                    permissions(arnBeside(arn))))
            .orRefuse("PutRolePolicy");
    say("made the role " + arn);
    return arn;
  }

  /** What the user guide gives to rotation functions: the secrets that name the function. */
  private static String permissions(String functionArn) {
    return """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":[\
        "secretsmanager:DescribeSecret","secretsmanager:GetSecretValue",\
        "secretsmanager:PutSecretValue","secretsmanager:UpdateSecretVersionStage"],\
        "Resource":"*","Condition":{"StringEquals":{\
        "secretsmanager:resource/AllowRotationLambdaArn":"%s"}}},\
        {"Effect":"Allow","Action":"secretsmanager:GetRandomPassword","Resource":"*"}]}"""
        .formatted(functionArn);
  }

  /** Returns the ARN of the function in the account of a role. */
  private String arnBeside(String roleArn) throws Refusal {
    String[] parts = roleArn.split(":", -1);
    return "arn:%s:lambda:%s:%s:function:%s".formatted(parts[1], region(), parts[4], name);
  }

  private String function(SignedCalls calls, String roleArn, byte[] zip)
      throws Refusal, InterruptedException {
    SignedCalls.Answer made = calls.lambda("POST", "", creation(roleArn, zip));
    if (made.status() != CONFLICT) {
      String arn = made.orRefuse("CreateFunction").find(FUNCTION_ARN);
      say("made the function " + name);
      return arn;
    }
    SignedCalls.Answer _ =
        calls.lambda("PUT", "/" + name + "/code", otherCode(zip)).orRefuse("UpdateFunctionCode");
    String arn =
        calls
            .lambda("PUT", "/" + name + "/configuration", otherSettings(roleArn))
            .orRefuse("UpdateFunctionConfiguration")
            .find(FUNCTION_ARN);
    say("updated the function " + name);
    return arn;
  }

  private byte[] creation(String roleArn, byte[] zip) {
    JsonOut json = new JsonOut(TYPICAL_BODY + zip.length * 4 / 3);
    json.literal("{\"FunctionName\":");
    json.text(name);
    json.raw(',');
    writeSettings(json, roleArn);
    json.literal(",\"Code\":{\"ZipFile\":");
    json.base64(SensitiveBytes.owning(zip));
    json.literal("}}");
    return bytes(json);
  }

  private static byte[] otherCode(byte[] zip) {
    JsonOut json = new JsonOut(TYPICAL_BODY + zip.length * 4 / 3);
    json.literal("{\"ZipFile\":");
    json.base64(SensitiveBytes.owning(zip));
    json.raw('}');
    return bytes(json);
  }

  private byte[] otherSettings(String roleArn) {
    JsonOut json = new JsonOut(TYPICAL_BODY);
    json.raw('{');
    writeSettings(json, roleArn);
    json.raw('}');
    return bytes(json);
  }

  private void writeSettings(JsonOut json, String roleArn) {
    json.literal("\"Runtime\":");
    json.text(runtime);
    json.literal(",\"Handler\":");
    json.text(handler);
    json.literal(",\"Role\":");
    json.text(roleArn);
    json.literal(",\"Timeout\":" + timeout);
    if (!variables.isEmpty()) {
      json.literal(",\"Environment\":{\"Variables\":{");
      String before = "";
      for (Map.Entry<String, String> each : variables.entrySet()) {
        json.literal(before);
        json.text(each.getKey());
        json.raw(':');
        json.text(each.getValue());
        before = ",";
      }
      json.literal("}}");
    }
  }

  private static byte[] bytes(JsonOut json) {
    return Arrays.copyOf(json.bytes(), json.length());
  }

  /** Lets Secrets Manager invoke the function for secrets of the account. */
  private void permit(SignedCalls calls, String roleArn) throws Refusal, InterruptedException {
    JsonOut json = new JsonOut(TYPICAL_BODY);
    json.literal("{\"StatementId\":\"SecretsManagerRotation\",");
    json.literal("\"Action\":\"lambda:InvokeFunction\",");
    json.literal("\"Principal\":\"secretsmanager.amazonaws.com\",\"SourceAccount\":");
    json.text(roleArn.split(":", -1)[4]);
    json.raw('}');
    SignedCalls.Answer answer = calls.lambda("POST", "/" + name + "/policy", bytes(json));
    if (answer.status() != CONFLICT) { // which says that the statement is there
      SignedCalls.Answer _ = answer.orRefuse("AddPermission");
    }
  }

  private void say(String text) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("strongroom: " + text);
    err.flush();
  }
}
