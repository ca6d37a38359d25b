package io.strongroom.store.sql.move;

import io.strongroom.keys.Keyring;
import io.strongroom.store.sql.CheckReport;
import io.strongroom.store.sql.Findings;
import io.strongroom.store.sql.RowChecks;
import io.strongroom.store.sql.SqlConnection;
import java.sql.SQLException;

/**
 * Looks at every record of what was moved, and opens everything that is sealed.
 *
 * @param keyring the keys of the store
 */
public record MoveCheck(Keyring keyring) {

  CheckReport of(SqlConnection connection) throws SQLException {
    Findings findings = new Findings();
    new RowChecks(connection, keyring, findings).run();
    return findings.report();
  }
}
