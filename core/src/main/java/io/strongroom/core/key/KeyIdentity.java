package io.strongroom.core.key;

import io.strongroom.core.secret.SecretIdentity;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import io.strongroom.keys.KeyOwner;

/**
 * What never changes about a KMS key.
 *
 * @param id a UUID in lower case, never the same twice in a store
 * @param arn the key's ARN, which follows from the other parts
 */
public record KeyIdentity(AccountId account, Region region, String id, String arn) {

  /** Derives the ARN from the other parts. */
  public KeyIdentity(AccountId account, Region region, String id) {
    this(account, region, id, arn(account, region, "key/" + id));
  }

  /** Returns whom the wrapping of one version of its material is bound to. */
  public KeyOwner owner(int version) {
    return new KeyOwner(account.digits(), region.name(), id, version);
  }

  /** Returns the ARN of a key ({@code key/…}) or an alias ({@code alias/…}). */
  static String arn(AccountId account, Region region, String resource) {
    String partition = SecretIdentity.partitionOf(region);
    return "arn:" + partition + ":kms:" + region + ":" + account + ":" + resource;
  }
}
