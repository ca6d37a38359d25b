package io.strongroom.analyzer.trial;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What was found wrong over many cases: how often each sort of fault, with the shortest case of it,
 * so that one run shows all sorts.
 */
final class Findings {
  private final Map<String, Integer> counts = new TreeMap<>();
  private final Map<String, String> shortest = new TreeMap<>();

  /**
   * Notes a fault unless something holds.
   *
   * @param sort what is wrong, in words that all such faults share
   */
  void check(boolean holds, String sort, Supplier<String> about) {
    if (!holds) {
      counts.merge(sort, 1, Integer::sum);
      shortest.merge(
          sort, about.get(), (one, other) -> one.length() <= other.length() ? one : other);
    }
  }

  /** Fails if there were faults. */
  void assertNone() {
    StringBuilder text = new StringBuilder();
    counts.forEach(
        (sort, count) ->
            text.append('\n')
                .append(count)
                .append(" times: ")
                .append(sort)
                .append('\n')
                .append(shortest.get(sort))
                .append('\n'));
    assertTrue(counts.isEmpty(), text::toString);
  }
}
