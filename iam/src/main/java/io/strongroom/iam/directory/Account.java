package io.strongroom.iam.directory;

import io.strongroom.iam.AccountId;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An account of this server, as its organization knows it.
 *
 * <p>Source: Organizations API Reference, "Account".
 *
 * @param id its number
 * @param name 1 to {@value #MAX_NAME_LENGTH} characters
 * @param email 6 to {@value #MAX_EMAIL_LENGTH} characters, unique on this server ignoring case;
 *     null for an account that was made without one
 * @param alias another name that the account was given, 3 to {@value #MAX_ALIAS_LENGTH} characters,
 *     or null
 * @param standing whether it is the one that the others were made from
 * @param status whether its credentials work
 * @param joined when it was made, in milliseconds
 */
public record Account(
    AccountId id,
    String name,
    @Nullable String email,
    @Nullable String alias,
    Standing standing,
    Status status,
    Instant joined) {

  /** The longest name, in characters. */
  public static final int MAX_NAME_LENGTH = 128;

  /** The longest e-mail address, in characters. */
  public static final int MAX_EMAIL_LENGTH = 64;

  /** The longest alias, in characters. Source: service model of IAM, 2010-05-08. */
  public static final int MAX_ALIAS_LENGTH = 63;

  /** The place of an account in the organization. */
  public enum Standing {
    /** The first account, which the others are managed from. */
    MANAGEMENT,
    /** Any other. */
    MEMBER
  }

  /** Whether an account works. The names are those of the service model. */
  public enum Status {
    /** Its credentials work. */
    ACTIVE,
    /** It was closed: no credentials work, and data is kept. */
    SUSPENDED,
    /** It is being closed; no credentials work. */
    PENDING_CLOSURE
  }

  /** Refuses names and addresses that are too long with an {@link IllegalArgumentException}. */
  public Account {
    if (name.isEmpty() || name.length() > MAX_NAME_LENGTH) {
      throw new IllegalArgumentException("the name of an account has 1 to 128 characters");
    }
    if (email != null && (email.isEmpty() || email.length() > MAX_EMAIL_LENGTH)) {
      throw new IllegalArgumentException("the address of an account has up to 64 characters");
    }
    if (alias != null && (alias.isEmpty() || alias.length() > MAX_ALIAS_LENGTH)) {
      throw new IllegalArgumentException("the alias of an account has up to 63 characters");
    }
  }

  /** Makes an active account that is named by its number and has no address. */
  public static Account unnamed(AccountId id, Standing standing, Instant joined) {
    return new Account(id, id.digits(), null, null, standing, Status.ACTIVE, joined);
  }

  /** Returns the address as it is compared, in lower case, or null. */
  public @Nullable String foldedEmail() {
    return email == null ? null : email.toLowerCase(Locale.ROOT);
  }

  /** Returns the account in another status. */
  public Account turned(Status next) {
    return new Account(id, name, email, alias, standing, next, joined);
  }

  /** Returns the account under another alias, or none. */
  public Account aliased(@Nullable String next) {
    return new Account(id, name, email, next, standing, status, joined);
  }

  /** Tells whether its credentials work. */
  public boolean isActive() {
    return status == Status.ACTIVE;
  }
}
