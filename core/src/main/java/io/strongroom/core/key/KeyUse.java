package io.strongroom.core.key;

import java.util.Map;

/**
 * One use of a key by Secrets Manager on a caller's behalf.
 *
 * <p>Source: Secrets Manager user guide, "Secret encryption and decryption".
 *
 * @param context the encryption context, which names the secret's ARN and the version
 */
public record KeyUse(KeyUser user, Action action, Key key, Map<String, String> context) {

  /** The member of the encryption context that names the secret. */
  public static final String SECRET_ARN = "SecretARN";

  /** The member of the encryption context that names the version. */
  public static final String SECRET_VERSION_ID = "SecretVersionId";

  /** The version that is named when nothing is to be encrypted yet. */
  public static final String VALIDATION = "RequestToValidateKeyAccess";

  /** What is done with the key. */
  public enum Action {
    DECRYPT("kms:Decrypt"),
    ENCRYPT("kms:Encrypt"),
    GENERATE_DATA_KEY("kms:GenerateDataKey");

    private final String wireName;

    Action(String wireName) {
      this.wireName = wireName;
    }

    /** Returns the action as policies name it. */
    public String wireName() {
      return wireName;
    }
  }

  /** Names a use for one version of a secret. */
  public static KeyUse of(
      KeyUser user, Action action, Key key, String secretArn, String versionId) {
    return new KeyUse(
        user, action, key, Map.of(SECRET_ARN, secretArn, SECRET_VERSION_ID, versionId));
  }
}
