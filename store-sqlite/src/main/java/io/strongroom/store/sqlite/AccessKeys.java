package io.strongroom.store.sqlite;

import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.iam.AccessKey;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * All access keys, in memory: a request with an unknown key must neither cost more than one with a
 * known key nor reach the file at all (requirements SIG-6 and THR-2).
 */
final class AccessKeys {

  /** How many keys a store holds, about 50 MB of memory. */
  private static final int MAX_KEYS = 100_000;

  private final ConcurrentMap<String, AccessKey> byId = new ConcurrentHashMap<>();

  /** Reads all keys. A damaged one is left out, and is unknown from then on (PRM-8). */
  static AccessKeys load(SqlConnection connection) throws SQLException {
    AccessKeys keys = new AccessKeys();
    try (ResultSet row = connection.prepare(Sql.ALL_ACCESS_KEYS).executeQuery()) {
      while (row.next()) {
        try {
          AccessKey key = Rows.accessKey(row);
          keys.byId.put(key.id(), key);
        } catch (IllegalArgumentException | NullPointerException e) {
          var _ = Failures.damaged("access key " + row.getString(1), e);
        }
      }
    }
    return keys;
  }

  @Nullable AccessKey find(String id) {
    return byId.get(id);
  }

  /** Returns the task that stores a new key; its outcome says whether the id was free. */
  GroupTask<Boolean> inserting(AccessKey key) {
    if (byId.size() >= MAX_KEYS) {
      throw new ServiceException(ErrorCode.LIMIT_EXCEEDED, "There are too many access keys.");
    }
    return new GroupTask<>() {
      @Override
      public Boolean apply(SqlConnection connection) throws SQLException {
        PreparedStatement insert = connection.prepare(Sql.INSERT_ACCESS_KEY);
        Rows.bind(insert, key);
        return insert.executeUpdate() == 1;
      }

      @Override
      public void publish(Boolean stored) {
        if (stored) {
          byId.put(key.id(), key);
        }
      }
    };
  }
}
