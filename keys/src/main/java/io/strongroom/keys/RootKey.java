package io.strongroom.keys;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * The 256-bit key on which everything in a store rests. It comes from outside the store and is
 * never written into it (requirement KEY-1). It is an input of HKDF and of nothing else
 * (requirement KEY-3).
 */
public final class RootKey implements AutoCloseable {

  /** How many bytes a root key has. */
  public static final int LENGTH = 32;

  private static final String ALGORITHM = "HKDF";
  private static final String LABEL_PREFIX = "strongroom/1/";
  private static final String ID_LABEL = "root-key-id";
  private static final int ID_BYTES = 8;
  private static final byte[] NO_SALT = {};

  private final SymmetricKey key;
  private final String id;

  private RootKey(byte[] owned) {
    key = SymmetricKey.owning(ALGORITHM, owned);
    byte[] digest = derive(NO_SALT, ID_LABEL);
    id = HexFormat.of().formatHex(digest, 0, ID_BYTES);
    Arrays.fill(digest, (byte) 0);
  }

  /**
   * Takes a copy of {@code bytes}; the caller goes on owning and closing them.
   *
   * @throws IllegalArgumentException unless there are {@value #LENGTH} bytes
   */
  public static RootKey of(SensitiveBytes bytes) {
    if (bytes.length() != LENGTH) {
      throw new IllegalArgumentException("a root key has " + LENGTH + " bytes");
    }
    return new RootKey(bytes.use(byte[]::clone));
  }

  /** Makes a new key from {@code entropy} (requirement CRY-3). */
  public static RootKey generate(Entropy entropy) {
    return new RootKey(entropy.bytes(LENGTH));
  }

  /**
   * Returns 16 hexadecimal digits that tell root keys apart. They are derived one way under a label
   * of their own, so they may be stored and shown.
   */
  public String id() {
    return id;
  }

  /** Derives 32 bytes for one purpose; the caller owns and wipes them. */
  byte[] derive(byte[] salt, String label) {
    byte[] material = copy();
    try {
      return Hkdf.derive(material, salt, (LABEL_PREFIX + label).getBytes(US_ASCII));
    } finally {
      Arrays.fill(material, (byte) 0);
    }
  }

  /** Returns a copy of the key, which the caller wipes. */
  byte[] copy() {
    return key.getEncoded();
  }

  /** Overwrites the key; what was derived from it goes on working. May be called more than once. */
  @Override
  public void close() {
    key.destroy();
  }

  /** Returns the public id. */
  @Override
  public String toString() {
    return "RootKey(" + id + ")";
  }
}
