package io.strongroom.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.strongroom.api.Authentication;
import io.strongroom.api.secrets.PublicPolicyRule;
import io.strongroom.core.identity.Credentials;
import io.strongroom.core.identity.Founding;
import io.strongroom.core.store.MemoryStore;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import io.strongroom.iam.sigv4.FailureLimit;
import io.strongroom.keys.Entropy;
import io.strongroom.keys.Keyring;
import io.strongroom.keys.RootKey;
import io.strongroom.keys.StoreId;
import io.strongroom.server.config.RotationTargets;
import io.strongroom.server.function.FunctionHosting;
import io.strongroom.server.http.Limits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a balancer is told by a server, from its start to its end. */
class ReadinessTest {
  private static final AccountId ACCOUNT = new AccountId("123456789012");

  private static Server start() throws IOException {
    MemoryStore store = new MemoryStore();
    Entropy entropy = Entropy.secure();
    Keyring keyring =
        Keyring.of(RootKey.generate(entropy), new StoreId(UUID.randomUUID()), entropy);
    Founding.found(store, new Credentials(keyring), ACCOUNT, Instant.EPOCH, entropy)
        .secret()
        .close();
    return Server.start(
        store,
        keyring,
        new ServerSettings(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            null,
            Limits.DEFAULT,
            FailureLimit.Rates.DEFAULT,
            new Authentication.Mode.Lenient(ACCOUNT, new Region("us-east-1")),
            Set.of(),
            List.of(),
            ServerSettings.DEFAULT_PURGE_INTERVAL,
            null,
            FunctionHosting.closed(),
            Clocks.system(),
            RotationTargets.STRICT,
            PublicPolicyRule.Mode.AS_ASKED));
  }

  private static int status(Server server, String path) throws Exception {
    URI url = URI.create("http://127.0.0.1:" + server.address().getPort() + path);
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(HttpRequest.newBuilder(url).build(), BodyHandlers.discarding())
          .statusCode();
    }
  }

  /** HAProxy, "http-check disable-on-404": else it cuts the calls of a server that is to stop. */
  @Test
  void whoWasToldToStopIsNotFoundAndStillAnswers() throws Exception {
    try (Server server = start()) {
      assertEquals(200, status(server, Front.READY));
      server.markUnready();
      assertEquals(404, status(server, Front.READY));
      assertEquals(200, status(server, Front.LIVE));
    }
  }
}
