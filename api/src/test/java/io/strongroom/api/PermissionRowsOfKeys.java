package io.strongroom.api;

import io.strongroom.api.PermissionNeed.Refusal;
import java.util.List;

/**
 * What operations of KMS need. Source: KMS developer guide, "AWS KMS API permissions: Actions and
 * resources reference"; KMS API Reference, "Required permissions" of each operation.
 */
final class PermissionRowsOfKeys {
  private static final String KEY = "${key}";
  private static final String KEY_2 = "${key2}";
  private static final String ALIASES = "arn:aws:kms:us-east-1:123456789012:alias/";
  private static final String PLAINTEXT = ",\"Plaintext\":\"aGVsbG8=\"";

  private PermissionRowsOfKeys() {}

  private static PermissionRow row(String name, String body) {
    return PermissionRow.of("kms:" + name, body);
  }

  /** A request about a key that needs the operation's own permission. */
  private static PermissionRow about(String name, String more) {
    return row(name, "{\"KeyId\":\"${key}\"" + more + "}").on("kms:" + name, KEY);
  }

  static List<PermissionRow> all() {
    return List.of(
        row("CancelKeyDeletion", "{\"KeyId\":\"${dying}\"}")
            .on("kms:CancelKeyDeletion", "${dying}"),
        row("CreateAlias", "{\"AliasName\":\"alias/new\",\"TargetKeyId\":\"${key3}\"}")
            .on("kms:CreateAlias", ALIASES + "new")
            .on("kms:CreateAlias", "${key3}"),
        about(
            "CreateGrant",
            ",\"GranteePrincipal\":\"arn:aws:iam::123456789012:user/bob\",\"Operations\":"
                + "[\"Encrypt\"]"),
        row("CreateKey", "{}").on("kms:CreateKey", "*"),
        row("CreateKey", "{\"Tags\":[{\"TagKey\":\"k\",\"TagValue\":\"v\"}]}")
            .on("kms:CreateKey", "*")
            .onNothing("kms:TagResource"),
        row("Decrypt", "{\"CiphertextBlob\":\"${blob}\"}")
            .with("kms:Decrypt", KEY, Refusal.OF_CIPHERTEXT),
        row("DeleteAlias", "{\"AliasName\":\"alias/app\"}")
            .on("kms:DeleteAlias", ALIASES + "app")
            .on("kms:DeleteAlias", "${key3}"),
        about("DescribeKey", ""),
        about("DisableKey", ""),
        about("DisableKeyRotation", ""),
        about("EnableKey", ""),
        about("EnableKeyRotation", ""),
        about("Encrypt", PLAINTEXT),
        about("GenerateDataKey", ",\"KeySpec\":\"AES_256\""),
        about("GenerateDataKeyWithoutPlaintext", ",\"KeySpec\":\"AES_256\""),
        row("GenerateRandom", "{\"NumberOfBytes\":8}").on("kms:GenerateRandom", "*"),
        about("GetKeyPolicy", ""),
        about("GetKeyRotationStatus", ""),
        row("ListAliases", "{}").on("kms:ListAliases", "*"),
        about("ListGrants", ""),
        about("ListKeyPolicies", ""),
        about("ListKeyRotations", ""),
        row("ListKeys", "{}").on("kms:ListKeys", "*"),
        about("ListResourceTags", ""),
        about("PutKeyPolicy", ",\"Policy\":\"${key-policy}\""),
        row("ReEncrypt", "{\"CiphertextBlob\":\"${blob}\",\"DestinationKeyId\":\"${key2}\"}")
            .with("kms:ReEncryptFrom", KEY, Refusal.OF_CIPHERTEXT)
            .on("kms:ReEncryptTo", KEY_2),
        about("RetireGrant", ",\"GrantId\":\"${grant}\""),
        about("RevokeGrant", ",\"GrantId\":\"${grant}\""),
        about("RotateKeyOnDemand", ""),
        about("ScheduleKeyDeletion", ""),
        about("TagResource", ",\"Tags\":[{\"TagKey\":\"k\",\"TagValue\":\"v\"}]"),
        about("UntagResource", ",\"TagKeys\":[\"k\"]"),
        row("UpdateAlias", "{\"AliasName\":\"alias/app\",\"TargetKeyId\":\"${key4}\"}")
            .on("kms:UpdateAlias", ALIASES + "app")
            .on("kms:UpdateAlias", "${key3}")
            .on("kms:UpdateAlias", "${key4}"),
        about("UpdateKeyDescription", ",\"Description\":\"d\""));
  }
}
