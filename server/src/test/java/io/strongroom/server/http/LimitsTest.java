package io.strongroom.server.http;

import static io.strongroom.server.http.RawClient.get;
import static io.strongroom.server.http.RawClient.head;
import static io.strongroom.server.http.RawClient.post;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.strongroom.server.http.Limits.Connections;
import io.strongroom.server.http.Limits.Load;
import io.strongroom.server.http.Limits.Loopback;
import io.strongroom.server.http.Limits.Sizes;
import io.strongroom.server.http.Limits.Times;
import io.strongroom.server.http.RawClient.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each limit of {@link Limits}, just within and just beyond. */
class LimitsTest {
  /** Short enough for a test to wait for, and far from what a healthy request takes. */
  private static final Duration SOON = Duration.ofMillis(300);

  private static final Duration FAR = Duration.ofMinutes(5);

  private static final Times PATIENT = new Times(FAR, FAR, FAR, 0, FAR, FAR);

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  private HttpListener listener(Sizes sizes, Times times, Connections connections, Answerer rule)
      throws IOException {
    HttpListener listener =
        HttpListener.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            new Limits(sizes, times, connections, Load.DEFAULT),
            null,
            rule);
    opened.push(listener);
    return listener;
  }

  private HttpListener listener(Sizes sizes) throws IOException {
    return listener(sizes, PATIENT, Connections.DEFAULT, Answers.retelling());
  }

  private RawClient client(HttpListener listener) throws IOException {
    RawClient client = new RawClient(listener.address());
    opened.push(client);
    return client;
  }

  private RawClient client(Sizes sizes) throws IOException {
    return client(listener(sizes));
  }

  private RawClient client(Times times) throws IOException {
    return client(listener(Sizes.DEFAULT, times, Connections.DEFAULT, Answers.retelling()));
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : opened) {
      each.close();
    }
  }

  private static void assertRefused(int status, String type, RawClient client) throws IOException {
    Answer answer = client.read();
    assertEquals(status, answer.status());
    assertTrue(answer.text().startsWith("{\"__type\":\"" + type + "\",\"message\":\""));
    assertEquals("application/x-amz-json-1.1", answer.headers().get("content-type"));
    assertEquals(36, answer.headers().getOrDefault("x-amzn-requestid", "").length());
    assertEquals("close", answer.headers().get("connection"));
    assertTrue(client.isClosed());
  }

  @Test
  @DisplayName("DOS-2, DOS-3, DOS-6: the defaults are those of the requirements")
  void theDefaultsAreThoseOfTheRequirements() {
    assertEquals(
        new Limits(
            new Sizes(8_192, 16_384, 64, 524_288, 67_108_864),
            new Times(
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(15),
                1_024,
                Duration.ofSeconds(60),
                Duration.ofSeconds(15)),
            new Connections(16_384, 1_024, Loopback.COUNTED),
            new Load(1_024, 33_554_432)),
        Limits.DEFAULT);
  }

  @Test
  void limitsThatLetNothingThroughAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Sizes(1, 1, 1, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new Sizes(1, 1, 1, 1, -1));
    assertThrows(IllegalArgumentException.class, () -> new Times(FAR, FAR, FAR, -1, FAR, FAR));
    assertThrows(
        IllegalArgumentException.class, () -> new Times(FAR, FAR, Duration.ZERO, 1, FAR, FAR));
    assertThrows(IllegalArgumentException.class, () -> new Load(0, 1));
    assertThrows(IllegalArgumentException.class, () -> new Connections(1, -1, Loopback.COUNTED));
  }

  @Test
  void longRequestLinesAre414() throws Exception {
    Sizes sizes = new Sizes(40, 1000, 64, 100, 1000);
    String within = "/inline".repeat(3) + "xxxxxx";
    assertEquals(40, ("GET " + within + " HTTP/1.1").length());
    RawClient client = client(sizes);
    assertEquals("GET " + within + " 1 ", client.send(get(within)).read().text());
    assertRefused(414, "RequestUriTooLongException", client.send(get(within + "x")));
  }

  @Test
  @DisplayName("DOS-3: header fields of more than 16 KiB are 431")
  void largeHeadersAre431() throws Exception {
    String host = "Host: h";
    String field = "A: " + "x".repeat(16_384 - host.length() - 3);
    RawClient client = client(Sizes.DEFAULT);
    client.send(head("GET /inline HTTP/1.1", host, field));
    assertEquals(200, client.read().status());
    client.send(head("GET /inline HTTP/1.1", host, field + "x"));
    assertRefused(431, "RequestHeaderFieldsTooLargeException", client);
  }

  @Test
  void aHeaderWithoutEndIsRefusedBeforeItEnds() throws Exception {
    RawClient client = client(Sizes.DEFAULT).send("GET / HTTP/1.1\r\nA: " + "x".repeat(16_400));
    assertRefused(431, "RequestHeaderFieldsTooLargeException", client);
  }

  @Test
  @DisplayName("DOS-3: more than 64 header fields are 431")
  void manyHeadersAre431() throws Exception {
    RawClient client = client(Sizes.DEFAULT);
    String fields = "GET /inline HTTP/1.1\r\nHost: h\r\n" + "A: b\r\n".repeat(63);
    assertEquals("GET /inline 64 ", client.send(fields + "\r\n").read().text());
    client.send(fields + "c: d\r\n\r\n");
    assertRefused(431, "RequestHeaderFieldsTooLargeException", client);
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 20_000, 524_288})
  @DisplayName("DOS-3: a body beyond the limit is 413, announced or in chunks")
  void largeBodiesAre413(int most) throws Exception {
    HttpListener listener = listener(new Sizes(1000, 1000, 64, most, 64 << 20));
    String body = "x".repeat(most);
    RawClient client = client(listener);
    assertEquals("POST /later 2 " + body, client.send(post("/later", body)).read().text());
    String announced = head("POST / HTTP/1.1", "Host: h", "Content-Length: " + (most + 1));
    assertRefused(413, "RequestEntityTooLargeException", client.send(announced));

    String chunked = head("POST /inline HTTP/1.1", "Host: h", "Transfer-Encoding: chunked");
    String chunk = Integer.toHexString(most) + "\r\n" + body + "\r\n";
    RawClient another = client(listener);
    another.send(chunked + chunk + "0\r\n\r\n");
    assertEquals("POST /inline 2 " + body, another.read().text());
    assertRefused(
        413,
        "RequestEntityTooLargeException",
        another.send(chunked + chunk + "1\r\nx\r\n0\r\n\r\n"));
  }

  @Test
  void theAnswerTo413IsReadEvenByAPeerThatGoesOnSending() throws Exception {
    RawClient client = client(new Sizes(1000, 1000, 64, 100, 1000));
    client.send(post("/inline", "x".repeat(1_000_000)));
    assertRefused(413, "RequestEntityTooLargeException", client);
  }

  @ParameterizedTest
  @CsvSource({"101, 413, RequestEntityTooLargeException", "0, 417, ExpectationFailedException"})
  void unacceptableExpectationsGetNoContinue(int length, int status, String type) throws Exception {
    String expect = length == 0 ? "200-maybe" : "100-continue";
    RawClient client = client(new Sizes(1000, 1000, 64, 100, 1000));
    client.send(
        head("POST / HTTP/1.1", "Host: h", "Content-Length: " + length, "Expect: " + expect));
    assertRefused(status, type, client);
  }

  @Test
  @DisplayName("DOS-3: bodies beyond what may be in flight are 503 until others are done")
  void bodiesBeyondTheTotalAre503() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Answerer rule =
        Answers.of(
            request -> {
              if (request.target().equals("/later")) {
                asked.countDown();
                Answers.await(go);
              }
              return Answers.ok("done");
            });
    Sizes sizes = new Sizes(1000, 1000, 64, 1000, 1500);
    HttpListener listener = listener(sizes, PATIENT, Connections.DEFAULT, rule);
    RawClient first = client(listener).send(post("/later", "x".repeat(1000)));
    Answers.await(asked);
    RawClient within = client(listener).send(post("/inline", "x".repeat(500)));
    assertEquals("done", within.read().text());
    RawClient beyond = client(listener).send(post("/inline", "x".repeat(501)));
    assertRefused(503, "ServiceUnavailable", beyond);
    go.countDown();
    assertEquals("done", first.read().text());
    assertEquals("done", within.send(post("/inline", "x".repeat(1000))).read().text());
  }

  @Test
  @DisplayName("DOS-3: an announced body holds nothing before it comes")
  void anAnnouncedBodyHoldsNothing() throws Exception {
    HttpListener listener = listener(new Sizes(1000, 1000, 64, 1000, 1500));
    for (int i = 0; i < 5; i++) {
      client(listener).send(head("POST / HTTP/1.1", "Host: h", "Content-Length: 1000"));
    }
    String body = "x".repeat(1000);
    RawClient client = client(listener);
    assertEquals("POST /later 2 " + body, client.send(post("/later", body)).read().text());
  }

  @Test
  @DisplayName("DOS-2: a head that does not end is 408")
  void slowHeadsAre408() throws Exception {
    RawClient client = client(new Times(FAR, SOON, FAR, 0, FAR, FAR));
    assertEquals(200, client.send(get("/inline")).read().status());
    assertRefused(408, "RequestTimeoutException", client.send("GET / HTTP/1.1\r\nHo"));
  }

  @Test
  @DisplayName("DOS-2: a head is due in its time however steadily it comes")
  void dripsDoNotExtendAHead() throws Exception {
    RawClient client = client(new Times(FAR, SOON, FAR, 0, FAR, FAR));
    CountDownLatch never = new CountDownLatch(1);
    client.send("GET / HTTP/1.1\r\nA: ");
    for (int i = 0; i < 100; i++) {
      assertFalse(never.await(10, TimeUnit.MILLISECONDS));
      client.send("x");
    }
    assertRefused(408, "RequestTimeoutException", client);
  }

  @Test
  @DisplayName("DOS-2: a body that does not end is 408")
  void slowBodiesAre408() throws Exception {
    RawClient client = client(new Times(FAR, FAR, SOON, 0, FAR, FAR));
    client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nx");
    assertRefused(408, "RequestTimeoutException", client);
  }

  @Test
  @DisplayName("DOS-2: idle connections are closed without a word, new and used ones")
  void idleConnectionsAreClosed() throws Exception {
    Times times = new Times(FAR, FAR, FAR, 0, SOON, FAR);
    assertTrue(client(times).isClosed());
    RawClient used = client(times);
    assertEquals(200, used.send(get("/later")).read().status());
    assertTrue(used.isClosed());
  }

  @Test
  void aRequestMayTakeLongerThanAnyTimeOfItsPeer() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    Answerer slow =
        Answers.of(
            _ -> {
              try {
                return Answers.ok("" + never.await(SOON.toMillis() * 3, TimeUnit.MILLISECONDS));
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    Times times = new Times(SOON, SOON, SOON, 1, SOON, SOON);
    RawClient client = client(listener(Sizes.DEFAULT, times, Connections.DEFAULT, slow));
    assertEquals("false", client.send(get("/later")).read().text());
  }

  @Test
  @DisplayName("DOS-2: a peer that does not take its answer is cut")
  void peersThatDoNotReadAreCut() throws Exception {
    String large = "x".repeat(16 << 20);
    Answerer rule = Answers.of(request -> Answers.ok(request.target() + large));
    Times times = new Times(FAR, FAR, FAR, 0, FAR, SOON);
    Connections one = new Connections(1, 0, Loopback.COUNTED);
    HttpListener listener = listener(Sizes.DEFAULT, times, one, rule);
    RawClient deaf = client(listener).send(get("/later"));
    admitted(listener); // which takes until the first one has gone
    assertThrows(IOException.class, deaf::read);
  }

  @Test
  @DisplayName("DOS-6: one connection more than allowed in all is closed")
  void connectionsAreLimitedInAll() throws Exception {
    Connections limit = new Connections(3, 0, Loopback.COUNTED);
    HttpListener listener = listener(Sizes.DEFAULT, PATIENT, limit, Answers.retelling());
    assertLimitOfThree(listener);
  }

  @Test
  @DisplayName("DOS-6: one connection more than allowed from an address is closed")
  void connectionsAreLimitedPerAddress() throws Exception {
    Connections limit = new Connections(0, 3, Loopback.COUNTED);
    HttpListener listener = listener(Sizes.DEFAULT, PATIENT, limit, Answers.retelling());
    assertLimitOfThree(listener);
  }

  @Test
  void loopbackCanBeExempt() throws Exception {
    Connections limit = new Connections(0, 3, Loopback.EXEMPT);
    HttpListener listener = listener(Sizes.DEFAULT, PATIENT, limit, Answers.retelling());
    for (int i = 0; i < 10; i++) {
      assertEquals(200, client(listener).send(get("/inline")).read().status());
    }
  }

  private void assertLimitOfThree(HttpListener listener) throws Exception {
    RawClient leaving = client(listener);
    assertEquals(200, leaving.send(get("/inline")).read().status());
    for (int i = 1; i < 3; i++) {
      assertEquals(200, client(listener).send(get("/inline")).read().status());
    }
    assertTrue(client(listener).isClosed());
    leaving.close();
    admitted(listener);
    assertTrue(client(listener).isClosed());
  }

  /** Connects again and again until a connection is let in. */
  private void admitted(HttpListener listener) throws IOException {
    for (int i = 0; i < 10_000; i++) {
      RawClient client = client(listener);
      try {
        assertEquals(200, client.send(get("/inline")).read().status());
        return;
      } catch (IOException e) {
        client.close();
      }
    }
    fail("never admitted");
  }
}
