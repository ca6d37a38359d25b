package io.strongroom.cluster.check;

import static io.strongroom.cluster.check.Histories.lastRead;
import static io.strongroom.cluster.check.Histories.read;
import static io.strongroom.cluster.check.Histories.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.cluster.check.Violation.Kind;
import io.strongroom.cluster.history.Operation;
import io.strongroom.cluster.history.Operation.Outcome;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Each thing that a register cannot do is found, and what it can do is not complained about. */
class CheckerTest {
  private static void assertFinds(Map<Kind, Long> expected, Operation... history) {
    Verdict verdict = Checker.check(List.of(history));
    Map<Kind, Long> found =
        verdict.violations().stream()
            .map(Violation::kind)
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    assertEquals(expected, found, verdict.toString());
  }

  private static void assertClean(Operation... history) {
    assertFinds(Map.of(), history);
  }

  @Test
  void readsOfTheLastWriteAreClean() {
    assertClean(write(0, 0, 1), read(0, 2, 3), write(1, 4, 5), read(1, 6, 7), lastRead(1, 8, 9));
  }

  @Test
  void beforeAWriteIsAcknowledgedBothValuesMayBeRead() {
    assertClean(write(0, 0, 1), write(1, 2, 10), read(0, 3, 4), read(1, 5, 6), read(1, 7, 8));
  }

  @Test
  void aReadThatGoesBackWhileTheWriteIsUnderWayIsStale() {
    assertFinds(
        Map.of(Kind.STALE, 1L), write(0, 0, 1), write(1, 2, 10), read(1, 3, 4), read(0, 5, 6));
  }

  @Test
  void aReadOfWhatWasReplacedBeforeItBeganIsStale() {
    assertFinds(Map.of(Kind.STALE, 1L), write(0, 0, 1), write(1, 2, 3), read(0, 4, 5));
  }

  @Test
  void aReadThatBeganBeforeTheAcknowledgementMayReturnTheOldValue() {
    assertClean(write(0, 0, 1), write(1, 2, 4), read(0, 3, 9));
  }

  @Test
  void everyStaleReadCounts() {
    assertFinds(
        Map.of(Kind.STALE, 3L),
        write(0, 0, 1),
        write(1, 2, 3),
        read(0, 4, 5),
        read(0, 5, 6),
        write(2, 7, 8),
        read(1, 9, 10),
        read(2, 11, 12));
  }

  @Test
  void anAcknowledgedWriteThatIsNotThereAtTheEndIsLost() {
    assertFinds(Map.of(Kind.LOST, 1L), write(0, 0, 1), write(1, 2, 3), lastRead(0, 4, 5));
  }

  @Test
  void everyLostWriteCountsOnceHoweverOftenItIsMissed() {
    assertFinds(
        Map.of(Kind.LOST, 2L, Kind.STALE, 1L),
        write(0, 0, 1),
        write(1, 2, 3),
        write(2, 4, 5),
        read(0, 6, 7),
        lastRead(0, 8, 9),
        lastRead(0, 8, 9));
  }

  @Test
  void aLastReadOfOneServerThatLagsIsNotOverlooked() {
    assertFinds(
        Map.of(Kind.LOST, 1L),
        write(0, 0, 1),
        write(1, 2, 3),
        lastRead(1, 4, 5),
        lastRead(0, 6, 7));
  }

  @Test
  void aWriteWithoutAnAnswerMayBeDoneLaterOrNever() {
    Operation unknown = write(1, 2, 3, Outcome.UNKNOWN);
    assertClean(write(0, 0, 1), unknown, read(0, 4, 5), read(0, 6, 7));
    assertClean(write(0, 0, 1), unknown, read(0, 4, 5), read(1, 6, 7));
    assertClean(write(0, 0, 1), unknown, write(2, 4, 5), read(2, 6, 7), read(1, 8, 9));
  }

  @Test
  void aWriteWithoutAnAnswerIsDoneOnceOnly() {
    Operation unknown = write(1, 2, 3, Outcome.UNKNOWN);
    assertFinds(Map.of(Kind.STALE, 1L), write(0, 0, 1), unknown, read(1, 4, 5), read(0, 6, 7));
    assertFinds(
        Map.of(Kind.STALE, 1L),
        write(0, 0, 1),
        unknown,
        read(1, 4, 5),
        write(2, 6, 7),
        read(1, 8, 9));
  }

  @Test
  void whatWasSeenOfAWriteWithoutAnAnswerShowsThatALaterOneIsLost() {
    assertFinds(
        Map.of(Kind.LOST, 1L),
        write(1, 2, 3, Outcome.UNKNOWN),
        read(1, 4, 5),
        write(2, 6, 7),
        lastRead(1, 8, 9));
  }

  @Test
  void attemptsWithOneTokenAreOneWrite() {
    assertClean(
        write(0, 0, 1),
        write(1, 2, 3, Outcome.UNKNOWN),
        read(1, 4, 5),
        write(1, 6, 7),
        read(1, 8, 9));
    assertFinds(
        Map.of(Kind.STALE, 1L),
        write(0, 0, 1),
        write(1, 2, 3, Outcome.UNKNOWN),
        write(1, 6, 7),
        read(0, 8, 9));
  }

  @Test
  void aRefusedWriteMustNotBeSeen() {
    assertFinds(
        Map.of(Kind.IMPOSSIBLE, 1L),
        write(0, 0, 1),
        write(1, 2, 3, Outcome.REFUSED),
        read(1, 4, 5));
  }

  @Test
  void aWriteMustNotBeSeenBeforeItBegins() {
    assertFinds(
        Map.of(Kind.IMPOSSIBLE, 1L), write(0, 0, 1), read(1, 2, 3), write(1, 4, 5), read(1, 6, 7));
  }

  @Test
  void theValueOfAnotherSecretIsForeign() {
    assertFinds(
        Map.of(Kind.FOREIGN, 1L), write(0, 0, 1), read(Operation.Kind.READ, "b:0", "v0", 2, 3));
  }

  @Test
  void aValueUnderTheVersionOfAnotherIsForeign() {
    assertFinds(
        Map.of(Kind.FOREIGN, 1L),
        write(0, 0, 1),
        write(1, 2, 3),
        read(Operation.Kind.READ, "a:1", "v0", 4, 5));
  }

  @Test
  void secretsAreJudgedByThemselves() {
    Operation other =
        new Operation("w", Operation.Kind.WRITE, "b", "b:7", "v7", "e", 4, 5, Outcome.OK);
    Verdict verdict = Checker.check(List.of(write(0, 0, 1), other, read(0, 6, 7)));
    assertTrue(verdict.isClean());
    assertEquals(2, verdict.acknowledged());
    assertEquals(1, verdict.reads());
  }
}
