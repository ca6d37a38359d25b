package io.strongroom.iam;

import org.jspecify.annotations.Nullable;

/**
 * A twelve-digit account number. Every stored thing belongs to exactly one account.
 *
 * @param digits exactly twelve ASCII digits
 */
public record AccountId(String digits) {

  /** How many digits an account number has. */
  public static final int LENGTH = 12;

  /** Refuses anything but twelve ASCII digits with an {@link IllegalArgumentException}. */
  public AccountId {
    if (!isAccountId(digits)) {
      throw new IllegalArgumentException("an account id has exactly 12 digits");
    }
  }

  /** Tells whether {@code text} has the form of an account number. */
  public static boolean isAccountId(String text) {
    if (text.length() != LENGTH) {
      return false;
    }
    for (int i = 0; i < LENGTH; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return false;
      }
    }
    return true;
  }

  // Written out, as every start needs them, and those of a record are linked anew at each.

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AccountId account && digits.equals(account.digits);
  }

  @Override
  public int hashCode() {
    return digits.hashCode();
  }

  /** Returns the twelve digits. */
  @Override
  public String toString() {
    return digits;
  }
}
