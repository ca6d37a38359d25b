package io.strongroom.keys;

import static io.strongroom.keys.Samples.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HkdfTest {
  private static final int DIGITS = 2 * Hkdf.LENGTH;

  /** RFC 5869, appendices A.1 to A.3: material, salt, info, pseudorandom key, output. */
  static Stream<Arguments> rfc5869() {
    return Stream.of(
        Arguments.of(
            "0b".repeat(22),
            "000102030405060708090a0b0c",
            "f0f1f2f3f4f5f6f7f8f9",
            "077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5",
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"),
        Arguments.of(
            run(0x00, 0x4f),
            run(0x60, 0xaf),
            run(0xb0, 0xff),
            "06a6b88c5853361a06104c9ceb35b45cef760014904671014a193f40c15fc244",
            "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c"
                + "59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71"
                + "cc30c58179ec3e87c14c01d5c1f3434f1d87"),
        Arguments.of(
            "0b".repeat(22),
            "",
            "",
            "19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04",
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"
                + "9d201395faa4b61a96c8"));
  }

  @DisplayName("KEY-3: derived keys are those of RFC 5869")
  @ParameterizedTest
  @MethodSource("rfc5869")
  void derivedKeysAreThoseOfRfc5869(
      String material, String salt, String info, String key, String output) {
    byte[] derived = Hkdf.derive(hex(material), hex(salt), hex(info));

    assertEquals(output.substring(0, DIGITS), hex(derived));
  }

  @DisplayName("CRY-5: expanded keys are those of RFC 5869")
  @ParameterizedTest
  @MethodSource("rfc5869")
  void expandedKeysAreThoseOfRfc5869(
      String material, String salt, String info, String key, String output) {
    byte[] expanded = Hkdf.expand(HmacSha256.keyed(hex(key)), Hkdf.firstBlock(hex(info)));

    assertEquals(output.substring(0, DIGITS), hex(expanded));
  }

  private static String run(int first, int last) {
    byte[] bytes = new byte[last - first + 1];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (first + i);
    }
    return hex(bytes);
  }
}
