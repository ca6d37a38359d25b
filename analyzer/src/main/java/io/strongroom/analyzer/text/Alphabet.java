package io.strongroom.analyzer.text;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The characters of which a part of a text consists.
 *
 * @param characters those of ASCII, the most usual first
 * @param beyondAscii whether all others belong to it too
 */
public record Alphabet(String characters, boolean beyondAscii) {
  private static final String DIGITS = "0123456789";
  private static final String SMALL = "abcdefghijklmnopqrstuvwxyz";
  private static final String CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final int END_OF_ASCII = 128;

  /** The digits of an account. */
  public static final Alphabet OF_DIGITS = new Alphabet("7890123456", false);

  /** Of a name of IAM. */
  public static final Alphabet OF_NAMES =
      new Alphabet("x" + SMALL + CAPITALS + DIGITS + "_+=,.@-", false);

  /** Of a unique id of IAM. */
  public static final Alphabet OF_IDS = new Alphabet("X" + CAPITALS + DIGITS, false);

  /** Of the name of an action, in lower case. */
  public static final Alphabet OF_ACTIONS = new Alphabet("x" + SMALL + DIGITS + "-_", false);

  /** Of a path of IAM: visible characters. */
  public static final Alphabet OF_PATHS = new Alphabet("x" + visible(), false);

  /** Of any text. */
  public static final Alphabet OF_TEXTS = new Alphabet("x" + visible() + " \t\n\r", true);

  private static String visible() {
    StringBuilder rest = new StringBuilder(SMALL + CAPITALS + DIGITS);
    for (char c = '!'; c <= '~'; c++) {
      if (!Character.isLetterOrDigit(c)) {
        rest.append(c);
      }
    }
    return rest.toString();
  }

  boolean has(int c) {
    return c < END_OF_ASCII ? characters.indexOf(c) >= 0 : beyondAscii;
  }

  /** Returns the first character that is none of these, or null. */
  @Nullable Integer other(Set<Integer> characters) {
    for (int i = 0; i < this.characters.length(); i++) {
      int c = this.characters.charAt(i);
      if (!characters.contains(c)) {
        return c;
      }
    }
    return beyondAscii ? firstBeyond(characters) : null;
  }

  private static Integer firstBeyond(Set<Integer> characters) {
    int c = 'ÿ';
    while (characters.contains(c)) {
      c++;
    }
    return c;
  }
}
