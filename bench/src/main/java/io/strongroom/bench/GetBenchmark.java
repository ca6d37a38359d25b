package io.strongroom.bench;

import io.strongroom.core.identity.Credentials;
import io.strongroom.core.identity.Founding;
import io.strongroom.iam.AccountId;
import io.strongroom.keys.Entropy;
import io.strongroom.keys.Keyring;
import io.strongroom.keys.RootKey;
import io.strongroom.keys.StoreId;
import io.strongroom.server.Server;
import io.strongroom.server.ServerSettings;
import io.strongroom.server.audit.AuditSettings;
import io.strongroom.store.sql.StoreHeader;
import io.strongroom.store.sqlite.SqliteStore;
import io.strongroom.store.sqlite.StoreOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one GetSecretValue takes, the whole way: a server on a directory of its own, a user and a
 * secret with policies of five statements each, audit, and one connection in the same process. The
 * client allocates nothing, so what {@code -prof gc} says is the server's.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {
      "-XX:+UseSerialGC",
      "-Xms192m",
      "-Xmn80m",
      "-Xmx240m",
      "-XX:+UseCompactObjectHeaders",
      "-Dio.netty.leakDetection.level=disabled",
      "--enable-native-access=ALL-UNNAMED"
    })
@Warmup(iterations = 5, time = 3)
@Measurement(iterations = 5, time = 3)
public class GetBenchmark {

  /** Requests that are sent together where what a socket takes is not to be seen. */
  private static final int ROW = 32;

  /** Secrets in the store; the one that is read is among them. */
  private static final int SECRETS = 2_000;

  private static final int BUFFER_BYTES = 1 << 20;
  private static final AccountId ACCOUNT = new AccountId("123456789012");

  private final Serving serving = Serving.start();
  private final ByteBuffer one = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final ByteBuffer row = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final ByteBuffer answer = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private int answerBytes;

  /** A server, with what is needed in its store, and a connection to it. */
  private record Serving(Path directory, Server server, Requests user, SocketChannel connection) {

    static Serving start() {
      try {
        Path directory = Files.createTempDirectory("strongroom-bench");
        return start(directory, directory.resolve("data"), Entropy.secure());
      } catch (Exception e) {
        throw new IllegalStateException("no server to measure", e);
      }
    }

    private static Serving start(Path directory, Path data, Entropy entropy) throws Exception {
      RootKey root = RootKey.generate(entropy);
      StoreId id = new StoreId(UUID.randomUUID());
      Keyring keyring = Keyring.of(root, id, entropy);
      SqliteStore.create(data, new StoreHeader(id, root.id(), keyring.checkValue()));
      SqliteStore store = SqliteStore.open(data, StoreOptions.defaults(), () -> {});
      Credentials.Minted administrator =
          Founding.found(
              store,
              new Credentials(keyring),
              ACCOUNT,
              Instant.now().truncatedTo(ChronoUnit.MILLIS),
              entropy);
      Server server = Server.start(store, keyring, settings(data));
      URI url = URI.create(server.url());
      String secret =
          administrator.secret().use(bytes -> new String(bytes, StandardCharsets.US_ASCII));
      Requests first = new Requests(url, new AccessKeyFile(administrator.key().id(), secret));
      first.fill(SECRETS);
      first.guard();
      Requests user = new Requests(url, first.user());
      return new Serving(directory, server, user, SocketChannel.open(server.address()));
    }

    private static ServerSettings settings(Path data) {
      InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      return ServerSettings.strict(any).with(AuditSettings.in(data));
    }

    void stop() throws IOException {
      connection.close();
      server.close();
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /** Signs anew, as signatures hold for five minutes. */
  @Setup(Level.Iteration)
  public void sign() throws IOException {
    byte[] request = serving.user().get().text().getBytes(StandardCharsets.UTF_8);
    one.clear().put(request).flip();
    row.clear();
    for (int i = 0; i < ROW; i++) {
      row.put(request);
    }
    row.flip();
    answer.clear();
    var _ = serving.connection().write(one.rewind());
    do {
      var _ = serving.connection().read(answer);
    } while (answer.get(answer.position() - 1) != '}');
    answerBytes = answer.position();
  }

  /** One request, and its answer. */
  @Benchmark
  public int single() throws IOException {
    return exchange(one, answerBytes);
  }

  /** As many requests in a row as hide what a socket takes; the figure is for one of them. */
  @Benchmark
  @OperationsPerInvocation(ROW)
  public int row() throws IOException {
    return exchange(row, ROW * answerBytes);
  }

  private int exchange(ByteBuffer requests, int expected) throws IOException {
    requests.rewind();
    while (requests.hasRemaining()) {
      var _ = serving.connection().write(requests);
    }
    answer.clear();
    while (answer.position() < expected) {
      var _ = serving.connection().read(answer);
    }
    return answer.position();
  }

  /** Stops the server, and removes its directory. */
  @TearDown(Level.Trial)
  public void stop() throws IOException {
    serving.stop();
  }
}
