package io.strongroom.cluster.report;

import io.strongroom.cluster.check.Checker;
import io.strongroom.cluster.check.Verdict;
import io.strongroom.cluster.history.Operation;
import io.strongroom.cluster.history.Operation.Kind;
import io.strongroom.cluster.history.Operation.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one history and the faults in it come to; the history itself is not kept.
 *
 * @param verdict what the checker says
 * @param failed how many calls failed, by what was asked for and what is known about them
 * @param outages how long nobody was answered, fault by fault
 * @param watched what those saw who must not notice a fault
 */
record Run(Verdict verdict, Map<String, Long> failed, List<Outage> outages, List<Watched> watched) {

  /** How long nobody's write, or read, was answered after a fault, in nanoseconds. */
  record Outage(String kind, long writes, long reads) {}

  /** Judges a history. */
  static Run judge(List<Operation> history, List<Fault> faults) {
    List<Long> writes = Outages.longest(history, faults, each -> each.kind() == Kind.WRITE);
    List<Long> reads = Outages.longest(history, faults, each -> each.kind() != Kind.WRITE);
    List<Outage> outages = new ArrayList<>();
    for (int i = 0; i < faults.size(); i++) {
      outages.add(new Outage(faults.get(i).kind(), writes.get(i), reads.get(i)));
    }
    return new Run(Checker.check(history), failed(history), outages, Watched.of(history, faults));
  }

  private static Map<String, Long> failed(List<Operation> history) {
    Map<String, Long> failed = new TreeMap<>();
    for (Outcome outcome : List.of(Outcome.REFUSED, Outcome.UNKNOWN)) {
      String name = outcome.name().toLowerCase(Locale.ROOT);
      failed.put("writes_" + name, failed(history, true, outcome));
      failed.put("reads_" + name, failed(history, false, outcome));
    }
    return failed;
  }

  private static long failed(List<Operation> history, boolean isWrite, Outcome outcome) {
    return history.stream()
        .filter(operation -> (operation.kind() == Kind.WRITE) == isWrite)
        .filter(operation -> operation.outcome() == outcome)
        .count();
  }

  /** Whether every secret was a register and nobody noticed what must not be noticed. */
  boolean isGood() {
    return verdict.isClean() && watched.stream().allMatch(Watched::isUnnoticed);
  }
}
