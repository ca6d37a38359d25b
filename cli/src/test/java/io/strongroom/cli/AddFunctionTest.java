package io.strongroom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.strongroom.api.Authentication;
import io.strongroom.api.secrets.PublicPolicyRule;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import io.strongroom.iam.sigv4.FailureLimit;
import io.strongroom.server.Clocks;
import io.strongroom.server.Server;
import io.strongroom.server.ServerSettings;
import io.strongroom.server.audit.AuditSettings;
import io.strongroom.server.config.RotationTargets;
import io.strongroom.server.function.FunctionHosting;
import io.strongroom.server.http.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.GetFunctionResponse;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** {@code functions add}, looked at with the clients of the SDK. */
@Timeout(180)
class AddFunctionTest {
  private static final AccountId ACCOUNT = new AccountId("000000000000");
  private static final String ARN = "arn:aws:lambda:us-east-1:000000000000:function:";
  private static final String PYTHON = "/usr/bin/python3";

  @TempDir Path directory;

  private Server server = unopened();

  @SuppressWarnings("NullAway") // JUnit calls start before anything looks
  private static Server unopened() {
    return null;
  }

  /** What a command has printed, and how it ended. */
  private record Ended(int code, String out, String err) {}

  @BeforeEach
  void start() throws Exception {
    DevStore store = DevStore.open(null, ACCOUNT);
    server =
        Server.start(
            store.store(),
            store.keyring(),
            new ServerSettings(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                null,
                Limits.DEFAULT,
                FailureLimit.Rates.DEFAULT,
                new Authentication.Mode.Lenient(ACCOUNT, new Region("us-east-1")),
                Set.of(),
                List.of(),
                ServerSettings.DEFAULT_PURGE_INTERVAL,
                AuditSettings.in(Files.createDirectory(directory.resolve("log"))),
                FunctionHosting.open(null, List.of()),
                Clocks.system(),
                RotationTargets.STRICT,
                PublicPolicyRule.Mode.AS_ASKED));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static Ended execute(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine commands =
        Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    int code = commands.execute(arguments);
    return new Ended(code, out.toString(), err.toString());
  }

  private Ended add(String name, Path code, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("functions", "add", name, code.toString(), "--url", Serving.url(server)));
    arguments.addAll(Arrays.asList(more));
    if (Arrays.stream(more).noneMatch(each -> each.startsWith("--region"))) {
      arguments.addAll(List.of("--region", "us-east-1"));
    }
    return execute(arguments.toArray(String[]::new));
  }

  private <B extends AwsClientBuilder<B, C>, C> C client(B builder) {
    return builder
        .endpointOverride(URI.create(Serving.url(server)))
        .region(software.amazon.awssdk.regions.Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .build();
  }

  private LambdaClient lambda() {
    return client(LambdaClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder()));
  }

  private IamClient iam() {
    return client(IamClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder()));
  }

  private Path code(String text) throws IOException {
    Path code = Files.createDirectories(directory.resolve("code"));
    Files.createDirectories(code.resolve("below"));
    Files.writeString(code.resolve("lambda_function.py"), text);
    Files.writeString(code.resolve("below").resolve("other.py"), "# other");
    return code;
  }

  @Test
  void aDirectoryBecomesAFunctionThatSecretsManagerMayInvoke() throws IOException {
    Ended ended =
        add("rotate", code("# one"), "--env", "AA=1", "--env", "BB=x=y", "--timeout", "60");
    assertEquals(ARN + "rotate" + System.lineSeparator(), ended.out(), ended.err());
    assertEquals(0, ended.code());
    try (LambdaClient lambda = lambda();
        IamClient iam = iam()) {
      GetFunctionResponse made = lambda.getFunction(r -> r.functionName("rotate"));
      assertEquals("python3.13", made.configuration().runtimeAsString());
      assertEquals("lambda_function.lambda_handler", made.configuration().handler());
      assertEquals(60, made.configuration().timeout());
      assertEquals(Map.of("AA", "1", "BB", "x=y"), made.configuration().environment().variables());
      String role = iam.getRole(r -> r.roleName("rotate-rotation")).role().arn();
      assertEquals(role, made.configuration().role());
      String policy = lambda.getPolicy(r -> r.functionName("rotate")).policy();
      assertTrue(policy.contains("secretsmanager.amazonaws.com"), policy);
      assertTrue(policy.contains(ACCOUNT.digits()), policy);
    }
  }

  @Test
  void theSameNameAgainGetsOtherCodeAndKeepsItsVariables() throws IOException {
    Ended first = add("rotate", code("# one"), "--env", "AA=1");
    assertEquals(0, first.code(), first.err());
    try (LambdaClient lambda = lambda()) {
      String before =
          lambda.getFunction(r -> r.functionName("rotate")).configuration().codeSha256();
      Ended again = add("rotate", code("# two"), "--handler", "other.handler");
      assertEquals(new Ended(0, first.out(), again.err()), again);
      assertTrue(again.err().contains("updated the function rotate"), again.err());
      var after = lambda.getFunction(r -> r.functionName("rotate")).configuration();
      assertFalse(before.equals(after.codeSha256()));
      assertEquals("other.handler", after.handler());
      assertEquals(Map.of("AA", "1"), after.environment().variables());
    }
  }

  @Test
  void aRoleThatIsThereIsLeftAsItIs() throws IOException {
    try (IamClient iam = iam()) {
      iam.createRole(
          r ->
              r.roleName("mine")
                  .assumeRolePolicyDocument(
                      """
                      {"Version":"2012-10-17","Statement":[{"Effect":"Allow",\
                      "Principal":{"Service":"lambda.amazonaws.com"},\
                      "Action":"sts:AssumeRole"}]}"""));
      Ended ended = add("rotate", code("# one"), "--role", "mine");
      assertEquals(0, ended.code(), ended.err());
      assertEquals(List.of(), iam.listRolePolicies(r -> r.roleName("mine")).policyNames());
    }
  }

  /** The function signs its calls, so the policy of the role is what lets it rotate. */
  @Test
  void whatWasAddedRotatesASecret() throws Exception {
    assumeTrue(Files.isExecutable(Path.of(PYTHON)), "no python is installed");
    Path code = Files.createDirectories(directory.resolve("rotating"));
    Path bootstrap = code.resolve("bootstrap");
    try (InputStream text = AddFunctionTest.class.getResourceAsStream("rotating/bootstrap")) {
      Files.write(bootstrap, Objects.requireNonNull(text).readAllBytes());
    }
    Files.setPosixFilePermissions(bootstrap, PosixFilePermissions.fromString("rwxr-xr-x"));
    Ended ended =
        add("rotate", code, "--runtime", "provided.al2023", "--env", "MADE=by a function");
    assertEquals(0, ended.code(), ended.err());
    try (SecretsManagerClient client =
        client(
            SecretsManagerClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder()))) {
      String arn = client.createSecret(r -> r.name("api").secretString("by hand")).arn();
      client.rotateSecret(
          r ->
              r.secretId(arn)
                  .rotationLambdaARN(ended.out().strip())
                  .clientRequestToken(UUID.randomUUID().toString()));
      while (!audited().contains("\"RotationSucceeded\"")) {
        assertFalse(audited().contains("\"RotationFailed\""), audited());
        Thread.sleep(10);
      }
      assertEquals("by a function", client.getSecretValue(r -> r.secretId(arn)).secretString());
    }
  }

  private String audited() throws IOException {
    StringBuilder records = new StringBuilder();
    try (Stream<Path> files =
        Files.list(directory.resolve("log").resolve(AuditSettings.DIRECTORY))) {
      for (Path each : files.toList()) {
        records.append(Files.readString(each));
      }
    }
    return records.toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.b | | the name of a function has 1 to 64",
        "rotate | --role=a/b | --role takes the name of a role",
        "rotate | --timeout=901 | --timeout takes 1 to 900 seconds",
        "rotate | --timeout=soon | 'soon' is not an int",
        "rotate | --region=nowhere | --region takes a name such as",
        "rotate | --env=A | ",
        "rotate | --runtime=cobol | CreateFunction was refused: ",
        "rotate | --what | Unknown option",
      })
  void mistakesAreOneLineAndMakeNoFunction(String name, String option, String told)
      throws IOException {
    Path code = code("# one");
    Ended ended = option == null ? add(name, code) : add(name, code, option);
    assertEquals(Main.USAGE, ended.code(), ended.err());
    assertEquals("", ended.out());
    String last = ended.err().lines().toList().getLast();
    assertTrue(last.startsWith("strongroom: "), ended.err());
    assertTrue(last.contains(told == null ? "" : told), ended.err());
    try (LambdaClient lambda = lambda()) {
      assertTrue(
          lambda.listFunctions().functions().stream()
              .allMatch(each -> each.functionName().startsWith("builtin-")));
    }
  }

  @Test
  void codeThatCannotBeTakenIsRefusedHere() throws IOException {
    Path missing = directory.resolve("missing");
    assertEquals(
        new Ended(
            Main.USAGE,
            "",
            "strongroom: "
                + missing
                + " is neither a directory nor a zip file"
                + System.lineSeparator()),
        add("rotate", missing));
    Path empty = Files.createDirectory(directory.resolve("empty"));
    assertEquals(
        "strongroom: " + empty + " is empty" + System.lineSeparator(), add("rotate", empty).err());
    Path linked = Files.createDirectory(directory.resolve("linked"));
    Path link = Files.createSymbolicLink(linked.resolve("passwd"), Path.of("/etc/passwd"));
    assertEquals(
        "strongroom: " + link + " is no plain file" + System.lineSeparator(),
        add("rotate", linked).err());
  }

  @Test
  void aServerThatIsNotThereIsToldOf() throws IOException {
    Path code = code("# one");
    String url;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      url = "http://127.0.0.1:" + socket.getLocalPort();
    }
    Ended ended = execute("functions", "add", "rotate", code.toString(), "--endpoint", url);
    assertEquals(Main.USAGE, ended.code());
    assertEquals("strongroom: no server answers at " + url + System.lineSeparator(), ended.err());
    Ended other = execute("functions", "add", "rotate", code.toString(), "--endpoint", "here");
    assertTrue(other.err().startsWith("strongroom: --endpoint takes a URL"), other.err());
    Ended bare = execute("functions", "add", "rotate");
    assertEquals(Main.USAGE, bare.code());
    assertTrue(bare.err().startsWith("strongroom: Missing required parameter: 'DIR'"), bare.err());
  }
}
