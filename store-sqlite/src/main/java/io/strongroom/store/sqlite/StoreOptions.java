package io.strongroom.store.sqlite;

import io.strongroom.store.sql.CacheSizes;

/**
 * How much memory a store may use, and how many reads the file serves at a time.
 *
 * @param pageCacheBytes what the writing connection keeps of the file, 1 MiB or more
 * @param secretCacheBytes about what the secrets that are kept for reading may take, 0 or more
 * @param envelopeCacheBytes about what the envelopes that are kept for reading may take, 0 or more
 * @param identityCacheBytes about what the directories of accounts that are kept may take, 0 or
 *     more
 * @param readers how many reads that found nothing in memory go to the file at a time, 1 to {@value
 *     #MAX_READERS}
 */
public record StoreOptions(
    long pageCacheBytes,
    long secretCacheBytes,
    long envelopeCacheBytes,
    long identityCacheBytes,
    int readers) {

  /** The most connections for reading; each has a page cache of its own. */
  public static final int MAX_READERS = 64;

  private static final long MIB = 1 << 20;
  private static final long MAX_BYTES = 1L << 40;

  /** Refuses what is out of range with an {@link IllegalArgumentException}. */
  public StoreOptions {
    require(pageCacheBytes >= MIB && pageCacheBytes <= MAX_BYTES, "the page cache");
    var _ = new CacheSizes(secretCacheBytes, envelopeCacheBytes, identityCacheBytes);
    require(readers >= 1 && readers <= MAX_READERS, "the number of readers");
  }

  /**
   * Returns 24 MiB for pages, 48 MiB for secrets, 24 MiB for envelopes, 32 MiB for identities, four
   * readers.
   */
  public static StoreOptions defaults() {
    return new StoreOptions(24 * MIB, 48 * MIB, 24 * MIB, 32 * MIB, 4);
  }

  /** Returns what may be kept for reading. */
  CacheSizes caches() {
    return new CacheSizes(secretCacheBytes, envelopeCacheBytes, identityCacheBytes);
  }

  private static void require(boolean inRange, String what) {
    if (!inRange) {
      throw new IllegalArgumentException(what + " is out of range");
    }
  }
}
