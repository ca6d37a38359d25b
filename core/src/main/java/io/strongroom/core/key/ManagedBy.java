package io.strongroom.core.key;

/** Who looks after a key. */
public enum ManagedBy {
  /** A service, for its own use on an account's behalf: nobody can change such a key. */
  AWS,
  /** The account. */
  CUSTOMER
}
