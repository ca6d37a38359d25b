package io.strongroom.keys;

import java.util.UUID;

/**
 * The identity of one store. It is made once, kept in the store's header, and stays the same when
 * the store moves to another engine, because every derived key and every ciphertext is bound to it.
 */
public record StoreId(UUID value) {

  /**
   * Reads the 36-character lower-case form of a UUID.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static StoreId parse(String text) {
    return new StoreId(Uuids.parse(text, "a store id"));
  }

  /** Returns the 36-character form that {@link #parse} reads. */
  @Override
  public String toString() {
    return value.toString();
  }
}
