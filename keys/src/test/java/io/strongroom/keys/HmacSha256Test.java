package io.strongroom.keys;

import static io.strongroom.keys.Samples.hex;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HmacSha256Test {

  /** RFC 4231, section 4; case 5 gives the first 128 bits only. */
  static Stream<Arguments> rfc4231() {
    return Stream.of(
        Arguments.of(
            "0b".repeat(20),
            text("Hi There"),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
        Arguments.of(
            text("Jefe"),
            text("what do ya want for nothing?"),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
        Arguments.of(
            "aa".repeat(20),
            "dd".repeat(50),
            "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"),
        Arguments.of(
            "0102030405060708090a0b0c0d0e0f10111213141516171819",
            "cd".repeat(50),
            "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"),
        Arguments.of(
            "0c".repeat(20), text("Test With Truncation"), "a3b6167473100ee06e0c796c2955552b"),
        Arguments.of(
            "aa".repeat(131),
            text("Test Using Larger Than Block-Size Key - Hash Key First"),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"),
        Arguments.of(
            "aa".repeat(131),
            text(
                "This is a test using a larger than block-size key and a larger than block-size"
                    + " data. The key needs to be hashed before being used by the HMAC algorithm."),
            "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"));
  }

  @ParameterizedTest
  @MethodSource("rfc4231")
  void codesAreThoseOfRfc4231(String key, String data, String code) {
    String computed = hex(HmacSha256.keyed(hex(key)).mac(hex(data)));

    assertEquals(code, computed.substring(0, code.length()));
    assertEquals(2 * HmacSha256.LENGTH, computed.length());
  }

  @Test
  void keyIsCopied() {
    byte[] key = {1, 2, 3};
    HmacSha256 hmac = HmacSha256.keyed(key);
    String before = hex(hmac.mac(new byte[5]));
    key[0] = 9;

    assertEquals(before, hex(hmac.mac(new byte[5])));
  }

  @Test
  void emptyKeyIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> HmacSha256.keyed(new byte[0]));
  }

  private static String text(String ascii) {
    return hex(ascii.getBytes(US_ASCII));
  }
}
