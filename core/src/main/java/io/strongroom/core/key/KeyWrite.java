package io.strongroom.core.key;

import org.jspecify.annotations.Nullable;

/** One change of keys and aliases, stored all or nothing. */
public sealed interface KeyWrite {

  /**
   * A material to store.
   *
   * @param version the version that its key's record has for it
   * @param wrapped the material, wrapped under the root key
   */
  @SuppressWarnings("ArrayRecordComponent") // an opaque ciphertext; never compared
  record Wrapped(int version, byte[] wrapped) {

    /** Leaves out the ciphertext. */
    @Override
    public String toString() {
      return "Wrapped(version " + version + ")";
    }
  }

  /**
   * Stores a key, whose id is free.
   *
   * @param alias an alias that comes with it, and that must be free; or null
   */
  record Insert(Key key, Wrapped material, @Nullable Alias alias) implements KeyWrite {}

  /**
   * Replaces a key that still has the revision of {@code key}.
   *
   * @param added the material that the key got, or null
   */
  record Update(Key key, @Nullable Wrapped added) implements KeyWrite {}

  /** Forgets a key that still has the revision of {@code key}, its materials and aliases. */
  record Destroy(Key key) implements KeyWrite {}

  /** Stores an alias that is free, for a key that still has the revision of {@code target}. */
  record AddAlias(Alias alias, Key target) implements KeyWrite {}

  /**
   * Replaces an alias that is still {@code before}; the key it names now still has the revision of
   * {@code target}.
   */
  record MoveAlias(Alias before, Alias after, Key target) implements KeyWrite {}

  /** Forgets an alias that is still as it is here. */
  record DropAlias(Alias alias) implements KeyWrite {}
}
