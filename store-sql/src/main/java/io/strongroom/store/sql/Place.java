package io.strongroom.store.sql;

import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretName;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;

/**
 * Where a secret is found. Places have an order so that a hash table stays quick when somebody
 * chooses names with equal hash codes (requirement DOS-5).
 */
public record Place(AccountId account, Region region, SecretName name)
    implements Comparable<Place> {

  /** Returns where a secret is found. */
  public static Place of(Secret secret) {
    return new Place(secret.account(), secret.region(), secret.identity().name());
  }

  @Override
  public int compareTo(Place other) {
    int byName = name.text().compareTo(other.name.text());
    if (byName != 0) {
      return byName;
    }
    int byAccount = account.digits().compareTo(other.account.digits());
    return byAccount != 0 ? byAccount : region.name().compareTo(other.region.name());
  }

  /** Returns account, region and name with slashes between, for the log. */
  @Override
  public String toString() {
    return account + "/" + region + "/" + name;
  }
}
