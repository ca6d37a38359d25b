package io.strongroom.store.sql;

/** The statements about KMS keys, in words that other SQL databases understand too. */
public final class KeySql {
  private static final String KEY =
      "SELECT id, account, region, revision, due, record FROM kms_key";

  public static final String FIND_KEY = KEY + " WHERE id = ?";

  public static final String KEYS_OF_PLACE =
      KEY + " WHERE account = ? AND region = ? AND id > ? ORDER BY id LIMIT ?";

  public static final String COUNT_KEYS_OF_PLACE =
      "SELECT count(*) FROM kms_key WHERE account = ? AND region = ?";

  public static final String DUE_KEYS =
      KEY + " WHERE due IS NOT NULL AND due <= ? ORDER BY due LIMIT ?";

  public static final String ALL_KEYS = KEY + " ORDER BY id";

  public static final String REVISION_OF_KEY = "SELECT revision FROM kms_key WHERE id = ?";

  public static final String INSERT_KEY =
      "INSERT INTO kms_key (id, account, region, revision, due, record) VALUES (?, ?, ?, ?, ?, ?)"
          + " ON CONFLICT (id) DO NOTHING";

  public static final String UPDATE_KEY =
      "UPDATE kms_key SET revision = ?, due = ?, record = ? WHERE id = ? AND revision = ?";

  public static final String DELETE_KEY = "DELETE FROM kms_key WHERE id = ? AND revision = ?";

  public static final String FIND_MATERIAL =
      "SELECT wrapped FROM kms_material WHERE key_id = ? AND version = ?";

  public static final String ALL_MATERIALS =
      "SELECT key_id, version, uses, wrapped FROM kms_material ORDER BY key_id, version";

  public static final String INSERT_MATERIAL =
      "INSERT INTO kms_material (key_id, version, uses, wrapped) VALUES (?, ?, 0, ?)";

  public static final String DELETE_MATERIALS = "DELETE FROM kms_material WHERE key_id = ?";

  public static final String COUNT_USES =
      "UPDATE kms_material SET uses = uses + ? WHERE key_id = ? AND version = ?";

  public static final String USES =
      "SELECT uses FROM kms_material WHERE key_id = ? AND version = ?";

  private static final String ALIAS =
      "SELECT account, region, name, key_id, created, updated FROM kms_alias";

  public static final String FIND_ALIAS = ALIAS + " WHERE account = ? AND region = ? AND name = ?";

  public static final String ALIASES_OF_PLACE =
      ALIAS + " WHERE account = ? AND region = ? AND name > ? ORDER BY name LIMIT ?";

  public static final String ALIASES_OF_KEY =
      ALIAS + " WHERE key_id = ? AND name > ? ORDER BY name LIMIT ?";

  public static final String ALL_ALIASES = ALIAS + " ORDER BY account, region, name";

  public static final String INSERT_ALIAS =
      "INSERT INTO kms_alias (account, region, name, key_id, created, updated)"
          + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (account, region, name) DO NOTHING";

  public static final String MOVE_ALIAS =
      "UPDATE kms_alias SET key_id = ?, updated = ?"
          + " WHERE account = ? AND region = ? AND name = ? AND key_id = ? AND updated = ?";

  public static final String DELETE_ALIAS =
      "DELETE FROM kms_alias"
          + " WHERE account = ? AND region = ? AND name = ? AND key_id = ? AND updated = ?";

  public static final String DELETE_ALIASES_OF_KEY = "DELETE FROM kms_alias WHERE key_id = ?";

  private KeySql() {}
}
