package io.strongroom.cluster.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpServer;
import io.strongroom.cluster.history.History;
import io.strongroom.cluster.history.Operation;
import io.strongroom.cluster.history.Operation.Kind;
import io.strongroom.cluster.history.Operation.Outcome;
import io.strongroom.cluster.load.Endpoint.Retries;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the history says of a call whose first attempts fail. */
class AttemptsTest {
  private static final byte[] VALUE =
      "{\"SecretString\":\"a:1\",\"VersionId\":\"v\"}".getBytes(StandardCharsets.UTF_8);

  @TempDir Path directory;

  private final AtomicInteger failures = new AtomicInteger();
  private HttpServer server;

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          boolean fails = failures.getAndDecrement() > 0;
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(fails ? 503 : 200, fails ? -1 : VALUE.length);
          if (!fails) {
            exchange.getResponseBody().write(VALUE);
          }
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  private List<Operation> reads(Retries retries, int failing, int calls) throws IOException {
    URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    Endpoint endpoint = new Endpoint(url, new AccessKey("AKIAEXAMPLE", "an-example"), retries);
    Path file = directory.resolve("history");
    failures.set(failing);
    try (History history = History.begin(file)) {
      Client client = new Client("r", List.of(endpoint), history);
      for (int i = 0; i < calls; i++) {
        var _ = client.read(Kind.READ, 0, "a");
      }
    }
    return History.read(file);
  }

  @Test
  void whoTriesAgainSucceedsAndIsCounted() throws IOException {
    List<Operation> calls = reads(Retries.ORDINARY, 2, 2);
    assertEquals(List.of(Outcome.OK, Outcome.OK), calls.stream().map(Operation::outcome).toList());
    assertEquals(List.of(3, 1), calls.stream().map(Operation::attempts).toList());
  }

  @Test
  void whoDoesNotHasFailed() throws IOException {
    List<Operation> calls = reads(Retries.NONE, 1, 2);
    assertEquals(
        List.of(Outcome.UNKNOWN, Outcome.OK), calls.stream().map(Operation::outcome).toList());
    assertEquals(List.of(1, 1), calls.stream().map(Operation::attempts).toList());
  }
}
