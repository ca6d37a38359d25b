package io.strongroom.keys;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 (FIPS 180-4), of arrays. */
public final class Sha256 {

  /** How many bytes a digest has. */
  public static final int LENGTH = 32;

  private static final ThreadLocal<MessageDigest> DIGEST = ThreadLocal.withInitial(Sha256::digest);

  private Sha256() {}

  /** Returns the 32-byte digest of {@code data}. */
  public static byte[] hash(byte[] data) {
    return DIGEST.get().digest(data);
  }

  /** Returns the 32-byte digest of the first {@code length} bytes of {@code data}. */
  public static byte[] hash(byte[] data, int length) {
    MessageDigest digest = DIGEST.get();
    digest.update(data, 0, length);
    return digest.digest();
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
