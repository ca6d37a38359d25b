package io.strongroom.server.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.strongroom.server.config.IssuerSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IssuersTest {

  /** The example of RFC 7517, appendix A.1, its EC key alone. */
  private static final String KEYS =
      """
      {"keys":[{"kty":"EC","crv":"P-256","kid":"1",
      "x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
      "y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"}]}
      """;

  @TempDir Path directory;

  private HttpServer server(int status, String body, String location) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/jwks",
        exchange -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          if (!location.isEmpty()) {
            exchange.getResponseHeaders().add("location", location);
          }
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static URI address(HttpServer server) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/jwks");
  }

  private String failure(int status, String body, String location) throws IOException {
    HttpServer server = server(status, body, location);
    try (KeyFetch fetch = new KeyFetch()) {
      return String.valueOf(
          assertThrows(IOException.class, () -> fetch.fetch(address(server))).getMessage());
    } finally {
      server.stop(0);
    }
  }

  @Test
  void keysAreFetched() throws Exception {
    HttpServer server = server(200, KEYS, "");
    try (KeyFetch fetch = new KeyFetch()) {
      IssuerKeys keys = new IssuerKeys(() -> fetch.fetch(address(server)), InstantSource.system());
      assertNull(keys.current());
      keys.refresh();
      assertNotNull(keys.current());
    } finally {
      server.stop(0);
    }
  }

  @Test
  void redirectsAndOtherAnswersAreFailures() throws IOException {
    assertEquals("the answer has status 302", failure(302, "", "https://elsewhere.example.com"));
    assertEquals("the answer has status 500", failure(500, KEYS, ""));
    assertEquals("fetching failed", failure(200, " ".repeat(KeyFetch.MAX_BYTES + 1), ""));
  }

  @Test
  void lastKeysAreKeptForADay() throws Exception {
    AtomicReference<String> text = new AtomicReference<>(KEYS);
    AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    IssuerKeys keys = new IssuerKeys(text::get, now::get);
    keys.refresh();
    text.set("no longer a key set");
    assertThrows(IOException.class, keys::refresh);
    now.set(Instant.EPOCH.plus(IssuerKeys.MAX_AGE).minus(Duration.ofSeconds(1)));
    assertNotNull(keys.current());
    now.set(Instant.EPOCH.plus(IssuerKeys.MAX_AGE));
    assertNull(keys.current());
  }

  @Test
  void keysInAFileMustBeThereAtTheStart() throws IOException {
    Path file = directory.resolve("jwks.json");
    IssuerSettings settings =
        new IssuerSettings("https://a.example.com", file.toString(), Set.of("vault"));
    IOException e =
        assertThrows(
            IOException.class, () -> Issuers.start(List.of(settings), InstantSource.system()));
    assertTrue(String.valueOf(e.getMessage()).contains("https://a.example.com"));
    Files.writeString(file, KEYS);
    try (Issuers issuers = Issuers.start(List.of(settings), InstantSource.system())) {
      assertNotNull(issuers.tokens());
    }
  }
}
