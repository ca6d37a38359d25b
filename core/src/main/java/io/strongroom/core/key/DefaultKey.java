package io.strongroom.core.key;

import io.strongroom.core.secret.Tags;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import java.time.Instant;
import java.util.List;

/**
 * The key that Secrets Manager keeps in each account and region for secrets that name no key.
 *
 * <p>Source: KMS developer guide, "AWS managed keys"; Secrets Manager user guide, "Secret
 * encryption and decryption".
 */
public final class DefaultKey {

  /** The alias of the key. */
  public static final String ALIAS = "alias/aws/secretsmanager";

  /** What the key says of itself. */
  public static final String DESCRIPTION =
      "Default key that protects my Secrets Manager data when no other key is defined";

  private DefaultKey() {}

  /** Returns a new default key. */
  static Key create(KeyIdentity identity, Instant now) {
    return new Key(
        identity,
        ManagedBy.AWS,
        DESCRIPTION,
        now,
        new KeyState.Enabled(),
        policy(identity.account(), identity.region()),
        Tags.none(),
        KeyRotation.from(now, KeyRotation.DEFAULT_DAYS),
        List.of(new Material(Material.FIRST, now, Material.Origin.CREATION)),
        List.of(),
        Key.UNSTORED);
  }

  /**
   * Returns the policy of the key: whoever may use Secrets Manager in the account may use the key
   * through it, and nobody may use it otherwise.
   */
  static String policy(AccountId account, Region region) {
    return POLICY
        .replace("{region}", region.name())
        .replace("{account}", account.digits())
        .replace("{root}", new io.strongroom.iam.Principal.Root(account).arn());
  }

  private static final String POLICY =
      """
      {
        "Version" : "2012-10-17",
        "Id" : "auto-secretsmanager-1",
        "Statement" : [ {
          "Sid" : "Allow access through Secrets Manager to all principals of the account",
          "Effect" : "Allow",
          "Principal" : { "AWS" : "*" },
          "Action" : [ "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*",
            "kms:CreateGrant", "kms:DescribeKey" ],
          "Resource" : "*",
          "Condition" : { "StringEquals" : {
            "kms:CallerAccount" : "{account}",
            "kms:ViaService" : "secretsmanager.{region}.amazonaws.com"
          } }
        }, {
          "Sid" : "Allow direct access to key metadata to the account",
          "Effect" : "Allow",
          "Principal" : { "AWS" : "{root}" },
          "Action" : [ "kms:Describe*", "kms:Get*", "kms:List*", "kms:RevokeGrant" ],
          "Resource" : "*"
        } ]
      }\
      """;
}
