package io.strongroom.server.http;

import static io.strongroom.server.http.RawClient.head;
import static io.strongroom.server.http.RawClient.post;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.strongroom.api.WireResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Plaintext does not outlive its request in memory that the listener owns. */
@DisplayName("MEM-2")
class WipingTest {
  private static final String SECRET = "correct horse battery staple";

  /** A test that waits this long has hung. */
  private static final Duration HANG = Duration.ofSeconds(20);

  private final List<byte[]> bodies = new CopyOnWriteArrayList<>();

  /** Answers with a copy of the body, and remembers both arrays. */
  private final Answerer echo =
      Answers.of(
          request -> {
            byte[] copy = request.body().clone();
            bodies.add(request.body());
            bodies.add(copy);
            return new WireResponse(200, WireResponse.JSON, "id", copy, copy.length);
          });

  private void assertBodiesWiped(int count) {
    assertEquals(count, bodies.size());
    for (byte[] body : bodies) {
      assertArrayEquals(new byte[SECRET.length()], body);
    }
  }

  @Test
  void bodiesOfRequestsAndAnswersAreOverwritten() throws Exception {
    try (HttpListener listener = listener(Limits.DEFAULT, echo);
        RawClient client = new RawClient(listener.address())) {
      assertEquals(SECRET, client.send(post("/inline", SECRET)).read().text());
      assertEquals(SECRET, client.send(post("/later", SECRET)).read().text());
      String chunked = head("POST /inline HTTP/1.1", "Host: h", "Transfer-Encoding: chunked");
      String chunk = Integer.toHexString(SECRET.length()) + "\r\n" + SECRET + "\r\n0\r\n\r\n";
      assertEquals(SECRET, client.send(chunked + chunk).read().text());
    }
    assertBodiesWiped(6);
  }

  private static ByteBuf bytes(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
  }

  @Test
  void buffersOfTheSocketAreOverwritten() {
    FakeChannel channel = new FakeChannel(echo);
    ByteBuf in = bytes(post("/inline", SECRET)).retain();
    channel.writeInbound(in);
    ByteBuf out = channel.readOutbound();
    assertBodiesWiped(2);
    assertFalse(in.toString(0, in.writerIndex(), StandardCharsets.ISO_8859_1).contains(SECRET));
    // The embedded channel holds on to what was written, so what is seen here is what was left.
    assertEquals("", ByteBufUtil.hexDump(out).replace("0", ""));
    assertEquals(1, in.refCnt());
    assertEquals(1, out.refCnt());
    in.release();
    out.release();
  }

  @Test
  void aBodyThatIsNeverCompleteIsOverwritten() {
    FakeChannel channel = new FakeChannel(echo);
    ByteBuf in = bytes(post("/inline", SECRET + "!").replace("!", "")).retain();
    channel.writeInbound(in);
    channel.close().syncUninterruptibly();
    assertFalse(in.toString(0, in.writerIndex(), StandardCharsets.ISO_8859_1).contains(SECRET));
    assertEquals(1, in.refCnt());
    in.release();
  }

  private static HttpListener listener(Limits limits, Answerer answerer) throws IOException {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    return HttpListener.start(any, limits, null, answerer);
  }

  /** Tells whether the listener takes a connection besides those it has. */
  private static boolean takesAnother(HttpListener listener) {
    try (RawClient client = new RawClient(listener.address())) {
      return client.send(post("/inline", "")).read().status() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void answerToAConnectionThatIsGoneIsOverwritten() throws Exception {
    byte[] answer = SECRET.getBytes(StandardCharsets.ISO_8859_1);
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch gone = new CountDownLatch(1);
    Answerer slow =
        Answers.of(
            request -> {
              if (request.target().equals("/inline")) {
                return Answers.ok("");
              }
              asked.countDown();
              Answers.await(gone);
              return new WireResponse(200, WireResponse.JSON, "id", answer, answer.length);
            });
    Limits one =
        new Limits(
            Limits.Sizes.DEFAULT,
            Limits.Times.DEFAULT,
            new Limits.Connections(1, 1, Limits.Loopback.COUNTED),
            Limits.Load.DEFAULT);
    try (HttpListener listener = listener(one, slow)) {
      RawClient client = new RawClient(listener.address());
      client.send(post("/later", "x"));
      Answers.await(asked);
      client.reset();
      assertTimeoutPreemptively(HANG, () -> spinUntil(() -> takesAnother(listener)));
      gone.countDown();
      byte[] wiped = new byte[answer.length];
      assertTimeoutPreemptively(HANG, () -> spinUntil(() -> Arrays.equals(wiped, answer)));
    }
  }

  private static void spinUntil(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }
}
