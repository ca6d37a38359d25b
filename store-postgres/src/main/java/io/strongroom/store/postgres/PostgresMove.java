package io.strongroom.store.postgres;

import io.strongroom.keys.StoreId;
import io.strongroom.store.sql.HeaderRow;
import io.strongroom.store.sql.SqlConnection;
import io.strongroom.store.sql.StoreHeader;
import io.strongroom.store.sql.StoreOpenException;
import io.strongroom.store.sql.move.MoveSource;
import io.strongroom.store.sql.move.MoveTarget;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A database as one end of a move. */
public final class PostgresMove {
  private static final PostgresSchema SCHEMA = PostgresSchema.ofThisBuild();
  private static final String SERVERS =
      "SELECT count(*) FROM node WHERE beat >"
          + " CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS bigint) - ?";
  private static final String WAITING =
      "SELECT count(*) FROM audit AS a JOIN node AS n ON n.name = a.node"
          + " WHERE a.number > n.exported";
  private static final String TAKE_NUMBERS =
      "UPDATE version_block SET last = (SELECT coalesce(max(number), 0) FROM version)";

  private PostgresMove() {}

  /**
   * Returns the store in a database as what is moved.
   *
   * @throws StoreOpenException if there is no store of this format
   */
  public static MoveSource source(PostgresOptions options) throws StoreOpenException {
    Link link = OnPrimary.connect(options);
    boolean ready = false;
    try {
      if (PostgresSchema.formatOf(link) != HeaderRow.MOVED_AWAY) {
        requireOwn(options, SCHEMA.requireServed(link, options.url()).format());
      }
      StoreHeader header = HeaderRow.read(link);
      if (header == null) {
        throw new StoreOpenException("the store in " + options.url() + " has no header");
      }
      ready = true;
      return new Source(options, link, header);
    } catch (SQLException e) {
      throw OnPrimary.refusal(options, e);
    } finally {
      if (!ready) {
        link.close();
      }
    }
  }

  /** A move takes along the columns that its release knows, which have to be all there are. */
  private static void requireOwn(PostgresOptions options, int format) throws StoreOpenException {
    if (format > SCHEMA.format()) {
      throw new StoreOpenException(
          "the store in %s has format %d; a release of that format moves it, and this one has %d"
              .formatted(options.url(), format, SCHEMA.format()));
    }
  }

  /**
   * Returns a database as where a store is moved to: one without a store, or one that a move of the
   * same store has begun to fill.
   *
   * @param servingRole a role that may serve it besides the one that makes it; null for none
   * @throws StoreOpenException if there is another store
   */
  public static MoveTarget target(
      PostgresOptions options, StoreHeader header, @Nullable String servingRole)
      throws StoreOpenException {
    Link link = OnPrimary.connect(options);
    boolean ready = false;
    try {
      link.run("BEGIN");
      if (!isArriving(options, link, header.storeId())) {
        SCHEMA.create(link, header, HeaderRow.ARRIVING);
        if (servingRole != null) {
          PostgresSchema.grant(link, servingRole);
        }
      }
      link.commit();
      ready = true;
      return new Target(link);
    } catch (SQLException e) {
      throw OnPrimary.refusal(options, e);
    } finally {
      if (!ready) {
        link.close();
      }
    }
  }

  private static boolean isArriving(PostgresOptions options, Link link, StoreId id)
      throws SQLException, StoreOpenException {
    if (!PostgresSchema.hasHeader(link)) {
      return false;
    }
    StoreHeader there = HeaderRow.read(link);
    boolean arriving = HeaderRow.format(link) == HeaderRow.ARRIVING;
    if (there == null || !arriving || !there.storeId().equals(id)) {
      throw new StoreOpenException("there is a store in " + options.url() + " already");
    }
    if (!SCHEMA.areOfThisRelease(link)) {
      throw new StoreOpenException(
          "a release of another format has begun the move to " + options.url());
    }
    return true;
  }

  private record Source(PostgresOptions options, Link connection, StoreHeader header)
      implements MoveSource {

    /** First nobody new is let in, then it is looked who is there. */
    @Override
    public boolean takeOver() throws SQLException, StoreOpenException {
      if (servers() > 0) {
        return false;
      }
      connection.run("BEGIN");
      HeaderRow.setFormat(connection, HeaderRow.MOVED_AWAY);
      connection.commit();
      if (servers() > 0) {
        return false;
      }
      if (connection.number(WAITING) > 0) {
        throw new StoreOpenException(
            "a server has not taken all records of changes into its audit log; start and stop it");
      }
      return true;
    }

    private long servers() throws SQLException {
      PreparedStatement select = connection.prepare(SERVERS);
      select.setLong(1, Times.defaults().duty().toMillis());
      try (var row = select.executeQuery()) {
        return row.next() ? row.getLong(1) : 0;
      }
    }

    @Override
    public void close() {
      connection.close();
    }
  }

  private record Target(Link link) implements MoveTarget {
    @Override
    public SqlConnection connection() {
      return link;
    }

    @Override
    public void begin() throws SQLException {
      link.run("BEGIN");
    }

    @Override
    public void commit() throws SQLException {
      link.commit();
    }

    @Override
    public void finish() throws SQLException {
      link.run("BEGIN");
      link.run(TAKE_NUMBERS);
      SCHEMA.arrive(link);
      link.commit();
    }

    @Override
    public void close() {
      link.close();
    }
  }
}
