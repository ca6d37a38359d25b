package io.strongroom.core.key;

import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import java.time.Instant;

/**
 * A name for a key, unique in its account and region. A key has {@value #MAX_PER_KEY} at most.
 *
 * @param name with {@value #PREFIX} before it
 * @param keyId the id of a key of the same account and region
 * @param created when the alias was made
 * @param updated when it was last made to name another key, or when it was made
 */
public record Alias(
    AccountId account, Region region, String name, String keyId, Instant created, Instant updated) {

  /** What every alias begins with. */
  public static final String PREFIX = "alias/";

  /** What the aliases begin with that services keep for their own keys. */
  public static final String RESERVED_PREFIX = "alias/aws/";

  /** How many a key has at most. Source: KMS developer guide, "Resource quotas". */
  public static final int MAX_PER_KEY = 50;

  /** The longest alias, in characters. Source: service model 2014-11-01. */
  public static final int MAX_LENGTH = 256;

  /** Returns the alias's ARN. */
  public String arn() {
    return arn(account, region, name);
  }

  /** Returns the ARN of the alias of that name. */
  public static String arn(AccountId account, Region region, String name) {
    return KeyIdentity.arn(account, region, name);
  }

  /** The same alias for another key of its account and region. */
  public Alias naming(String otherKeyId, Instant now) {
    return new Alias(account, region, name, otherKeyId, created, now);
  }
}
