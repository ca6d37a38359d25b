package io.strongroom.keys;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * A key in the form that JCA providers take, which can be wiped. The platform's own {@code
 * SecretKeySpec} keeps a copy that nobody can overwrite. Wiping and reading exclude each other, so
 * that no operation ever runs under a half-wiped or zero key.
 */
final class SymmetricKey implements SecretKey, AutoCloseable {
  static final String AES = "AES";
  static final String HMAC = "HmacSHA256";

  private static final long serialVersionUID = 1L;

  private final String algorithm;
  private final byte[] bytes;
  private boolean wiped;

  private SymmetricKey(String algorithm, byte[] bytes) {
    this.algorithm = algorithm;
    this.bytes = bytes;
  }

  /** Takes over {@code bytes}; the caller must not touch the array again. */
  static SymmetricKey owning(String algorithm, byte[] bytes) {
    if (bytes.length == 0) {
      throw new IllegalArgumentException("a key has at least one byte");
    }
    return new SymmetricKey(algorithm, bytes);
  }

  @Override
  public String getAlgorithm() {
    return algorithm;
  }

  @Override
  public String getFormat() {
    return "RAW";
  }

  /**
   * Returns a copy, which the provider wipes when it is done.
   *
   * @throws IllegalStateException once the key is wiped
   */
  @Override
  public synchronized byte[] getEncoded() {
    if (wiped) {
      throw new IllegalStateException("the key is closed");
    }
    return bytes.clone();
  }

  /** Returns a key of its own with the same bytes, or null once this one is wiped. */
  synchronized @Nullable SymmetricKey copy() {
    return wiped ? null : new SymmetricKey(algorithm, bytes.clone());
  }

  @Override
  public synchronized void destroy() {
    wiped = true;
    Arrays.fill(bytes, (byte) 0);
  }

  @Override
  public synchronized boolean isDestroyed() {
    return wiped;
  }

  /** Overwrites the key; the same as {@link #destroy}. */
  @Override
  public void close() {
    destroy();
  }

  private void writeObject(ObjectOutputStream out) throws NotSerializableException {
    throw new NotSerializableException("keys do not leave the process");
  }

  /** Returns a constant. */
  @Override
  public String toString() {
    return "SymmetricKey(redacted)";
  }
}
