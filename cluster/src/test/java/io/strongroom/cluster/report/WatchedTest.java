package io.strongroom.cluster.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.cluster.history.Operation;
import io.strongroom.cluster.history.Operation.Kind;
import io.strongroom.cluster.history.Operation.Outcome;
import io.strongroom.cluster.report.Fault.Spared;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A rolling restart must not be noticed by the proxy's clients, from its start to its end. */
class WatchedTest {
  private static final String PROXY = "10.213.0.31:42000";
  private static final String SERVER = "10.213.0.21:42000";
  private static final Fault RESTART =
      new Fault("rolling-restart", "app1 app2", 100, new Spared(PROXY, 200));

  private static Operation read(String endpoint, long start, long end, Outcome outcome) {
    return read(endpoint, start, end, outcome, 1);
  }

  private static Operation read(
      String endpoint, long start, long end, Outcome outcome, int attempts) {
    String value = outcome == Outcome.OK ? "a:1" : null;
    return new Operation("r", Kind.READ, "a", value, "v", endpoint, start, end, outcome, attempts);
  }

  private static Watched watched(Operation... history) {
    return Watched.of(List.of(history), List.of(RESTART)).getFirst();
  }

  @Test
  void aCallThatSucceedsAfterAnotherAttemptHasNotFailed() {
    Watched seen = watched(read(PROXY, 110, 120, Outcome.OK), read(PROXY, 120, 150, Outcome.OK, 2));
    assertEquals(2, seen.requests());
    assertEquals(0, seen.failed());
    assertEquals(1, seen.retried());
    assertTrue(seen.isUnnoticed());
  }

  @Test
  void aCallThatWasRefusedOrNotAnsweredHasFailed() {
    Watched seen =
        watched(
            read(PROXY, 110, 120, Outcome.REFUSED),
            read(PROXY, 110, 120, Outcome.UNKNOWN, 4),
            read(PROXY, 110, 120, Outcome.OK));
    assertEquals(3, seen.requests());
    assertEquals(2, seen.failed());
    assertFalse(seen.isUnnoticed());
  }

  @Test
  void clientsOfAServerThatIsStoppedHaveToFail() {
    Watched seen =
        watched(read(SERVER, 110, 120, Outcome.REFUSED), read(PROXY, 110, 120, Outcome.OK));
    assertEquals(1, seen.requests());
    assertTrue(seen.isUnnoticed());
  }

  @Test
  void onlyCallsCountThatTouchTheTimeBetweenStartAndEnd() {
    Watched seen =
        watched(
            read(PROXY, 10, 99, Outcome.UNKNOWN),
            read(PROXY, 90, 100, Outcome.OK),
            read(PROXY, 200, 300, Outcome.OK),
            read(PROXY, 201, 300, Outcome.UNKNOWN));
    assertEquals(2, seen.requests());
    assertTrue(seen.isUnnoticed());
  }

  @Test
  void whereNobodyAskedNothingIsShown() {
    assertFalse(watched(read(SERVER, 110, 120, Outcome.OK)).isUnnoticed());
  }

  @Test
  void otherFaultsSpareNobody() {
    List<Operation> history = List.of(read(PROXY, 110, 120, Outcome.UNKNOWN));
    assertEquals(List.of(), Watched.of(history, List.of(Fault.of("node-kill", "db1", 100))));
  }
}
