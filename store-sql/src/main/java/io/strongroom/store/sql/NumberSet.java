package io.strongroom.store.sql;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** A set of numbers of which many are neighbours, at a bit for each. */
final class NumberSet {
  private static final int BLOCK_BITS = 20;
  private static final int IN_BLOCK = (1 << BLOCK_BITS) - 1;

  private final Map<Long, BitSet> blocks = new HashMap<>();

  /** Adds a number of zero or more, and tells whether it is new. */
  boolean add(long number) {
    BitSet block = blocks.computeIfAbsent(number >>> BLOCK_BITS, key -> new BitSet());
    int place = (int) (number & IN_BLOCK);
    boolean isNew = !block.get(place);
    block.set(place);
    return isNew;
  }

  boolean contains(long number) {
    BitSet block = blocks.get(number >>> BLOCK_BITS);
    return block != null && block.get((int) (number & IN_BLOCK));
  }
}
