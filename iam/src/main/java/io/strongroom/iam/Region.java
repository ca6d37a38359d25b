package io.strongroom.iam;

/**
 * The name of a region, such as {@code us-east-1}. A region is a namespace of this server: nothing
 * is shared between two regions by name.
 *
 * @param name lower-case letters, digits and hyphens, at most {@value #MAX_LENGTH} characters
 */
public record Region(String name) {

  /** The longest region name the service model allows. */
  public static final int MAX_LENGTH = 128;

  /** Refuses a malformed name with an {@link IllegalArgumentException}. */
  public Region {
    if (!isRegion(name)) {
      throw new IllegalArgumentException("a region has the form us-east-1");
    }
  }

  /**
   * Tells whether {@code text} is one or more words of lower-case letters, each followed by a
   * hyphen, and then digits: the model's pattern {@code ^([a-z]+-)+\d+$}.
   */
  public static boolean isRegion(String text) {
    int lastHyphen = text.lastIndexOf('-');
    if (lastHyphen <= 0 || text.length() > MAX_LENGTH || lastHyphen == text.length() - 1) {
      return false;
    }
    for (int i = 0; i < lastHyphen; i++) {
      char c = text.charAt(i);
      boolean letter = c >= 'a' && c <= 'z';
      boolean separator = c == '-' && i > 0 && text.charAt(i - 1) != '-';
      if (!letter && !separator) {
        return false;
      }
    }
    if (text.charAt(lastHyphen - 1) == '-') {
      return false;
    }
    for (int i = lastHyphen + 1; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  /** Returns the name. */
  @Override
  public String toString() {
    return name;
  }
}
