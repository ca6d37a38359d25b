package io.strongroom.keys;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;

/** HMAC-SHA-256 (RFC 2104) under one key, for use by many threads. */
public final class HmacSha256 {

  /** How many bytes a code has. */
  public static final int LENGTH = 32;

  private static final ThreadLocal<Mac> MAC = ThreadLocal.withInitial(HmacSha256::newMac);

  private final SymmetricKey key;

  private HmacSha256(SymmetricKey key) {
    this.key = key;
  }

  /** Keys a code with a copy of {@code key}, which has at least one byte. */
  public static HmacSha256 keyed(byte[] key) {
    return owning(key.clone());
  }

  /** Takes over {@code key}; the caller must not touch the array again. */
  static HmacSha256 owning(byte[] key) {
    return new HmacSha256(SymmetricKey.owning(SymmetricKey.HMAC, key));
  }

  /**
   * Returns the 32-byte code of {@code data}.
   *
   * @throws IllegalStateException once the {@link Keyring} that made this is closed
   */
  public byte[] mac(byte[] data) {
    return mac(data, data.length);
  }

  /** The same of the first {@code length} bytes of {@code data}. */
  public byte[] mac(byte[] data, int length) {
    Mac mac = MAC.get();
    try {
      mac.init(key);
    } catch (InvalidKeyException e) {
      throw new IllegalStateException("HMAC takes a key of any length", e);
    }
    mac.update(data, 0, length);
    return mac.doFinal();
  }

  void wipe() {
    key.destroy();
  }

  /** Returns a constant. */
  @Override
  public String toString() {
    return "HmacSha256(redacted)";
  }

  private static Mac newMac() {
    try {
      return Mac.getInstance(SymmetricKey.HMAC);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + SymmetricKey.HMAC, e);
    }
  }
}
