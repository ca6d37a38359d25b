package io.strongroom.store.postgres;

import io.strongroom.store.sql.FormatChange;
import io.strongroom.store.sql.HeaderRow;
import io.strongroom.store.sql.StoreFormat;
import io.strongroom.store.sql.StoreOpenException;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Steps from one format to the next, while servers go on (requirement PRM-12). Nobody commits in
 * the meantime, so no change of a release that may not serve any more comes after the step.
 */
public final class PostgresUpgrade {
  private PostgresUpgrade() {}

  /**
   * Returns what a store says of its format.
   *
   * @throws StoreOpenException if there is no store, or it serves only newer releases
   */
  public static StoreFormat readFormat(PostgresOptions options) throws StoreOpenException {
    return OnPrimary.inTransaction(
        options, link -> PostgresSchema.ofThisBuild().requireKnown(link, options.url()));
  }

  /**
   * Brings a store to the format of this release. Servers of the format that it had may go on.
   *
   * @param servingRole a role that may serve it besides the one that migrates it; null for none
   * @throws StoreOpenException if there is no store, it serves only newer releases, a server runs
   *     that may not serve it afterwards, or the database does not let us
   */
  public static FormatChange migrate(PostgresOptions options, @Nullable String servingRole)
      throws StoreOpenException {
    return migrate(options, servingRole, Planted.ofThisBuild());
  }

  static FormatChange migrate(
      PostgresOptions options, @Nullable String servingRole, Planted planted)
      throws StoreOpenException {
    PostgresSchema schema = PostgresSchema.of(planted);
    return OnPrimary.changingTables(
        options,
        link -> {
          StoreFormat before = schema.requireKnown(link, options.url());
          StoreFormat after = schema.migrate(link, before);
          if (after.servesFrom() > before.servesFrom()) {
            requireNoneOlder(link, after.servesFrom(), "stop");
          }
          // Whoever is not the owner is refused, also where there is nothing to do.
          HeaderRow.setFormat(link, after.format());
          if (servingRole != null) {
            PostgresSchema.grant(link, servingRole);
          }
          return new FormatChange(before, after);
        });
  }

  /**
   * Ends the time in which servers of the format before may serve a store.
   *
   * @throws StoreOpenException if there is no store, it is of another format than this release, a
   *     server of an older one runs, or the database does not let us
   */
  public static FormatChange finalise(PostgresOptions options) throws StoreOpenException {
    return finalise(options, Planted.ofThisBuild());
  }

  static FormatChange finalise(PostgresOptions options, Planted planted) throws StoreOpenException {
    PostgresSchema schema = PostgresSchema.of(planted);
    return OnPrimary.changingTables(
        options,
        link -> {
          StoreFormat before = schema.requireKnown(link, options.url());
          StoreFormat after = schema.finalise(link, before, options.url());
          requireNoneOlder(link, after.servesFrom(), "restart by this one");
          return new FormatChange(before, after);
        });
  }

  /** A server that begins in this very moment finds out by its first heartbeat, and ends. */
  private static void requireNoneOlder(Link link, int format, String advice)
      throws SQLException, StoreOpenException {
    List<String> older = NodeRow.olderThan(link, format, Times.defaults());
    if (!older.isEmpty()) {
      throw new StoreOpenException(
          "servers of an older release are running, which you have to %s first: %s"
              .formatted(advice, String.join(", ", older)));
    }
  }
}
