package io.strongroom.store.sql;

import io.strongroom.iam.AccountId;

/**
 * What a commit has touched, for servers that keep it in memory: a line for each, of a letter and
 * what it is found by, with tabs between, none of which can be in a name.
 */
public final class Announcement {
  static final String SECRET = "s";
  static final String KEY = "k";
  static final String ALIAS = "a";
  static final String ACCOUNT = "i";

  private final StringBuilder lines = new StringBuilder();

  /** Adds a secret. */
  void secret(Place place) {
    add(SECRET, place.account().digits(), place.region().name(), place.name().text());
  }

  /** Adds a KMS key, and with it its aliases. */
  void key(String id) {
    add(KEY, id);
  }

  /** Adds an alias of a KMS key. */
  void alias(KeyCaches.AliasPlace place) {
    add(ALIAS, place.account().digits(), place.region().name(), place.name());
  }

  /** Adds an account, with all its identities and access keys. */
  void account(AccountId id) {
    add(ACCOUNT, id.digits());
  }

  private void add(String... fields) {
    lines.append(String.join("\t", fields)).append('\n');
  }

  /** Returns the lines. */
  public String text() {
    return lines.toString();
  }
}
