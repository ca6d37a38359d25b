package io.strongroom.keys;

import java.nio.ByteBuffer;

/**
 * What a KMS key encrypted directly, at a caller's wish: ciphertext and all that is needed to find
 * its key. The layout is described byte by byte, with test vectors, in {@code
 * docs/formats/kms-ciphertext.md}. It holds no commitment: a KMS key's material is made here, is
 * named in the blob, and is known to no caller, so nobody can look for two keys that open one blob.
 */
public final class CiphertextBlob {

  /** The most bytes that a KMS key encrypts directly. Source: service model 2014-11-01. */
  public static final int MAX_PLAINTEXT = 4_096;

  /** The format that is written, which is the first byte (requirement CRY-6). */
  static final byte FORMAT = 1;

  static final int KEY_ID_AT = 1;
  static final int KEY_VERSION_AT = 17;
  static final int BOX_AT = 21;

  /** How much longer a blob is than what it holds. */
  static final int OVERHEAD = BOX_AT + AesGcm.OVERHEAD;

  private final byte[] bytes;

  private CiphertextBlob(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Takes over an array that was just filled according to the layout. */
  static CiphertextBlob of(byte[] bytes) {
    return new CiphertextBlob(bytes);
  }

  /**
   * Reads a blob and takes a copy. Only the structure is checked; {@link Keyring#decrypt} tells
   * whether it is authentic.
   *
   * @throws OpenException for an unknown format, or a length that no blob has
   */
  public static CiphertextBlob parse(byte[] bytes) throws OpenException {
    if (bytes.length < OVERHEAD || bytes.length > OVERHEAD + MAX_PLAINTEXT) {
      throw new OpenException("the ciphertext has a length that none has");
    }
    if (bytes[0] != FORMAT) {
      throw new OpenException("the ciphertext has an unknown format version");
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    if (buffer.getInt(KEY_VERSION_AT) < 0) {
      throw new OpenException("the ciphertext names a version that no key has");
    }
    return new CiphertextBlob(bytes.clone());
  }

  /** Returns a copy of the bytes that {@link #parse} reads. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Returns the id of the KMS key, a UUID in lower case. */
  public String keyId() {
    return Uuids.at(bytes, KEY_ID_AT).toString();
  }

  /** Returns the version of the KMS key's material, zero or more. */
  public int keyVersion() {
    return ByteBuffer.wrap(bytes).getInt(KEY_VERSION_AT);
  }

  /** Returns the bytes themselves, for reading only. */
  byte[] array() {
    return bytes;
  }

  /** Returns key, version and length. */
  @Override
  public String toString() {
    return "CiphertextBlob(%s version %d, %d bytes)".formatted(keyId(), keyVersion(), bytes.length);
  }
}
