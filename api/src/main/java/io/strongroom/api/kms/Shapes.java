package io.strongroom.api.kms;

import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.api.shape.Shape;
import io.strongroom.core.key.Alias;
import io.strongroom.keys.CiphertextBlob;
import io.strongroom.keys.SensitiveBytes;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;

/** The shapes that several operations share. Source: service model 2014-11-01. */
final class Shapes {
  static final Shape<String> KEY_ID = Shape.text(1, 2_048);
  static final Shape<String> ARN = Shape.text(20, 2_048);
  static final Shape<String> ACCOUNT_ID = Shape.text();
  static final Shape<String> ALIAS_NAME =
      text(1, Alias.MAX_LENGTH, "^[a-zA-Z0-9:/_-]+$", c -> isWord(c) || isOneOf(":/-", c));
  static final Shape<String> DESCRIPTION = Shape.text(0, 8_192);
  static final Shape<String> POLICY =
      text(1, 131_072, "[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+", Shapes::isPolicyCharacter);
  static final Shape<String> POLICY_NAME = text(1, 128, "[\\w]+", Shapes::isWord);
  static final Shape<String> CUSTOM_KEY_STORE_ID = Shape.text(1, 64);
  static final Shape<String> XKS_KEY_ID =
      text(1, 128, "^[a-zA-Z0-9-_.]+$", c -> isWord(c) || isOneOf("-.", c));
  static final Shape<Boolean> FLAG = new Shape.Flag();
  static final Shape<Instant> DATE = new Shape.Date();
  static final Shape<Long> LIMIT = new Shape.Whole(Shape.Width.INTEGER, 1, 1_000);
  static final Shape<String> MARKER =
      text(1, 1_024, "[\\u0020-\\u00FF]*", c -> c >= ' ' && c <= 0xff);
  static final Shape<Map<String, String>> CONTEXT = new Shape.MapOf<>(Shape.text());
  static final Shape<SensitiveBytes> PLAINTEXT =
      new Shape.SecretBlob(1, CiphertextBlob.MAX_PLAINTEXT);
  static final Shape<byte[]> CIPHERTEXT = new Shape.Blob(1, 6_144);
  static final Shape<String> MATERIAL_ID =
      text(64, 64, "^[a-f0-9]+$", c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  static final Shape<Long> NUMBER_OF_BYTES = new Shape.Whole(Shape.Width.INTEGER, 1, 1_024);
  static final Shape<Long> WINDOW = new Shape.Whole(Shape.Width.INTEGER, 1, 365);
  static final Shape<Long> PERIOD = new Shape.Whole(Shape.Width.INTEGER, 90, 2_560);
  static final Shape<String> PRINCIPAL =
      text(1, 256, "^[\\w+=,.@:/-]+$", c -> isWord(c) || isOneOf("+=,.@:/-", c));
  static final Shape<String> GRANT_NAME =
      text(1, 256, "^[a-zA-Z0-9:/_-]+$", c -> isWord(c) || isOneOf(":/-", c));
  static final Shape<String> GRANT_ID = Shape.text(1, 128);
  static final Shape<String> GRANT_TOKEN = Shape.text(1, 8_192);
  static final Shape<List<String>> GRANT_TOKENS = Shape.list(GRANT_TOKEN, 0, 10);

  // Enumerations

  static final Shape<String> KEY_STATE =
      oneOf(
          "Creating",
          "Enabled",
          "Disabled",
          "PendingDeletion",
          "PendingImport",
          "PendingReplicaDeletion",
          "Unavailable",
          "Updating");
  static final Shape<String> KEY_MANAGER = oneOf("AWS", "CUSTOMER");
  static final Shape<String> ORIGIN =
      oneOf("AWS_KMS", "EXTERNAL", "AWS_CLOUDHSM", "EXTERNAL_KEY_STORE");
  static final Shape<String> KEY_USAGE =
      oneOf("SIGN_VERIFY", "ENCRYPT_DECRYPT", "GENERATE_VERIFY_MAC", "KEY_AGREEMENT");
  static final Shape<String> MASTER_KEY_SPEC =
      oneOf(
          "RSA_2048",
          "RSA_3072",
          "RSA_4096",
          "ECC_NIST_P256",
          "ECC_NIST_P384",
          "ECC_NIST_P521",
          "ECC_SECG_P256K1",
          "SYMMETRIC_DEFAULT",
          "HMAC_224",
          "HMAC_256",
          "HMAC_384",
          "HMAC_512",
          "SM2");
  static final Shape<String> KEY_SPEC =
      oneOf(
          "RSA_2048",
          "RSA_3072",
          "RSA_4096",
          "ECC_NIST_P256",
          "ECC_NIST_P384",
          "ECC_NIST_P521",
          "ECC_SECG_P256K1",
          "SYMMETRIC_DEFAULT",
          "HMAC_224",
          "HMAC_256",
          "HMAC_384",
          "HMAC_512",
          "SM2",
          "ML_DSA_44",
          "ML_DSA_65",
          "ML_DSA_87",
          "ECC_NIST_EDWARDS25519");
  static final Shape<String> ALGORITHM =
      oneOf("SYMMETRIC_DEFAULT", "RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256", "SM2PKE");
  static final Shape<String> DATA_KEY_SPEC = oneOf("AES_256", "AES_128");
  static final Shape<String> INCLUDE_KEY_MATERIAL = oneOf("ALL_KEY_MATERIAL", "ROTATIONS_ONLY");
  static final Shape<String> MATERIAL_STATE =
      oneOf(
          "NON_CURRENT", "CURRENT", "PENDING_ROTATION", "PENDING_MULTI_REGION_IMPORT_AND_ROTATION");
  static final Shape<String> ROTATION_TYPE = oneOf("AUTOMATIC", "ON_DEMAND");
  static final Shape<List<String>> DRY_RUN_MODIFIERS = Shape.list(oneOf("IGNORE_CIPHERTEXT"));
  static final Shape<List<String>> GRANT_OPERATIONS =
      Shape.list(
          oneOf(
              "Decrypt",
              "Encrypt",
              "GenerateDataKey",
              "GenerateDataKeyWithoutPlaintext",
              "ReEncryptFrom",
              "ReEncryptTo",
              "Sign",
              "Verify",
              "GetPublicKey",
              "CreateGrant",
              "RetireGrant",
              "DescribeKey",
              "GenerateDataKeyPair",
              "GenerateDataKeyPairWithoutPlaintext",
              "GenerateMac",
              "VerifyMac",
              "DeriveSharedSecret"));

  // Structures

  static final InputMember<String> TAG_KEY =
      InputMember.required("TagKey", Shape.text(1, 128)).shown();
  static final InputMember<String> TAG_VALUE =
      InputMember.required("TagValue", Shape.text(0, 256)).shown();
  static final Shape<List<RequestTags.Given>> TAGS_IN =
      Shape.list(
          InputStructure.of(
              "Tag",
              in -> new RequestTags.Given(in.require(TAG_KEY), in.require(TAG_VALUE)),
              TAG_KEY,
              TAG_VALUE));
  static final Shape<List<String>> TAG_KEYS = Shape.list(Shape.text(1, 128));
  static final Shape<List<Map.Entry<String, String>>> TAGS_OUT =
      Shape.list(
          OutputStructure.of(
              "Tag",
              OutputStructure.member("TagKey", Shape.text(1, 128), Map.Entry::getKey),
              OutputStructure.member("TagValue", Shape.text(0, 256), Map.Entry::getValue)));

  private static final InputMember<String> RECIPIENT_ALGORITHM =
      InputMember.optional("KeyEncryptionAlgorithm", oneOf("RSAES_OAEP_SHA_256")).shown();
  private static final InputMember<byte[]> ATTESTATION =
      InputMember.optional("AttestationDocument", new Shape.Blob(1, 262_144));

  /** An enclave to encrypt for, of which there are none here. */
  static final Shape<Recipient> RECIPIENT =
      InputStructure.of("RecipientInfo", in -> new Recipient(), RECIPIENT_ALGORITHM, ATTESTATION);

  /** That a request named a recipient. */
  record Recipient() {}

  private Shapes() {}

  private static Shape<String> oneOf(String... values) {
    Set<String> ordered = new LinkedHashSet<>(List.of(values));
    return new Shape.Text(0, Shape.UNBOUNDED, Shape.Pattern.ANY, ordered);
  }

  private static Shape<String> text(int min, int max, String pattern, IntPredicate character) {
    return new Shape.Text(
        min, max, new Shape.Pattern(pattern, text -> text.chars().allMatch(character)), Set.of());
  }

  private static boolean isWord(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  private static boolean isOneOf(String characters, int c) {
    return characters.indexOf(c) >= 0;
  }

  private static boolean isPolicyCharacter(int c) {
    return c == '\t' || c == '\n' || c == '\r' || (c >= ' ' && c <= 0xff);
  }
}
