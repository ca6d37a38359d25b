package io.strongroom.keys;

import static io.strongroom.keys.Samples.hex;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AesGcmTest {
  private static final String KEY =
      "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308";
  private static final String NONCE = "cafebabefacedbaddecaf888";
  private static final byte[] DATA = {7};
  private static final String PLAIN =
      "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
          + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255";
  private static final String CIPHER =
      "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
          + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662898015ad";

  /**
   * The cases with a 256-bit key and a 96-bit nonce of McGrew and Viega, "The Galois/Counter Mode
   * of Operation", appendix B (13 to 16): key, nonce, authenticated data, plaintext, ciphertext,
   * tag.
   */
  static Stream<Arguments> knownAnswers() {
    return Stream.of(
        Arguments.of(
            "00".repeat(32), "00".repeat(12), "", "", "", "530f8afbc74536b9a963b4f1c4cb738b"),
        Arguments.of(
            "00".repeat(32),
            "00".repeat(12),
            "",
            "00".repeat(16),
            "cea7403d4d606b6e074ec5d3baf39d18",
            "d0d1c8a799996bf0265b98b5d48ab919"),
        Arguments.of(KEY, NONCE, "", PLAIN, CIPHER, "b094dac5d93471bdec1a502270e3cc6c"),
        Arguments.of(
            KEY,
            NONCE,
            "feedfacedeadbeeffeedfacedeadbeefabaddad2",
            PLAIN.substring(0, 120),
            CIPHER.substring(0, 120),
            "76fc6ece0f4e1768cddf8853bb2d551b"));
  }

  @DisplayName("CRY-2: boxes are those of the published known answers")
  @ParameterizedTest
  @MethodSource("knownAnswers")
  void boxesAreThoseOfKnownAnswers(
      String key, String nonce, String data, String plain, String cipher, String tag)
      throws OpenException {
    byte[] box = new byte[AesGcm.OVERHEAD + plain.length() / 2];
    System.arraycopy(hex(nonce), 0, box, 0, AesGcm.NONCE_LENGTH);
    AesGcm aes = new AesGcm();

    aes.seal(key(key), hex(data), hex(plain), box, 0);

    assertEquals(nonce + cipher + tag, hex(box));
    assertEquals(plain, hex(aes.open(key(key), hex(data), box, 0, box.length)));
  }

  @Test
  void boxLiesWhereItIsToldTo() throws OpenException {
    byte[] plain = {1, 2, 3};
    byte[] target = new byte[5 + AesGcm.OVERHEAD + plain.length + 5];
    int length = AesGcm.OVERHEAD + plain.length;
    AesGcm aes = new AesGcm();

    aes.seal(key(KEY), DATA, plain, target, 5);

    assertArrayEquals(new byte[5 + AesGcm.NONCE_LENGTH], Arrays.copyOf(target, 17));
    assertArrayEquals(new byte[5], Arrays.copyOfRange(target, 5 + length, target.length));
    assertArrayEquals(plain, aes.open(key(KEY), DATA, target, 5, length));
  }

  @Test
  @DisplayName("CRY-3: a source of entropy that is stuck is noticed")
  void sameNonceTwiceIsRefused() {
    AesGcm aes = new AesGcm();
    byte[] box = new byte[AesGcm.OVERHEAD];
    aes.seal(key(KEY), DATA, new byte[0], box, 0);

    assertThrows(IllegalStateException.class, () -> aes.seal(key(KEY), DATA, new byte[0], box, 0));
  }

  @Test
  void closedKeyIsRefused() {
    SymmetricKey key = key(KEY);
    key.close();

    assertThrows(
        IllegalStateException.class, () -> new AesGcm().open(key, DATA, new byte[40], 0, 40));
  }

  private static SymmetricKey key(String hex) {
    return SymmetricKey.owning(SymmetricKey.AES, hex(hex));
  }
}
