package io.strongroom.server.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.core.function.BuiltInFunctions;
import io.strongroom.core.function.FunctionArn;
import io.strongroom.core.function.FunctionRunner;
import io.strongroom.core.function.Functions;
import io.strongroom.core.function.MemoryFunctions;
import io.strongroom.keys.SensitiveBytes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Events run once they are taken, and only so many of them are. */
class EventInvocationsTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final FunctionArn ARN =
      Objects.requireNonNull(
          FunctionArn.parse("arn:aws:lambda:us-east-1:123456789012:function:builtin-generated"));
  private static final long HANG_SECONDS = 20;

  private final Functions functions =
      new Functions(new MemoryFunctions(), new BuiltInFunctions(List.of("generated")), List.of());
  private final BlockingQueue<String> ran = new LinkedBlockingQueue<>();

  private static FunctionRunner.Request request(int length) {
    byte[] payload = "x".repeat(length).getBytes(StandardCharsets.US_ASCII);
    return new FunctionRunner.Request(
        SensitiveBytes.owning(payload), "id", NOW, true, null, "invoke");
  }

  private EventInvocations events(FunctionRunner runner) {
    return new EventInvocations(functions, runner, InstantSource.fixed(NOW));
  }

  private static FunctionRunner.Outcome answered() {
    return new FunctionRunner.Answered(SensitiveBytes.owning(new byte[] {'1'}), null);
  }

  @Test
  void anEventRunsWithItsOwnCopyOfThePayload() throws InterruptedException {
    try (EventInvocations events =
        events(
            (function, request) -> {
              ran.add(
                  function.arn()
                      + request.payload().use(b -> new String(b, StandardCharsets.US_ASCII))
                      + request.deadline());
              return answered();
            })) {
      try (SensitiveBytes payload = request(2).payload()) {
        assertTrue(
            events.offer(
                ARN, new FunctionRunner.Request(payload, "id", NOW, true, null, "invoke")));
      }
      assertEquals(ARN + "xx" + NOW.plusSeconds(300), ran.poll(HANG_SECONDS, TimeUnit.SECONDS));
    }
  }

  @Test
  void eventsBeyondTheRoomAreNotTaken() {
    CountDownLatch release = new CountDownLatch(1);
    int large = 1 << 20;
    try (EventInvocations events =
        events(
            (_, _) -> {
              try {
                release.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return answered();
            })) {
      int taken = 0;
      while (taken < 100 && events.offer(ARN, request(large))) {
        taken++;
      }
      assertEquals(EventInvocations.MAX_BYTES / (large + 1), taken);
      release.countDown();
    }
  }

  @Test
  void nothingIsTakenOnceItIsClosed() {
    EventInvocations events = events((_, _) -> answered());
    events.close();
    assertFalse(events.offer(ARN, request(1)));
  }
}
