package io.strongroom.store.sql;

import io.strongroom.core.key.Alias;
import io.strongroom.core.key.Key;
import io.strongroom.core.key.KeyCommit;
import io.strongroom.core.key.KeyRecord;
import io.strongroom.core.key.KeyWrite;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Stores one change of KMS keys. Whatever can refuse is asked before the first row is written,
 * since a task writes all of it or nothing.
 */
final class KeyCommitting implements GroupTask<KeyCommit> {
  private final KeyWrite write;
  private final KeyCaches caches;
  private final @Nullable Encoded next;

  /** The key as it will be, and its record. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Encoded(Key key, byte[] record) {
    static Encoded of(Key key) {
      return new Encoded(key, KeyRecord.write(key));
    }
  }

  private KeyCommitting(KeyWrite write, KeyCaches caches, @Nullable Encoded next) {
    this.write = write;
    this.caches = caches;
    this.next = next;
  }

  /** Prepares a change: records are made by the caller's thread, not by the committer. */
  static KeyCommitting of(KeyWrite write, KeyCaches caches) {
    Encoded next =
        switch (write) {
          case KeyWrite.Insert insert -> Encoded.of(insert.key().revised(1));
          case KeyWrite.Update(Key key, var _) -> Encoded.of(key.revised(key.revision() + 1));
          default -> null;
        };
    return new KeyCommitting(write, caches, next);
  }

  private Encoded encoded() {
    return java.util.Objects.requireNonNull(next);
  }

  @Override
  public KeyCommit apply(SqlConnection connection) throws SQLException {
    return switch (write) {
      case KeyWrite.Insert insert -> insert(connection, insert);
      case KeyWrite.Update update -> update(connection, update);
      case KeyWrite.Destroy(Key key) -> destroy(connection, key);
      case KeyWrite.AddAlias(Alias alias, Key target) -> {
        if (isTaken(connection, alias)) {
          yield KeyCommit.TAKEN;
        }
        yield isCurrent(connection, target) ? insert(connection, alias) : KeyCommit.STALE;
      }
      case KeyWrite.MoveAlias(Alias before, Alias after, Key target) ->
          isCurrent(connection, target) ? move(connection, before, after) : KeyCommit.STALE;
      case KeyWrite.DropAlias(Alias alias) -> drop(connection, alias);
    };
  }

  private KeyCommit insert(SqlConnection connection, KeyWrite.Insert insert) throws SQLException {
    Alias alias = insert.alias();
    if (alias != null && isTaken(connection, alias)) {
      return KeyCommit.TAKEN;
    }
    Key key = encoded().key();
    PreparedStatement statement = connection.prepare(KeySql.INSERT_KEY);
    statement.setString(1, key.id());
    statement.setString(2, key.account().digits());
    statement.setString(3, key.region().name());
    statement.setLong(4, key.revision());
    KeyRows.bindDue(statement, 5, key);
    statement.setBytes(6, encoded().record());
    if (statement.executeUpdate() == 0) {
      return KeyCommit.TAKEN;
    }
    insert(connection, key, insert.material());
    return alias == null ? KeyCommit.DONE : insert(connection, alias);
  }

  private KeyCommit update(SqlConnection connection, KeyWrite.Update update) throws SQLException {
    Key key = encoded().key();
    PreparedStatement statement = connection.prepare(KeySql.UPDATE_KEY);
    statement.setLong(1, key.revision());
    KeyRows.bindDue(statement, 2, key);
    statement.setBytes(3, encoded().record());
    statement.setString(4, key.id());
    statement.setLong(5, update.key().revision());
    if (statement.executeUpdate() == 0) {
      return KeyCommit.STALE;
    }
    if (update.added() != null) {
      insert(connection, key, update.added());
    }
    return KeyCommit.DONE;
  }

  private static KeyCommit destroy(SqlConnection connection, Key key) throws SQLException {
    PreparedStatement statement = connection.prepare(KeySql.DELETE_KEY);
    statement.setString(1, key.id());
    statement.setLong(2, key.revision());
    if (statement.executeUpdate() == 0) {
      return KeyCommit.STALE;
    }
    deleteOf(connection, KeySql.DELETE_MATERIALS, key);
    deleteOf(connection, KeySql.DELETE_ALIASES_OF_KEY, key);
    return KeyCommit.DONE;
  }

  private static void deleteOf(SqlConnection connection, String sql, Key key) throws SQLException {
    PreparedStatement statement = connection.prepare(sql);
    statement.setString(1, key.id());
    statement.executeUpdate();
  }

  private static void insert(SqlConnection connection, Key key, KeyWrite.Wrapped material)
      throws SQLException {
    PreparedStatement statement = connection.prepare(KeySql.INSERT_MATERIAL);
    statement.setString(1, key.id());
    statement.setInt(2, material.version());
    statement.setBytes(3, material.wrapped());
    statement.executeUpdate();
  }

  private static KeyCommit insert(SqlConnection connection, Alias alias) throws SQLException {
    PreparedStatement statement = connection.prepare(KeySql.INSERT_ALIAS);
    KeyRows.bind(statement, 1, KeyCaches.AliasPlace.of(alias));
    statement.setString(4, alias.keyId());
    statement.setLong(5, alias.created().toEpochMilli());
    statement.setLong(6, alias.updated().toEpochMilli());
    return statement.executeUpdate() == 0 ? KeyCommit.TAKEN : KeyCommit.DONE;
  }

  private static KeyCommit move(SqlConnection connection, Alias before, Alias after)
      throws SQLException {
    PreparedStatement statement = connection.prepare(KeySql.MOVE_ALIAS);
    statement.setString(1, after.keyId());
    statement.setLong(2, after.updated().toEpochMilli());
    bindStored(statement, 3, before);
    return statement.executeUpdate() == 0 ? KeyCommit.STALE : KeyCommit.DONE;
  }

  private static KeyCommit drop(SqlConnection connection, Alias alias) throws SQLException {
    PreparedStatement statement = connection.prepare(KeySql.DELETE_ALIAS);
    bindStored(statement, 1, alias);
    return statement.executeUpdate() == 0 ? KeyCommit.STALE : KeyCommit.DONE;
  }

  private static void bindStored(PreparedStatement statement, int first, Alias alias)
      throws SQLException {
    KeyRows.bind(statement, first, KeyCaches.AliasPlace.of(alias));
    statement.setString(first + 3, alias.keyId());
    statement.setLong(first + 4, alias.updated().toEpochMilli());
  }

  private static boolean isTaken(SqlConnection connection, Alias alias) throws SQLException {
    return KeyRows.findAlias(connection, KeyCaches.AliasPlace.of(alias)) != null;
  }

  private static boolean isCurrent(SqlConnection connection, Key key) throws SQLException {
    PreparedStatement statement = connection.prepare(KeySql.REVISION_OF_KEY);
    statement.setString(1, key.id());
    try (ResultSet row = statement.executeQuery()) {
      return row.next() && row.getLong(1) == key.revision();
    }
  }

  @Override
  public boolean freesSpace() {
    return write instanceof KeyWrite.Destroy;
  }

  @Override
  public void announce(KeyCommit outcome, Announcement announcement) {
    if (outcome != KeyCommit.DONE) {
      return;
    }
    switch (write) {
      case KeyWrite.Insert insert -> {
        announcement.key(insert.key().id());
        if (insert.alias() != null) {
          announcement.alias(KeyCaches.AliasPlace.of(insert.alias()));
        }
      }
      case KeyWrite.Update(Key key, var _) -> announcement.key(key.id());
      case KeyWrite.Destroy(Key key) -> announcement.key(key.id());
      case KeyWrite.AddAlias(Alias alias, var _) ->
          announcement.alias(KeyCaches.AliasPlace.of(alias));
      case KeyWrite.MoveAlias(var _, Alias after, var _) ->
          announcement.alias(KeyCaches.AliasPlace.of(after));
      case KeyWrite.DropAlias(Alias alias) -> announcement.alias(KeyCaches.AliasPlace.of(alias));
    }
  }

  @Override
  public void publish(KeyCommit outcome) {
    if (outcome != KeyCommit.DONE) {
      forget();
      return;
    }
    switch (write) {
      case KeyWrite.Insert insert -> {
        putNext();
        if (insert.alias() != null) {
          caches.put(insert.alias());
        }
      }
      case KeyWrite.Update _ -> putNext();
      case KeyWrite.Destroy(Key key) -> caches.removeKey(key.id());
      case KeyWrite.AddAlias(Alias alias, var _) -> caches.put(alias);
      case KeyWrite.MoveAlias(var _, Alias after, var _) -> caches.put(after);
      case KeyWrite.DropAlias(Alias alias) -> caches.remove(alias);
    }
  }

  /** What was found to be stale or taken is looked for in the database the next time. */
  private void forget() {
    switch (write) {
      case KeyWrite.Insert(Key key, var _, var _) -> caches.removeKey(key.id());
      case KeyWrite.Update(Key key, var _) -> caches.removeKey(key.id());
      case KeyWrite.Destroy(Key key) -> caches.removeKey(key.id());
      case KeyWrite.AddAlias(Alias alias, Key target) -> forget(alias, target);
      case KeyWrite.MoveAlias(Alias before, var _, Key target) -> forget(before, target);
      case KeyWrite.DropAlias(Alias alias) -> caches.remove(alias);
    }
  }

  private void forget(Alias alias, Key target) {
    caches.remove(alias);
    caches.removeKey(target.id());
  }

  private void putNext() {
    caches.put(new KeyCaches.Sized(encoded().key(), encoded().record().length));
  }

  /** Counts uses of a material; the outcome is how many were counted in all, 0 if it is gone. */
  record Counting(String keyId, int version, long count) implements GroupTask<Long> {

    @Override
    public Long apply(SqlConnection connection) throws SQLException {
      PreparedStatement update = connection.prepare(KeySql.COUNT_USES);
      update.setLong(1, count);
      update.setString(2, keyId);
      update.setInt(3, version);
      if (update.executeUpdate() == 0) {
        return 0L;
      }
      PreparedStatement select = connection.prepare(KeySql.USES);
      select.setString(1, keyId);
      select.setInt(2, version);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getLong(1) : 0L;
      }
    }

    @Override
    public void publish(Long outcome) {}
  }
}
