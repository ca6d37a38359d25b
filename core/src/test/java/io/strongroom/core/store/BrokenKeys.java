package io.strongroom.core.store;

import io.strongroom.core.key.KeyStore;
import io.strongroom.core.key.StoredKey;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import org.jspecify.annotations.Nullable;

/** Keys of which those of one region do not unwrap. */
final class BrokenKeys implements KeyStore {
  private final KeyStore keys;
  private final Region region;

  BrokenKeys(KeyStore keys, Region region) {
    this.keys = keys;
    this.region = region;
  }

  @Override
  public @Nullable StoredKey aliased(AccountId account, Region where, String alias) {
    return broken(keys.aliased(account, where, alias));
  }

  @Override
  public @Nullable StoredKey key(AccountId account, Region where, String keyId, int version) {
    return broken(keys.key(account, where, keyId, version));
  }

  @Override
  public StoredKey insertUnlessAliased(StoredKey key) {
    return keys.insertUnlessAliased(key);
  }

  private @Nullable StoredKey broken(@Nullable StoredKey key) {
    if (key == null || !key.region().equals(region)) {
      return key;
    }
    byte[] wrapped = key.wrapped().clone();
    wrapped[wrapped.length - 1] ^= 1;
    return new StoredKey(
        key.account(),
        key.region(),
        key.keyId(),
        key.alias(),
        key.version(),
        key.created(),
        wrapped);
  }
}
