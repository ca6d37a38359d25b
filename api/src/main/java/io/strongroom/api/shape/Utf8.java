package io.strongroom.api.shape;

/** UTF-8 as RFC 3629 defines it: no surrogates, no overlong forms, nothing beyond U+10FFFF. */
final class Utf8 {
  private Utf8() {}

  /** Tells whether {@code bytes} is valid UTF-8. */
  static boolean isValid(byte[] bytes) {
    int i = 0;
    while (i < bytes.length) {
      int lead = bytes[i] & 0xff;
      if (lead < 0x80) {
        i++;
        continue;
      }
      int length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
      if (lead < 0xc2 || lead > 0xf4 || i + length > bytes.length) {
        return false;
      }
      int second = bytes[i + 1] & 0xff;
      if (second < lowestSecond(lead) || second > highestSecond(lead)) {
        return false;
      }
      for (int k = 2; k < length; k++) {
        if ((bytes[i + k] & 0xc0) != 0x80) {
          return false;
        }
      }
      i += length;
    }
    return true;
  }

  private static int lowestSecond(int lead) {
    return switch (lead) {
      case 0xe0 -> 0xa0;
      case 0xf0 -> 0x90;
      default -> 0x80;
    };
  }

  private static int highestSecond(int lead) {
    return switch (lead) {
      case 0xed -> 0x9f;
      case 0xf4 -> 0x8f;
      default -> 0xbf;
    };
  }

  /** Tells whether every surrogate in {@code text} is one of a pair. */
  static boolean isWellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  /**
   * Encodes {@code length} characters into {@code target}, which has three bytes for each.
   *
   * @return how many bytes were written, or -1 if a surrogate stands alone
   */
  static int encode(char[] text, int start, int length, byte[] target) {
    int at = 0;
    for (int i = start; i < start + length; i++) {
      char c = text[i];
      if (c < 0x80) {
        target[at++] = (byte) c;
      } else if (c < 0x800) {
        target[at++] = (byte) (0xc0 | (c >> 6));
        target[at++] = continuation(c);
      } else if (!Character.isSurrogate(c)) {
        target[at++] = (byte) (0xe0 | (c >> 12));
        target[at++] = continuation(c >> 6);
        target[at++] = continuation(c);
      } else if (Character.isHighSurrogate(c)
          && i + 1 < start + length
          && Character.isLowSurrogate(text[i + 1])) {
        int point = Character.toCodePoint(c, text[++i]);
        target[at++] = (byte) (0xf0 | (point >> 18));
        target[at++] = continuation(point >> 12);
        target[at++] = continuation(point >> 6);
        target[at++] = continuation(point);
      } else {
        return -1;
      }
    }
    return at;
  }

  private static byte continuation(int bits) {
    return (byte) (0x80 | (bits & 0x3f));
  }
}
