package io.strongroom.iam;

/**
 * Somebody who can sign a request. Names are case-sensitive here; that two names do not differ in
 * case alone is for whoever creates them.
 *
 * <p>Source: IAM User Guide, "IAM identifiers".
 */
public sealed interface Principal {

  /** Returns the account the principal belongs to; requests act in this account. */
  AccountId account();

  /** Returns the principal's ARN, as policies and audit records name it. */
  String arn();

  /**
   * The account itself, {@code arn:aws:iam::<account>:root}.
   *
   * @param account the account
   */
  record Root(AccountId account) implements Principal {
    @Override
    public String arn() {
      return "arn:aws:iam::" + account + ":root";
    }
  }

  /**
   * A user, {@code arn:aws:iam::<account>:user<path><name>}.
   *
   * @param account the account
   * @param path {@code /}, or a text of at most {@value #MAX_PATH_LENGTH} visible ASCII characters
   *     that begins and ends with {@code /}
   * @param name 1 to {@value #MAX_NAME_LENGTH} letters, digits or {@code _+=,.@-}
   */
  record User(AccountId account, String path, String name) implements Principal {

    /** The longest path, in characters. */
    public static final int MAX_PATH_LENGTH = 512;

    /** The longest name, in characters. */
    public static final int MAX_NAME_LENGTH = 64;

    /** Refuses a malformed path or name with an {@link IllegalArgumentException}. */
    public User {
      if (!isPath(path)) {
        throw new IllegalArgumentException("a user's path begins and ends with a slash");
      }
      if (!isName(name)) {
        throw new IllegalArgumentException("a user name has 1 to 64 of [A-Za-z0-9_+=,.@-]");
      }
    }

    @Override
    public String arn() {
      return "arn:aws:iam::" + account + ":user" + path + name;
    }

    private static boolean isPath(String text) {
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

    private static boolean isName(String text) {
      if (text.isEmpty() || text.length() > MAX_NAME_LENGTH) {
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
}
