package io.strongroom.iam.sigv4;

/** Lower-case hexadecimal digits, as signatures and digests are spelled. */
final class Hex {
  private static final byte[] DIGITS = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  private Hex() {}

  /** Returns the digit for the lowest four bits. */
  static byte digit(int bits) {
    return DIGITS[bits & 0xf];
  }

  /** Tells whether {@code text} spells {@code bytes}; how long it takes depends on no content. */
  static boolean spells(String text, byte[] bytes) {
    if (text.length() != 2 * bytes.length) {
      return false;
    }
    int different = 0;
    for (int i = 0; i < bytes.length; i++) {
      different |= text.charAt(2 * i) ^ digit(bytes[i] >> 4);
      different |= text.charAt(2 * i + 1) ^ digit(bytes[i]);
    }
    return different == 0;
  }
}
