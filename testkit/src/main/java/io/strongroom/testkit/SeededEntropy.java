package io.strongroom.testkit;

import io.strongroom.keys.Entropy;
import java.util.Random;

/** Random bytes that are the same for the same seed, so that every id in a test is known. */
public final class SeededEntropy implements Entropy {
  private final Random random;

  /** Starts the sequence of {@code seed}. */
  public SeededEntropy(long seed) {
    random = new Random(seed);
  }

  @Override
  public synchronized void fill(byte[] target) {
    random.nextBytes(target);
  }
}
