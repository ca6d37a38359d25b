package io.strongroom.core.key;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.secret.SecretIdentity;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import io.strongroom.keys.Entropy;
import io.strongroom.keys.KeyMaterial;
import io.strongroom.keys.KeyOwner;
import io.strongroom.keys.Keyring;
import io.strongroom.keys.OpenException;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The keys that seal values. The default key of an account and region comes into being when it is
 * first used.
 */
public final class KmsKeys {

  /** The alias of the default key. Source: user guide, "Encryption and decryption". */
  public static final String DEFAULT_ALIAS = "alias/aws/secretsmanager";

  /** How many unwrapped keys are held; more accounts than this unwrap their key each time. */
  private static final int MAX_HELD = 10_000;

  private static final int FIRST_VERSION = 1;

  private final KeyStore store;
  private final Keyring keyring;
  private final Entropy entropy;
  private final InstantSource clock;
  private final Cache<Place, KeyMaterial> defaults =
      Caffeine.newBuilder().maximumSize(MAX_HELD).build();
  private final Cache<Place, KeyMaterial> byId =
      Caffeine.newBuilder().maximumSize(MAX_HELD).build();

  private record Place(AccountId account, Region region, String keyId, int version) {}

  /** Takes keys from {@code store} and unwraps them by {@code keyring}. */
  public KmsKeys(KeyStore store, Keyring keyring, Entropy entropy, InstantSource clock) {
    this.store = store;
    this.keyring = keyring;
    this.entropy = entropy;
    this.clock = clock;
  }

  /**
   * Returns the key for new values of a secret.
   *
   * @param kmsKeyId a key id, key ARN, alias or alias ARN; null or empty for the default key
   * @throws ServiceException InvalidParameterException if there is no such key; DecryptionFailure
   *     if it cannot be unwrapped
   */
  public KeyMaterial forSealing(AccountId account, Region region, @Nullable String kmsKeyId) {
    if (kmsKeyId == null || kmsKeyId.isEmpty() || isDefault(account, region, kmsKeyId)) {
      return defaultKey(account, region);
    }
    String id = defaultKeyId(account, region);
    if (id != null && (kmsKeyId.equals(id) || kmsKeyId.equals(keyArn(account, region, id)))) {
      return defaultKey(account, region);
    }
    throw new ServiceException(
        ErrorCode.INVALID_PARAMETER,
        "The operation failed because of an invalid KMS key: the key does not exist.");
  }

  /**
   * Returns the key that sealed a stored value.
   *
   * @throws ServiceException DecryptionFailure if the key is gone or cannot be unwrapped
   */
  public KeyMaterial forOpening(AccountId account, Region region, String keyId, int version) {
    return byId.get(new Place(account, region, keyId, version), this::unwrapById);
  }

  /** Tells whether a sealed value's key is the default key of its account and region. */
  public boolean isDefaultKey(AccountId account, Region region, String keyId) {
    return keyId.equals(defaultKeyId(account, region));
  }

  /** Returns the ARN of a key. */
  public static String keyArn(AccountId account, Region region, String keyId) {
    return arn(account, region, "key/" + keyId);
  }

  private static String arn(AccountId account, Region region, String resource) {
    String partition = SecretIdentity.partitionOf(region);
    return "arn:" + partition + ":kms:" + region + ":" + account + ":" + resource;
  }

  private static boolean isDefault(AccountId account, Region region, String kmsKeyId) {
    return kmsKeyId.equals(DEFAULT_ALIAS) || kmsKeyId.equals(arn(account, region, DEFAULT_ALIAS));
  }

  private KeyMaterial defaultKey(AccountId account, Region region) {
    return defaults.get(defaultPlace(account, region), this::findOrMakeDefault);
  }

  /** Returns the id of the default key, or null if it was never used: asking for it makes none. */
  private @Nullable String defaultKeyId(AccountId account, Region region) {
    KeyMaterial held = defaults.getIfPresent(defaultPlace(account, region));
    if (held != null) {
      return held.keyId();
    }
    StoredKey stored = store.aliased(account, region, DEFAULT_ALIAS);
    return stored == null ? null : stored.keyId();
  }

  private static Place defaultPlace(AccountId account, Region region) {
    return new Place(account, region, "", FIRST_VERSION);
  }

  private KeyMaterial findOrMakeDefault(Place place) {
    StoredKey stored = store.aliased(place.account(), place.region(), DEFAULT_ALIAS);
    if (stored == null) {
      stored = store.insertUnlessAliased(newDefault(place));
    }
    return unwrap(stored);
  }

  private StoredKey newDefault(Place place) {
    String account = place.account().digits();
    String keyId = randomUuid(entropy).toString();
    KeyOwner owner = new KeyOwner(account, place.region().name(), keyId, FIRST_VERSION);
    return new StoredKey(
        place.account(),
        place.region(),
        keyId,
        DEFAULT_ALIAS,
        FIRST_VERSION,
        clock.instant(),
        keyring.newWrappedKey(owner));
  }

  private KeyMaterial unwrapById(Place place) {
    StoredKey stored = store.key(place.account(), place.region(), place.keyId(), place.version());
    if (stored == null) {
      throw undecryptable();
    }
    return unwrap(stored);
  }

  private KeyMaterial unwrap(StoredKey stored) {
    try {
      return keyring.unwrap(stored.owner(), stored.wrapped());
    } catch (OpenException e) {
      throw undecryptable();
    }
  }

  /** Returns the error for a value that its key cannot open, or whose key is gone. */
  static ServiceException undecryptable() {
    return new ServiceException(
        ErrorCode.DECRYPTION_FAILURE,
        "Secrets Manager can't decrypt the protected secret text using the provided KMS key.");
  }

  /** Draws a random UUID, version 4 (RFC 9562, section 5.4). */
  public static UUID randomUuid(Entropy entropy) {
    java.nio.ByteBuffer bits = java.nio.ByteBuffer.wrap(entropy.bytes(16));
    long high = (bits.getLong() & ~0xF000L) | 0x4000L;
    long low = (bits.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }
}
