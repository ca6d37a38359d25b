package io.strongroom.server.http;

import static io.strongroom.server.http.RawClient.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.util.ReferenceCountUtil;
import io.strongroom.api.Lane;
import io.strongroom.api.WireResponse;
import io.strongroom.iam.sigv4.Headers;
import io.strongroom.iam.sigv4.WireRequest;
import io.strongroom.server.http.RawClient.Answer;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** More is asked for than there is room for. */
class OverloadTest {
  private static final Duration SOON = Duration.ofMillis(300);
  private static final Duration FAR = Duration.ofMinutes(5);

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  /** Calls off the loop wait here. */
  private final Semaphore go = new Semaphore(0);

  private final AtomicInteger begun = new AtomicInteger();

  /** The lane is the first piece of a target. */
  private final class Rule implements Answerer {
    @Override
    public Lane laneOf(WireRequest request) {
      return Lane.valueOf(request.target().substring(1));
    }

    @Override
    public WireResponse answer(WireRequest request) {
      if (laneOf(request) != Lane.LOOP) {
        begun.incrementAndGet();
        go.acquireUninterruptibly();
      }
      return Answers.ok("done");
    }
  }

  @AfterEach
  void close() throws Exception {
    go.release(1_000);
    for (AutoCloseable each : opened) {
      each.close();
    }
  }

  private HttpListener listener(int calls) throws IOException {
    Limits usual = Limits.DEFAULT;
    HttpListener listener =
        HttpListener.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            new Limits(
                usual.sizes(),
                usual.times(),
                usual.connections(),
                new Limits.Load(calls, usual.load().heldBytes())),
            null,
            new Rule());
    opened.push(listener);
    return listener;
  }

  private List<RawClient> clients(HttpListener listener, int count, String target)
      throws IOException {
    return sending(listener, count, get(target));
  }

  private List<RawClient> sending(HttpListener listener, int count, String text)
      throws IOException {
    List<RawClient> clients = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      RawClient client = new RawClient(listener.address());
      opened.push(client);
      clients.add(client.send(text));
    }
    return clients;
  }

  private void awaitBegun(int count) {
    while (begun.get() < count) {
      Thread.onSpinWait();
    }
  }

  @Test
  @DisplayName("DOS-7: calls beyond the limit are throttled, and their connections go on")
  void callsBeyondTheLimitAreThrottled() throws Exception {
    HttpListener listener = listener(3);
    List<RawClient> within = clients(listener, 3, "/THREAD");
    awaitBegun(3);
    RawClient beyond = clients(listener, 1, "/THREAD").getFirst();
    Answer refused = beyond.read();
    assertEquals(400, refused.status());
    assertEquals(
        "{\"__type\":\"ThrottlingException\",\"message\":\"Rate exceeded\"}", refused.text());
    assertNull(refused.headers().get("connection"));
    assertEquals(400, beyond.send(get("/LARGE")).read().status());
    assertEquals("done", beyond.send(get("/LOOP")).read().text());

    go.release(4);
    for (RawClient client : within) {
      assertEquals("done", client.read().text());
    }
    assertEquals("done", beyond.send(get("/THREAD")).read().text());
  }

  @Test
  @DisplayName("DOS-7: few answers that may be long are worked out at one time")
  void longAnswersWaitForEachOther() throws Exception {
    HttpListener listener = listener(1_000);
    List<RawClient> lists = clients(listener, 3 * Lanes.LARGE, "/LARGE");
    awaitBegun(Lanes.LARGE);
    List<RawClient> others = clients(listener, 3, "/THREAD");
    awaitBegun(Lanes.LARGE + 3);
    assertEquals(Lanes.LARGE + 3, begun.get());
    go.release(1_000);
    for (RawClient client : lists) {
      assertEquals("done", client.read().text());
    }
    for (RawClient client : others) {
      assertEquals("done", client.read().text());
    }
  }

  private static FakeChannel channel(int answerBytes) {
    return new FakeChannel(Answers.of(_ -> Answers.ok("x".repeat(answerBytes))));
  }

  @Test
  @DisplayName("DOS-7: a peer that does not take its answer at once is cut if too much is held")
  void peersThatDoNotReadAreCutWhenTooMuchIsHeld() {
    FakeChannel within = channel(FakeChannel.HELD_BYTES / 2);
    within.take(0);
    within.send(get("/inline"));
    assertTrue(within.isOpen());
    within.finishAndReleaseAll();

    FakeChannel beyond = channel(FakeChannel.HELD_BYTES);
    beyond.take(0);
    beyond.send(get("/inline"));
    assertFalse(beyond.isOpen());
    beyond.finishAndReleaseAll();
  }

  @Test
  @DisplayName("DOS-7: whoever takes an answer at once gets any")
  void peersThatReadAreNotBound() {
    FakeChannel channel = channel(2 * FakeChannel.HELD_BYTES);
    channel.send(get("/inline"));
    assertTrue(channel.isOpen());
    ReferenceCountUtil.release(channel.readOutbound());
    channel.finishAndReleaseAll();
  }

  @Test
  @DisplayName("DOS-2, DOS-7: while much is held a peer may stop reading for one second only")
  void patienceIsShortWhenMuchIsHeld() {
    FakeChannel channel = channel(FakeChannel.HELD_BYTES * 3 / 4);
    channel.take(0);
    channel.send(get("/inline"));
    channel.pass(LoopWatch.LONGEST_TICK);
    channel.pass(Duration.ofMillis(999));
    assertTrue(channel.isOpen());
    channel.pass(Duration.ofMillis(1));
    assertFalse(channel.isOpen());
    assertFalse(channel.watch().held().isScarce(), "who has gone holds nothing");
    channel.finishAndReleaseAll();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /in",
        "GET /inline HTTP/1.1\r\nHost: h\r\n",
        "POST /inline HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\na"
      })
  @DisplayName("DOS-6: the beginnings of requests are counted, and refused if too much is held")
  void beginningsOfRequestsAreCounted(String beginning) {
    FakeChannel channel = channel(1);
    channel.watch().held().newPart().set(FakeChannel.HELD_BYTES);
    channel.send(get("/inline"));
    ReferenceCountUtil.release(channel.readOutbound());
    assertFalse(channel.isOutputShutdown(), "a whole request is no beginning");
    channel.send(beginning);
    ReferenceCountUtil.release(channel.readOutbound());
    assertTrue(channel.isOutputShutdown());
    channel.finishAndReleaseAll();
  }

  @Test
  @DisplayName("DOS-2, DOS-6: many that are late together are ended some at a time")
  void aCrowdIsEndedBitByBit() throws Exception {
    Limits.Times times = new Limits.Times(FAR, SOON, FAR, 0, FAR, FAR);
    Limits limits =
        new Limits(
            Limits.Sizes.DEFAULT,
            times,
            new Limits.Connections(0, 0, Limits.Loopback.COUNTED),
            Limits.Load.DEFAULT);
    HttpListener listener =
        HttpListener.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), limits, null, new Rule());
    opened.push(listener);
    for (RawClient late : sending(listener, 3 * LoopWatch.MOST_ENDED, "GET / HT")) {
      assertEquals(408, late.read().status());
    }
  }

  @Test
  @DisplayName("DOS-6: a connection keeps nothing of a request that is done with")
  void requestsAreForgotten() {
    List<WeakReference<Headers>> seen = new ArrayList<>();
    FakeChannel channel =
        new FakeChannel(
            new Answerer() {
              @Override
              public Lane laneOf(WireRequest request) {
                return Lane.LOOP;
              }

              @Override
              public WireResponse answer(WireRequest request) {
                seen.add(new WeakReference<>(request.headers()));
                return Answers.ok("");
              }
            });
    channel.send("GET /inline HTTP/1.1\r\nHost: h\r\nA: b\r\n\r\n");
    awaitCleared(seen.getFirst());
    channel.finishAndReleaseAll();
  }

  private static void awaitCleared(WeakReference<?> reference) {
    for (int i = 0; i < 100 && reference.get() != null; i++) {
      System.gc();
    }
    assertNull(reference.get());
  }
}
