package io.strongroom.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Source: KMS developer guide and API reference, and the service model 2014-11-01. */
class KmsTest {
  private static final String PLAIN = "Q2FuYXJ5R29yc2VMaW5uZXQ0ZjFj";
  private static final String UNKNOWN = "11111111-2222-4333-8444-555555555555";
  private static final String CONTEXT = ",\"EncryptionContext\":{\"a\":\"1\",\"b\":\"2\"}";
  private static final String SECRET =
      "\"ClientRequestToken\":\"11111111-1111-4111-8111-111111111111\",\"SecretString\":\"x\"";

  private final KmsRoom room = new KmsRoom();

  private static String id(String keyId, String more) {
    return "{\"KeyId\":\"" + keyId + "\"" + more + "}";
  }

  private String encrypted(String keyId, String context) {
    Map<String, Object> answer =
        room.kms("Encrypt", id(keyId, ",\"Plaintext\":\"" + PLAIN + "\"" + context));
    assertEquals(KmsRoom.arn(keyId), Json.text(answer, "KeyId"));
    return Json.text(answer, "CiphertextBlob");
  }

  private static String blob(String ciphertext, String more) {
    return "{\"CiphertextBlob\":\"" + ciphertext + "\"" + more + "}";
  }

  @Test
  void whatIsEncryptedComesBackWithItsContextInAnyOrder() {
    String key = room.newKey();
    String ciphertext = encrypted(key, CONTEXT);
    Map<String, Object> answer =
        room.kms("Decrypt", blob(ciphertext, ",\"EncryptionContext\":{\"b\":\"2\",\"a\":\"1\"}"));
    assertEquals(PLAIN, Json.text(answer, "Plaintext"));
    assertEquals(KmsRoom.arn(key), Json.text(answer, "KeyId"));
    assertEquals("SYMMETRIC_DEFAULT", Json.text(answer, "EncryptionAlgorithm"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",\"EncryptionContext\":{}",
        ",\"EncryptionContext\":{\"a\":\"1\"}",
        ",\"EncryptionContext\":{\"A\":\"1\",\"b\":\"2\"}",
        ",\"EncryptionContext\":{\"a\":\"2\",\"b\":\"1\"}",
        ",\"EncryptionContext\":{\"a\":\"1\",\"b\":\"2\",\"c\":\"\"}"
      })
  void anotherContextIsAnInvalidCiphertext(String context) {
    String ciphertext = encrypted(room.newKey(), CONTEXT);
    assertEquals("InvalidCiphertextException", room.refusal("Decrypt", blob(ciphertext, context)));
  }

  @Test
  void whatIsNoCiphertextIsInvalid() {
    assertEquals("InvalidCiphertextException", room.refusal("Decrypt", blob("AAAA", "")));
    assertEquals("ValidationException CiphertextBlob is required.", room.refusal("Decrypt", "{}"));
  }

  @Test
  void aCiphertextOfAnotherKeyThanTheOneNamedIsRefused() {
    String ciphertext = encrypted(room.newKey(), "");
    String other = room.newKey();
    assertEquals(
        "IncorrectKeyException The key ID in the request does not identify a CMK that can perform"
            + " this operation.",
        room.refusal("Decrypt", blob(ciphertext, ",\"KeyId\":\"" + other + "\"")));
    assertEquals(
        "NotFoundException Key '" + KmsRoom.arn(UNKNOWN) + "' does not exist",
        room.refusal("Decrypt", blob(ciphertext, ",\"KeyId\":\"" + UNKNOWN + "\"")));
  }

  @Test
  void reEncryptionChangesKeyAndContext() {
    String source = room.newKey();
    String destination = room.newKey();
    Map<String, Object> answer =
        room.kms(
            "ReEncrypt",
            blob(
                encrypted(source, CONTEXT),
                ",\"SourceEncryptionContext\":{\"a\":\"1\",\"b\":\"2\"}"
                    + ",\"DestinationKeyId\":\""
                    + destination
                    + "\",\"DestinationEncryptionContext\":{\"c\":\"3\"}"));
    assertEquals(KmsRoom.arn(source), Json.text(answer, "SourceKeyId"));
    assertEquals(KmsRoom.arn(destination), Json.text(answer, "KeyId"));
    String anew = Json.text(answer, "CiphertextBlob");
    assertEquals("InvalidCiphertextException", room.refusal("Decrypt", blob(anew, CONTEXT)));
    Map<String, Object> opened =
        room.kms("Decrypt", blob(anew, ",\"EncryptionContext\":{\"c\":\"3\"}"));
    assertEquals(PLAIN, Json.text(opened, "Plaintext"));
  }

  @Test
  void aDataKeyIsTheSameInBothForms() {
    String key = room.newKey();
    Map<String, Object> answer = room.kms("GenerateDataKey", id(key, ",\"KeySpec\":\"AES_256\""));
    Map<String, Object> opened = room.kms("Decrypt", blob(Json.text(answer, "CiphertextBlob"), ""));
    assertEquals(Json.text(answer, "Plaintext"), Json.text(opened, "Plaintext"));
    assertEquals(44, Json.text(answer, "Plaintext").length());
    Map<String, Object> hidden =
        room.kms("GenerateDataKeyWithoutPlaintext", id(key, ",\"NumberOfBytes\":3"));
    assertFalse(hidden.containsKey("Plaintext"));
    Map<String, Object> shown = room.kms("Decrypt", blob(Json.text(hidden, "CiphertextBlob"), ""));
    assertEquals(4, Json.text(shown, "Plaintext").length());
    assertTrue(room.refusal("GenerateDataKey", id(key, "")).startsWith("ValidationException"));
    assertEquals(
        24, Json.text(room.kms("GenerateRandom", "{\"NumberOfBytes\":16}"), "Plaintext").length());
  }

  @Test
  @DisplayName("KEY-4: rotation adds material, and old ciphertexts stay readable")
  void rotationKeepsOldCiphertextsReadable() {
    String key = room.newKey();
    String before = encrypted(key, "");
    room.kms("RotateKeyOnDemand", id(key, ""));
    String after = encrypted(key, "");
    Map<String, Object> old = room.kms("Decrypt", blob(before, ""));
    Map<String, Object> fresh = room.kms("Decrypt", blob(after, ""));
    assertEquals(PLAIN, Json.text(old, "Plaintext"));
    assertEquals(PLAIN, Json.text(fresh, "Plaintext"));
    assertNotEquals(Json.text(old, "KeyMaterialId"), Json.text(fresh, "KeyMaterialId"));
    List<Object> rotations = Json.list(room.kms("ListKeyRotations", id(key, "")), "Rotations");
    assertEquals(1, rotations.size());
    assertEquals("ON_DEMAND", Json.text(Json.map(rotations.getFirst()), "RotationType"));
    List<Object> all =
        Json.list(
            room.kms("ListKeyRotations", id(key, ",\"IncludeKeyMaterial\":\"ALL_KEY_MATERIAL\"")),
            "Rotations");
    assertEquals(2, all.size());
  }

  @Test
  void aKeyIsRotatedOnDemandTwentyFiveTimes() {
    String key = room.newKey();
    for (int i = 0; i < 25; i++) {
      room.kms("RotateKeyOnDemand", id(key, ""));
    }
    assertTrue(room.refusal("RotateKeyOnDemand", id(key, "")).startsWith("LimitExceededException"));
  }

  @Test
  void rotationIsShownWithItsPeriod() {
    String key = room.newKey();
    assertEquals(
        Map.of("KeyRotationEnabled", false, "KeyId", KmsRoom.arn(key)),
        room.kms("GetKeyRotationStatus", id(key, "")));
    room.kms("EnableKeyRotation", id(key, ",\"RotationPeriodInDays\":90"));
    Map<String, Object> status = room.kms("GetKeyRotationStatus", id(key, ""));
    assertEquals(true, status.get("KeyRotationEnabled"));
    assertEquals(90L, status.get("RotationPeriodInDays"));
    room.kms("DisableKeyRotation", id(key, ""));
    assertEquals(false, room.kms("GetKeyRotationStatus", id(key, "")).get("KeyRotationEnabled"));
  }

  @Test
  void aKeyIsNamedByIdArnAliasAndAliasArn() {
    String key = room.newKey();
    room.kms("CreateAlias", "{\"AliasName\":\"alias/app\",\"TargetKeyId\":\"" + key + "\"}");
    String alias = "arn:aws:kms:us-east-1:123456789012:alias/app";
    for (String name : List.of(key, KmsRoom.arn(key), "alias/app", alias)) {
      Map<String, Object> found = Json.map(room.kms("DescribeKey", id(name, "")), "KeyMetadata");
      assertEquals(key, Json.text(found, "KeyId"));
    }
    assertEquals(
        "AlreadyExistsException An alias with the name " + alias + " already exists",
        room.refusal(
            "CreateAlias", "{\"AliasName\":\"alias/app\",\"TargetKeyId\":\"" + key + "\"}"));
    assertEquals(
        "NotFoundException Invalid keyId alias/app",
        room.refusal("EnableKey", id("alias/app", "")));
    assertEquals(
        "InvalidArnException Invalid arn " + alias, room.refusal("EnableKey", id(alias, "")));
  }

  @Test
  void whatIsNotThereIsNotFound() {
    assertEquals(
        "NotFoundException Key '" + KmsRoom.arn(UNKNOWN) + "' does not exist",
        room.refusal("DescribeKey", id(UNKNOWN, "")));
    assertEquals(
        "NotFoundException Alias arn:aws:kms:us-east-1:123456789012:alias/none is not found.",
        room.refusal("DescribeKey", id("alias/none", "")));
    assertEquals(
        "NotFoundException Invalid keyId none", room.refusal("DescribeKey", id("none", "")));
    assertEquals(
        "NotFoundException Invalid arn eu-west-1",
        room.refusal("DescribeKey", id("arn:aws:kms:eu-west-1:123456789012:key/" + UNKNOWN, "")));
  }

  @Test
  void aliasesMoveBetweenKeysAndAreListed() {
    String one = room.newKey();
    String two = room.newKey();
    room.kms("CreateAlias", "{\"AliasName\":\"alias/a\",\"TargetKeyId\":\"" + one + "\"}");
    room.kms("CreateAlias", "{\"AliasName\":\"alias/b\",\"TargetKeyId\":\"" + one + "\"}");
    room.kms("UpdateAlias", "{\"AliasName\":\"alias/a\",\"TargetKeyId\":\"" + two + "\"}");
    assertEquals(1, Json.list(room.kms("ListAliases", id(one, "")), "Aliases").size());
    Map<String, Object> first = room.kms("ListAliases", "{\"Limit\":1}");
    assertEquals(true, first.get("Truncated"));
    String marker = Json.text(first, "NextMarker");
    Map<String, Object> last =
        room.kms("ListAliases", "{\"Limit\":1,\"Marker\":\"" + marker + "\"}");
    assertEquals(false, last.get("Truncated"));
    assertEquals(
        "alias/b", Json.text(Json.map(Json.list(last, "Aliases").getFirst()), "AliasName"));
    assertEquals(
        "InvalidMarkerException Invalid marker",
        room.refusal("ListKeys", "{\"Limit\":1,\"Marker\":\"" + marker + "\"}"));
    assertTrue(
        room.refusal("DeleteAlias", "{\"AliasName\":\"alias/aws/x\"}")
            .startsWith("NotAuthorizedException"));
  }

  @Test
  void otherKindsOfKeyAreNotOffered() {
    for (String asked :
        List.of(
            "\"KeySpec\":\"RSA_2048\"",
            "\"KeyUsage\":\"SIGN_VERIFY\"",
            "\"Origin\":\"EXTERNAL\"",
            "\"MultiRegion\":true")) {
      assertTrue(
          room.refusal("CreateKey", "{" + asked + "}").startsWith("UnsupportedOperationException"),
          asked);
    }
  }

  @Test
  void aPolicyThatLocksItsAuthorOutIsRefusedUnlessToldOtherwise() {
    String key = room.newKey();
    String policy =
        ",\"Policy\":\"{\\\"Version\\\":\\\"2012-10-17\\\",\\\"Statement\\\":[{\\\"Effect\\\":"
            + "\\\"Allow\\\",\\\"Principal\\\":{\\\"AWS\\\":\\\"arn:aws:iam::123456789012:root\\\""
            + "},\\\"Action\\\":[\\\"kms:Encrypt\\\",\\\"kms:GetKeyPolicy\\\"],"
            + "\\\"Resource\\\":\\\"*\\\"}]}\"";
    assertEquals(
        "MalformedPolicyDocumentException The new key policy will not allow you to update the key"
            + " policy in the future.",
        room.refusal("PutKeyPolicy", id(key, policy)));
    room.kms("PutKeyPolicy", id(key, policy + ",\"BypassPolicyLockoutSafetyCheck\":true"));
    Map<String, Object> stored = room.kms("GetKeyPolicy", id(key, ""));
    assertTrue(Json.text(stored, "Policy").contains("kms:Encrypt"));
    assertEquals("default", Json.text(stored, "PolicyName"));
  }

  @Test
  void aDryRunSaysThatItWouldHaveSucceededAndChangesNothing() {
    String key = room.newKey();
    String dry =
        "DryRunOperationException The request would have succeeded, but the DryRun option"
            + " is set.";
    assertEquals(
        dry, room.refusal("Encrypt", id(key, ",\"Plaintext\":\"" + PLAIN + "\",\"DryRun\":true")));
    assertEquals(
        dry,
        room.refusal(
            "CreateGrant",
            id(key, ",\"GranteePrincipal\":\"a\",\"Operations\":[\"Encrypt\"],\"DryRun\":true")));
    assertEquals(List.of(), Json.list(room.kms("ListGrants", id(key, "")), "Grants"));
  }

  @Test
  void aNamedGrantIsGivenOnceAndRetiredByItsToken() {
    String key = room.newKey();
    String asked =
        id(
            key,
            ",\"Name\":\"n\",\"GranteePrincipal\":\"arn:aws:iam::123456789012:user/ann\""
                + ",\"Operations\":[\"Decrypt\"]"
                + ",\"Constraints\":{\"EncryptionContextSubset\":{\"a\":\"1\"}}");
    Map<String, Object> one = room.kms("CreateGrant", asked);
    assertEquals(one, room.kms("CreateGrant", asked));
    List<Object> grants = Json.list(room.kms("ListGrants", id(key, "")), "Grants");
    assertEquals(1, grants.size());
    assertEquals(
        Map.of("EncryptionContextSubset", Map.of("a", "1")),
        Json.map(grants.getFirst()).get("Constraints"));
    room.kms("RetireGrant", "{\"GrantToken\":\"" + Json.text(one, "GrantToken") + "\"}");
    assertEquals(List.of(), Json.list(room.kms("ListGrants", id(key, "")), "Grants"));
  }

  @Test
  void anotherAccountsKeyIsDeniedWhetherItExistsOrNot() {
    String key = room.newKey();
    for (String keyId : List.of(key, UNKNOWN)) {
      String arn = KmsRoom.arn(keyId);
      assertEquals(
          "AccessDeniedException User: arn:aws:iam::210987654321:root is not authorized to"
              + " perform: kms:DescribeKey on resource: "
              + arn
              + " because no resource-based policy allows the kms:DescribeKey action",
          room.foreignRefusal("DescribeKey", id(arn, "")));
    }
    assertEquals(
        "AccessDeniedException The ciphertext refers to a customer master key that does not exist,"
            + " does not exist in this region, or you are not allowed to access.",
        room.foreignRefusal("Decrypt", blob(encrypted(key, ""), "")));
  }

  @Test
  void theKeyOfSecretsManagerIsThereAndNobodyChangesIt() {
    room.secrets("CreateSecret", "{\"Name\":\"db\"," + SECRET + "}");
    Map<String, Object> key =
        Json.map(room.kms("DescribeKey", id("alias/aws/secretsmanager", "")), "KeyMetadata");
    assertEquals("AWS", Json.text(key, "KeyManager"));
    String keyId = Json.text(key, "KeyId");
    for (String operation :
        List.of("DisableKey", "ScheduleKeyDeletion", "DisableKeyRotation", "RotateKeyOnDemand")) {
      assertTrue(
          room.refusal(operation, id(keyId, "")).startsWith("AccessDeniedException"), operation);
    }
    assertEquals(365L, room.kms("GetKeyRotationStatus", id(keyId, "")).get("RotationPeriodInDays"));
  }

  @Test
  @DisplayName("every row of the table of key problems that one account can have")
  void keyProblemsShowOnSecrets() {
    String key = room.newKey();
    room.secrets("CreateSecret", "{\"Name\":\"db\",\"KmsKeyId\":\"" + key + "\"," + SECRET + "}");
    String get = "{\"SecretId\":\"db\"}";
    String put =
        "{\"SecretId\":\"db\",\"ClientRequestToken\":\"22222222-1111-4111-8111-111111111111\","
            + "\"SecretString\":\"y\"}";
    String unreadable =
        "DecryptionFailure Secrets Manager can't decrypt the protected secret text using the"
            + " provided KMS key.";
    String unwritable =
        "EncryptionFailure Secrets Manager can't encrypt the protected secret text using the"
            + " provided KMS key. Check that the KMS key is available, enabled, and not in an"
            + " invalid state.";
    for (String change : List.of("DisableKey", "ScheduleKeyDeletion")) {
      room.kms(change, id(key, ""));
      assertEquals(unreadable, room.secretsRefusal("GetSecretValue", get));
      assertEquals(unwritable, room.secretsRefusal("PutSecretValue", put));
    }
    room.kms("CancelKeyDeletion", id(key, ""));
    assertEquals("Disabled", room.state(key));
    room.kms("EnableKey", id(key, ""));
    assertEquals("x", Json.text(room.secrets("GetSecretValue", get), "SecretString"));
    assertEquals(
        "InvalidParameterException The operation failed because of an invalid KMS key: Key '"
            + KmsRoom.arn(UNKNOWN)
            + "' does not exist",
        room.secretsRefusal(
            "UpdateSecret", "{\"SecretId\":\"db\",\"KmsKeyId\":\"" + UNKNOWN + "\"}"));
    assertEquals(
        "AccessDeniedException Access to KMS is not allowed",
        room.secretsRefusal(
            "UpdateSecret",
            "{\"SecretId\":\"db\",\"KmsKeyId\":\"arn:aws:kms:us-east-1:210987654321:key/"
                + UNKNOWN
                + "\"}"));
  }

  @Test
  void anotherKeySealsWhatIsThereAnew() {
    String one = room.newKey();
    String two = room.newKey();
    room.secrets("CreateSecret", "{\"Name\":\"db\",\"KmsKeyId\":\"" + one + "\"," + SECRET + "}");
    room.secrets("UpdateSecret", "{\"SecretId\":\"db\",\"KmsKeyId\":\"" + two + "\"}");
    room.kms("DisableKey", id(one, ""));
    assertEquals(
        "x", Json.text(room.secrets("GetSecretValue", "{\"SecretId\":\"db\"}"), "SecretString"));
    Map<String, Object> listed = room.secrets("ListSecretVersionIds", "{\"SecretId\":\"db\"}");
    assertEquals(
        List.of(KmsRoom.arn(two)),
        Json.list(Json.map(Json.list(listed, "Versions").getFirst()), "KmsKeyIds"));
    assertEquals(
        two, Json.text(room.secrets("DescribeSecret", "{\"SecretId\":\"db\"}"), "KmsKeyId"));
  }
}
