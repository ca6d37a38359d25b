package io.strongroom.cli.sdk;

import io.strongroom.api.Authentication.Mode;
import io.strongroom.api.secrets.PublicPolicyRule;
import io.strongroom.core.identity.Credentials;
import io.strongroom.core.identity.Founding;
import io.strongroom.core.key.KmsKeys;
import io.strongroom.core.store.MemoryStore;
import io.strongroom.core.store.Store;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.sigv4.FailureLimit;
import io.strongroom.keys.Entropy;
import io.strongroom.keys.Keyring;
import io.strongroom.keys.RootKey;
import io.strongroom.keys.StoreId;
import io.strongroom.server.Clocks;
import io.strongroom.server.Server;
import io.strongroom.server.ServerSettings;
import io.strongroom.server.audit.AuditSettings;
import io.strongroom.server.config.IssuerSettings;
import io.strongroom.server.config.RotationTargets;
import io.strongroom.server.function.FunctionHosting;
import io.strongroom.server.http.Limits;
import io.strongroom.server.remote.RemoteFunction;
import io.strongroom.store.sql.StoreHeader;
import io.strongroom.store.sql.StoreOpenException;
import io.strongroom.store.sqlite.SqliteStore;
import io.strongroom.store.sqlite.StoreOptions;
import io.strongroom.testkit.Canary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;

/**
 * A server on a free port of this machine, and the key of its administrator. A strict one keeps its
 * data on disk or in a database, a lenient one in memory.
 */
final class RunningServer implements AutoCloseable {

  /** Whom the server believes. */
  enum Auth {
    STRICT,
    LENIENT,
    /** As strict, over a database that others could serve as well. */
    SHARED
  }

  static final String ACCOUNT = "210987654321";
  static final software.amazon.awssdk.regions.Region REGION =
      software.amazon.awssdk.regions.Region.US_EAST_1;

  private final Server server;
  private final AwsBasicCredentials administrator;
  private final Path directory;
  private final Auth auth;

  private RunningServer(
      Server server, AwsBasicCredentials administrator, Path directory, Auth auth) {
    this.server = server;
    this.administrator = administrator;
    this.directory = directory;
    this.auth = auth;
  }

  static RunningServer start(Auth auth) throws IOException, StoreOpenException {
    return start(auth, List.of());
  }

  /** Starts a server that believes web identity tokens of these issuers. */
  static RunningServer start(Auth auth, List<IssuerSettings> issuers)
      throws IOException, StoreOpenException {
    return start(auth, issuers, List.of());
  }

  /** Starts a server that also knows functions of elsewhere. */
  static RunningServer start(Auth auth, List<IssuerSettings> issuers, List<RemoteFunction> remotes)
      throws IOException, StoreOpenException {
    Entropy entropy = Entropy.secure();
    AccountId account = new AccountId(ACCOUNT);
    RootKey root = RootKey.generate(entropy);
    StoreId id = new StoreId(KmsKeys.randomUuid(entropy));
    Keyring keyring = Keyring.of(root, id, entropy);
    Path directory = Files.createTempDirectory("strongroom-sdk-");
    Store store =
        switch (auth) {
          case STRICT ->
              onDisk(
                  directory.resolve("data"), new StoreHeader(id, root.id(), keyring.checkValue()));
          case SHARED -> SharedDatabases.open(new StoreHeader(id, root.id(), keyring.checkValue()));
          case LENIENT -> new MemoryStore();
        };
    Credentials.Minted minted =
        Founding.found(store, new Credentials(keyring), account, Instant.EPOCH, entropy);
    Mode mode =
        switch (auth) {
          case STRICT, SHARED -> new Mode.Strict();
          case LENIENT -> new Mode.Lenient(account, new io.strongroom.iam.Region(REGION.id()));
        };
    ServerSettings settings =
        new ServerSettings(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            null,
            Limits.DEFAULT,
            FailureLimit.Rates.DEFAULT,
            mode,
            Set.of(),
            issuers,
            ServerSettings.DEFAULT_PURGE_INTERVAL,
            AuditSettings.in(auth == Auth.STRICT ? directory.resolve("data") : directory),
            FunctionHosting.open(null, List.of()).with(remotes),
            Clocks.system(),
            RotationTargets.STRICT,
            PublicPolicyRule.Mode.AS_ASKED);
    Server server = Server.start(store, keyring, settings);
    return new RunningServer(server, credentials(minted), directory, auth);
  }

  private static Store onDisk(Path directory, StoreHeader header) throws StoreOpenException {
    SqliteStore.create(directory, header);
    return SqliteStore.open(directory, StoreOptions.defaults(), () -> {});
  }

  private static AwsBasicCredentials credentials(Credentials.Minted minted) {
    AtomicReference<String> secret = new AtomicReference<>();
    minted.secret().lend(bytes -> secret.set(new String(bytes, StandardCharsets.US_ASCII)));
    return AwsBasicCredentials.create(minted.key().id(), secret.get());
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.address().getPort());
  }

  AwsBasicCredentials administrator() {
    return administrator;
  }

  /** Returns all records of a lenient server that are flushed. */
  String audited() throws IOException {
    StringBuilder records = new StringBuilder();
    try (Stream<Path> files = Files.list(directory.resolve(AuditSettings.DIRECTORY))) {
      for (Path each : files.toList()) {
        records.append(Files.readString(each));
      }
    }
    return records.toString();
  }

  /** Stops, searches what was kept on disk for secret values, and removes it (LOG-6, CRY-1). */
  @Override
  public void close() {
    server.close();
    try {
      if (auth == Auth.SHARED) {
        SharedDatabases.copyFiles(directory.resolve("database"));
      }
      Canary.requireAbsent(List.of(directory));
      try (Stream<Path> below = Files.walk(directory)) {
        for (Path each : below.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
