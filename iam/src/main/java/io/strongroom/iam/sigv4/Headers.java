package io.strongroom.iam.sigv4;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The header fields of one request, in order of arrival. Names are lower-case. The listener bounds
 * their number (64), so a look-up walks the list: no attacker-chosen name reaches a hash table.
 */
public final class Headers {
  private final String[] namesAndValues;

  private Headers(String[] namesAndValues) {
    this.namesAndValues = namesAndValues;
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
    return new Headers(copy);
  }

  /** Takes over an array of lower-case names and values in turn; the caller lets go of it. */
  public static Headers owning(String[] lowerNamesAndValues) {
    return new Headers(lowerNamesAndValues);
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
