package io.strongroom.core.key;

import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import org.jspecify.annotations.Nullable;

/** Where KMS keys are kept, wrapped. */
public interface KeyStore {

  /** Returns the newest version of the key that {@code alias} names, or null. */
  @Nullable StoredKey aliased(AccountId account, Region region, String alias);

  /** Returns one version of a key, or null. */
  @Nullable StoredKey key(AccountId account, Region region, String keyId, int version);

  /**
   * Stores a key unless its alias is taken in its account and region, durably.
   *
   * @return the key that has the alias afterwards
   */
  StoredKey insertUnlessAliased(StoredKey key);
}
