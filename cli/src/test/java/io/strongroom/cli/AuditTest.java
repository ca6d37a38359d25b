package io.strongroom.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.api.Authentication;
import io.strongroom.api.secrets.PublicPolicyRule;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.sigv4.FailureLimit;
import io.strongroom.server.Clocks;
import io.strongroom.server.Server;
import io.strongroom.server.ServerSettings;
import io.strongroom.server.audit.AuditSettings;
import io.strongroom.server.config.RotationTargets;
import io.strongroom.server.function.FunctionHosting;
import io.strongroom.server.http.Limits;
import io.strongroom.testkit.Canary;
import io.strongroom.testkit.CanaryExtension;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

/** From the request of a real client to the line that an operator sees. */
@ExtendWith(CanaryExtension.class)
@Timeout(120)
class AuditTest {
  private static final AccountId ACCOUNT = new AccountId("210987654321");

  @TempDir Path directory;

  private Path data() {
    return directory.resolve("data");
  }

  /** What a command has printed, and how it ended. */
  private record Ended(int code, String out, String err) {
    List<String> lines() {
      return out.lines().toList();
    }
  }

  private static Ended execute(String... arguments) {
    StringWriter err = new StringWriter();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(out, true, UTF_8));
    try {
      CommandLine commands = Main.commandLine().setErr(new PrintWriter(err, true));
      int code = commands.execute(arguments);
      return new Ended(code, out.toString(UTF_8), err.toString());
    } finally {
      System.setOut(before);
    }
  }

  private Ended audit(String... more) {
    List<String> arguments = new ArrayList<>(List.of("audit", "--data", data().toString()));
    arguments.addAll(Arrays.asList(more));
    return execute(arguments.toArray(String[]::new));
  }

  /** Waits until the log has so many lines; they are flushed ten times a second. */
  private List<String> linesOf(int count, String... options) throws InterruptedException {
    List<String> lines = audit(options).lines();
    while (lines.size() < count) {
      Thread.sleep(20);
      lines = audit(options).lines();
    }
    return lines;
  }

  private Server start(StoreFiles.Created created) throws IOException {
    return Server.start(
        created.store(),
        created.keyring(),
        new ServerSettings(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            null,
            Limits.DEFAULT,
            FailureLimit.Rates.DEFAULT,
            new Authentication.Mode.Strict(),
            Set.of(),
            List.of(),
            ServerSettings.DEFAULT_PURGE_INTERVAL,
            AuditSettings.in(data()),
            FunctionHosting.closed(),
            Clocks.system(),
            RotationTargets.STRICT,
            PublicPolicyRule.Mode.AS_ASKED));
  }

  private static SecretsManagerClient client(Server server, AwsBasicCredentials credentials) {
    return SecretsManagerClient.builder()
        .endpointOverride(URI.create(Serving.url(server)))
        .region(Region.US_EAST_1)
        .credentialsProvider(StaticCredentialsProvider.create(credentials))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  private static AwsBasicCredentials credentials(StoreFiles.Created created) {
    AtomicReference<String> secret = new AtomicReference<>();
    created.administrator().secret().lend(bytes -> secret.set(new String(bytes, UTF_8)));
    return AwsBasicCredentials.create(created.administrator().key().id(), secret.get());
  }

  private static void sendGarbage(Server server) throws IOException {
    try (Socket socket = new Socket(server.address().getAddress(), server.address().getPort())) {
      socket.getOutputStream().write("GARBAGE\r\n\r\n".getBytes(UTF_8));
      assertTrue(new String(socket.getInputStream().readAllBytes(), UTF_8).contains("400"));
    }
  }

  @Test
  @DisplayName("AUD-1: changes, reads, refusals, forgeries and garbage are all shown")
  void everyRequestIsShown() throws Exception {
    StoreFiles.Created created = StoreFiles.create(data(), directory.resolve("key"), ACCOUNT);
    AwsBasicCredentials good = credentials(created);
    AwsBasicCredentials bad = AwsBasicCredentials.create(good.accessKeyId(), "wrong");
    try (Server server = start(created);
        SecretsManagerClient client = client(server, good);
        SecretsManagerClient forger = client(server, bad)) {
      String value = Canary.text("one");
      client.createSecret(request -> request.name("db").secretString(value));
      assertEquals(value, client.getSecretValue(request -> request.secretId("db")).secretString());
      assertThrows(
          SecretsManagerException.class,
          () -> client.getSecretValue(request -> request.secretId("none")));
      assertThrows(
          SecretsManagerException.class,
          () -> forger.getSecretValue(request -> request.secretId("db")));
      sendGarbage(server);

      List<String> all = linesOf(5);
      assertEquals(5, all.size(), all.toString());
      assertEquals(1, linesOf(1, "--event", "CreateSecret").size());
      List<String> reads = linesOf(2, "--event", "getsecretvalue", "--user", "user/administrator");
      assertEquals(2, reads.size(), reads.toString());
      assertTrue(reads.getFirst().matches(".*GetSecretValue +ok +127.0.0.1 +arn:.*:secret:db-.*"));
      assertEquals(3, linesOf(3, "--errors").size());
      assertEquals(2, linesOf(2, "--secret", ":secret:db-").size());
      assertEquals(5, linesOf(5, "--since", "1h").size());
      assertEquals(0, audit("--until", "2026-01-01").lines().size());
      String json = linesOf(1, "--json", "--event", "CreateSecret").getFirst();
      assertTrue(json.startsWith("{\"eventVersion\":\"1.11\","), json);
      assertTrue(json.contains("\"userAgent\":\"aws-sdk-java/"), json);
      assertFalse(Canary.scan(json).contains("raw"));
    }
    Canary.requireAbsent(List.of(directory));
  }

  @Test
  void mistakesAreOneLine() {
    assertEquals(
        new Ended(
            Main.USAGE,
            "",
            "strongroom: there is no audit log in " + data() + System.lineSeparator()),
        audit());
    Ended time = audit("--since", "yesterday");
    assertEquals(Main.USAGE, time.code());
    assertEquals(1, time.err().lines().count(), time.err());
    assertTrue(time.err().contains("'yesterday' is no time"), time.err());
    assertEquals(Main.USAGE, execute("audit").code());
    assertEquals(Main.USAGE, audit("--what").code());
  }
}
