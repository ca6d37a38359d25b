package io.strongroom.api;

import io.strongroom.keys.Entropy;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Makes request ids: random UUIDs, new for each request. They need to be different, not secret, so
 * each thread draws from a generator of its own, seeded once.
 */
public final class RequestIds {
  private final ThreadLocal<SplittableRandom> generators;

  /** Seeds generators from {@code entropy}. */
  public RequestIds(Entropy entropy) {
    generators =
        ThreadLocal.withInitial(
            () -> new SplittableRandom(ByteBuffer.wrap(entropy.bytes(Long.BYTES)).getLong()));
  }

  /** Returns an id: a version 4 UUID in text form. */
  public String next() {
    SplittableRandom random = generators.get();
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }
}
