package io.strongroom.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;

/** One store with one key and one secret, from which tests deviate. */
final class Samples {
  static final StoreId STORE = StoreId.parse("5a3c1d7e-90b4-4f6a-8c2d-e1f00a1b2c3d");
  static final KeyOwner OWNER =
      new KeyOwner("111122223333", "eu-central-1", "0f8fad5b-d9cb-469f-a165-70867728950e", 1);
  static final EncryptionContext CONTEXT =
      new EncryptionContext(
          "111122223333",
          "eu-central-1",
          "7c9e6679-7425-40de-944b-e07fc1f90ae7",
          "arn:aws:secretsmanager:eu-central-1:111122223333:secret:app/db-AbCdEf",
          "a1b2c3d4-5678-90ab-cdef-111111111111",
          ValueKind.STRING);

  private Samples() {}

  static RootKey root() {
    return RootKey.generate(new SeededEntropy(1));
  }

  static Keyring ring() {
    return Keyring.of(root(), STORE, new SeededEntropy(2));
  }

  static KeyMaterial key(Keyring ring) {
    return key(ring, OWNER);
  }

  static KeyMaterial key(Keyring ring, KeyOwner owner) {
    try {
      return ring.unwrap(owner, ring.newWrappedKey(owner));
    } catch (OpenException e) {
      throw new AssertionError("a new key does not unwrap", e);
    }
  }

  static SensitiveBytes secret(String text) {
    return SensitiveBytes.owning(text.getBytes(UTF_8));
  }

  static byte[] bytes(SensitiveBytes secret) {
    return secret.use(byte[]::clone);
  }

  static String text(SensitiveBytes secret) {
    return new String(bytes(secret), UTF_8);
  }

  static byte[] flipping(byte[] bytes, int at, int mask) {
    byte[] flipped = bytes.clone();
    flipped[at] ^= (byte) mask;
    return flipped;
  }

  static byte[] hex(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
