package io.strongroom.store.sql;

/** The statements about functions and their code, in words that other SQL databases know too. */
final class FunctionSql {
  private static final String FUNCTION =
      "SELECT account, region, name, revision, code, code_size, record FROM function";

  static final String FIND = FUNCTION + " WHERE account = ? AND region = ? AND name = ?";

  static final String OF_PLACE =
      FUNCTION + " WHERE account = ? AND region = ? AND name > ? ORDER BY name LIMIT ?";

  static final String ALL = FUNCTION + " ORDER BY account, region, name";

  static final String USAGE =
      "SELECT count(*), coalesce(sum(code_size), 0) FROM function WHERE account = ?";

  static final String CODE_OF =
      "SELECT revision, code FROM function WHERE account = ? AND region = ? AND name = ?";

  static final String INSERT =
      "INSERT INTO function (account, region, name, revision, code, code_size, record)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?)";

  static final String UPDATE =
      "UPDATE function SET revision = ?, code = ?, code_size = ?, record = ?"
          + " WHERE account = ? AND region = ? AND name = ?";

  static final String DELETE = "DELETE FROM function WHERE account = ? AND region = ? AND name = ?";

  static final String HAS_CODE = "SELECT count(*) FROM function_code WHERE sha256 = ?";

  static final String ALL_CODES = "SELECT sha256, size FROM function_code ORDER BY sha256";

  static final String INSERT_PART =
      "INSERT INTO function_code_part (sha256, part, content) VALUES (?, ?, ?)"
          + " ON CONFLICT (sha256, part) DO NOTHING";

  static final String INSERT_CODE =
      "INSERT INTO function_code (sha256, size) VALUES (?, ?) ON CONFLICT (sha256) DO NOTHING";

  static final String PART = "SELECT content FROM function_code_part WHERE sha256 = ? AND part = ?";

  static final String COUNT_PARTS = "SELECT count(*) FROM function_code_part WHERE sha256 = ?";

  static final String NAMED = "SELECT count(*) FROM function WHERE code = ?";

  static final String DELETE_CODE = "DELETE FROM function_code WHERE sha256 = ?";

  static final String DELETE_PARTS = "DELETE FROM function_code_part WHERE sha256 = ?";

  static final String DELETE_UNNAMED_CODES =
      "DELETE FROM function_code WHERE sha256 NOT IN (SELECT code FROM function)";

  static final String DELETE_UNNAMED_PARTS =
      "DELETE FROM function_code_part WHERE sha256 NOT IN (SELECT code FROM function)";

  private FunctionSql() {}
}
