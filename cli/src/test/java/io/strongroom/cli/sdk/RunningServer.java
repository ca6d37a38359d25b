package io.strongroom.cli.sdk;

import io.strongroom.api.Authentication.Mode;
import io.strongroom.core.key.KmsKeys;
import io.strongroom.core.store.MemoryStore;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Principal;
import io.strongroom.keys.Entropy;
import io.strongroom.keys.Keyring;
import io.strongroom.keys.RootKey;
import io.strongroom.keys.StoreId;
import io.strongroom.server.Credentials;
import io.strongroom.server.Server;
import io.strongroom.server.ServerSettings;
import io.strongroom.server.http.Limits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;

/** A server on a free port of this machine, and the key of its administrator. */
final class RunningServer implements AutoCloseable {

  /** Whom the server believes. */
  enum Auth {
    STRICT,
    LENIENT
  }

  static final String ACCOUNT = "210987654321";
  static final software.amazon.awssdk.regions.Region REGION =
      software.amazon.awssdk.regions.Region.US_EAST_1;

  private final Server server;
  private final AwsBasicCredentials administrator;

  private RunningServer(Server server, AwsBasicCredentials administrator) {
    this.server = server;
    this.administrator = administrator;
  }

  static RunningServer start(Auth auth) throws IOException {
    Entropy entropy = Entropy.secure();
    AccountId account = new AccountId(ACCOUNT);
    Keyring keyring =
        Keyring.of(RootKey.generate(entropy), new StoreId(KmsKeys.randomUuid(entropy)), entropy);
    Credentials.Minted minted =
        new Credentials(keyring).mint(new Principal.User(account, "/", "administrator"), entropy);
    MemoryStore store = new MemoryStore();
    store.insert(minted.key());
    Mode mode =
        switch (auth) {
          case STRICT -> new Mode.Strict();
          case LENIENT -> new Mode.Lenient(account, new io.strongroom.iam.Region(REGION.id()));
        };
    ServerSettings settings =
        new ServerSettings(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Limits.DEFAULT,
            mode,
            Set.of(),
            ServerSettings.DEFAULT_PURGE_INTERVAL);
    return new RunningServer(Server.start(store, keyring, settings), credentials(minted));
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

  @Override
  public void close() {
    server.close();
  }
}
