package io.strongroom.server.http;

import static io.strongroom.server.http.RawClient.get;
import static io.strongroom.server.http.RawClient.head;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.strongroom.server.http.Limits.Connections;
import io.strongroom.server.http.Limits.Load;
import io.strongroom.server.http.Limits.Loopback;
import io.strongroom.server.http.Limits.Sizes;
import io.strongroom.server.http.Limits.Times;
import io.strongroom.server.tls.TrialTls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Peers that do not speak TLS, or not to its end. The listener takes one connection, so that each
 * test sees by the next one whether the first has gone.
 */
@ParameterizedClass
@EnumSource(TrialTls.Provider.class)
class TlsAbuseTest {
  private static final Duration SOON = Duration.ofMillis(300);
  private static final Duration FAR = Duration.ofMinutes(5);
  private static final Times PATIENT = new Times(FAR, FAR, FAR, 0, FAR, FAR);
  private static final byte[] HELLO =
      ClientHello.offering(ClientHello.TLS_1_2, List.of(0xc02b), List.of(0));

  @TempDir static Path directory;

  @Parameter TrialTls.Provider provider = TrialTls.Provider.JDK;

  private TrialTls trial;
  private final List<HttpListener> started = new ArrayList<>();

  @BeforeEach
  void readTrial() throws Exception {
    trial = TrialTls.in(directory);
  }

  private void start(Times times) throws Exception {
    start(times, Answers.retelling());
  }

  private void start(Times times, Answerer rule) throws Exception {
    started.add(
        HttpListener.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            new Limits(Sizes.DEFAULT, times, new Connections(1, 0, Loopback.COUNTED), Load.DEFAULT),
            trial.server(provider),
            rule));
  }

  @AfterEach
  void stop() {
    started.forEach(HttpListener::close);
  }

  private HttpListener listener() {
    return started.getLast();
  }

  private RawClient plain() throws IOException {
    return new RawClient(listener().address());
  }

  private RawClient secure() throws IOException {
    return RawClient.secure(listener().address(), trial.client());
  }

  /** Connects again and again until the one place is free, and is answered. */
  private void assertPlaceIsFree() throws IOException {
    for (int i = 0; i < 10_000; i++) {
      try (RawClient client = secure()) {
        client.shakeHands();
        assertEquals(200, client.send(get("/inline")).read().status());
        return;
      } catch (IOException e) {
        Thread.onSpinWait();
      }
    }
    fail("never admitted");
  }

  /** Reads what TLS has said meanwhile, such as an alert, up to the end of the connection. */
  private static void assertEnded(RawClient client) {
    try {
      assertTrue(client.readBytes(10_000).length < 10_000);
    } catch (IOException e) {
      assertTrue(e instanceof SocketException, "a reset is an end, too, and " + e + " is none");
    }
  }

  @Test
  void plaintextIsNotAnsweredAndEndsTheConnection() throws Exception {
    start(PATIENT);
    try (RawClient client = plain().send(get("/inline"))) {
      assertThrows(IOException.class, client::read);
      assertPlaceIsFree();
    }
  }

  @Test
  void garbageEndsTheConnection() throws Exception {
    start(PATIENT);
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 50; i++) {
      byte[] garbage = new byte[5 + random.nextInt(2_000)];
      random.nextBytes(garbage);
      garbage[0] = (byte) (24 + random.nextInt(100)); // of no type that TLS has
      try (RawClient client = plain()) {
        client.send(garbage);
        assertPlaceIsFree();
      }
    }
  }

  @Test
  void damagedHandshakesEndTheConnection() throws Exception {
    start(new Times(SOON, FAR, FAR, 0, FAR, FAR)); // a length that is damaged promises more bytes
    for (int at = 0; at < HELLO.length; at += 3) {
      byte[] damaged = HELLO.clone();
      damaged[at] ^= (byte) 0x55;
      try (RawClient client = plain()) {
        client.send(damaged).send(new byte[50]);
        assertPlaceIsFree();
      } catch (IOException e) {
        assertPlaceIsFree(); // it was closed before everything was sent
      }
    }
  }

  @Test
  void peersThatLeaveDuringTheHandshakeAreForgotten() throws Exception {
    start(PATIENT);
    for (int length = 0; length <= HELLO.length; length += 5) {
      try (RawClient client = plain()) {
        client.send(Arrays.copyOf(HELLO, length));
      } catch (IOException e) {
        assertTrue(length > 0); // the place was not free yet
      }
      assertPlaceIsFree();
    }
  }

  @Test
  void endOfOutputDuringTheHandshakeEndsTheConnection() throws Exception {
    start(PATIENT);
    try (RawClient client = plain().send(Arrays.copyOf(HELLO, 20)).endOutput()) {
      assertPlaceIsFree();
      assertEnded(client);
    }
  }

  @Test
  @DisplayName("DOS-2: a handshake that stalls is cut")
  void stalledHandshakesAreCut() throws Exception {
    start(new Times(SOON, FAR, FAR, 0, FAR, FAR));
    for (int length : new int[] {0, 1, HELLO.length / 2, HELLO.length}) {
      try (RawClient client = plain().send(Arrays.copyOf(HELLO, length))) {
        assertPlaceIsFree();
        assertEnded(client);
      }
    }
  }

  @Test
  @DisplayName("DOS-2: the idle deadline holds after the handshake, and ends TLS as it should")
  void idleConnectionsEnd() throws Exception {
    start(new Times(FAR, FAR, FAR, 0, SOON, FAR));
    try (RawClient client = secure()) {
      client.shakeHands();
      assertTrue(client.isClosed());
    }
    assertPlaceIsFree();
  }

  @Test
  @DisplayName("DOS-2: a slow header is answered over TLS, too")
  void slowHeadersAreAnswered() throws Exception {
    start(new Times(FAR, SOON, FAR, 0, FAR, FAR));
    try (RawClient client = secure().send("GET /inline HTTP/1.1\r\n")) {
      assertEquals(408, client.read().status());
      assertTrue(client.isClosed());
    }
    assertPlaceIsFree();
  }

  @Test
  void whoSendsTooMuchCanStillReadTheRefusal() throws Exception {
    start(PATIENT);
    int length = 600_000;
    try (RawClient client = secure()) {
      client.send(head("POST /inline HTTP/1.1", "Host: h", "Content-Length: " + length));
      client.send("x".repeat(length));
      assertEquals(413, client.read().status());
      assertTrue(client.isClosed());
    }
    assertPlaceIsFree();
  }

  @Test
  @DisplayName("DOS-2: a peer that does not take its answer is cut")
  void peersThatDoNotReadAreCut() throws Exception {
    String large = "x".repeat(16 << 20);
    start(
        new Times(FAR, FAR, FAR, 0, FAR, SOON),
        Answers.of(request -> Answers.ok(request.target().equals("/later") ? large : "")));
    try (RawClient deaf = secure().send(get("/later"))) {
      assertPlaceIsFree();
      assertThrows(IOException.class, deaf::read);
    }
  }

  @Test
  @DisplayName("DOS-1, DOS-6: a connection too many is closed before TLS begins")
  void connectionsAreCountedBeforeTheHandshake() throws Exception {
    start(PATIENT);
    try (RawClient first = secure()) {
      assertEquals(200, first.send(get("/inline")).read().status());
      try (RawClient second = plain()) {
        assertTrue(second.isClosed());
      }
    }
  }

  @Test
  void handshakesUnderWayEndWithTheListener() throws Exception {
    start(PATIENT);
    try (RawClient client = plain().send(Arrays.copyOf(HELLO, 20))) {
      listener().close();
      assertEnded(client);
    }
  }
}
