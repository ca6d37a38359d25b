package io.strongroom.store.sql;

/**
 * How much memory a store may use for what it has read.
 *
 * @param secretBytes about what the secrets that are kept for reading may take, 0 or more
 * @param envelopeBytes about what the envelopes that are kept for reading may take, 0 or more
 * @param identityBytes about what the directories of accounts that are kept may take, 0 or more
 */
public record CacheSizes(long secretBytes, long envelopeBytes, long identityBytes) {
  private static final long MIB = 1 << 20;
  private static final long MAX_BYTES = 1L << 40;

  /** Refuses what is out of range with an {@link IllegalArgumentException}. */
  public CacheSizes {
    require(secretBytes, "the cache of secrets");
    require(envelopeBytes, "the cache of envelopes");
    require(identityBytes, "the cache of identities");
  }

  /** Returns 48 MiB for secrets, 24 MiB for envelopes, 32 MiB for identities. */
  public static CacheSizes defaults() {
    return new CacheSizes(48 * MIB, 24 * MIB, 32 * MIB);
  }

  private static void require(long bytes, String what) {
    if (bytes < 0 || bytes > MAX_BYTES) {
      throw new IllegalArgumentException(what + " is out of range");
    }
  }
}
