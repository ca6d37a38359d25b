package io.strongroom.core.filter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The words that a search looks for, and how text falls into words.
 *
 * <p>Letters and digits make words; everything else stands between words. A word also ends where
 * letters and digits meet, between a lower-case letter and an upper-case letter, and before the
 * last of several upper-case letters when a lower-case letter follows: {@code SecretFTag} is {@code
 * Secret}, {@code F}, {@code Tag}, and {@code COMPANYthings} is {@code COMPAN}, {@code Ythings}. A
 * letter without case makes a word with its like.
 *
 * <p>A text meets the search if each sought word begins some word of the text, in any order,
 * whatever the case.
 *
 * <p>INVARIANT: {@link #sought} is folded, sorted, and no word in it begins another. What begins a
 * longer sought word is found with it and can be left out. So one word of a text has at most one
 * sought word at its beginning, and that is the greatest one not above it, which a binary search
 * finds. The cost of a match is the length of the text times the logarithm of the number of sought
 * words, whatever a caller sends.
 *
 * <p>Source: user guide, Find secrets in Secrets Manager, and public tests run against the service.
 * The changes between letters and digits are documented and not tested by anybody (unconfirmed).
 */
public final class Words {
  private final String[] sought;

  private Words(String[] sought) {
    this.sought = sought;
  }

  /** Prepares the search for all words of {@code value}. */
  public static Words of(String value) {
    String[] words =
        split(value).stream().map(Words::folded).distinct().sorted().toArray(String[]::new);
    List<String> longest = new ArrayList<>(words.length);
    for (int i = 0; i < words.length; i++) {
      // Whatever begins with words[i] follows it directly in the order.
      if (i + 1 == words.length || !words[i + 1].startsWith(words[i])) {
        longest.add(words[i]);
      }
    }
    return new Words(longest.toArray(String[]::new));
  }

  /** Returns the words of {@code text} from left to right, as they are written. */
  public static List<String> split(String text) {
    List<String> words = new ArrayList<>();
    for (int start = startOfWord(text, 0); start < text.length(); ) {
      int end = endOfWord(text, start);
      words.add(text.substring(start, end));
      start = startOfWord(text, end);
    }
    return words;
  }

  /**
   * Returns the longest of the words, or null if there are none: whatever meets the search has a
   * word that begins with it, both {@linkplain #folded folded}.
   */
  @Nullable String longest() {
    return Arrays.stream(sought).max(Comparator.comparingInt(String::length)).orElse(null);
  }

  /**
   * Tells whether each of these words begins some word of {@code text}. If there are no words at
   * all, because the value had nothing but separators, nothing meets them.
   */
  public boolean allBeginWordsOf(String text) {
    if (sought.length == 0) {
      return false;
    }
    boolean[] found = new boolean[sought.length];
    int missing = sought.length;
    for (int start = startOfWord(text, 0); start < text.length(); ) {
      int end = endOfWord(text, start);
      int index = indexOfBeginning(text, start, end);
      if (index >= 0 && !found[index]) {
        found[index] = true;
        missing--;
        if (missing == 0) {
          return true;
        }
      }
      start = startOfWord(text, end);
    }
    return false;
  }

  /** Returns the index of the sought word that begins {@code text[start, end)}, or -1. */
  private int indexOfBeginning(String text, int start, int end) {
    int low = 0;
    int high = sought.length - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (isAbove(sought[middle], text, start, end)) {
        high = middle - 1;
      } else {
        low = middle;
      }
    }
    return begins(sought[low], text, start, end) ? low : -1;
  }

  private static boolean isAbove(String word, String text, int start, int end) {
    int common = Math.min(word.length(), end - start);
    for (int i = 0; i < common; i++) {
      char other = folded(text.charAt(start + i));
      if (word.charAt(i) != other) {
        return word.charAt(i) > other;
      }
    }
    return word.length() > common;
  }

  private static boolean begins(String word, String text, int start, int end) {
    if (word.length() > end - start) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (word.charAt(i) != folded(text.charAt(start + i))) {
        return false;
      }
    }
    return true;
  }

  private static int startOfWord(String text, int from) {
    int at = from;
    while (at < text.length()) {
      int character = text.codePointAt(at);
      if (Kind.of(character) != Kind.SEPARATOR) {
        return at;
      }
      at += Character.charCount(character);
    }
    return at;
  }

  private static int endOfWord(String text, int start) {
    Kind before = Kind.of(text.codePointAt(start));
    int at = start + Character.charCount(text.codePointAt(start));
    while (at < text.length()) {
      int character = text.codePointAt(at);
      int next = at + Character.charCount(character);
      Kind kind = Kind.of(character);
      boolean joins =
          switch (kind) {
            case UPPER -> before == Kind.UPPER && !isLower(text, next);
            case LOWER -> before == Kind.UPPER || before == Kind.LOWER;
            case SEPARATOR -> false;
            case DIGIT, CASELESS -> before == kind;
          };
      if (!joins) {
        return at;
      }
      before = kind;
      at = next;
    }
    return at;
  }

  private static boolean isLower(String text, int at) {
    return at < text.length() && Kind.of(text.codePointAt(at)) == Kind.LOWER;
  }

  /** Returns a word as it is compared: whatever its case was. */
  static String folded(String word) {
    char[] characters = word.toCharArray();
    for (int i = 0; i < characters.length; i++) {
      characters[i] = folded(characters[i]);
    }
    return new String(characters);
  }

  /** Folds through upper case, since some letters have one upper and two lower forms. */
  private static char folded(char character) {
    return Character.toLowerCase(Character.toUpperCase(character));
  }

  /** Returns the sought words, for people. */
  @Override
  public String toString() {
    return Arrays.toString(sought);
  }

  private enum Kind {
    UPPER,
    LOWER,
    CASELESS,
    DIGIT,
    SEPARATOR;

    static Kind of(int character) {
      // Some signs that are no letters have a case, such as circled letters.
      if (!Character.isLetter(character)) {
        return Character.isDigit(character) ? DIGIT : SEPARATOR;
      }
      if (Character.isLowerCase(character)) {
        return LOWER;
      }
      boolean upper = Character.isUpperCase(character) || Character.isTitleCase(character);
      return upper ? UPPER : CASELESS;
    }
  }
}
