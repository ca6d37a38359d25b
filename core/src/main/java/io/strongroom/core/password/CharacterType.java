package io.strongroom.core.password;

import java.util.Arrays;

/** The classes of characters that passwords are made of; together all printable ASCII. */
enum CharacterType {
  LOWERCASE("abcdefghijklmnopqrstuvwxyz"),
  UPPERCASE("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
  NUMBER("0123456789"),
  PUNCTUATION("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"),
  SPACE(" ");

  private final String characters;

  CharacterType(String characters) {
    this.characters = characters;
  }

  /** Returns the characters of this class that {@code excluded} does not contain, in ASCII. */
  byte[] without(String excluded) {
    byte[] left = new byte[characters.length()];
    int count = 0;
    for (int i = 0; i < characters.length(); i++) {
      char character = characters.charAt(i);
      if (excluded.indexOf(character) < 0) {
        left[count++] = (byte) character;
      }
    }
    return Arrays.copyOf(left, count);
  }
}
