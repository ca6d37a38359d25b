package io.strongroom.keys;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.UUID;

/**
 * One sealed secret value: ciphertext and all that is needed to open it but the KMS key. The layout
 * is described byte by byte, with test vectors, in {@code docs/formats/envelope.md}.
 */
public final class Envelope {

  /** The most bytes a sealed value has: the quota of a secret value. */
  public static final int MAX_PLAINTEXT = 65_536;

  /** The format that is written, which is the first byte (requirement CRY-6). */
  static final byte FORMAT = 1;

  static final int KIND_AT = 1;
  static final int KEY_ID_AT = 2;
  static final int KEY_VERSION_AT = 18;
  static final int DATA_KEY_ID_AT = 22;
  static final int WRAPPED_AT = 38;
  static final int WRAPPED_LENGTH = AesGcm.KEY_LENGTH + AesGcm.OVERHEAD;
  static final int COMMITMENT_AT = WRAPPED_AT + WRAPPED_LENGTH;
  static final int VALUE_AT = COMMITMENT_AT + Hkdf.LENGTH;

  /** How much longer an envelope is than the value in it. */
  static final int OVERHEAD = VALUE_AT + AesGcm.OVERHEAD;

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] bytes;
  private final ValueKind kind;

  private Envelope(byte[] bytes, ValueKind kind) {
    this.bytes = bytes;
    this.kind = kind;
  }

  /** Takes over an array that was just filled according to the layout. */
  static Envelope of(byte[] bytes, ValueKind kind) {
    return new Envelope(bytes, kind);
  }

  /**
   * Reads an envelope and takes over {@code bytes}, which the caller must not change. Only the
   * structure is checked; {@link Keyring#open} tells whether it is authentic.
   *
   * @throws OpenException for an unknown format or kind, or a length that no envelope has
   */
  public static Envelope parse(byte[] bytes) throws OpenException {
    if (bytes.length < OVERHEAD) {
      throw new OpenException("the envelope is too short");
    }
    if (bytes[0] != FORMAT) {
      throw new OpenException("the envelope has an unknown format version");
    }
    if (bytes.length > OVERHEAD + MAX_PLAINTEXT) {
      throw new OpenException("the envelope is too long");
    }
    return new Envelope(bytes, ValueKind.of(bytes[KIND_AT]));
  }

  /** Returns a copy of the bytes that {@link #parse} reads. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Returns the id of the KMS key that wraps the data key, a UUID in lower case. */
  public String keyId() {
    return id().toString();
  }

  /** Returns the version of the KMS key's material. */
  public int keyVersion() {
    return (int) INTS.get(bytes, KEY_VERSION_AT);
  }

  /** Returns whether the value is text or bytes. */
  public ValueKind kind() {
    return kind;
  }

  UUID id() {
    return Uuids.at(bytes, KEY_ID_AT);
  }

  /** Returns the bytes themselves, for reading only. */
  byte[] array() {
    return bytes;
  }

  /** Tells whether the other has the same bytes. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Envelope envelope && Arrays.equals(bytes, envelope.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Returns key, version, kind and length. */
  @Override
  public String toString() {
    return "Envelope(%s version %d, %s, %d bytes)"
        .formatted(keyId(), keyVersion(), kind, bytes.length);
  }
}
