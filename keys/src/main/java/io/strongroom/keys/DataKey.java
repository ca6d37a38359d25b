package io.strongroom.keys;

import java.security.MessageDigest;

/**
 * The random key of one secret version (requirement CRY-1). It encrypts nothing itself: a
 * commitment and an encryption key are derived from it. AES-GCM alone does not tie a ciphertext to
 * one key, as somebody who chooses two keys can make a ciphertext that opens under both. The
 * commitment is a hash output over the data key, so no second data key fits it, and with the data
 * key the encryption key is fixed (requirement CRY-5).
 */
final class DataKey implements AutoCloseable {
  private static final byte[] COMMITMENT = Hkdf.firstBlock("strongroom/1/commitment");
  private static final byte[] ENCRYPTION = Hkdf.firstBlock("strongroom/1/encryption");

  private final byte[] bytes;
  private final HmacSha256 expander;

  private DataKey(byte[] bytes) {
    this.bytes = bytes;
    this.expander = HmacSha256.owning(bytes);
  }

  /** Takes over {@code bytes} and wipes them on {@link #close}. */
  static DataKey owning(byte[] bytes) {
    return new DataKey(bytes);
  }

  /** Returns the key itself, not a copy, for wrapping it. */
  byte[] bytes() {
    return bytes;
  }

  byte[] commitment() {
    return Hkdf.expand(expander, COMMITMENT);
  }

  /** Compares in constant time. */
  void requireCommitment(byte[] source, int at) throws OpenException {
    byte[] stored = new byte[Hkdf.LENGTH];
    System.arraycopy(source, at, stored, 0, stored.length);
    if (!MessageDigest.isEqual(stored, commitment())) {
      throw new OpenException("the envelope is not committed to its data key");
    }
  }

  SymmetricKey encryptionKey() {
    return SymmetricKey.owning(SymmetricKey.AES, Hkdf.expand(expander, ENCRYPTION));
  }

  @Override
  public void close() {
    expander.wipe();
  }
}
