package io.strongroom.core.rotation.run;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.core.rotation.RotationRules;
import io.strongroom.core.rotation.run.RotationPlan.Occasion;
import io.strongroom.core.secret.RotationRun.Trigger;
import io.strongroom.core.secret.Samples;
import io.strongroom.core.secret.SecretIdentity;
import io.strongroom.core.secret.StagingLabel;
import io.strongroom.core.secret.VersionId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sources: user guide, "Rotation by Lambda function", "CloudTrail entries"; API reference. */
class RotationWorkerTest {
  private static final RotationRules DAILY = RotationRules.parse(1L, null, null);

  private final RotationRig rig = new RotationRig();
  private final ScriptedFunction function = new ScriptedFunction(rig);
  private final RotationWorker worker = rig.worker(function);
  private final SecretIdentity secret = rig.rotating("db", DAILY);

  private void attempt() throws InterruptedException {
    worker.attempt(secret, Occasion.DUE);
  }

  private static List<String> stepsTo(VersionId version) {
    return List.of(
        "createSecret " + version,
        "setSecret " + version,
        "testSecret " + version,
        "finishSecret " + version);
  }

  @Test
  void fourStepsWithOneVersionAndOneToken() throws InterruptedException {
    VersionId version = rig.start(secret, 2, Trigger.REQUEST);
    rig.clock.advance(Duration.ofSeconds(1));

    attempt();

    assertEquals(stepsTo(version), function.calls);
    assertEquals(1, new HashSet<>(function.tokens).size());
    assertTrue(function.tokens.getFirst().matches("[a-zA-Z0-9-]{36,256}"));
    assertEquals(version, rig.labelled(secret, StagingLabel.CURRENT));
    assertEquals(Samples.version(1), rig.labelled(secret, StagingLabel.PREVIOUS));
    assertEquals(version, rig.labelled(secret, StagingLabel.PENDING));
    assertEquals(rig.clock.instant(), rig.config(secret).rotated());
    assertNull(rig.config(secret).run());
    assertEquals(Instant.parse("2026-03-05T23:59:59Z"), rig.config(secret).next());
    assertEquals(List.of("RotationSucceeded"), rig.events);
  }

  @Test
  void aWindowIsKeptAtItsMomentAndNotBefore() throws InterruptedException {
    Instant moment = requireNonNull(rig.get(secret).rotationDue());
    rig.clock.advance(Duration.between(rig.clock.instant(), moment.minusMillis(1)));
    attempt();
    assertEquals(List.of(), function.calls);

    rig.clock.advance(Duration.ofMillis(1));
    attempt();

    VersionId version = requireNonNull(rig.labelled(secret, StagingLabel.CURRENT));
    assertEquals(stepsTo(version), function.calls);
    assertEquals(List.of("RotationStarted", "RotationSucceeded"), rig.events);
    attempt();
    assertEquals(4, function.calls.size());
  }

  @ParameterizedTest
  @CsvSource({"0,createSecret", "1,setSecret", "2,testSecret", "3,finishSecret"})
  @DisplayName("ROT-8: a failure leaves AWSCURRENT as it was, and the next attempt ends well")
  void failure(int before, String failing) throws InterruptedException {
    VersionId version = rig.start(secret, 2, Trigger.REQUEST);
    function.script.addAll(
        java.util.Collections.nCopies(before, (StepCall call) -> function.obey(call)));
    function.script.add(ScriptedFunction::fail);

    attempt();

    assertEquals(Samples.version(1), rig.labelled(secret, StagingLabel.CURRENT));
    assertEquals(version, rig.labelled(secret, StagingLabel.PENDING));
    assertEquals(
        List.of(
            "RotationFailed Error when executing lambda %s during %s step"
                .formatted(RotationRig.FUNCTION, failing)),
        rig.events);
    assertEquals(1, requireNonNull(rig.config(secret).run()).failures());
    assertTrue(rig.config(secret).enabled());

    attempt();
    assertEquals(before + 1, function.calls.size(), "not before its time");
    rig.clock.advance(Duration.ofSeconds(73));
    attempt();
    assertEquals(version, rig.labelled(secret, StagingLabel.CURRENT));
    assertEquals(1, new HashSet<>(function.tokens).size());
    assertEquals("RotationSucceeded", rig.events.getLast());
  }

  @ParameterizedTest
  @CsvSource({"0,0", "0,1", "1,0", "1,1", "2,0", "2,1", "3,0", "3,1"})
  @DisplayName("ROT-8: a process that dies before or after a call leaves all to be done again")
  void crash(int step, int callsDone) throws InterruptedException {
    VersionId version = rig.start(secret, 2, Trigger.REQUEST);
    function.script.addAll(
        java.util.Collections.nCopies(step, (StepCall call) -> function.obey(call)));
    function.script.add(
        call -> {
          if (callsDone == 1) {
            function.obey(call);
          }
          throw new IllegalStateException("the process ends here");
        });

    assertThrows(IllegalStateException.class, this::attempt);

    assertEquals(List.of(), rig.events);
    boolean moved = step == 3 && callsDone == 1;
    assertEquals(moved ? version : Samples.version(1), rig.labelled(secret, StagingLabel.CURRENT));
    function.calls.clear();
    rig.worker(function).attempt(secret, Occasion.DUE);
    assertEquals(moved ? List.of() : stepsTo(version), function.calls);
    assertEquals(version, rig.labelled(secret, StagingLabel.CURRENT));
    assertEquals(List.of("RotationSucceeded"), rig.events);
    assertNull(rig.config(secret).run());
  }

  @Test
  void aFunctionThatDoesNotMoveTheLabelHasFailed() throws InterruptedException {
    rig.start(secret, 2, Trigger.REQUEST);
    for (int i = 0; i < 4; i++) {
      function.script.add(_ -> new StepOutcome.Done());
    }

    attempt();

    assertTrue(rig.events.getFirst().endsWith("during finishSecret step"));
    assertEquals(Samples.version(1), rig.labelled(secret, StagingLabel.CURRENT));
  }

  @Test
  void whatNeedsSomebodyWaitsForTheNextWindowAndKeepsItsVersion() throws InterruptedException {
    VersionId version = rig.start(secret, 2, Trigger.REQUEST);
    function.script.add(_ -> new StepOutcome.Failed(StepOutcome.Permanence.LASTING, "gone"));
    attempt();
    assertNull(rig.config(secret).run());
    assertEquals(version, rig.labelled(secret, StagingLabel.PENDING));

    rig.clock.advance(Duration.ofHours(43));
    attempt();

    assertEquals("RotationStarted", rig.events.get(1));
    assertEquals(version, rig.labelled(secret, StagingLabel.CURRENT));
  }

  @Test
  void attemptsComeFartherApartAndEndAfterADay() throws InterruptedException {
    SecretIdentity alone = rig.rotating("alone", null);
    rig.start(alone, 2, Trigger.REQUEST);
    int attempts = 0;
    while (rig.config(alone).run() != null) {
      function.script.add(ScriptedFunction::fail);
      worker.attempt(alone, Occasion.DUE);
      attempts++;
      Instant due = rig.get(alone).rotationDue();
      if (due != null) {
        assertTrue(due.isAfter(rig.clock.instant().plusSeconds(47)));
        rig.clock.advance(Duration.between(rig.clock.instant(), due));
      }
    }
    assertTrue(attempts > 20 && attempts < 34, attempts + " attempts");
    assertNotNull(rig.labelled(alone, StagingLabel.PENDING));
    worker.attempt(alone, Occasion.HURRIED);
    assertEquals(Samples.version(2), rig.labelled(alone, StagingLabel.CURRENT));
  }

  @Test
  void whoeverCancelsEndsIt() throws InterruptedException {
    VersionId version = rig.start(secret, 2, Trigger.REQUEST);
    function.script.add(
        call -> {
          rig.change(
              secret,
              found ->
                  found.rotating(requireNonNull(found.rotation()).disabled(), rig.clock.instant()));
          assertTrue(worker.isEnded(secret));
          return new StepOutcome.Done();
        });

    attempt();

    assertEquals(List.of("createSecret " + version), function.calls);
    assertEquals(List.of(), rig.events);
    assertEquals(version, rig.labelled(secret, StagingLabel.PENDING));
    assertFalse(rig.config(secret).enabled());
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void aTestCallsOneStepAndLeavesNothing(boolean good) throws InterruptedException {
    VersionId version = rig.start(secret, 2, Trigger.TEST);
    if (!good) {
      function.script.add(ScriptedFunction::fail);
    }

    attempt();

    assertEquals(List.of("copy " + version, "testSecret " + version), function.calls);
    assertTrue(rig.events.getLast().startsWith(good ? "TestRotationSucceeded" : "TestRotationF"));
    assertNull(rig.labelled(secret, StagingLabel.PENDING));
    assertNull(rig.get(secret).versions().find(version));
    assertNull(rig.config(secret).rotated());
    assertNotNull(rig.get(secret).rotationDue());
  }

  @Test
  void ofMissedWindowsOneIsMadeUpUnlessTheNextIsSoon() throws InterruptedException {
    RotationRules often = RotationRules.parse(null, "1h", "rate(4 hours)");
    SecretIdentity hourly = rig.rotating("hourly", often);
    rig.clock.advance(Duration.between(rig.clock.instant(), Instant.parse("2026-03-06T11:30:00Z")));

    worker.attempt(hourly, Occasion.DUE);
    assertEquals(List.of(), rig.events);
    assertEquals(Instant.parse("2026-03-06T12:59:59Z"), rig.config(hourly).next());

    rig.clock.advance(Duration.ofHours(25).minusMinutes(30));
    worker.attempt(hourly, Occasion.DUE);
    assertEquals(List.of("RotationStarted", "RotationSucceeded"), rig.events);
    worker.attempt(hourly, Occasion.DUE);
    assertEquals(2, rig.events.size());
  }
}
