package io.strongroom.cluster.report;

import io.strongroom.cluster.history.Operation;
import io.strongroom.cluster.history.Operation.Outcome;
import io.strongroom.cluster.report.Fault.Spared;
import java.util.ArrayList;
import java.util.List;

/**
 * What those saw who must not notice something that was done.
 *
 * @param kind what was done
 * @param target to which machines
 * @param endpoint the endpoint of those who must not notice it
 * @param nanos how long it took
 * @param requests the calls at the endpoint of which some part fell into that time
 * @param failed how many of them failed in the end
 * @param retried how many of them were sent more than once, whether or not they failed
 */
record Watched(
    String kind,
    String target,
    String endpoint,
    long nanos,
    int requests,
    int failed,
    int retried) {

  /** Counts for each fault that spares somebody. */
  static List<Watched> of(List<Operation> history, List<Fault> faults) {
    List<Watched> all = new ArrayList<>();
    for (Fault fault : faults) {
      if (fault.spared() != null) {
        all.add(of(history, fault, fault.spared()));
      }
    }
    return all;
  }

  private static Watched of(List<Operation> history, Fault fault, Spared spared) {
    int requests = 0;
    int failed = 0;
    int retried = 0;
    for (Operation each : history) {
      if (each.endpoint().equals(spared.endpoint())
          && each.start() <= spared.end()
          && each.end() >= fault.start()) {
        requests++;
        failed += each.outcome() == Outcome.OK ? 0 : 1;
        retried += each.attempts() > 1 ? 1 : 0;
      }
    }
    return new Watched(
        fault.kind(),
        fault.target(),
        spared.endpoint(),
        spared.end() - fault.start(),
        requests,
        failed,
        retried);
  }

  /** Whether nobody noticed it, and there was somebody who could have. */
  boolean isUnnoticed() {
    return failed == 0 && requests > 0;
  }
}
