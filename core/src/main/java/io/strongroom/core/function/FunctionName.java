package io.strongroom.core.function;

/**
 * The name of a function, unique within an account and region. Case matters.
 *
 * <p>Source: Lambda API Reference, CreateFunction, "FunctionName".
 *
 * @param text 1 to {@value #MAX_LENGTH} letters, digits, hyphens and underscores
 */
public record FunctionName(String text) implements Comparable<FunctionName> {

  /** The longest name, in characters. */
  public static final int MAX_LENGTH = 64;

  /** Refuses what is no name with an {@link IllegalArgumentException}. */
  public FunctionName {
    if (!isName(text)) {
      throw new IllegalArgumentException("not the name of a function");
    }
  }

  /** Tells whether a text has the form of a name. */
  public static boolean isName(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_LENGTH
        && text.chars().allMatch(FunctionName::isOfName);
  }

  private static boolean isOfName(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_';
  }

  @Override
  public int compareTo(FunctionName other) {
    return text.compareTo(other.text);
  }

  /** Returns the name. */
  @Override
  public String toString() {
    return text;
  }
}
