package io.strongroom.api;

import java.util.Set;

/**
 * What a KMS key can be used for from other accounts. Whatever else its policy gives to them has no
 * effect.
 *
 * <p>Source: KMS developer guide, "Allowing users in other accounts to use a KMS key".
 */
final class CrossAccountUse {
  private static final Set<String> OFFERED =
      Set.of(
          "kms:CreateGrant",
          "kms:Decrypt",
          "kms:DescribeKey",
          "kms:Encrypt",
          "kms:GenerateDataKey",
          "kms:GenerateDataKeyWithoutPlaintext",
          "kms:GetKeyRotationStatus",
          "kms:ListGrants",
          "kms:ReEncryptFrom",
          "kms:ReEncryptTo",
          "kms:RetireGrant",
          "kms:RevokeGrant");

  private CrossAccountUse() {}

  /** Tells whether a key policy can let other accounts take an action. */
  static boolean isOffered(String action) {
    return OFFERED.contains(action);
  }
}
