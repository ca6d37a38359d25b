package io.strongroom.cluster.report;

import io.strongroom.cluster.history.Operation;
import io.strongroom.cluster.history.Operation.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** How long nobody got an answer that was ok, after each fault and until the next one. */
final class Outages {
  private Outages() {}

  /**
   * Returns the longest time without such an answer after each fault, in nanoseconds.
   *
   * @param which the operations that are looked at; none of others shortens a time
   */
  static List<Long> longest(
      List<Operation> history, List<Fault> faults, Predicate<Operation> which) {
    long[] answers =
        history.stream()
            .filter(operation -> operation.outcome() == Outcome.OK && which.test(operation))
            .mapToLong(Operation::end)
            .sorted()
            .toArray();
    long over = history.stream().mapToLong(Operation::end).max().orElse(0);
    List<Long> longest = new ArrayList<>();
    for (int i = 0; i < faults.size(); i++) {
      long until = i + 1 < faults.size() ? faults.get(i + 1).start() : over;
      longest.add(longest(answers, faults.get(i).start(), until));
    }
    return longest;
  }

  private static long longest(long[] answers, long from, long until) {
    long longest = 0;
    long last = from;
    for (long answer : answers) {
      if (answer > from && answer <= until) {
        longest = Math.max(longest, answer - last);
        last = answer;
      }
    }
    return Math.max(longest, until - last);
  }
}
