package io.strongroom.core.secret;

import io.strongroom.keys.Entropy;

/**
 * The six random characters at the end of a secret's ARN. They differ each time a name is created
 * again, so that a permission on the old secret does not reach the new one.
 *
 * @param text exactly {@value #LENGTH} ASCII letters and digits
 */
public record ArnSuffix(String text) {

  /** How many characters a suffix has. */
  public static final int LENGTH = 6;

  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  /** Bytes from here on are thrown away, so that each character is equally likely. */
  private static final int FAIR_BOUND = 256 - 256 % ALPHABET.length();

  /** Refuses other lengths and characters with an {@link IllegalArgumentException}. */
  public ArnSuffix {
    if (!isSuffix(text)) {
      throw new IllegalArgumentException("an ARN suffix has six letters or digits");
    }
  }

  /** Draws a new suffix. */
  public static ArnSuffix random(Entropy entropy) {
    StringBuilder text = new StringBuilder(LENGTH);
    while (text.length() < LENGTH) {
      for (byte b : entropy.bytes(LENGTH)) {
        int drawn = b & 0xff;
        if (drawn < FAIR_BOUND && text.length() < LENGTH) {
          text.append(ALPHABET.charAt(drawn % ALPHABET.length()));
        }
      }
    }
    return new ArnSuffix(text.toString());
  }

  /** Tells whether {@code text} looks like a suffix. */
  static boolean isSuffix(String text) {
    if (text.length() != LENGTH) {
      return false;
    }
    for (int i = 0; i < LENGTH; i++) {
      if (!isLetterOrDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  /** Returns the six characters. */
  @Override
  public String toString() {
    return text;
  }
}
