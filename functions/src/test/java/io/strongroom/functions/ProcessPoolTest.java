package io.strongroom.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.functions.ProcessPool.Place;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Places for processes are counted, and those who wait for one as well. */
class ProcessPoolTest {
  private static final long LONG = TimeUnit.MINUTES.toNanos(5);

  /** Two processes of one function, four in all, and two may wait. */
  private final ProcessPool pool = new ProcessPool(TrialFunctions.limits());

  private static FunctionSpec spec(String name) {
    return new FunctionSpec(
        "123456789012",
        "eu-central-1",
        name,
        "arn:aws:lambda:eu-central-1:123456789012:function:" + name,
        "python3.11",
        "index.handler",
        Path.of("/nowhere"),
        "1",
        Duration.ofSeconds(3),
        128,
        Map.of());
  }

  private Place place(String name, long nanos) throws InterruptedException {
    return pool.place(spec(name), null, Instant.EPOCH, nanos);
  }

  /** Starts a caller and returns once it waits. */
  private FutureTask<Place> waiting(String name) {
    FutureTask<Place> task = new FutureTask<>(() -> place(name, LONG));
    Thread thread = Thread.ofPlatform().daemon().start(task);
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    return task;
  }

  private void take(String name, int count) throws InterruptedException {
    for (int i = 0; i < count; i++) {
      assertEquals(new Place.Room(null), place(name, LONG));
    }
  }

  @Test
  void aFunctionHasSoManyPlacesAndAllTogetherAsWell() throws Exception {
    take("a", 2);
    assertEquals(new Place.None(), place("a", 0));
    take("b", 1);
    take("c", 1);
    assertEquals(new Place.None(), place("d", 0));
  }

  @Test
  void whoWaitsGetsThePlaceThatBecomesFree() throws Exception {
    take("a", 2);
    FutureTask<Place> waiting = waiting("a");
    pool.gone(spec("a").arn(), null);
    assertEquals(new Place.Room(null), waiting.get());
  }

  @Test
  void onlySoManyMayWait() throws Exception {
    take("a", 2);
    List<FutureTask<Place>> waiting = new ArrayList<>(List.of(waiting("a"), waiting("a")));
    assertEquals(new Place.None(), place("a", LONG));
    pool.close();
    for (FutureTask<Place> each : waiting) {
      assertEquals(new Place.Closed(), each.get());
    }
  }

  @Test
  void anInterruptedCallerWaitsNoLonger() throws Exception {
    take("a", 2);
    FutureTask<Place> task = new FutureTask<>(() -> place("a", LONG));
    Thread thread = Thread.ofPlatform().daemon().start(task);
    thread.interrupt();
    ExecutionException failure = assertThrows(ExecutionException.class, task::get);
    assertTrue(failure.getCause() instanceof InterruptedException);
    // Nobody waits, so two may.
    List<FutureTask<Place>> waiting = List.of(waiting("a"), waiting("a"));
    pool.close();
    for (FutureTask<Place> each : waiting) {
      assertEquals(new Place.Closed(), each.get());
    }
  }

  @Test
  void aClosedPoolIsEmptyOnceAllAreGone() throws Exception {
    take("a", 1);
    pool.close();
    assertEquals(new Place.Closed(), place("a", LONG));
    pool.gone(spec("a").arn(), null);
    assertTrue(pool.awaitEmpty(LONG));
  }
}
