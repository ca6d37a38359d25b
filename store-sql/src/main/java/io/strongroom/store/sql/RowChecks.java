package io.strongroom.store.sql;

import io.strongroom.keys.Keyring;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Checks every record against its columns and against all that it refers to, and, with the root
 * key, that everything sealed opens. Nothing is changed, and nothing that was opened is shown.
 */
public final class RowChecks {
  private static final int CHECK_VALUE_LENGTH = 32;

  private final SqlConnection connection;
  private final @Nullable Keyring keyring;
  private final Findings findings;

  /**
   * Prepares a check.
   *
   * @param connection sees nothing of what others do meanwhile
   * @param keyring opens what is sealed; without it that is left out
   * @param findings told what is found
   */
  public RowChecks(SqlConnection connection, @Nullable Keyring keyring, Findings findings) {
    this.connection = connection;
    this.keyring = keyring;
    this.findings = findings;
  }

  /** Checks everything. */
  public void run() throws SQLException {
    checkHeader();
    SealedCheck sealed = new SealedCheck(keyring, findings);
    new KeyCheck(connection, sealed, findings).run();
    new SecretCheck(connection, sealed, findings).run();
    new IdentityCheck(connection, keyring, findings).run();
    new FunctionCheck(connection, keyring, findings).run();
  }

  private void checkHeader() throws SQLException {
    StoreHeader header = HeaderRow.read(connection);
    if (header == null) {
      findings.problem("header: it is broken");
    } else if (header.checkValue().length != CHECK_VALUE_LENGTH) {
      findings.problem("header: the check value is broken");
    } else if (keyring != null && !keyring.matches(header.checkValue())) {
      findings.problem("header: the root key is not the one of this store");
    }
  }
}
