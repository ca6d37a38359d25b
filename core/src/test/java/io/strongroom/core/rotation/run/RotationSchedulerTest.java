package io.strongroom.core.rotation.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.core.rotation.RotationRules;
import io.strongroom.core.secret.RotatedBy;
import io.strongroom.core.secret.RotationRun.Trigger;
import io.strongroom.core.secret.Samples;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretIdentity;
import io.strongroom.core.secret.StagingLabel;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RotationSchedulerTest {
  private static final RotationScheduler.Limits THREE = new RotationScheduler.Limits(3, 2);
  private static final RotationScheduler.Limits ONE = new RotationScheduler.Limits(1, 1);

  private final RotationRig rig = new RotationRig();

  /** Stays in its first step until it is let go, and counts who is in there. */
  private final class Slow implements RotationFunctions {
    final Semaphore go = new Semaphore(0);
    final AtomicInteger inside = new AtomicInteger();
    final AtomicInteger most = new AtomicInteger();
    final CountDownLatch interrupted = new CountDownLatch(1);

    @Override
    public void requireInvocable(RotatedBy by, Secret secret) {}

    @Override
    public StepOutcome invoke(StepCall call) throws InterruptedException {
      if (call.step() == RotationStep.CREATE_SECRET) {
        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
        try {
          go.acquire();
        } catch (InterruptedException e) {
          interrupted.countDown();
          throw e;
        } finally {
          inside.decrementAndGet();
        }
      }
      return new ScriptedFunction(rig).obey(call);
    }

    @Override
    public StepOutcome copyCurrent(StepCall call) {
      return new StepOutcome.Done();
    }
  }

  private static void settle(RotationScheduler scheduler) throws InterruptedException {
    while (scheduler.running() > 0) {
      Thread.sleep(1);
    }
  }

  @Test
  @DisplayName("DOS-8: what is due at once is spread over few workers, and none is forgotten")
  void workersAreBounded() throws InterruptedException {
    int secrets = 40;
    for (int i = 0; i < secrets; i++) {
      rig.start(rig.rotating("s" + i, null), 2, Trigger.REQUEST);
    }
    Slow function = new Slow();
    try (RotationScheduler scheduler = rig.scheduler(function, THREE)) {
      scheduler.tick();
      scheduler.tick();
      assertEquals(2, scheduler.running(), "no more than two with one function");
      function.go.release(secrets);
      while (!rig.store.dueRotations(rig.clock.instant(), 0, 1).isEmpty()) {
        scheduler.tick();
        Thread.sleep(1);
      }
      settle(scheduler);
    }
    assertTrue(function.most.get() <= 2, function.most + " at once");
    assertEquals(secrets, rig.events.stream().filter("RotationSucceeded"::equals).count());
  }

  @Test
  void whatIsCancelledIsStopped() throws InterruptedException {
    SecretIdentity secret = rig.rotating("db", null);
    rig.start(secret, 2, Trigger.REQUEST);
    Slow function = new Slow();
    try (RotationScheduler scheduler = rig.scheduler(function, ONE)) {
      scheduler.tick();
      while (function.inside.get() == 0) {
        Thread.sleep(1);
      }
      rig.change(
          secret,
          found ->
              found.rotating(
                  Objects.requireNonNull(found.rotation()).disabled(), rig.clock.instant()));
      scheduler.tick();
      assertTrue(function.interrupted.await(60, TimeUnit.SECONDS));
      settle(scheduler);
    }
    assertEquals(Samples.version(1), rig.labelled(secret, StagingLabel.CURRENT));
    assertEquals(0, rig.events.size());
  }

  @Test
  @DisplayName("PRM-9: a server that stops leaves rotations to the next one")
  void stopping() throws InterruptedException {
    SecretIdentity secret = rig.rotating("db", null);
    rig.start(secret, 2, Trigger.REQUEST);
    Slow slow = new Slow();
    RotationScheduler first = rig.scheduler(slow, ONE);
    first.tick();
    while (slow.inside.get() == 0) {
      Thread.sleep(1);
    }
    first.close();
    assertEquals(0, slow.inside.get());
    first.tick();
    assertEquals(0, first.running());

    try (RotationScheduler second = rig.scheduler(new ScriptedFunction(rig), ONE)) {
      second.tick();
      settle(second);
    }
    assertEquals(Samples.version(2), rig.labelled(secret, StagingLabel.CURRENT));
    assertNull(rig.config(secret).run());
  }

  @Test
  void whatWaitsIsHurried() throws InterruptedException {
    SecretIdentity secret = rig.rotating("db", null);
    rig.start(secret, 2, Trigger.REQUEST);
    ScriptedFunction function = new ScriptedFunction(rig);
    function.script.add(ScriptedFunction::fail);
    try (RotationScheduler scheduler = rig.scheduler(function, ONE)) {
      scheduler.tick();
      settle(scheduler);
      scheduler.tick();
      assertEquals(0, scheduler.running(), "waits for its next attempt");

      scheduler.hurry(secret);
      scheduler.tick();
      settle(scheduler);
    }
    assertEquals(Samples.version(2), rig.labelled(secret, StagingLabel.CURRENT));
  }

  @Test
  @DisplayName("TIM-1: a clock that jumps starts nothing until it is trusted again")
  void jump() throws InterruptedException {
    SecretIdentity secret = rig.rotating("db", RotationRules.parse(1L, null, null));
    AtomicInteger steady = new AtomicInteger();
    var watch = new io.strongroom.core.store.ClockWatch(rig.clock, steady::get);
    try (RotationScheduler scheduler =
        new RotationScheduler(
            rig.store,
            rig.worker(new ScriptedFunction(rig)),
            io.strongroom.core.store.Membership.ALONE,
            rig.clock,
            watch,
            () -> 0,
            THREE)) {
      rig.clock.advance(Duration.ofDays(3));
      scheduler.tick();
      settle(scheduler);
    }
    assertEquals(Samples.version(1), rig.labelled(secret, StagingLabel.CURRENT));
    assertFalse(rig.store.dueRotations(rig.clock.instant(), 0, 1).isEmpty());
  }

  @Test
  void aSimulatedMonthKeepsEveryWindowOnce() throws InterruptedException {
    int secrets = 30;
    for (int i = 0; i < secrets; i++) {
      rig.rotating("s" + i, RotationRules.parse(null, "3h", "cron(0 8 ? * MON *)"));
    }
    ScriptedFunction function = new ScriptedFunction(rig);
    Instant end = rig.clock.instant().plus(Duration.ofDays(28));
    try (RotationScheduler scheduler = rig.scheduler(function, THREE)) {
      while (rig.clock.instant().isBefore(end)) {
        rig.clock.advance(Duration.ofSeconds(50));
        if (!rig.store.dueRotations(rig.clock.instant(), 0, 1).isEmpty()) {
          scheduler.tick();
          settle(scheduler);
          scheduler.tick();
          settle(scheduler);
        }
      }
    }
    assertEquals(secrets * 4L, rig.events.stream().filter("RotationSucceeded"::equals).count());
    assertEquals(secrets * 4 * 4, function.calls.size());
  }
}
