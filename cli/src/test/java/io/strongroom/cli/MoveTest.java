package io.strongroom.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.api.Authentication;
import io.strongroom.api.secrets.PublicPolicyRule;
import io.strongroom.core.function.Code;
import io.strongroom.core.function.FunctionCommit;
import io.strongroom.core.function.FunctionWrite;
import io.strongroom.core.store.Store;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.sigv4.FailureLimit;
import io.strongroom.server.Clocks;
import io.strongroom.server.Server;
import io.strongroom.server.ServerSettings;
import io.strongroom.server.audit.AuditSettings;
import io.strongroom.server.config.ConfigLoader;
import io.strongroom.server.config.RotationTargets;
import io.strongroom.server.config.ServerConfig;
import io.strongroom.server.config.Setting;
import io.strongroom.server.function.FunctionHosting;
import io.strongroom.server.http.Limits;
import io.strongroom.testkit.store.SampleFunctions;
import io.strongroom.testkit.store.SampleSecrets;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** A store goes from a directory into a database and back, by the command that operators use. */
class MoveTest {
  private static final AccountId ACCOUNT = SampleSecrets.ACCOUNT;
  private static final byte[] CODE = "code of a function".getBytes(UTF_8);
  private static final int SECRETS = 25;

  @TempDir private Path directory;

  /** What a command has printed, and how it ended. */
  private record Ended(int code, String err) {}

  private static Ended execute(String... arguments) {
    StringWriter err = new StringWriter();
    int code =
        Main.commandLine()
            .setOut(new PrintWriter(new StringWriter(), true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new Ended(code, err.toString());
  }

  private Path rootKey() {
    return directory.resolve("root-key");
  }

  private Ended move(String from, String to) {
    return execute("move", "--from", from, "--to", to, "--root-key", rootKey().toString());
  }

  private Server serve(StoreFiles.Opened opened) throws IOException {
    return Server.start(
        opened.store(),
        opened.keyring(),
        new ServerSettings(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            null,
            Limits.DEFAULT,
            FailureLimit.Rates.DEFAULT,
            new Authentication.Mode.Strict(),
            Set.of(),
            List.of(),
            ServerSettings.DEFAULT_PURGE_INTERVAL,
            AuditSettings.in(directory),
            FunctionHosting.closed(),
            Clocks.system(),
            RotationTargets.STRICT,
            PublicPolicyRule.Mode.AS_ASKED));
  }

  private Server serve(String place) throws Exception {
    boolean isDatabase = place.startsWith("postgres");
    ServerConfig config =
        ConfigLoader.load(null, Map.of(), isDatabase ? Map.of(Setting.STORE_URL, place) : Map.of());
    StorePlace found = StoreFiles.place(isDatabase ? null : Path.of(place), config, null);
    return serve(StoreFiles.open(found, rootKey()));
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

  private static void addFunction(Store store) throws IOException {
    Code code = SampleFunctions.code(CODE);
    store.putCode(code, new ByteArrayInputStream(CODE));
    var write = new FunctionWrite.Insert(SampleFunctions.function("fn", code));
    assertEquals(FunctionCommit.DONE, store.commit(write, null));
  }

  private void requireMoved(String place, AwsBasicCredentials administrator) throws Exception {
    try (Server server = serve(place);
        SecretsManagerClient client = client(server, administrator)) {
      for (int i = 0; i < SECRETS; i++) {
        String name = "secret-" + i;
        assertEquals(
            "second " + i, client.getSecretValue(request -> request.secretId(name)).secretString());
        assertEquals(
            "first " + i,
            client
                .getSecretValue(request -> request.secretId(name).versionStage("AWSPREVIOUS"))
                .secretString());
      }
    }
  }

  @Test
  @DisplayName("T15: a store is moved into a database and back while it is served, and is whole")
  void thereAndBack() throws Exception {
    String data = directory.resolve("data").toString();
    String back = directory.resolve("back").toString();
    StoreFiles.Created created = StoreFiles.create(Path.of(data), rootKey(), ACCOUNT);
    AwsBasicCredentials administrator = credentials(created);
    try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start()) {
      String url = "postgres://postgres@localhost:" + postgres.getPort() + "/postgres";
      CompletableFuture<Ended> moving;
      try (Server server = serve(new StoreFiles.Opened(created.store(), created.keyring()));
          SecretsManagerClient client = client(server, administrator)) {
        addFunction(created.store());
        fill(client);
        moving = CompletableFuture.supplyAsync(() -> move(data, url));
        LockSupport.parkNanos(Duration.ofSeconds(3).toNanos());
        change(client);
      }
      Ended there = moving.join();
      assertEquals(0, there.code(), there.err());
      assertTrue(there.err().contains("Stop what serves"), there.err());
      requireMoved(url, administrator);

      Ended refused = execute("check", "--data", data);
      assertEquals(2, refused.code());
      assertTrue(refused.err().contains("was moved away"), refused.err());
      Ended twice = move(data, url);
      assertEquals(2, twice.code());
      assertTrue(twice.err().contains("there is a store in"), twice.err());

      // The server that was closed a moment ago has given its name free.
      Ended home = move(url, back);
      assertEquals(0, home.code(), home.err());
      requireMoved(back, administrator);
      assertEquals(0, execute("check", "--data", back, "--root-key", rootKey().toString()).code());
      requireCode(back);
    }
  }

  private void requireCode(String place) throws Exception {
    StorePlace found =
        StoreFiles.place(Path.of(place), ConfigLoader.load(null, Map.of(), Map.of()), null);
    try (StoreFiles.Opened opened = StoreFiles.open(found, rootKey())) {
      ByteArrayOutputStream code = new ByteArrayOutputStream();
      assertTrue(opened.store().readCode(SampleFunctions.code(CODE), code));
      assertArrayEquals(CODE, code.toByteArray());
    }
  }

  private static void fill(SecretsManagerClient client) {
    for (int i = 0; i < SECRETS; i++) {
      String name = "secret-" + i;
      String value = "first " + i;
      client.createSecret(request -> request.name(name).secretString(value));
    }
    client.createSecret(request -> request.name("gone").secretString("soon"));
  }

  /** What happens while the move waits for the server to stop. */
  private static void change(SecretsManagerClient client) {
    for (int i = 0; i < SECRETS; i++) {
      String name = "secret-" + i;
      String value = "second " + i;
      client.putSecretValue(request -> request.secretId(name).secretString(value));
    }
    client.deleteSecret(request -> request.secretId("gone").forceDeleteWithoutRecovery(true));
  }
}
