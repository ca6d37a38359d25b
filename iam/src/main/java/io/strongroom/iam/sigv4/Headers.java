package io.strongroom.iam.sigv4;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The header fields of one request, in order of arrival. Names are lower-case. The listener bounds
 * their number (64), so a look-up walks the list: no attacker-chosen name reaches a hash table.
 */
public final class Headers {
  private final String[] namesAndValues;
  private final boolean clean;

  private Headers(String[] namesAndValues, boolean clean) {
    this.namesAndValues = namesAndValues;
    this.clean = clean;
  }

  /** Takes names and values in turn; names are put into lower case. */
  public static Headers of(String... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException("each name needs a value");
    }
    String[] copy = namesAndValues.clone();
    for (int i = 0; i < copy.length; i += 2) {
      copy[i] = copy[i].toLowerCase(Locale.ROOT);
    }
    return new Headers(copy, false);
  }

  /**
   * Takes over an array of lower-case names and values in turn; the caller lets go of it.
   *
   * @param clean whether all names are tokens (RFC 9110, section 5.6.2), and all values have one
   *     byte in each character and no control characters, so that nobody need look again
   */
  public static Headers owning(String[] lowerNamesAndValues, boolean clean) {
    return new Headers(lowerNamesAndValues, clean);
  }

  /** Tells whether names and values are known to have the characters that they may have. */
  public boolean isClean() {
    return clean;
  }

  /** Returns how many fields there are; a repeated name counts each time. */
  public int size() {
    return namesAndValues.length / 2;
  }

  /** Returns the lower-case name of field {@code index}, counted from 0. */
  public String name(int index) {
    return namesAndValues[2 * index];
  }

  /** Returns the value of field {@code index}, counted from 0, without surrounding white space. */
  public String value(int index) {
    return namesAndValues[2 * index + 1];
  }

  /** Returns the first value under a lower-case {@code name}, or null if there is none. */
  public @Nullable String get(String name) {
    for (int i = 0; i < namesAndValues.length; i += 2) {
      if (namesAndValues[i].equals(name)) {
        return namesAndValues[i + 1];
      }
    }
    return null;
  }
}
