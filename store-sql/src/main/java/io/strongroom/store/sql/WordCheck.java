package io.strongroom.store.sql;

import io.strongroom.core.filter.SubjectWords;
import io.strongroom.core.secret.Secret;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Compares the index of words with the secrets, by sums over the rows on both sides: rows that
 * differ in number or in content have different sums, but by a chance of 1 in 2^64.
 */
final class WordCheck {
  private static final String ALL = "SELECT account, region, word, created, name FROM secret_word";

  /** Odd, so that multiplying loses nothing; the fraction of the golden ratio. */
  private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

  private static final int HALF = 32;

  private long difference;

  /** Takes up what a secret should have. */
  void expect(Secret secret) {
    for (String word : SubjectWords.of(secret)) {
      difference +=
          hash(
              secret.account().digits(),
              secret.region().name(),
              word,
              secret.times().created().toEpochMilli(),
              secret.name());
    }
  }

  /** Tells whether the rows are those that were expected. */
  boolean isMet(SqlConnection connection) throws SQLException {
    long sum = 0;
    try (ResultSet row = connection.prepare(ALL).executeQuery()) {
      while (row.next()) {
        sum +=
            hash(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getLong(4),
                row.getString(5));
      }
    }
    return sum == difference;
  }

  private static long hash(String account, String region, String word, long created, String name) {
    long hash = created;
    for (String part : new String[] {account, region, word, name}) {
      for (int i = 0; i < part.length(); i++) {
        hash = (hash ^ part.charAt(i)) * SPREAD;
        hash ^= hash >>> HALF;
      }
      hash = (hash + part.length()) * SPREAD;
    }
    return hash ^ (hash >>> HALF);
  }
}
