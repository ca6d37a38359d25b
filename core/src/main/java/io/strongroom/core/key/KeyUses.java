package io.strongroom.core.key;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts how often each material encrypts, so that it is retired before random nonces under it
 * could repeat (requirement KEY-4; NIST SP 800-38D, section 8.3). Uses are counted durably before
 * they happen, many at a time: what a stopped process did not use up is counted as used.
 */
final class KeyUses {

  /** How many uses are counted by one write. */
  static final long BLOCK = 1L << 20;

  /** How many uses a material has at most. */
  static final long MAX_USES = (1L << 31) - BLOCK;

  /** How many materials are counted in memory; more than these are written for more often. */
  private static final int MAX_HELD = 10_000;

  private final KeyStore store;
  private final Cache<MaterialOf, AtomicLong> left =
      Caffeine.newBuilder().maximumSize(MAX_HELD).build();

  /** One material of one key. */
  record MaterialOf(String keyId, int version) {}

  KeyUses(KeyStore store) {
    this.store = store;
  }

  /**
   * Takes one use of a material.
   *
   * @return whether there was one left; if not, the material encrypts nothing any more
   */
  boolean take(String keyId, int version) {
    MaterialOf material = new MaterialOf(keyId, version);
    AtomicLong counted = left.get(material, unseen -> new AtomicLong());
    if (counted.getAndDecrement() > 0) {
      return true;
    }
    return takeFromNewBlock(keyId, version, counted);
  }

  /** Callers that come while a block is counted wait for it rather than count another. */
  private boolean takeFromNewBlock(String keyId, int version, AtomicLong counted) {
    synchronized (counted) {
      if (counted.getAndDecrement() > 0) {
        return true;
      }
      long all = store.countUses(keyId, version, BLOCK);
      if (all == 0 || all > MAX_USES) {
        return false;
      }
      counted.set(BLOCK - 1);
      return true;
    }
  }
}
