package io.strongroom.core.password;

/**
 * What a random password may and must contain.
 *
 * <p>Source: API reference, GetRandomPassword; the members have its names and its order.
 *
 * @param length how many characters, {@link #MIN_LENGTH} to {@link #MAX_LENGTH}
 * @param excludeCharacters characters that must not occur, as a literal set: repeats, and
 *     characters that no password has, mean nothing
 * @param excludeNumbers leaves out {@code 0-9}
 * @param excludePunctuation leaves out the 32 printable ASCII characters that are neither letters,
 *     digits nor the space
 * @param excludeUppercase leaves out {@code A-Z}
 * @param excludeLowercase leaves out {@code a-z}
 * @param includeSpace admits the space
 * @param requireEachIncludedType asks for one character at least of each class that is not left
 *     out; the space is admitted and never required
 */
public record PasswordRules(
    int length,
    String excludeCharacters,
    boolean excludeNumbers,
    boolean excludePunctuation,
    boolean excludeUppercase,
    boolean excludeLowercase,
    boolean includeSpace,
    boolean requireEachIncludedType) {

  /** The shortest password, in characters. */
  public static final int MIN_LENGTH = 1;

  /** The longest password, in characters. */
  public static final int MAX_LENGTH = 4096;

  /** The length of a password when the caller names none. */
  public static final int DEFAULT_LENGTH = 32;

  /** What the caller gets who asks for nothing in particular. */
  public static final PasswordRules DEFAULT =
      new PasswordRules(DEFAULT_LENGTH, "", false, false, false, false, false, true);

  /**
   * Holds {@code length} to its range.
   *
   * @throws IllegalArgumentException if it is outside; callers' values are checked against the
   *     service model before they come here
   */
  public PasswordRules {
    if (length < MIN_LENGTH || length > MAX_LENGTH) {
      throw new IllegalArgumentException("length " + length);
    }
  }

  /** The same rules with more characters left out. */
  public PasswordRules excluding(String more) {
    return new PasswordRules(
        length,
        excludeCharacters + more,
        excludeNumbers,
        excludePunctuation,
        excludeUppercase,
        excludeLowercase,
        includeSpace,
        requireEachIncludedType);
  }

  /** Tells whether passwords may have characters of {@code type}, but for those excluded singly. */
  boolean admits(CharacterType type) {
    return switch (type) {
      case LOWERCASE -> !excludeLowercase;
      case UPPERCASE -> !excludeUppercase;
      case NUMBER -> !excludeNumbers;
      case PUNCTUATION -> !excludePunctuation;
      case SPACE -> includeSpace;
    };
  }

  /** Tells whether each password must have a character of {@code type}. */
  boolean requires(CharacterType type) {
    return requireEachIncludedType && type != CharacterType.SPACE && admits(type);
  }
}
