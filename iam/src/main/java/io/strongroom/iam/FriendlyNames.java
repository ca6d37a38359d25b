package io.strongroom.iam;

/**
 * The forms that names and paths of identities may have.
 *
 * <p>Source: IAM User Guide, "IAM identifiers", "Friendly names and paths"; the bounds are those of
 * the service model of 2010-05-08.
 */
public final class FriendlyNames {

  /** The longest path, in characters. */
  public static final int MAX_PATH_LENGTH = 512;

  private FriendlyNames() {}

  /**
   * Tells whether {@code text} is a path: {@code /}, or at most {@value #MAX_PATH_LENGTH} visible
   * ASCII characters that begin and end with {@code /}.
   */
  public static boolean isPath(String text) {
    if (text.length() > MAX_PATH_LENGTH || !text.startsWith("/") || !text.endsWith("/")) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '!' || text.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }

  /** Tells whether {@code text} has 1 to {@code longest} letters, digits or {@code _+=,.@-}. */
  public static boolean isName(String text, int longest) {
    if (text.isEmpty() || text.length() > longest) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && !(c >= '0' && c <= '9') && "_+=,.@-".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }
}
