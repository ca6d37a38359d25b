package io.strongroom.cli.rotation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.cli.kill.Victim;
import io.strongroom.testkit.database.TestCertificate;
import io.strongroom.testkit.database.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;

/**
 * A server as operators run it, which may be killed and started again, and a database whose users
 * it rotates: by the rotators that are built in, or by functions that are uploaded.
 */
final class RotationRoom implements AutoCloseable {

  /** A rotation that takes longer is stuck. */
  static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final String TRUST =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",\
      "Principal":{"Service":"lambda.amazonaws.com"}}]}""";

  private static final String ROTATES =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Resource":"*","Action":[\
      "secretsmanager:DescribeSecret","secretsmanager:GetSecretValue",\
      "secretsmanager:PutSecretValue","secretsmanager:UpdateSecretVersionStage",\
      "secretsmanager:GetRandomPassword","kms:Decrypt","kms:GenerateDataKey"]}]}""";

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final Victim victim;
  private final TestDatabase database;
  private final Way way;
  private @Nullable SecretsManagerClient client;
  private String superuser = "";

  private RotationRoom(Victim victim, TestDatabase database, Way way) {
    this.victim = victim;
    this.database = database;
    this.way = way;
  }

  /**
   * How rotators get to the database.
   *
   * @param port the port that secrets name
   * @param members further members of their values, with a comma before each
   */
  record Way(int port, String members) {}

  /** Starts a server that takes functions and trusts the certificate of the database. */
  static RotationRoom open(Path directory, TestDatabase database, TestCertificate certificate)
      throws IOException, InterruptedException {
    return open(directory, database, certificate, new Way(database.port(), ""));
  }

  /** Starts a server whose rotators get to the database by {@code way}; readers go there as is. */
  static RotationRoom open(
      Path directory, TestDatabase database, TestCertificate certificate, Way way)
      throws IOException, InterruptedException {
    Map<String, String> settings =
        Map.of(
            "functions.upload", "on",
            "rotation.targets", "127.0.0.0/8, ::1/128",
            "rotation.ca", certificate.certificate().toString());
    RotationRoom room = new RotationRoom(Victim.init(directory, settings), database, way);
    room.start();
    room.prepare();
    return room;
  }

  private void prepare() throws InterruptedException {
    String value = value(database.superuser(), "");
    superuser = client().createSecret(r -> r.name("superuser").secretString(value)).arn();
    // The role of built-in rotators is there from their first use on.
    String first = client().createSecret(r -> r.name("first").secretString("value")).arn();
    settle(first, rotate(first, builtIn("generated")));
    try (IamClient iam = victim.client(IamClient.builder())) {
      iam.putRolePolicy(
          r ->
              r.roleName("StrongroomRotation")
                  .policyName("superuser")
                  .policyDocument(readsOnly(superuser)));
    }
  }

  private static String readsOnly(String secret) {
    return """
    {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Resource":"*","Action":[\
    "secretsmanager:GetSecretValue","kms:Decrypt"],"Condition":{"StringEquals":{\
    "secretsmanager:SecretId":"%s"}}}]}"""
        .formatted(secret);
  }

  /** Starts the server, the first time or again. */
  void start() throws IOException {
    victim.start();
    client = victim.client();
  }

  /** Kills the server at once. */
  void kill() throws InterruptedException {
    victim.kill();
    client().close();
  }

  Victim victim() {
    return victim;
  }

  TestDatabase database() {
    return database;
  }

  SecretsManagerClient client() {
    return Objects.requireNonNull(client);
  }

  private String function(String name) {
    return "arn:aws:lambda:%s:%s:function:%s".formatted(Victim.REGION, victim.account(), name);
  }

  /** Returns the function of a rotator that is built in. */
  String builtIn(String rotator) {
    return function("builtin-" + rotator);
  }

  /** Uploads a function with a role of its own, which Secrets Manager may invoke. */
  String upload(String name, PythonFunctions code, String handler, Map<String, String> variables)
      throws IOException {
    String role;
    try (IamClient iam = victim.client(IamClient.builder())) {
      role = iam.createRole(r -> r.roleName(name).assumeRolePolicyDocument(TRUST)).role().arn();
      iam.putRolePolicy(r -> r.roleName(name).policyName("rotates").policyDocument(ROTATES));
    }
    SdkBytes zip = SdkBytes.fromByteArray(code.zip());
    try (LambdaClient lambda = victim.client(LambdaClient.builder())) {
      lambda.createFunction(
          r ->
              r.functionName(name)
                  .runtime("python3.11")
                  .handler(handler)
                  .role(role)
                  .timeout(60)
                  .memorySize(256)
                  .environment(e -> e.variables(variables))
                  .code(c -> c.zipFile(zip)));
      lambda.addPermission(
          r ->
              r.functionName(name)
                  .statementId("rotation")
                  .action("lambda:InvokeFunction")
                  .principal("secretsmanager.amazonaws.com")
                  .sourceAccount(victim.account()));
    }
    return function(name);
  }

  /** Makes a user of the database and the secret of its login, and returns the secret's ARN. */
  String newSecret() {
    String user = "user" + NUMBER.incrementAndGet();
    database.createUser(user, TestDatabase.FIRST_PASSWORD);
    String value = value(user, ", \"masterarn\": \"" + superuser + "\"");
    return client().createSecret(r -> r.name(user).secretString(value)).arn();
  }

  private String value(String user, String more) {
    return database
        .secret(user, TestDatabase.FIRST_PASSWORD, more + way.members())
        .replace("\"port\": " + database.port(), "\"port\": " + way.port());
  }

  /** Asks for a rotation, and returns the version that it is to make. */
  String rotate(String secret, String function) {
    return client().rotateSecret(r -> r.secretId(secret).rotationLambdaARN(function)).versionId();
  }

  /** Tells whether a version carries a label. */
  boolean has(String secret, String version, String label) {
    DescribeSecretResponse shown = client().describeSecret(r -> r.secretId(secret));
    return shown.versionIdsToStages().getOrDefault(version, List.of()).contains(label);
  }

  /** Waits until a version is the current one. */
  void settle(String secret, String version) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!has(secret, version, "AWSCURRENT")) {
      assertTrue(System.nanoTime() < end, () -> "stuck: " + secret + "\n" + log());
      Thread.sleep(20);
    }
  }

  String log() {
    try {
      return victim.log();
    } catch (IOException e) {
      return "no log: " + e;
    }
  }

  Login login(String secret, String label) {
    return Login.parse(
        client().getSecretValue(r -> r.secretId(secret).versionStage(label)).secretString());
  }

  Login current(String secret) {
    return login(secret, "AWSCURRENT");
  }

  @Override
  public void close() {
    if (client != null) {
      client.close();
    }
    victim.close();
  }
}
