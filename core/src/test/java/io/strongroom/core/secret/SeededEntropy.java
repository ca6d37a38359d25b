package io.strongroom.core.secret;

import io.strongroom.keys.Entropy;
import java.util.Random;

/** Entropy that gives the same bytes for the same seed. */
public final class SeededEntropy implements Entropy {
  private final Random random;

  /** Starts the sequence of {@code seed}. */
  public SeededEntropy(long seed) {
    this.random = new Random(seed);
  }

  @Override
  public void fill(byte[] target) {
    random.nextBytes(target);
  }
}
