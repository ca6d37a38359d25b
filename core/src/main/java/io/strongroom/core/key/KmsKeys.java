package io.strongroom.core.key;

import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.secret.SecretIdentity;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import io.strongroom.keys.Entropy;
import io.strongroom.keys.KeyMaterial;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The keys that seal secret values: what Secrets Manager asks of KMS on a caller's behalf, with the
 * caller's permissions, and what it says when KMS refuses.
 *
 * <p>Source: Secrets Manager user guide, "Secret encryption and decryption"; the texts of refusals
 * are those of the service model and of answers quoted in public.
 */
public final class KmsKeys {

  /** The alias of the default key. */
  public static final String DEFAULT_ALIAS = DefaultKey.ALIAS;

  private static final String NOT_ALLOWED = "Access to KMS is not allowed";

  private final Keys keys;
  private final KeyPermissions permissions;

  /** Takes keys from {@code keys} and asks {@code permissions} at each use. */
  public KmsKeys(Keys keys, KeyPermissions permissions) {
    this.keys = keys;
    this.permissions = permissions;
  }

  /**
   * A version of a secret that somebody wants to seal or open.
   *
   * @param kmsKeyId what the secret calls its key: a key id, key ARN, alias or alias ARN; null or
   *     empty for the default key
   */
  public record Wanted(
      KeyUser user, SecretIdentity secret, @Nullable String kmsKeyId, String versionId) {

    private KeyUse use(KeyUse.Action action, Key key) {
      return KeyUse.of(user, action, key, secret.arn(), versionId);
    }
  }

  /**
   * Returns the material for a new value, for one use of it.
   *
   * @throws ServiceException InvalidParameterException if there is no such key;
   *     AccessDeniedException if the caller may not use it; InvalidRequestException for the default
   *     key of another account; EncryptionFailure if it is not enabled; DecryptionFailure if it
   *     cannot be unwrapped
   */
  public KeyMaterial forSealing(Wanted wanted) {
    Key key = usableForSealing(wanted, KeyUse.Action.GENERATE_DATA_KEY);
    KeyMaterial material = keys.takeNewest(key);
    if (material == null) {
      throw undecryptable();
    }
    return material;
  }

  /**
   * Refuses a secret's key that the caller could not seal and open with.
   *
   * @throws ServiceException as {@link #forSealing}
   */
  public void validate(Wanted wanted) {
    Wanted validation =
        new Wanted(wanted.user(), wanted.secret(), wanted.kmsKeyId(), KeyUse.VALIDATION);
    Key key = usableForSealing(validation, KeyUse.Action.GENERATE_DATA_KEY);
    requirePermitted(validation.use(KeyUse.Action.DECRYPT, key), validation, NOT_ALLOWED);
  }

  /** Tells whether the caller may encrypt what is there already under the secret's key. */
  public boolean mayEncrypt(Wanted wanted) {
    return permissions.permit(wanted.use(KeyUse.Action.ENCRYPT, named(wanted)));
  }

  /** Returns the id of the key that the next value will be sealed under. */
  public String nextKeyId(Wanted wanted) {
    return named(wanted).id();
  }

  private Key usableForSealing(Wanted wanted, KeyUse.Action action) {
    Key key = named(wanted);
    requirePermitted(wanted.use(action, key), wanted, NOT_ALLOWED);
    if (!key.isEnabled()) {
      throw new ServiceException(
          ErrorCode.ENCRYPTION_FAILURE,
          "Secrets Manager can't encrypt the protected secret text using the provided KMS key."
              + " Check that the KMS key is available, enabled, and not in an invalid state.");
    }
    return key;
  }

  /**
   * Returns the material that sealed a stored value.
   *
   * @param keyId the id of the key as the value has it
   * @throws ServiceException AccessDeniedException if the caller may not use the key;
   *     InvalidRequestException for the default key of another account; DecryptionFailure if the
   *     key is gone, is not enabled or cannot be unwrapped
   */
  public KeyMaterial forOpening(Wanted wanted, String keyId, int version) {
    Key key = keys.find(keyId);
    if (key == null || !key.region().equals(wanted.secret().region())) {
      throw undecryptable();
    }
    KeyUse use = wanted.use(KeyUse.Action.DECRYPT, key);
    if (!permissions.permit(use)) {
      throw denied(use, wanted, isOutdated(wanted, key) ? outdated() : NOT_ALLOWED);
    }
    KeyMaterial material = key.isEnabled() ? keys.material(key, version) : null;
    if (material == null) {
      throw undecryptable();
    }
    return material;
  }

  private static String outdated() {
    return NOT_ALLOWED + ". This version of secret is not encrypted with the current KMS key.";
  }

  private boolean isOutdated(Wanted wanted, Key key) {
    Key current = nameable(wanted);
    return current != null && !current.id().equals(key.id());
  }

  private void requirePermitted(KeyUse use, Wanted wanted, String refusal) {
    if (!permissions.permit(use)) {
      throw denied(use, wanted, refusal);
    }
  }

  private static ServiceException denied(KeyUse use, Wanted wanted, String refusal) {
    AccountId owner = use.key().account();
    if (use.key().manager() == ManagedBy.AWS
        && owner.equals(wanted.secret().account())
        && !owner.equals(use.user().principal().account())) {
      return new ServiceException(
          ErrorCode.INVALID_REQUEST,
          "You can't access a secret from a different AWS account if you encrypt the secret with"
              + " the default KMS service key.");
    }
    return new ServiceException(ErrorCode.ACCESS_DENIED, refusal);
  }

  /** Returns the key that a secret names; the default key is made if it is missing. */
  private Key named(Wanted wanted) {
    AccountId account = wanted.secret().account();
    Region region = wanted.secret().region();
    if (namesDefault(wanted)) {
      return keys.defaultKey(account, region);
    }
    KeyRef ref;
    try {
      ref = KeyRef.parse(String.valueOf(wanted.kmsKeyId()), account, region);
    } catch (ServiceException e) {
      throw invalidKey(e);
    }
    Key key = keys.find(ref);
    if (key != null) {
      return key;
    }
    // Whether another account has a key is nobody's business.
    throw ref.account().equals(account)
        ? invalidKey(ref.notFound())
        : new ServiceException(ErrorCode.ACCESS_DENIED, NOT_ALLOWED);
  }

  /** Returns the key that a secret names if it is there; asking makes none. */
  private @Nullable Key nameable(Wanted wanted) {
    AccountId account = wanted.secret().account();
    Region region = wanted.secret().region();
    if (namesDefault(wanted)) {
      return keys.find(new KeyRef.ByAlias(account, region, DEFAULT_ALIAS));
    }
    try {
      return keys.find(KeyRef.parse(String.valueOf(wanted.kmsKeyId()), account, region));
    } catch (ServiceException e) {
      return null;
    }
  }

  private static boolean namesDefault(Wanted wanted) {
    String named = wanted.kmsKeyId();
    SecretIdentity secret = wanted.secret();
    return named == null
        || named.isEmpty()
        || named.equals(DEFAULT_ALIAS)
        || named.equals(Alias.arn(secret.account(), secret.region(), DEFAULT_ALIAS));
  }

  private static ServiceException invalidKey(ServiceException refusal) {
    return switch (refusal.code()) {
      case KEY_NOT_FOUND, INVALID_ARN ->
          new ServiceException(
              ErrorCode.INVALID_PARAMETER,
              "The operation failed because of an invalid KMS key: " + refusal.getMessage());
      default -> refusal;
    };
  }

  /** Tells whether a sealed value's key is the default key of its account and region. */
  public boolean isDefaultKey(AccountId account, Region region, String keyId) {
    Key key = keys.find(new KeyRef.ByAlias(account, region, DEFAULT_ALIAS));
    return key != null && key.id().equals(keyId);
  }

  /** Returns the ARN of a key; one that is gone is taken to have been of {@code account}. */
  public String arnOf(AccountId account, Region region, String keyId) {
    Key key = keys.find(keyId);
    return key == null ? new KeyIdentity(account, region, keyId).arn() : key.arn();
  }

  /** Returns the error for a value that its key cannot open, or whose key is gone. */
  static ServiceException undecryptable() {
    return new ServiceException(
        ErrorCode.DECRYPTION_FAILURE,
        "Secrets Manager can't decrypt the protected secret text using the provided KMS key.");
  }

  /** Draws a random UUID, version 4 (RFC 9562, section 5.4). */
  public static UUID randomUuid(Entropy entropy) {
    return Keys.randomUuid(entropy);
  }
}
