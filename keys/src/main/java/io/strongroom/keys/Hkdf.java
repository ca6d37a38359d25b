package io.strongroom.keys;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/** HKDF-SHA-256 (RFC 5869), for outputs of 32 bytes. */
final class Hkdf {

  /** How many bytes a derived key has: one block of the underlying hash. */
  static final int LENGTH = 32;

  private static final byte FIRST_BLOCK = 1;

  private Hkdf() {}

  /** Extracts and expands: a key for the purpose {@code info} from long-lived {@code material}. */
  static byte[] derive(byte[] material, byte[] salt, byte[] info) {
    var steps =
        HKDFParameterSpec.ofExtract().addIKM(material).addSalt(salt).thenExpand(info, LENGTH);
    try {
      return KDF.getInstance("HKDF-SHA256").deriveData(steps);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no provider offers HKDF-SHA-256", e);
    }
  }

  /** Expands only, for a key that is uniformly random already (RFC 5869, section 3.3). */
  static byte[] expand(HmacSha256 key, byte[] firstBlock) {
    return key.mac(firstBlock);
  }

  /**
   * Returns what {@link #expand} authenticates for {@code info}: since the output is no longer than
   * a hash, there is one block, and its input is the purpose and the block's number.
   */
  static byte[] firstBlock(String info) {
    return firstBlock(info.getBytes(US_ASCII));
  }

  static byte[] firstBlock(byte[] info) {
    byte[] block = Arrays.copyOf(info, info.length + 1);
    block[info.length] = FIRST_BLOCK;
    return block;
  }
}
