package io.strongroom.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Which operations a key in which state allows. Source: KMS developer guide, "Key states of AWS KMS
 * keys".
 */
class KmsStatesTest {
  private static final String PLAIN = "Q2FuYXJ5R29yc2VMaW5uZXQ0ZjFj";

  private final KmsRoom room = new KmsRoom();
  private String key = "";
  private String other = "";
  private String ciphertext = "";
  private String grant = "";

  @BeforeEach
  void makeAKey() {
    key = room.newKey();
    other = room.newKey();
    ciphertext =
        Json.text(
            room.kms("Encrypt", with(key, ",\"Plaintext\":\"" + PLAIN + "\"")), "CiphertextBlob");
    room.kms("CreateAlias", "{\"AliasName\":\"alias/mine\",\"TargetKeyId\":\"" + key + "\"}");
    room.kms("CreateAlias", "{\"AliasName\":\"alias/other\",\"TargetKeyId\":\"" + other + "\"}");
    grant =
        Json.text(
            room.kms(
                "CreateGrant",
                with(key, ",\"GranteePrincipal\":\"ann\",\"Operations\":[\"Decrypt\"]")),
            "GrantId");
  }

  private static String with(String keyId, String more) {
    return "{\"KeyId\":\"" + keyId + "\"" + more + "}";
  }

  private String body(String operation) {
    return switch (operation) {
      case "Encrypt" -> with(key, ",\"Plaintext\":\"" + PLAIN + "\"");
      case "Decrypt" -> "{\"CiphertextBlob\":\"" + ciphertext + "\"}";
      case "ReEncrypt" ->
          "{\"CiphertextBlob\":\"" + ciphertext + "\",\"DestinationKeyId\":\"" + other + "\"}";
      case "GenerateDataKey", "GenerateDataKeyWithoutPlaintext" ->
          with(key, ",\"KeySpec\":\"AES_256\"");
      case "CreateGrant" -> with(key, ",\"GranteePrincipal\":\"a\",\"Operations\":[\"Encrypt\"]");
      case "RevokeGrant", "RetireGrant" -> with(KmsRoom.arn(key), ",\"GrantId\":\"" + grant + "\"");
      case "CreateAlias" -> "{\"AliasName\":\"alias/new\",\"TargetKeyId\":\"" + key + "\"}";
      case "UpdateAlias" -> "{\"AliasName\":\"alias/other\",\"TargetKeyId\":\"" + key + "\"}";
      case "DeleteAlias" -> "{\"AliasName\":\"alias/mine\"}";
      case "TagResource" -> with(key, ",\"Tags\":[{\"TagKey\":\"a\",\"TagValue\":\"1\"}]");
      case "UntagResource" -> with(key, ",\"TagKeys\":[\"a\"]");
      case "UpdateKeyDescription" -> with(key, ",\"Description\":\"other\"");
      case "PutKeyPolicy" ->
          with(
              key,
              ",\"Policy\":\"{\\\"Version\\\":\\\"2012-10-17\\\",\\\"Statement\\\":[{"
                  + "\\\"Effect\\\":\\\"Allow\\\",\\\"Principal\\\":{\\\"AWS\\\":"
                  + "\\\"arn:aws:iam::123456789012:root\\\"},\\\"Action\\\":\\\"kms:*\\\","
                  + "\\\"Resource\\\":\\\"*\\\"}]}\"");
      default -> with(key, "");
    };
  }

  @ParameterizedTest
  @CsvSource({
    "Encrypt, DISABLED, PENDING",
    "Decrypt, DISABLED, PENDING",
    "ReEncrypt, DISABLED, PENDING",
    "GenerateDataKey, DISABLED, PENDING",
    "GenerateDataKeyWithoutPlaintext, DISABLED, PENDING",
    "CreateGrant, DISABLED, PENDING",
    "EnableKey, OK, PENDING",
    "DisableKey, OK, PENDING",
    "EnableKeyRotation, DISABLED, PENDING",
    "DisableKeyRotation, DISABLED, PENDING",
    "RotateKeyOnDemand, DISABLED, PENDING",
    "CreateAlias, OK, PENDING",
    "UpdateAlias, OK, PENDING",
    "TagResource, OK, PENDING",
    "UntagResource, OK, PENDING",
    "UpdateKeyDescription, OK, PENDING",
    "DescribeKey, OK, OK",
    "GetKeyPolicy, OK, OK",
    "PutKeyPolicy, OK, OK",
    "ListKeyPolicies, OK, OK",
    "ListGrants, OK, OK",
    "ListResourceTags, OK, OK",
    "ListKeyRotations, OK, OK",
    "GetKeyRotationStatus, OK, OK",
    "ListAliases, OK, OK",
    "RevokeGrant, OK, OK",
    "RetireGrant, OK, OK",
    "DeleteAlias, OK, OK",
    "ScheduleKeyDeletion, OK, PENDING",
    "CancelKeyDeletion, NOT_PENDING, OK"
  })
  void everyOperationHoldsToTheState(String operation, String disabled, String pending) {
    String enabled = operation.equals("CancelKeyDeletion") ? "NOT_PENDING" : "OK";
    if (!operation.equals("ScheduleKeyDeletion") && !operation.equals("DisableKey")) {
      // What changes the state is tried in the states below only.
      assertEquals(text(enabled), room.refusal(operation, body(operation)));
      startOver();
    }
    room.kms("DisableKey", with(key, ""));
    assertEquals(text(disabled), room.refusal(operation, body(operation)));
    startOver();
    room.kms("ScheduleKeyDeletion", with(key, ""));
    assertEquals(text(pending), room.refusal(operation, body(operation)));
  }

  /** Starts over with fresh keys, since what was tried may have changed the old ones. */
  private void startOver() {
    for (String alias : List.of("mine", "other", "new")) {
      // Which of them are there depends on what was tried.
      var _ = room.refusal("DeleteAlias", "{\"AliasName\":\"alias/" + alias + "\"}");
    }
    makeAKey();
  }

  private String text(String expected) {
    String arn = KmsRoom.arn(key);
    return switch (expected) {
      case "OK" -> "";
      case "DISABLED" -> "DisabledException " + arn + " is disabled.";
      case "PENDING" -> "KMSInvalidStateException " + arn + " is pending deletion.";
      case "NOT_PENDING" -> "KMSInvalidStateException " + arn + " is not pending deletion.";
      default -> throw new IllegalArgumentException(expected);
    };
  }
}
