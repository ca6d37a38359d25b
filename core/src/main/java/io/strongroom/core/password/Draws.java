package io.strongroom.core.password;

import io.strongroom.keys.Entropy;
import java.util.Arrays;

/**
 * Random numbers below a bound, all equally likely: a draw that falls into the incomplete last
 * stretch of its range is thrown away, because taking the remainder of it would favour small
 * numbers. The bytes drawn would tell the password, so {@link #close} overwrites them.
 */
final class Draws implements AutoCloseable {

  /** The largest bound: two bytes are drawn at most. */
  static final int MAX_BOUND = 1 << 16;

  /**
   * How often a draw is repeated. Fewer than half of all draws are thrown away, so a sound source
   * gets this far once in 2^128 times.
   */
  static final int MAX_ATTEMPTS = 128;

  private static final int BYTE_RANGE = 1 << 8;
  private static final int BUFFER_LENGTH = 256;

  private final Entropy entropy;
  private final byte[] buffer = new byte[BUFFER_LENGTH];
  private int used = BUFFER_LENGTH;

  Draws(Entropy entropy) {
    this.entropy = entropy;
  }

  /**
   * Returns a number from 0 to {@code bound - 1}; {@code bound} is 1 to {@link #MAX_BOUND}.
   *
   * @throws IllegalStateException if the source of randomness is stuck
   */
  int below(int bound) {
    int range = bound <= BYTE_RANGE ? BYTE_RANGE : MAX_BOUND;
    int fair = range - range % bound;
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      int drawn = range == BYTE_RANGE ? next() : next() << Byte.SIZE | next();
      if (drawn < fair) {
        return drawn % bound;
      }
    }
    throw new IllegalStateException("the source of randomness is stuck");
  }

  private int next() {
    if (used == BUFFER_LENGTH) {
      entropy.fill(buffer);
      used = 0;
    }
    return Byte.toUnsignedInt(buffer[used++]);
  }

  @Override
  public void close() {
    Arrays.fill(buffer, (byte) 0);
  }
}
