package io.strongroom.core.secret;

import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;

/**
 * The friendly name of a secret: unique in an account and region, case-sensitive, never changed.
 *
 * @param text 1 to {@value #MAX_LENGTH} characters of {@code A-Za-z0-9/_+=.@!-}
 */
public record SecretName(String text) {

  /** The longest name, in characters. Source: service model, {@code NameType}. */
  public static final int MAX_LENGTH = 512;

  private static final String REFUSAL =
      "Invalid name. Must be a valid name containing alphanumeric characters, or any of the"
          + " following: -/_+=.@!";

  /** Refuses text outside the alphabet with an {@link IllegalArgumentException}. */
  public SecretName {
    if (!isName(text)) {
      throw new IllegalArgumentException("not a secret name");
    }
  }

  /**
   * Reads a name from a request.
   *
   * @throws ServiceException ValidationException with the text that the service gives
   */
  public static SecretName parse(String text) {
    if (!isName(text)) {
      throw refusal();
    }
    return new SecretName(text);
  }

  /** Returns the error for text that is neither a name nor an ARN of a secret. */
  static ServiceException refusal() {
    return new ServiceException(ErrorCode.VALIDATION, REFUSAL);
  }

  /** Tells whether {@code text} has a name's length and alphabet. */
  static boolean isName(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (!isNameCharacter(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isNameCharacter(char c) {
    return ArnSuffix.isLetterOrDigit(c) || "/_+=.@-!".indexOf(c) >= 0;
  }

  /** Returns the name itself. */
  @Override
  public String toString() {
    return text;
  }
}
