package io.strongroom.core.turn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private static final int CALLERS = 64;

  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void end() {
    callers.close();
  }

  @Test
  void oneThingIsChangedByOneCallerAtATime() throws Exception {
    Turns turns = new Turns();
    AtomicInteger within = new AtomicInteger();
    List<Future<Integer>> most = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      most.add(
          callers.submit(
              () ->
                  turns.take(
                      "a",
                      () -> {
                        int now = within.incrementAndGet();
                        LockSupport.parkNanos(1_000); // others have time to interfere
                        within.decrementAndGet();
                        return now;
                      })));
    }
    for (Future<Integer> each : most) {
      assertEquals(1, each.get());
    }
    assertEquals(0, turns.size());
  }

  @Test
  void otherThingsDoNotWait() throws Exception {
    Turns turns = new Turns();
    CountDownLatch other = new CountDownLatch(1);
    Future<Boolean> first =
        callers.submit(
            () ->
                turns.take(
                    "a",
                    () -> {
                      try {
                        other.await();
                        return true;
                      } catch (InterruptedException e) {
                        return false;
                      }
                    }));
    turns.take(
        "b",
        () -> {
          other.countDown();
          return true;
        });
    assertEquals(true, first.get());
  }

  @Test
  void nobodyWaitsForEver() throws Exception {
    Turns turns = new Turns(Duration.ofMillis(1));
    turns.take(
        "a",
        () -> {
          Future<ErrorCode> refused =
              callers.submit(
                  () ->
                      assertThrows(ServiceException.class, () -> turns.take("a", () -> 1)).code());
          assertEquals(ErrorCode.THROTTLING, join(refused));
          return 1;
        });
    assertEquals(0, turns.size());
  }

  private static ErrorCode join(Future<ErrorCode> future) {
    try {
      return future.get();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aFaultGivesTheTurnBack() {
    Turns turns = new Turns();
    assertThrows(
        IllegalStateException.class,
        () ->
            turns.take(
                "a",
                () -> {
                  throw new IllegalStateException();
                }));
    assertEquals(0, turns.size());
    assertEquals(2, turns.take("a", () -> 2));
  }
}
