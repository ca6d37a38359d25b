package io.strongroom.server.http;

import static io.strongroom.server.http.RawClient.get;
import static io.strongroom.server.http.RawClient.head;
import static io.strongroom.server.http.RawClient.post;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.kqueue.KQueue;
import io.strongroom.api.WireResponse;
import io.strongroom.server.http.RawClient.Answer;
import io.strongroom.server.tls.ServerTls;
import io.strongroom.server.tls.TlsException;
import io.strongroom.server.tls.TrialTls;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What holds on a connection whose peer behaves; on every transport that works here, and over TLS
 * of every provider.
 */
@ParameterizedClass
@MethodSource("stages")
class HttpListenerTest {
  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  @TempDir static Path directory;

  /** Where a connection runs; without a provider it is plain. */
  record Stage(Transport transport, TrialTls.@Nullable Provider provider) {}

  @Parameter Stage stage = new Stage(Transport.NIO, null);

  private final List<AutoCloseable> opened = new ArrayList<>();

  static Stream<Stage> stages() {
    return Stream.concat(
        transports().map(transport -> new Stage(transport, null)),
        Stream.of(TrialTls.Provider.values()).map(each -> new Stage(Transport.best(), each)));
  }

  private static Stream<Transport> transports() {
    return Stream.of(Transport.values())
        .filter(
            transport ->
                switch (transport) {
                  case EPOLL -> Epoll.isAvailable();
                  case KQUEUE -> KQueue.isAvailable();
                  case NIO -> true;
                });
  }

  private RawClient client(Answerer answerer) throws Exception {
    ServerTls tls = stage.provider() == null ? null : trial().server(stage.provider());
    HttpListener listener =
        HttpListener.start(ANY_PORT, Limits.DEFAULT, tls, answerer, stage.transport());
    opened.addFirst(listener);
    return another(listener);
  }

  private RawClient another(HttpListener listener) throws Exception {
    RawClient client =
        stage.provider() == null
            ? new RawClient(listener.address())
            : RawClient.secure(listener.address(), trial().client());
    opened.addFirst(client);
    return client;
  }

  private static TrialTls trial() throws TlsException {
    return TrialTls.in(directory);
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : opened) {
      each.close();
    }
  }

  @Test
  void answersCarryExactlyTheFourFields() throws Exception {
    Answer answer = client(Answers.retelling()).send(get("/inline")).read();
    assertEquals(
        List.of("x-amzn-requestid", "content-type", "content-length", "date"),
        List.copyOf(answer.headers().keySet()));
    assertEquals("id-1", answer.headers().get("x-amzn-requestid"));
    assertEquals("application/x-amz-json-1.1", answer.headers().get("content-type"));
    Instant date =
        ZonedDateTime.parse(
                answer.headers().getOrDefault("date", ""), DateTimeFormatter.RFC_1123_DATE_TIME)
            .toInstant();
    assertTrue(date.until(Instant.now(), ChronoUnit.SECONDS) <= 60, "the date is not old");
  }

  @Test
  void oneConnectionServesManyRequests() throws Exception {
    RawClient client = client(Answers.retelling());
    for (int i = 0; i < 50; i++) {
      String target = (i % 2 == 0 ? "/inline/" : "/later/") + i;
      assertEquals("POST " + target + " 2 b" + i, client.send(post(target, "b" + i)).read().text());
    }
  }

  @Test
  void theAnswererSeesFieldsInOrderWithLowerCaseNames() throws Exception {
    StringBuilder seen = new StringBuilder();
    RawClient client =
        client(
            Answers.of(
                request -> {
                  for (int i = 0; i < request.headers().size(); i++) {
                    seen.append(request.headers().name(i) + "=" + request.headers().value(i) + ";");
                  }
                  return Answers.ok("");
                }));
    client
        .send(
            head(
                "GET /inline HTTP/1.1",
                "X-Own:  two  words ",
                "HOST: h:1",
                "x-Amz-DATE:20261125",
                "Empty:",
                "X-Own: \u00e9",
                "Authorization: a\tb"))
        .read();
    assertEquals(
        "x-own=two  words;host=h:1;x-amz-date=20261125;empty=;x-own=\u00e9;authorization=a\tb;",
        seen.toString());
  }

  /** A tab is no malformed HTTP, but nothing that a signature could cover in one way only. */
  @Test
  void fieldsAreCleanUnlessTheyHaveTabs() throws Exception {
    StringBuilder seen = new StringBuilder();
    RawClient client =
        client(
            Answers.of(
                request -> {
                  seen.append(request.headers().isClean()).append(';');
                  return Answers.ok("");
                }));
    client.send(head("GET /inline HTTP/1.1", "Host: h", "Own: a b\u00e9")).read();
    client.send(head("GET /inline HTTP/1.1", "Host: h", "Own: a\tb")).read();
    client.send(head("GET /inline HTTP/1.1", "Host: h", "Own: ab")).read();
    assertEquals("true;false;true;", seen.toString());
  }

  @Test
  void bodiesArriveByteForByte() throws Exception {
    byte[] body = new byte[200_000];
    new SplittableRandom(1).nextBytes(body);
    RawClient client =
        client(
            Answers.of(
                request -> {
                  byte[] copy = request.body().clone();
                  return new WireResponse(200, WireResponse.JSON, "id", copy, copy.length);
                }));
    client.send("PUT /x HTTP/1.1\r\nHost: h\r\nContent-Length: " + body.length + "\r\n\r\n");
    String expected = new String(body, StandardCharsets.ISO_8859_1);
    assertEquals(expected, client.send(body).read().text());
  }

  @Test
  void onlyTheStatedLengthOfAnAnswerGoesOut() throws Exception {
    byte[] body = "answer and more".getBytes(StandardCharsets.US_ASCII);
    RawClient client =
        client(Answers.of(_ -> new WireResponse(404, "text/plain", "id", body.clone(), 6)));
    Answer answer = client.send(get("/inline")).read();
    assertEquals(404, answer.status());
    assertEquals("text/plain", answer.headers().get("content-type"));
    assertEquals("answer", answer.text());
  }

  @Test
  void pipelinedAnswersComeInTheOrderOfRequests() throws Exception {
    SplittableRandom random = new SplittableRandom(2);
    RawClient client =
        client(
            Answers.of(
                request -> {
                  if (!request.target().startsWith("/inline")) {
                    work(request.body().length);
                  }
                  return Answers.ok(request.target());
                }));
    List<String> targets = new ArrayList<>();
    StringBuilder bytes = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      String target = (random.nextInt(3) == 0 ? "/inline/" : "/later/") + i;
      targets.add(target);
      bytes.append(
          random.nextBoolean() ? get(target) : post(target, "x".repeat(random.nextInt(500))));
    }
    client.send(bytes.toString());
    for (String target : targets) {
      assertEquals(target, client.read().text());
    }
  }

  /** Takes some time that depends on {@code amount}. */
  private static void work(int amount) {
    SplittableRandom random = new SplittableRandom(amount);
    for (int i = 0; i < amount * 50; i++) {
      random.nextInt();
    }
  }

  @Test
  void requestsThatComeByteByByteAreAnswered() throws Exception {
    RawClient client = client(Answers.retelling());
    String bytes = "\r\n" + post("/inline/1", "abc") + post("/later/2", "def") + get("/inline/3");
    for (int i = 0; i < bytes.length(); i++) {
      client.send(bytes.substring(i, i + 1));
    }
    assertEquals("POST /inline/1 2 abc", client.read().text());
    assertEquals("POST /later/2 2 def", client.read().text());
    assertEquals("GET /inline/3 1 ", client.read().text());
  }

  @Test
  void aPeerThatSendsMuchBeforeItReadsGetsEveryAnswer() throws Exception {
    String large = "x".repeat(40_000);
    RawClient client = client(Answers.of(request -> Answers.ok(request.target() + large)));
    StringBuilder bytes = new StringBuilder();
    for (int i = 0; i < 1_000; i++) {
      bytes.append(get((i % 10 == 0 ? "/later/" : "/inline/") + i));
    }
    client.send(bytes.toString());
    for (int i = 0; i < 1_000; i++) {
      assertEquals((i % 10 == 0 ? "/later/" : "/inline/") + i + large, client.read().text());
    }
  }

  @Test
  void halfClosedPeersGetTheirAnswers() throws Exception {
    assumeTrue(stage.provider() == null, "the end of output is the end of a TLS connection");
    RawClient client = client(Answers.retelling());
    client.send(post("/later/1", "a") + get("/inline/2") + get("/later/3")).endOutput();
    assertEquals("POST /later/1 2 a", client.read().text());
    assertEquals("GET /inline/2 1 ", client.read().text());
    assertEquals("GET /later/3 1 ", client.read().text());
    assertTrue(client.isClosed());
  }

  @Test
  void aRequestThatEndsHalfwayIsNotAnswered() throws Exception {
    assertTrue(
        client(Answers.retelling())
            .send("POST /inline HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nabcd")
            .endOutput()
            .isClosed());
  }

  @Test
  void connectionCloseIsAnsweredAndObeyed() throws Exception {
    RawClient client = client(Answers.retelling());
    client.send(head("GET /later HTTP/1.1", "Host: h", "Connection: x, Close") + get("/inline"));
    Answer answer = client.read();
    assertEquals("close", answer.headers().get("connection"));
    assertEquals("GET /later 2 ", answer.text());
    assertTrue(client.isClosed(), "what follows the last request is not answered");
  }

  @Test
  void http10ConnectionsEndUnlessAskedToStay() throws Exception {
    RawClient client = client(Answers.retelling());
    String kept = head("GET /inline HTTP/1.0", "Connection: keep-alive");
    assertEquals("keep-alive", client.send(kept).read().headers().get("connection"));
    assertEquals("keep-alive", client.send(kept).read().headers().get("connection"));
    Answer last = client.send(head("GET /inline HTTP/1.0")).read();
    assertEquals("close", last.headers().get("connection"));
    assertTrue(client.isClosed());
  }

  @Test
  void headIsAnsweredWithoutBody() throws Exception {
    RawClient client = client(Answers.retelling());
    Answer answer = client.send(head("HEAD /inline HTTP/1.1", "Host: h")).readHead();
    assertEquals("15", answer.headers().get("content-length"));
    assertEquals("GET /inline 1 ", client.send(get("/inline")).read().text());
  }

  @Test
  void chunkedBodiesAreTaken() throws Exception {
    RawClient client = client(Answers.retelling());
    String head = head("POST /inline HTTP/1.1", "Host: h", "Transfer-Encoding: Chunked");
    client.send(head + "5\r\nhello\r\n001;a=b\r\n,\r\nA\r\n wide worl\r\n1\r\nd\r\n0\r\n\r\n");
    assertEquals("POST /inline 2 hello, wide world", client.read().text());
    assertEquals("POST /inline 2 ", client.send(head + "0\r\n\r\n").read().text());
  }

  @Test
  void expectedContinueIsSentBeforeTheBody() throws Exception {
    RawClient client = client(Answers.retelling());
    client.send(
        head("POST /inline HTTP/1.1", "Host: h", "Content-Length: 3", "Expect: 100-continue"));
    assertEquals(100, client.read().status());
    assertEquals("POST /inline 3 abc", client.send("abc").read().text());
    client.send(
        head(
            "POST /later HTTP/1.1",
            "Host: h",
            "Transfer-Encoding: chunked",
            "Expect: 100-Continue"));
    assertEquals(100, client.read().status());
    assertEquals("POST /later 3 abc", client.send("3\r\nabc\r\n0\r\n\r\n").read().text());
  }

  @Test
  void continueIsNotSentWhereNothingFollows() throws Exception {
    RawClient client = client(Answers.retelling());
    String withoutBody = head("GET /inline HTTP/1.1", "Host: h", "Expect: 100-continue");
    assertEquals(200, client.send(withoutBody).read().status());
    String old = "POST /inline HTTP/1.0\r\nContent-Length: 1\r\nExpect: 100-continue\r\n\r\na";
    assertEquals("POST /inline 2 a", client.send(old).read().text());
  }

  @Test
  void manyRequestsAreAnsweredAtOnce() throws Exception {
    CountDownLatch allThere = new CountDownLatch(20);
    Answerer meeting =
        Answers.of(
            _ -> {
              allThere.countDown();
              try {
                return Answers.ok(String.valueOf(allThere.await(20, TimeUnit.SECONDS)));
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    RawClient first = client(meeting);
    List<RawClient> clients = new ArrayList<>(List.of(first));
    HttpListener listener = (HttpListener) opened.getLast();
    while (clients.size() < 20) {
      clients.add(another(listener));
    }
    for (RawClient client : clients) {
      client.send(get("/later"));
    }
    for (RawClient client : clients) {
      assertEquals("true", client.read().text());
    }
  }

  @Test
  void aPeerThatLeavesDuringItsRequestHarmsNobody() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch gone = new CountDownLatch(1);
    List<WireResponse> answers = new ArrayList<>();
    RawClient client =
        client(
            Answers.of(
                request -> {
                  WireResponse answer = Answers.ok("a secret");
                  if (request.target().equals("/later")) {
                    answers.add(answer);
                    asked.countDown();
                    try {
                      assertTrue(gone.await(20, TimeUnit.SECONDS));
                    } catch (InterruptedException e) {
                      throw new IllegalStateException(e);
                    }
                  }
                  return answer;
                }));
    client.send(get("/later"));
    assertTrue(asked.await(20, TimeUnit.SECONDS));
    client.close();
    gone.countDown();
    HttpListener listener = (HttpListener) opened.getLast();
    assertEquals(200, another(listener).send(get("/inline")).read().status());
    listener.close();
    assertFalse(answers.isEmpty());
    assertArrayEquals(new byte[8], answers.getFirst().body());
  }
}
