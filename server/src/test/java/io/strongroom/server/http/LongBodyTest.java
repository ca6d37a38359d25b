package io.strongroom.server.http;

import static io.strongroom.server.http.RawClient.head;
import static io.strongroom.server.http.RawClient.post;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.strongroom.api.Lane;
import io.strongroom.api.WireResponse;
import io.strongroom.iam.sigv4.WireRequest;
import io.strongroom.keys.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bodies that are longer than usual, for those that are let to send them. */
class LongBodyTest {
  private static final int USUAL = Limits.Sizes.DEFAULT.bodyBytes();
  private static final int MOST = 3 * USUAL;

  @TempDir private Path directory;

  private final Semaphore slots = new Semaphore(1);
  private final CountDownLatch release = new CountDownLatch(1);
  private @Nullable HttpListener listener;

  /** Targets say where a body goes: {@code /disk}, {@code /memory}, or nowhere. */
  private final class Rule implements Answerer {
    @Override
    public Lane laneOf(WireRequest request) {
      return Lane.THREAD;
    }

    @Override
    public @Nullable BodyRoom roomFor(WireRequest head) {
      return switch (head.target()) {
        case "/disk", "/slow" -> new BodyRoom(MOST, directory, slots);
        case "/memory" -> new BodyRoom(MOST, null, slots);
        default -> null;
      };
    }

    @Override
    public WireResponse answer(WireRequest request) {
      if (request.target().equals("/slow")) {
        Answers.await(release);
      }
      Path file = request.file();
      return Answers.ok(
          file == null ? "memory " + request.body().length : "disk " + told(request, file));
    }

    private static String told(WireRequest request, Path file) {
      try {
        byte[] content = Files.readAllBytes(file);
        assertEquals(0, request.body().length);
        assertArrayEquals(Sha256.hash(content), Objects.requireNonNull(request.spooled()).sha256());
        return Integer.toString(content.length);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @BeforeEach
  void listen() throws IOException {
    listener =
        HttpListener.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Limits.DEFAULT,
            null,
            new Rule());
  }

  @AfterEach
  void stop() {
    release.countDown();
    Objects.requireNonNull(listener).close();
  }

  private RawClient client() throws IOException {
    return new RawClient(Objects.requireNonNull(listener).address());
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> left = Files.list(directory)) {
      return left.toList();
    }
  }

  @Test
  void aLongBodyGoesWhereThereIsRoom() throws IOException {
    String body = "x".repeat(2 * USUAL);
    try (RawClient client = client()) {
      for (String target : List.of("disk", "memory", "disk")) {
        client.send(post("/" + target, body));
        assertEquals(target + " " + body.length(), client.read().text());
      }
      client.send(post("/disk", "short"));
      assertEquals("memory 5", client.read().text());
    }
    assertEquals(List.of(), files());
    assertEquals(1, slots.availablePermits());
  }

  @Test
  void aLongBodyElsewhereIsRefused() throws IOException {
    try (RawClient client = client()) {
      client.send(head("POST /other HTTP/1.1", "Host: h", "Content-Length: " + (USUAL + 1)));
      assertEquals(413, client.read().status());
    }
  }

  @Test
  void aBodyBeyondTheRoomIsRefused() throws IOException {
    for (String target : List.of("/disk", "/memory")) {
      try (RawClient client = client()) {
        client.send(
            head("POST " + target + " HTTP/1.1", "Host: h", "Content-Length: " + (MOST + 1)));
        assertEquals(413, client.read().status());
      }
      try (RawClient client = client()) {
        client.send(head("POST " + target + " HTTP/1.1", "Host: h", "Transfer-Encoding: chunked"));
        String piece = "x".repeat(USUAL);
        for (int i = 0; i < 4; i++) {
          client.send(Integer.toHexString(USUAL) + "\r\n" + piece + "\r\n");
        }
        assertEquals(413, client.read().status());
      }
    }
    assertEquals(List.of(), files());
    assertEquals(1, slots.availablePermits());
  }

  @Test
  void whoeverComesWhileAllSlotsAreTakenIsTurnedAway() throws IOException {
    String body = "x".repeat(USUAL + 1);
    try (RawClient first = client();
        RawClient second = client()) {
      first.send(post("/slow", body));
      while (slots.availablePermits() > 0) {
        Thread.onSpinWait();
      }
      second.send(head("POST /disk HTTP/1.1", "Host: h", "Content-Length: " + body.length()));
      assertEquals(503, second.read().status());
      release.countDown();
      assertEquals("disk " + body.length(), first.read().text());
    }
    try (RawClient third = client()) {
      third.send(post("/disk", body));
      assertNotNull(third.read());
    }
  }

  @Test
  void aBodyThatEndsTooSoonLeavesNothing() throws IOException {
    try (RawClient client = client()) {
      client.send(
          head("POST /disk HTTP/1.1", "Host: h", "Content-Length: " + MOST) + "x".repeat(USUAL));
      while (slots.availablePermits() > 0) {
        Thread.onSpinWait(); // until the body has a place
      }
    }
    while (slots.availablePermits() == 0 || !files().isEmpty()) {
      Thread.onSpinWait();
    }
    assertEquals(List.of(), files());
  }
}
