package io.strongroom.server.function;

import io.strongroom.core.function.Function;
import io.strongroom.core.function.FunctionArn;
import io.strongroom.core.function.FunctionEvents;
import io.strongroom.core.function.FunctionRunner;
import io.strongroom.core.function.Functions;
import io.strongroom.keys.SensitiveBytes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs functions that nobody waits for. An event is tried once, and twice more if the function
 * fails; where there is no room to run it, it waits, for six hours at most. Events are in memory
 * only, and those of a server that stops are lost.
 *
 * <p>Source: Lambda developer guide, "How Lambda handles errors and retries with asynchronous
 * invocation".
 */
public final class EventInvocations implements FunctionEvents, AutoCloseable {

  /** How many bytes all events that wait may have together, at least one for each. */
  static final long MAX_BYTES = 16L << 20;

  /** How many events run at a time. */
  private static final int MAX_RUNNING = 8;

  private static final int TRIES = 3;
  private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
  private static final Duration SECOND_PAUSE = Duration.ofMinutes(2);
  private static final Duration MAX_AGE = Duration.ofHours(6);

  private static final System.Logger LOG = System.getLogger(EventInvocations.class.getName());

  private final Functions functions;
  private final FunctionRunner runner;
  private final InstantSource clock;
  private final AtomicLong bytes = new AtomicLong();
  private final Semaphore running = new Semaphore(MAX_RUNNING);
  private final ScheduledExecutorService timer =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().name("strongroom-events").daemon().factory());

  /** Runs functions of {@code functions} by {@code runner}. */
  public EventInvocations(Functions functions, FunctionRunner runner, InstantSource clock) {
    this.functions = functions;
    this.runner = runner;
    this.clock = clock;
  }

  /** An event that waits or runs. */
  private record Event(
      FunctionArn function, FunctionRunner.Request request, int tried, Instant since) {
    long size() {
      return 1L + request.payload().length();
    }

    Event triedAgain() {
      return new Event(function, request, tried + 1, since);
    }
  }

  @Override
  public boolean offer(FunctionArn function, FunctionRunner.Request request) {
    SensitiveBytes payload = request.payload().copy();
    FunctionRunner.Request own =
        new FunctionRunner.Request(
            payload,
            request.requestId(),
            request.deadline(),
            false,
            request.clientContext(),
            request.group());
    Event event = new Event(function, own, 0, clock.instant());
    if (bytes.addAndGet(event.size()) > MAX_BYTES || !schedule(event, Duration.ZERO)) {
      forget(event);
      return false;
    }
    return true;
  }

  private boolean schedule(Event event, Duration pause) {
    try {
      var _ =
          timer.schedule(
              () -> Thread.ofVirtual().name("event").start(() -> run(event)),
              pause.toMillis(),
              TimeUnit.MILLISECONDS);
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  private void forget(Event event) {
    bytes.addAndGet(-event.size());
    event.request().payload().close();
  }

  private void run(Event event) {
    Function function = functions.find(event.function());
    if (function == null || event.since().plus(MAX_AGE).isBefore(clock.instant())) {
      forget(event);
      return;
    }
    try {
      running.acquire();
    } catch (InterruptedException e) {
      forget(event);
      return;
    }
    try (FunctionRunner.Outcome outcome = runner.invoke(function, timed(event, function))) {
      settle(event, outcome);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "an event for " + event.function() + " failed", e);
      forget(event);
    } finally {
      running.release();
    }
  }

  private void settle(Event event, FunctionRunner.Outcome outcome) {
    boolean again =
        switch (outcome) {
          case FunctionRunner.Answered _ -> false;
          case FunctionRunner.Throttled() -> schedule(event, FIRST_PAUSE);
          case FunctionRunner.Failed _, FunctionRunner.Unavailable _ -> {
            Event next = event.triedAgain();
            Duration pause = next.tried() == 1 ? FIRST_PAUSE : SECOND_PAUSE;
            yield next.tried() < TRIES && schedule(next, pause);
          }
        };
    if (!again) {
      forget(event);
    }
  }

  private FunctionRunner.Request timed(Event event, Function function) {
    FunctionRunner.Request request = event.request();
    return new FunctionRunner.Request(
        request.payload(),
        request.requestId(),
        clock.instant().plusSeconds(function.settings().timeoutSeconds()),
        false,
        request.clientContext(),
        request.group());
  }

  /** Runs no more events; those under way end by themselves. */
  @Override
  public void close() {
    timer.shutdownNow();
  }
}
