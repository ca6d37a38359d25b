package io.strongroom.store.sql;

/** The statements, in words that other SQL databases understand too. */
public final class Sql {
  public static final String FIND_SECRET =
      "SELECT id, revision, record FROM secret WHERE account = ? AND region = ? AND name = ?";

  public static final String REVISION_OF_ID = "SELECT revision FROM secret WHERE id = ?";

  public static final String IS_NAME_TAKEN =
      "SELECT 1 FROM secret WHERE account = ? AND region = ? AND name = ?";

  public static final String INSERT_SECRET =
      "INSERT INTO secret"
          + " (id, account, region, name, revision, created, changed, accessed, purge, rotate,"
          + " record) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
          + " ON CONFLICT (account, region, name) DO NOTHING";

  /** For what most updates are: the indexes by access, purge and rotation are left alone. */
  public static final String UPDATE_SECRET_IN_PLACE =
      "UPDATE secret SET revision = ?, changed = ?, record = ? WHERE id = ? AND revision = ?";

  public static final String UPDATE_SECRET =
      "UPDATE secret SET revision = ?, changed = ?, accessed = ?, purge = ?, rotate = ?,"
          + " record = ? WHERE id = ? AND revision = ?";

  public static final String DELETE_SECRET = "DELETE FROM secret WHERE id = ? AND revision = ?";

  public static final String DUE =
      "SELECT id, account, region, name, revision, record FROM secret"
          + " WHERE purge IS NOT NULL AND purge <= ? ORDER BY purge";

  public static final String DUE_ROTATIONS =
      "SELECT id, account, region, name, revision, record FROM secret"
          + " WHERE rotate IS NOT NULL AND rotate <= ? ORDER BY rotate, id LIMIT ? OFFSET ?";

  public static final String ALL_SECRETS =
      "SELECT id, account, region, name, revision, record, created, changed, accessed, purge,"
          + " rotate FROM secret ORDER BY account, region, name";

  public static final String FIND_ENVELOPE = "SELECT envelope FROM version WHERE number = ?";

  public static final String FIND_VERSION =
      "SELECT secret_id, envelope FROM version WHERE number = ?";

  public static final String ALL_VERSIONS = "SELECT number, secret_id FROM version ORDER BY number";

  public static final String INSERT_VERSION =
      "INSERT INTO version (number, secret_id, envelope) VALUES (?, ?, ?)";

  public static final String DELETE_VERSION =
      "DELETE FROM version WHERE number = ? AND secret_id = ?";

  private Sql() {}
}
