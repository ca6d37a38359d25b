package io.strongroom.store.postgres;

import io.strongroom.keys.Keyring;
import io.strongroom.store.sql.CheckReport;
import io.strongroom.store.sql.Findings;
import io.strongroom.store.sql.RowChecks;
import io.strongroom.store.sql.StoreOpenException;
import org.jspecify.annotations.Nullable;

/** Checks that a store is what it should be. Nothing is changed. */
public final class PostgresCheck {
  private PostgresCheck() {}

  /**
   * Checks every record as it is at one moment; servers may go on meanwhile.
   *
   * @param keyring opens what is sealed; without it that is left out
   * @throws StoreOpenException if there is no store that this release serves or it cannot be
   *     reached
   */
  public static CheckReport check(PostgresOptions options, @Nullable Keyring keyring)
      throws StoreOpenException {
    return OnPrimary.inTransaction(
        options,
        link -> {
          var _ = PostgresSchema.ofThisBuild().requireServed(link, options.url());
          Findings findings = new Findings();
          new RowChecks(link, keyring, findings).run();
          return findings.report();
        });
  }
}
