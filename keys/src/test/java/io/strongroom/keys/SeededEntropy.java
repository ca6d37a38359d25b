package io.strongroom.keys;

import java.util.Random;

/** Random bytes that are the same for the same seed. */
final class SeededEntropy implements Entropy {
  private final Random random;

  SeededEntropy(long seed) {
    random = new Random(seed);
  }

  @Override
  public synchronized void fill(byte[] target) {
    random.nextBytes(target);
  }
}
