package io.strongroom.store.sql;

import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.iam.AccessKey;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.directory.DirectoryChange;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All access keys, in memory: a request with an unknown key must neither cost more than one with a
 * known key nor reach the file at all (requirements SIG-6 and THR-2).
 */
final class AccessKeys {

  /** How many keys a store holds, about 50 MB of memory. */
  private static final int MAX_KEYS = 100_000;

  private final ConcurrentMap<String, AccessKey> byId = new ConcurrentHashMap<>();

  /**
   * Reads all keys in place of those that are known. A damaged one is left out, and is unknown from
   * then on (PRM-8).
   */
  void load(SqlConnection connection) throws SQLException {
    replace(read(connection.prepare(IdentitySql.ALL_ACCESS_KEYS)), known -> true);
  }

  /** Reads the keys of one account in place of those of it that are known. */
  void load(SqlConnection connection, AccountId account) throws SQLException {
    PreparedStatement select = connection.prepare(IdentitySql.ACCESS_KEYS);
    select.setString(1, account.digits());
    replace(read(select), known -> known.account().equals(account));
  }

  private static Map<String, AccessKey> read(PreparedStatement select) throws SQLException {
    Map<String, AccessKey> keys = new HashMap<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        AccessKey key = IdentityRows.wholeOrNull(row);
        if (key != null) {
          keys.put(key.id(), key);
        }
      }
    }
    return keys;
  }

  /** At no time is a key unknown that was and stays known. */
  private void replace(Map<String, AccessKey> now, Predicate<AccessKey> concerned) {
    byId.putAll(now);
    byId.values().removeIf(known -> concerned.test(known) && !now.containsKey(known.id()));
  }

  @Nullable AccessKey find(String id) {
    return byId.get(id);
  }

  /**
   * Refuses a change that adds keys to a store that is full of them.
   *
   * @throws ServiceException LimitExceededException
   */
  void requireRoom(DirectoryChange change) {
    long added = change.keyPuts().stream().filter(change::isNew).count();
    if (added > 0 && byId.size() + added > MAX_KEYS) {
      throw new ServiceException(ErrorCode.LIMIT_EXCEEDED, "There are too many access keys.");
    }
  }

  void put(AccessKey key) {
    byId.put(key.id(), key);
  }

  void remove(String id) {
    byId.remove(id);
  }
}
