package io.strongroom.cluster.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.strongroom.cluster.history.Operation;
import io.strongroom.cluster.history.Operation.Kind;
import io.strongroom.cluster.history.Operation.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;
import org.jspecify.annotations.Nullable;

/** The checker and a search through all orders agree on small histories. */
class SearchTest {
  private static final int LATEST = 14;

  @Property(tries = 20_000)
  void theCheckerFindsWhatASearchFinds(@ForAll long seed) {
    List<Operation> history = history(new Random(seed));
    boolean expected = hasOrder(merged(history), null);
    Statistics.collect(expected);
    assertEquals(expected, Checker.check(history).isClean(), history::toString);
  }

  /** One writer, which may be left without answers and try again, and some reads at any time. */
  private static List<Operation> history(Random random) {
    List<Operation> history = new ArrayList<>();
    int writes = 1 + random.nextInt(4);
    long now = 0;
    for (int value = 0; value < writes; value++) {
      int attempts = 1 + random.nextInt(2);
      for (int attempt = 0; attempt < attempts; attempt++) {
        long start = now + random.nextInt(3);
        now = start + random.nextInt(4);
        boolean isLast = attempt == attempts - 1;
        Outcome outcome = isLast && random.nextInt(3) > 0 ? Outcome.OK : Outcome.UNKNOWN;
        history.add(Histories.write(value, start, now, outcome));
      }
    }
    int reads = random.nextInt(5);
    for (int read = 0; read < reads; read++) {
      int start = random.nextInt(LATEST);
      int end = start + random.nextInt(4);
      int value = random.nextInt(writes);
      history.add(
          random.nextInt(4) == 0
              ? Histories.lastRead(value, start, end)
              : Histories.read(value, start, end));
    }
    return history;
  }

  /** One operation for all attempts at a write; without an answer it has no end. */
  private static List<Operation> merged(List<Operation> history) {
    List<Operation> merged = new ArrayList<>();
    for (Operation operation : history) {
      if (operation.kind() != Kind.WRITE) {
        merged.add(operation);
        continue;
      }
      long end = operation.outcome() == Outcome.OK ? operation.end() : Long.MAX_VALUE;
      int last = merged.size() - 1;
      boolean isRetry = last >= 0 && Objects.equals(operation.value(), merged.get(last).value());
      Operation first = isRetry ? merged.remove(last) : operation;
      merged.add(
          new Operation(
              "w",
              Kind.WRITE,
              operation.secret(),
              operation.value(),
              operation.version(),
              "e",
              first.start(),
              Math.min(end, isRetry ? first.end() : Long.MAX_VALUE),
              operation.outcome()));
    }
    return merged;
  }

  /** Tries everything that may come next, until only writes are left that need not happen. */
  private static boolean hasOrder(List<Operation> left, @Nullable String value) {
    if (left.stream().allMatch(operation -> operation.end() == Long.MAX_VALUE)) {
      return true;
    }
    for (Operation next : left) {
      boolean mayBeNext = left.stream().noneMatch(other -> other.end() < next.start());
      boolean fits = next.kind() == Kind.WRITE || Objects.equals(next.value(), value);
      if (mayBeNext && fits) {
        List<Operation> rest = new ArrayList<>(left);
        rest.remove(next);
        if (hasOrder(rest, next.value())) {
          return true;
        }
      }
    }
    return false;
  }
}
