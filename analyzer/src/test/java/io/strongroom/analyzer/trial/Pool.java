package io.strongroom.analyzer.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Things that are made once and used again, since making them takes longer than asking about them.
 *
 * @param <T> what is made
 */
final class Pool<T> {
  private static final int SIZE = 32;

  private final boolean open;
  private final Random random;
  private final Function<Function<String, @Nullable String>, T> maker;
  private final List<T> made = new ArrayList<>();

  /**
   * Makes an empty pool.
   *
   * @param open whether what is made depends on the request, so that none can be used again
   * @param maker makes one, from the values that the request has already
   */
  Pool(boolean open, Random random, Function<Function<String, @Nullable String>, T> maker) {
    this.open = open;
    this.random = random;
    this.maker = maker;
  }

  /** Returns one of those that were made, or a new one. */
  T any(Function<String, @Nullable String> values) {
    int at = random.nextInt(SIZE);
    if (!open && at < made.size()) {
      return made.get(at);
    }
    T one = maker.apply(values);
    if (!open) {
      made.add(one);
    }
    return one;
  }
}
