package io.strongroom.server.http;

import static io.strongroom.server.http.RawClient.get;
import static io.strongroom.server.http.RawClient.head;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Deadlines to the second, by a clock that stands still. A turn of the watch is 250 ms. */
@DisplayName("DOS-2: deadlines")
class DeadlinesTest {
  private static final Duration TICK = LoopWatch.LONGEST_TICK;
  private static final String HALF_A_HEAD = "POST / HTTP/1.1\r\nHost: h\r\n";

  private final FakeChannel channel = new FakeChannel(Answers.retelling());

  @AfterEach
  void releaseAll() {
    channel.finishAndReleaseAll();
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }

  /** Something was answered, and the connection awaits its end. */
  private void assertAnsweredAndLeft() {
    Object answer = channel.readOutbound();
    assertNotNull(answer, "an answer went out");
    ReferenceCountUtil.release(answer);
    assertTrue(channel.isOutputShutdown());
    assertTrue(channel.isOpen());
  }

  private void assertNothingHappened() {
    assertNull(channel.readOutbound());
    assertTrue(channel.isOpen());
  }

  @Test
  void aNewConnectionMayBeIdleFor60Seconds() {
    channel.pass(seconds(60));
    assertNothingHappened();
    channel.pass(TICK);
    assertFalse(channel.isOpen());
    assertNull(channel.readOutbound());
  }

  @Test
  void aUsedConnectionMayBeIdleFor60Seconds() {
    channel.pass(seconds(59));
    channel.send(get("/inline"));
    ReferenceCountUtil.release(channel.readOutbound());
    channel.pass(seconds(60));
    assertNothingHappened();
    channel.pass(TICK);
    assertFalse(channel.isOpen());
  }

  @Test
  void aHeadMayTake10Seconds() {
    channel.send("G");
    channel.pass(seconds(5));
    channel.send("ET / HTTP/1.1\r\nHo");
    channel.pass(seconds(5));
    assertNothingHappened();
    channel.pass(TICK);
    assertAnsweredAndLeft();
  }

  @Test
  void emptyLinesDoNotPutOffTheEndOfAHead() {
    channel.send("\r\n");
    channel.pass(seconds(10));
    assertNothingHappened();
    channel.pass(TICK);
    assertAnsweredAndLeft();
  }

  @Test
  void aBodyMayTake15SecondsIfItComesFastEnough() {
    channel.send(HALF_A_HEAD + "Content-Length: 500000\r\n\r\n");
    for (int i = 0; i < 15; i++) {
      channel.send("x".repeat(1024));
      channel.pass(seconds(1));
      assertNothingHappened();
    }
    channel.send("x".repeat(10_000));
    channel.pass(TICK);
    assertAnsweredAndLeft();
  }

  @Test
  void aBodyMustComeAtOneKibibyteASecondFromTheFifthSecondOn() {
    channel.send(HALF_A_HEAD + "Content-Length: 500000\r\n\r\n");
    channel.pass(Duration.ofMillis(4_999));
    assertNothingHappened();
    channel.send("x".repeat(5 * 1024));
    channel.pass(Duration.ofMillis(1));
    assertNothingHappened();
    channel.send("x".repeat(1024));
    channel.pass(seconds(1));
    assertNothingHappened();
    channel.pass(Duration.ofMillis(1));
    assertAnsweredAndLeft();
  }

  @Test
  void theTimesOfOneRequestDoNotBindTheNext() {
    for (int i = 0; i < 20; i++) {
      channel.send(HALF_A_HEAD.replace("/ ", "/inline ") + "Content-Length: 2\r\n");
      channel.pass(seconds(9));
      channel.send("\r\na");
      channel.pass(seconds(4));
      assertNothingHappened();
      channel.send("b");
      ReferenceCountUtil.release(channel.readOutbound());
      channel.pass(seconds(50));
      assertNothingHappened();
    }
  }

  @Test
  void aPeerMayStopReadingFor15Seconds() {
    channel.take(0);
    channel.send(get("/inline"));
    channel.pass(TICK);
    channel.pass(seconds(14));
    channel.take(1);
    channel.pass(TICK);
    channel.pass(Duration.ofMillis(14_999));
    assertTrue(channel.isOpen());
    channel.pass(Duration.ofMillis(1));
    assertFalse(channel.isOpen());
  }

  @Test
  void afterTheLastAnswerThePeerHas2SecondsToLeave() {
    channel.send(head("GET /inline HTTP/1.0"));
    assertAnsweredAndLeft();
    channel.send("whatever follows is thrown away".repeat(1000));
    channel.pass(seconds(2));
    assertNothingHappened();
    channel.pass(TICK);
    assertFalse(channel.isOpen());
  }

  @Test
  void whatFollowsTheLastAnswerIsBounded() {
    channel.send(head("GET /inline HTTP/1.0"));
    assertAnsweredAndLeft();
    String megabyte = "x".repeat(1 << 20);
    for (int i = 0; i < 4; i++) {
      channel.send(megabyte);
      assertTrue(channel.isOpen());
    }
    channel.writeInbound(channel.alloc().buffer().writeByte('x'));
    assertFalse(channel.isOpen());
  }

  @Test
  @DisplayName("DOS-3: while a request is answered, no more than what one read brought is kept")
  void furtherInputStopsReadingWhileARequestIsAnswered() {
    CountDownLatch never = new CountDownLatch(1);
    FakeChannel busy =
        new FakeChannel(
            Answers.of(
                _ -> {
                  try {
                    return Answers.ok(String.valueOf(never.await(20, TimeUnit.SECONDS)));
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                }));
    busy.send(get("/later"));
    assertTrue(busy.config().isAutoRead());
    busy.send("G");
    assertFalse(busy.config().isAutoRead());
    busy.finishAndReleaseAll();
  }
}
