package io.strongroom.keys;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA-256 (RFC 2104) under one key, for use by many threads. */
public final class HmacSha256 {

  /** How many bytes a code has. */
  public static final int LENGTH = 32;

  private static final String ALGORITHM = "HmacSHA256";
  private static final ThreadLocal<Mac> MAC = ThreadLocal.withInitial(HmacSha256::newMac);

  private final SecretKeySpec key;

  private HmacSha256(SecretKeySpec key) {
    this.key = key;
  }

  /** Keys a code with a copy of {@code key}, which has at least one byte. */
  public static HmacSha256 keyed(byte[] key) {
    return new HmacSha256(new SecretKeySpec(key, ALGORITHM));
  }

  /** Returns the 32-byte code of {@code data}. */
  public byte[] mac(byte[] data) {
    Mac mac = MAC.get();
    try {
      mac.init(key);
    } catch (InvalidKeyException e) {
      throw new IllegalStateException("HMAC takes a key of any length", e);
    }
    return mac.doFinal(data);
  }

  private static Mac newMac() {
    try {
      return Mac.getInstance(ALGORITHM);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }
}
