package io.strongroom.store.sql;

import io.strongroom.keys.StoreId;

/**
 * What a store says of itself before any key is known (requirement KEY-2).
 *
 * @param storeId the identity that all keys and ciphertexts are bound to
 * @param rootKeyId the public id of the root key that the store was made with
 * @param checkValue recognises that root key; {@code Keyring.matches} compares it
 */
@SuppressWarnings("ArrayRecordComponent") // a keyed code; headers are never compared as a whole
public record StoreHeader(StoreId storeId, String rootKeyId, byte[] checkValue) {

  /** Leaves out the check value. */
  @Override
  public String toString() {
    return "StoreHeader(" + storeId + ", root key " + rootKeyId + ")";
  }
}
