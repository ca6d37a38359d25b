package io.strongroom.store.sql;

import io.strongroom.core.filter.SubjectWords;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.store.SecretRecordReader;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The index of words: a row for each word of each secret, so that lists by tags and words need not
 * look at all secrets. Changed in the commit of its secret; the words are {@link SubjectWords}.
 */
public final class WordRows {
  private static final String INSERT =
      "INSERT INTO secret_word (account, region, word, created, name) VALUES (?, ?, ?, ?, ?)"
          + " ON CONFLICT (account, region, word, created, name) DO NOTHING";
  private static final String DELETE =
      "DELETE FROM secret_word"
          + " WHERE account = ? AND region = ? AND word = ? AND created = ? AND name = ?";
  private static final String RECORD = "SELECT record FROM secret WHERE id = ? AND revision = ?";

  /** How many secrets are read at once where all are. */
  private static final int PAGE = 500;

  private static final String COLUMNS = "SELECT account, region, created, name, record FROM secret";

  /** Rows of one word come in their order then, and go beside each other. */
  private static final String ORDER = " ORDER BY account, region, created, name LIMIT " + PAGE;

  private static final String FIRST_PAGE = COLUMNS + ORDER;
  private static final String NEXT_PAGE =
      COLUMNS + " WHERE (account, region, created, name) > (?, ?, ?, ?)" + ORDER;

  private WordRows() {}

  /** Adds the words of a new secret. */
  static void insert(SqlConnection connection, Secret secret) throws SQLException {
    run(connection, INSERT, secret, SubjectWords.of(secret));
  }

  /** Removes the words of a secret, as it was last stored. */
  static void delete(SqlConnection connection, Secret secret) throws SQLException {
    run(connection, DELETE, secret, SubjectWords.of(secret));
  }

  /**
   * Replaces the words of a secret, if they have changed.
   *
   * @param before as it was last stored
   */
  static void replace(SqlConnection connection, Secret before, Secret next) throws SQLException {
    if (Objects.equals(before.description(), next.description())
        && Objects.equals(before.tags(), next.tags())
        && before.times().created().equals(next.times().created())
        && before.replication().equals(next.replication())) {
      return;
    }
    boolean stays = before.times().created().equals(next.times().created());
    Set<String> gone = new TreeSet<>(SubjectWords.of(before));
    Set<String> come = new TreeSet<>(SubjectWords.of(next));
    if (stays) {
      gone.removeAll(SubjectWords.of(next));
      come.removeAll(SubjectWords.of(before));
    }
    run(connection, DELETE, before, gone);
    run(connection, INSERT, next, come);
  }

  /** Returns a secret as it is stored with that revision, or null if it is not. */
  static @Nullable Secret stored(SqlConnection connection, byte[] id, long revision)
      throws SQLException {
    PreparedStatement select = connection.prepare(RECORD);
    select.setBytes(1, id);
    select.setLong(2, revision);
    try (ResultSet row = select.executeQuery()) {
      return row.next() ? SecretRecordReader.read(row.getBytes(1)) : null;
    } catch (IllegalArgumentException e) {
      throw Failures.damaged("the record of a secret", e);
    }
  }

  private static void run(
      SqlConnection connection, String sql, Secret secret, Collection<String> words)
      throws SQLException {
    if (words.isEmpty()) {
      return;
    }
    PreparedStatement statement = connection.prepare(sql);
    for (String word : words) {
      statement.setString(1, secret.account().digits());
      statement.setString(2, secret.region().name());
      statement.setString(3, word);
      statement.setLong(4, secret.times().created().toEpochMilli());
      statement.setString(5, secret.name());
      statement.addBatch();
    }
    // All at once: a database elsewhere is asked once for them.
    var _ = statement.executeBatch();
  }

  /** Adds the words of all secrets of a store that had none; damaged secrets have no words. */
  public static void fill(SqlConnection connection) throws SQLException {
    Position last = null;
    do {
      List<Secret> secrets = new ArrayList<>(PAGE);
      last = page(connection, last, secrets);
      for (Secret secret : secrets) {
        insert(connection, secret);
      }
    } while (last != null);
  }

  /** Where a page ended. */
  private record Position(String account, String region, long created, String name) {}

  /**
   * Adds the secrets of the page behind {@code after}; returns its end, or null if it is the last.
   */
  private static @Nullable Position page(
      SqlConnection connection, @Nullable Position after, List<Secret> secrets)
      throws SQLException {
    PreparedStatement select = connection.prepare(after == null ? FIRST_PAGE : NEXT_PAGE);
    if (after != null) {
      select.setString(1, after.account());
      select.setString(2, after.region());
      select.setLong(3, after.created());
      select.setString(4, after.name());
    }
    Position end = null;
    int read = 0;
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        read++;
        end = new Position(row.getString(1), row.getString(2), row.getLong(3), row.getString(4));
        Secret secret = readable(row.getBytes(5));
        if (secret != null) {
          secrets.add(secret);
        }
      }
    }
    return read == PAGE ? end : null;
  }

  private static @Nullable Secret readable(byte[] record) {
    try {
      return SecretRecordReader.read(record);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
