package io.strongroom.store.sql;

/** The statements about accounts, identities and access keys. */
final class IdentitySql {
  static final String FIND_ACCOUNT = "SELECT revision, record FROM account WHERE id = ?";

  static final String REVISION = "SELECT revision FROM account WHERE id = ?";

  static final String ACCOUNTS = "SELECT id, record FROM account WHERE id > ? ORDER BY id LIMIT ?";

  static final String ALL_ACCOUNTS = "SELECT id, revision, email, record FROM account ORDER BY id";

  static final String ACCOUNT_BY_EMAIL = "SELECT id FROM account WHERE email = ?";

  static final String PUT_ACCOUNT =
      "INSERT INTO account (id, revision, email, record) VALUES (?, ?, ?, ?)"
          + " ON CONFLICT (id) DO UPDATE SET revision = excluded.revision,"
          + " email = excluded.email, record = excluded.record";

  static final String REVISE_ACCOUNT = "UPDATE account SET revision = ? WHERE id = ?";

  static final String IDENTITIES =
      "SELECT account, id, kind, name, record FROM identity WHERE account = ?";

  static final String ALL_IDENTITIES =
      "SELECT account, id, kind, name, record FROM identity ORDER BY account, id";

  static final String INSERT_IDENTITY =
      "INSERT INTO identity (account, id, kind, name, record) VALUES (?, ?, ?, ?, ?)";

  static final String DELETE_IDENTITY = "DELETE FROM identity WHERE account = ? AND id = ?";

  private static final String ACCESS_KEY =
      "SELECT id, account, owner, status, created, generation, sealed FROM access_key";

  static final String ALL_ACCESS_KEYS = ACCESS_KEY + " ORDER BY id";

  static final String ACCESS_KEYS = ACCESS_KEY + " WHERE account = ?";

  static final String PUT_ACCESS_KEY =
      "INSERT INTO access_key (id, account, owner, status, created, generation, sealed)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET owner = excluded.owner,"
          + " status = excluded.status, generation = excluded.generation,"
          + " sealed = excluded.sealed";

  static final String DELETE_ACCESS_KEY = "DELETE FROM access_key WHERE id = ?";

  static final String RETIRE_ACCESS_KEY =
      "INSERT INTO retired_access_key (id) VALUES (?) ON CONFLICT (id) DO NOTHING";

  static final String WAS_ISSUED =
      "SELECT EXISTS (SELECT 1 FROM access_key WHERE id = ?)"
          + " OR EXISTS (SELECT 1 FROM retired_access_key WHERE id = ?)";

  static final String LAST_USE =
      "SELECT date, region, service FROM last_use WHERE account = ? AND id = ?";

  static final String PUT_LAST_USE =
      "INSERT INTO last_use (account, id, date, region, service)"
          + " SELECT ?, ?, ?, ?, ?"
          + " WHERE EXISTS (SELECT 1 FROM access_key WHERE account = ? AND id = ?)"
          + " OR EXISTS (SELECT 1 FROM identity WHERE account = ? AND id = ? AND kind = 'role')"
          + " ON CONFLICT (account, id) DO UPDATE SET date = excluded.date,"
          + " region = excluded.region, service = excluded.service";

  static final String DELETE_LAST_USE = "DELETE FROM last_use WHERE account = ? AND id = ?";

  static final String LAST_USES_OF_NOTHING =
      "SELECT account, id FROM last_use AS u"
          + " WHERE NOT EXISTS (SELECT 1 FROM access_key AS k"
          + " WHERE k.id = u.id AND k.account = u.account)"
          + " AND NOT EXISTS (SELECT 1 FROM identity AS i"
          + " WHERE i.account = u.account AND i.id = u.id)";

  private IdentitySql() {}
}
