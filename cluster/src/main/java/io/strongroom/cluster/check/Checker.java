package io.strongroom.cluster.check;

import io.strongroom.cluster.history.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Checks that each secret behaved as a register: that there is an order of its writes and reads in
 * which each read returns the write before it, and in which whatever ended before something else
 * began comes first. A write without an answer may be anywhere after its start, or nowhere. Calls
 * with the same value are attempts at the same write, which happens once.
 *
 * <p>Every value is written by one write only. Then the question has an exact answer without a
 * search: see {@link Register}.
 */
public final class Checker {
  private Checker() {}

  /** Judges a history. */
  public static Verdict check(List<Operation> history) {
    Map<String, List<Operation>> secrets = new TreeMap<>();
    for (Operation operation : history) {
      secrets.computeIfAbsent(operation.secret(), name -> new ArrayList<>()).add(operation);
    }
    int acknowledged = 0;
    int unknown = 0;
    int reads = 0;
    List<Violation> violations = new ArrayList<>();
    for (Map.Entry<String, List<Operation>> secret : secrets.entrySet()) {
      Register register = Register.of(secret.getKey(), secret.getValue());
      acknowledged += register.acknowledged();
      unknown += register.unknown();
      reads += register.reads();
      violations.addAll(register.violations());
    }
    return new Verdict(acknowledged, unknown, reads, violations);
  }
}
