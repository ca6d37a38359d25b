package io.strongroom.store.sql;

import io.strongroom.core.key.Alias;
import io.strongroom.core.key.Key;
import io.strongroom.core.key.KeyRecordReader;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds KMS keys, their wrapped materials and their aliases. */
final class KeyRows {
  private KeyRows() {}

  /** Reads the columns of a key, in the order of {@link KeySql#ALL_KEYS}, and its record. */
  static Key key(ResultSet row) throws SQLException {
    Key key = KeyRecordReader.read(row.getBytes(6));
    long due = row.getLong(5);
    Instant stored = row.wasNull() ? null : Instant.ofEpochMilli(due);
    if (!key.id().equals(row.getString(1))
        || !key.account().digits().equals(row.getString(2))
        || !key.region().name().equals(row.getString(3))
        || key.revision() != row.getLong(4)
        || !Objects.equals(key.due(), stored)) {
      throw new IllegalArgumentException("the record is not that of its row");
    }
    return key;
  }

  /** Reads a row of {@code kms_alias} in the order of {@link KeySql#ALL_ALIASES}. */
  static Alias alias(ResultSet row) throws SQLException {
    return new Alias(
        new AccountId(row.getString(1)),
        new Region(row.getString(2)),
        row.getString(3),
        row.getString(4),
        Instant.ofEpochMilli(row.getLong(5)),
        Instant.ofEpochMilli(row.getLong(6)));
  }

  static KeyCaches.@Nullable Sized find(SqlConnection connection, String keyId)
      throws SQLException {
    PreparedStatement select = connection.prepare(KeySql.FIND_KEY);
    select.setString(1, keyId);
    try (ResultSet row = select.executeQuery()) {
      return row.next() ? new KeyCaches.Sized(key(row), row.getBytes(6).length) : null;
    } catch (IllegalArgumentException e) {
      throw Failures.damaged("the record of KMS key " + keyId, e);
    }
  }

  static @Nullable Alias findAlias(SqlConnection connection, KeyCaches.AliasPlace place)
      throws SQLException {
    PreparedStatement select = connection.prepare(KeySql.FIND_ALIAS);
    bind(select, 1, place);
    try (ResultSet row = select.executeQuery()) {
      return row.next() ? alias(row) : null;
    }
  }

  static byte @Nullable [] wrapped(SqlConnection connection, String keyId, int version)
      throws SQLException {
    PreparedStatement select = connection.prepare(KeySql.FIND_MATERIAL);
    select.setString(1, keyId);
    select.setInt(2, version);
    try (ResultSet row = select.executeQuery()) {
      return row.next() ? row.getBytes(1) : null;
    }
  }

  static List<Key> keys(
      SqlConnection connection, AccountId account, Region region, String after, int limit)
      throws SQLException {
    PreparedStatement select = connection.prepare(KeySql.KEYS_OF_PLACE);
    select.setString(1, account.digits());
    select.setString(2, region.name());
    select.setString(3, after);
    select.setInt(4, limit);
    return whole(select);
  }

  static int count(SqlConnection connection, AccountId account, Region region) throws SQLException {
    PreparedStatement select = connection.prepare(KeySql.COUNT_KEYS_OF_PLACE);
    select.setString(1, account.digits());
    select.setString(2, region.name());
    try (ResultSet row = select.executeQuery()) {
      return row.next() ? row.getInt(1) : 0;
    }
  }

  static List<Key> due(SqlConnection connection, Instant now, int limit) throws SQLException {
    PreparedStatement select = connection.prepare(KeySql.DUE_KEYS);
    select.setLong(1, now.toEpochMilli());
    select.setInt(2, limit);
    return whole(select);
  }

  /** Damaged keys are left out: one of them must not keep the others from being listed. */
  private static List<Key> whole(PreparedStatement select) throws SQLException {
    List<Key> keys = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        try {
          keys.add(key(row));
        } catch (IllegalArgumentException e) {
          var _ = Failures.damaged("the record of KMS key " + row.getString(1), e);
        }
      }
    }
    return keys;
  }

  static List<Alias> aliases(
      SqlConnection connection, AccountId account, Region region, String after, int limit)
      throws SQLException {
    PreparedStatement select = connection.prepare(KeySql.ALIASES_OF_PLACE);
    select.setString(1, account.digits());
    select.setString(2, region.name());
    select.setString(3, after);
    select.setInt(4, limit);
    return aliases(select);
  }

  static List<Alias> aliasesOf(SqlConnection connection, String keyId, String after, int limit)
      throws SQLException {
    PreparedStatement select = connection.prepare(KeySql.ALIASES_OF_KEY);
    select.setString(1, keyId);
    select.setString(2, after);
    select.setInt(3, limit);
    return aliases(select);
  }

  private static List<Alias> aliases(PreparedStatement select) throws SQLException {
    List<Alias> aliases = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        aliases.add(alias(row));
      }
    }
    return aliases;
  }

  /** Binds account, region and name from parameter {@code first} on. */
  static void bind(PreparedStatement statement, int first, KeyCaches.AliasPlace place)
      throws SQLException {
    statement.setString(first, place.account().digits());
    statement.setString(first + 1, place.region().name());
    statement.setString(first + 2, place.name());
  }

  static void bindDue(PreparedStatement statement, int index, Key key) throws SQLException {
    Instant due = key.due();
    if (due == null) {
      statement.setNull(index, Types.BIGINT);
    } else {
      statement.setLong(index, due.toEpochMilli());
    }
  }
}
