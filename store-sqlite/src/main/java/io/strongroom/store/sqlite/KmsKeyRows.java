package io.strongroom.store.sqlite;

import io.strongroom.core.key.StoredKey;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Finds and adds KMS keys. They are few and kept unwrapped elsewhere, so there is no cache. */
final class KmsKeyRows {
  private KmsKeyRows() {}

  static @Nullable StoredKey aliased(
      SqlConnection connection, AccountId account, Region region, String alias)
      throws SQLException {
    PreparedStatement select = connection.prepare(Sql.KMS_KEY_BY_ALIAS);
    select.setString(1, account.digits());
    select.setString(2, region.name());
    select.setString(3, alias);
    return first(select);
  }

  static @Nullable StoredKey key(
      SqlConnection connection, AccountId account, Region region, String keyId, int version)
      throws SQLException {
    PreparedStatement select = connection.prepare(Sql.KMS_KEY_BY_ID);
    select.setString(1, account.digits());
    select.setString(2, region.name());
    select.setString(3, keyId);
    select.setInt(4, version);
    return first(select);
  }

  private static @Nullable StoredKey first(PreparedStatement select) throws SQLException {
    try (ResultSet row = select.executeQuery()) {
      return row.next() ? Rows.kmsKey(row) : null;
    }
  }

  /** Stores {@code key} unless its alias is taken; the outcome is the key that has the alias. */
  record Insertion(StoredKey key) implements GroupTask<StoredKey> {

    @Override
    public StoredKey apply(SqlConnection connection) throws SQLException {
      StoredKey before = aliased(connection, key.account(), key.region(), key.alias());
      if (before != null) {
        return before;
      }
      PreparedStatement insert = connection.prepare(Sql.INSERT_KMS_KEY);
      Rows.bind(insert, key);
      insert.executeUpdate();
      return key;
    }

    @Override
    public void publish(StoredKey outcome) {}
  }
}
