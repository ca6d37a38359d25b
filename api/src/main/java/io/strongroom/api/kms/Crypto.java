package io.strongroom.api.kms;

import io.strongroom.api.Call;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.key.Key;
import io.strongroom.core.key.KeyRef;
import io.strongroom.core.key.Keys;
import io.strongroom.keys.CiphertextBlob;
import io.strongroom.keys.Entropy;
import io.strongroom.keys.KeyMaterial;
import io.strongroom.keys.Keyring;
import io.strongroom.keys.OpenException;
import io.strongroom.keys.SensitiveBytes;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the operations that encrypt and decrypt have in common. */
final class Crypto {
  private static final int AES_256_BYTES = 32;
  private static final int AES_128_BYTES = 16;

  private final Keys keys;
  private final Keyring keyring;
  private final Entropy entropy;

  Crypto(Keys keys, Keyring keyring, Entropy entropy) {
    this.keys = keys;
    this.keyring = keyring;
    this.entropy = entropy;
  }

  /** Encrypts under the newest material of a key, which the caller found to be enabled. */
  CiphertextBlob encrypt(Key key, Map<String, String> context, SensitiveBytes plaintext) {
    KeyMaterial material = keys.takeNewest(key);
    if (material == null) {
      throw lost(key);
    }
    return keyring.encrypt(material, context, plaintext);
  }

  /**
   * Decrypts under the material that the ciphertext names.
   *
   * @throws ServiceException InvalidCiphertextException if the ciphertext was changed, or the
   *     context is another; which of them is not told
   */
  SensitiveBytes decrypt(Key key, Map<String, String> context, CiphertextBlob blob) {
    if (!key.hasMaterial(blob.keyVersion())) {
      throw invalidCiphertext();
    }
    KeyMaterial material = keys.material(key, blob.keyVersion());
    if (material == null) {
      throw lost(key);
    }
    try {
      return keyring.decrypt(material, context, blob);
    } catch (OpenException e) {
      throw invalidCiphertext();
    }
  }

  /** Draws random bytes. */
  SensitiveBytes random(int length) {
    return SensitiveBytes.owning(entropy.bytes(length));
  }

  private static ServiceException lost(Key key) {
    return new ServiceException(
        ErrorCode.KMS_INTERNAL,
        "An internal error occurred.",
        new IllegalStateException("a material of " + key.arn() + " does not unwrap"));
  }

  private static ServiceException invalidCiphertext() {
    return new ServiceException(ErrorCode.INVALID_CIPHERTEXT, "");
  }

  /**
   * Refuses a ciphertext of another key than the one that the request names.
   *
   * @param keyId what the request calls the key, or null
   * @throws ServiceException IncorrectKeyException; NotFoundException if there is no such key
   */
  static void requireNamed(@Nullable String keyId, Key key, Keys keys, Call call) {
    if (keyId != null) {
      Key named =
          keys.require(Asks.orNotFound(() -> KeyRef.parse(keyId, call.account(), call.region())));
      if (!named.id().equals(key.id())) {
        throw new ServiceException(
            ErrorCode.INCORRECT_KEY,
            "The key ID in the request does not identify a CMK that can perform this operation.");
      }
    }
  }

  /**
   * Reads a ciphertext, without which only dry runs that are not offered do.
   *
   * @throws ServiceException InvalidCiphertextException; ValidationException if there is none
   */
  static CiphertextBlob requireBlob(byte @Nullable [] bytes) {
    if (bytes == null) {
      throw new ServiceException(ErrorCode.VALIDATION, "CiphertextBlob is required.");
    }
    return Asks.blob(bytes);
  }

  /** Refuses algorithms of keys that are not offered. */
  static void requireSymmetric(@Nullable String algorithm) {
    if (algorithm != null && !algorithm.equals(KeyMetadata.SYMMETRIC)) {
      throw new ServiceException(
          ErrorCode.VALIDATION, "Algorithm " + algorithm + " and key spec do not match.");
    }
  }

  /** Refuses to encrypt for an enclave. */
  static void requireNoRecipient(Shapes.@Nullable Recipient recipient) {
    if (recipient != null) {
      throw new ServiceException(
          ErrorCode.VALIDATION, "Recipient is not supported: there are no enclaves here.");
    }
  }

  /**
   * Returns how many bytes a data key has.
   *
   * @throws ServiceException ValidationException unless exactly one of the two is given
   */
  static int dataKeyLength(@Nullable String keySpec, @Nullable Long numberOfBytes) {
    if ((keySpec == null) == (numberOfBytes == null)) {
      throw new ServiceException(
          ErrorCode.VALIDATION, "Please specify either number of bytes or key spec, but not both.");
    }
    if (numberOfBytes != null) {
      return numberOfBytes.intValue();
    }
    return "AES_256".equals(keySpec) ? AES_256_BYTES : AES_128_BYTES;
  }
}
