package io.strongroom.keys;

import java.security.SecureRandom;

/**
 * The only source of randomness. Production uses {@link #secure()}; tests use a seeded one, so that
 * every id in a golden response is exact.
 */
@FunctionalInterface
public interface Entropy {

  /** Fills the whole of {@code target} with random bytes. Safe for use by many threads. */
  void fill(byte[] target);

  /** Returns {@code count} random bytes; {@code count} is zero or more. */
  default byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    fill(bytes);
    return bytes;
  }

  /** Returns the platform's default {@link SecureRandom} (requirement CRY-3). */
  static Entropy secure() {
    SecureRandom random = new SecureRandom();
    return random::nextBytes;
  }
}
