package io.strongroom.core.secret;

import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;

/**
 * What never changes about a secret.
 *
 * @param id the immutable id, new for each creation; replicas have one of their own
 * @param arn the full ARN, which follows from the other parts
 */
public record SecretIdentity(
    AccountId account,
    Region region,
    SecretName name,
    ArnSuffix suffix,
    java.util.UUID id,
    String arn) {

  /** Puts the parts together and derives the ARN. */
  public static SecretIdentity of(
      AccountId account, Region region, SecretName name, ArnSuffix suffix, java.util.UUID id) {
    String arn =
        "arn:%s:secretsmanager:%s:%s:secret:%s-%s"
            .formatted(partitionOf(region), region, account, name, suffix);
    return new SecretIdentity(account, region, name, suffix, id, arn);
  }

  /** Returns what a request calls this very secret. */
  public SecretId asId() {
    return new SecretId.ByArn(partitionOf(region), account, region, name, suffix);
  }

  /** Returns the partition of a region: the first part of every ARN there. */
  public static String partitionOf(Region region) {
    if (region.name().startsWith("cn-")) {
      return "aws-cn";
    }
    return region.name().startsWith("us-gov-") ? "aws-us-gov" : "aws";
  }
}
