package io.strongroom.cluster.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.strongroom.cluster.history.Operation;
import io.strongroom.cluster.history.Operation.Kind;
import io.strongroom.cluster.history.Operation.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Unavailable is the longest time after a fault in which nobody was answered. */
class OutagesTest {
  private static Operation write(long end, Outcome outcome) {
    return new Operation("w", Kind.WRITE, "a", "a:1", "v", "e", end, end, outcome);
  }

  private static List<Long> longest(List<Operation> history, Long... starts) {
    List<Fault> faults =
        List.of(starts).stream().map(start -> Fault.of("kill", "db1", start)).toList();
    return Outages.longest(history, faults, operation -> operation.kind() == Kind.WRITE);
  }

  @Test
  void theTimeBeginsWithTheFault() {
    assertEquals(List.of(20L), longest(List.of(write(5, Outcome.OK), write(30, Outcome.OK)), 10L));
  }

  @Test
  void answersThatAreNotOkDoNotEndIt() {
    assertEquals(
        List.of(20L),
        longest(
            List.of(write(15, Outcome.UNKNOWN), write(20, Outcome.REFUSED), write(30, Outcome.OK)),
            10L));
  }

  @Test
  void eachFaultEndsWhereTheNextBegins() {
    assertEquals(
        List.of(40L, 10L),
        longest(
            List.of(
                write(15, Outcome.OK),
                write(55, Outcome.OK),
                write(90, Outcome.OK),
                write(100, Outcome.OK)),
            10L,
            90L));
  }

  @Test
  void whatNeverComesBackLastsUntilTheEnd() {
    Operation read = new Operation("r", Kind.READ, "a", null, null, "e", 90, 90, Outcome.UNKNOWN);
    assertEquals(List.of(80L), longest(List.of(write(5, Outcome.OK), read), 10L));
  }
}
