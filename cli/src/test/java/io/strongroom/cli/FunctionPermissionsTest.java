package io.strongroom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.strongroom.api.Authentication;
import io.strongroom.api.lambda.UploadRule;
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
import io.strongroom.server.function.FunctionPlace;
import io.strongroom.server.function.NarrowSession;
import io.strongroom.server.http.Limits;
import io.strongroom.server.tls.ServerTls;
import io.strongroom.server.tls.TlsFiles;
import io.strongroom.testkit.Canary;
import io.strongroom.testkit.CanaryExtension;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * A function of a rotation calls the server back over TLS, trusting the server's own certificate,
 * and tells in the new value which secrets it could read.
 */
@ExtendWith(CanaryExtension.class)
@Timeout(FunctionPermissionsTest.HANG_SECONDS)
class FunctionPermissionsTest {
  static final int HANG_SECONDS = 120;

  private static final AccountId ACCOUNT = new AccountId("210987654321");
  private static final String FUNCTION = "arn:aws:lambda:us-east-1:210987654321:function:probe";

  private static final String TRUST =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",\
      "Principal":{"Service":"lambda.amazonaws.com"}}]}""";

  private static final String EVERYTHING =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow",\
      "Action":["secretsmanager:*","kms:*"],"Resource":"*"}]}""";

  @TempDir private Path directory;

  @BeforeEach
  void needsPython() throws IOException {
    assumeTrue(
        Stream.of("/usr/local/bin", "/usr/bin").anyMatch(FunctionPermissionsTest::hasPython),
        "no python is installed");
    Path code = Files.createDirectories(directory.resolve("functions/probe"));
    // The function may run as another user, who has to find it.
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
    for (String file : List.of("probe.py", "function.json")) {
      try (InputStream in = FunctionPermissionsTest.class.getResourceAsStream(file)) {
        Files.copy(Objects.requireNonNull(in), code.resolve(file));
      }
    }
  }

  private static boolean hasPython(String bin) {
    return Files.isExecutable(Path.of(bin, "python3"));
  }

  @Test
  void aFunctionMayDoWhatItsRoleMay() throws Exception {
    assertEquals("superuser other ", rotated(null));
  }

  @Test
  void orWhatConcernsTheSecretInRotation() throws Exception {
    assertEquals("", rotated(new NarrowSession(List.of())));
  }

  @Test
  void andWhatTheOperatorNames() throws Exception {
    String named = "arn:aws:secretsmanager:us-east-1:210987654321:secret:superuser-??????";
    assertEquals("superuser ", rotated(new NarrowSession(List.of(named))));
  }

  /** Rotates a secret by the function and returns its new value. */
  private String rotated(@Nullable NarrowSession narrow) throws Exception {
    StoreFiles.Created created =
        StoreFiles.create(directory.resolve("data"), directory.resolve("root-key"), ACCOUNT);
    TlsFiles files = TrialCertificate.create(directory.resolve("root-key"), List.of()).files();
    try (Server server =
        Server.start(created.store(), created.keyring(), settings(files, narrow))) {
      TrustManager[] trust = TlsClients.trust(files);
      try (IamClient iam =
          TlsClients.reaching(IamClient.builder(), server, created, trust).build()) {
        iam.createRole(request -> request.roleName("rotates").assumeRolePolicyDocument(TRUST));
        iam.putRolePolicy(
            request -> request.roleName("rotates").policyName("all").policyDocument(EVERYTHING));
      }
      try (SecretsManagerClient client = TlsClients.secrets(server, created, trust)) {
        return valueMade(client);
      }
    } finally {
      created.administrator().secret().close();
      assertNothingLogged();
    }
  }

  /** ROT-5: the function writes what it was given, and its log has none of it. */
  private void assertNothingLogged() throws IOException {
    Path data = directory.resolve("data");
    Canary.requireAbsent(List.of(data));
    try (Stream<Path> files = Files.walk(data.resolve(FunctionPlace.LOGS))) {
      Path log = files.filter(Files::isRegularFile).findFirst().orElseThrow();
      String text = Files.readString(log);
      assertTrue(text.contains("generated ***\n"), text);
      assertTrue(text.contains("current *** app ***\n"), text);
    }
  }

  private static String valueMade(SecretsManagerClient client) throws InterruptedException {
    String login = "{\"username\":\"app\",\"password\":\"%s\"}".formatted(Canary.MARK);
    for (String name : List.of("own", "superuser", "other")) {
      client.createSecret(request -> request.name(name).secretString(login));
    }
    client.rotateSecret(request -> request.secretId("own").rotationLambdaARN(FUNCTION));
    while (client.describeSecret(request -> request.secretId("own")).lastRotatedDate() == null) {
      Thread.sleep(10);
    }
    String value = client.getSecretValue(request -> request.secretId("own")).secretString();
    assertTrue(value.startsWith("read: "), value);
    return value.substring("read: ".length());
  }

  private ServerSettings settings(TlsFiles files, @Nullable NarrowSession narrow) throws Exception {
    Path data = directory.resolve("data");
    return new ServerSettings(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        ServerTls.load(files, InstantSource.system()),
        Limits.DEFAULT,
        FailureLimit.Rates.DEFAULT,
        new Authentication.Mode.Strict(),
        Set.of(),
        List.of(),
        ServerSettings.DEFAULT_PURGE_INTERVAL,
        AuditSettings.in(data),
        new FunctionHosting(
            new UploadRule(UploadRule.Mode.OFF, 0),
            new FunctionHosting.Local(
                directory.resolve("functions"), ACCOUNT, new Region("us-east-1")),
            null,
            data,
            List.of(data),
            FunctionHosting.Care.PRODUCTION,
            new FunctionHosting.Way(null, List.of(files.certificate())),
            narrow,
            List.of()),
        Clocks.system(),
        RotationTargets.STRICT,
        PublicPolicyRule.Mode.AS_ASKED);
  }
}
