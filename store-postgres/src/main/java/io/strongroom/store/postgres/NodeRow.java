package io.strongroom.store.postgres;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The row of this server in the table {@code node}. A name belongs to one server at a time: to the
 * session that wrote it last and is still heard of.
 *
 * @param name the name of this server
 * @param session drawn for each run of it
 * @param format the newest format that its release knows
 */
record NodeRow(String name, String session, int format) {

  /** The name of this server is another's now. */
  static final long SUPERSEDED = -1;

  /** Milliseconds since 1970 by the clock of the database. */
  private static final String NOW = "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS bigint)";

  private static final String REGISTER =
      "INSERT INTO node (name, session, format, beat, exported) VALUES (?, ?, ?, "
          + NOW
          + ", 0) ON CONFLICT (name) DO UPDATE SET session = excluded.session,"
          + " format = excluded.format, beat = excluded.beat"
          + " WHERE node.beat < excluded.beat - ?";

  private static final String OLDER =
      "SELECT name FROM node WHERE format < ? AND beat > " + NOW + " - ? ORDER BY name";

  private static final String BEAT =
      "UPDATE node SET beat = " + NOW + " WHERE name = ? AND session = ? RETURNING beat";

  private static final String CLAIM =
      "UPDATE duty SET node = ?, until = "
          + NOW
          + " + ? WHERE name = 'background' AND (node = ? OR until < "
          + NOW
          + ")";

  private static final String RELEASE_DUTY =
      "UPDATE duty SET until = 0 WHERE name = 'background' AND node = ?";

  private static final String RELEASE = "UPDATE node SET beat = 0 WHERE name = ? AND session = ?";

  /**
   * Takes the name, as a transaction of its own.
   *
   * @throws SQLException if a server of that name is running, or was until a moment ago
   */
  void register(Link by, Times times) throws SQLException {
    PreparedStatement insert = by.prepare(REGISTER);
    insert.setString(1, name);
    insert.setString(2, session);
    insert.setInt(3, format);
    insert.setLong(4, times.lease().toMillis());
    if (insert.executeUpdate() == 0) {
      throw new NameTakenException(
          "a server with the name " + name + " uses this database already; give this one another");
    }
  }

  /** Returns the names of servers that run, as far as is known, by releases before a format. */
  static List<String> olderThan(Link by, int format, Times times) throws SQLException {
    PreparedStatement select = by.prepare(OLDER);
    select.setInt(1, format);
    select.setLong(2, times.duty().toMillis());
    List<String> names = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        names.add(row.getString(1));
      }
    }
    return names;
  }

  /**
   * Says that this server is there.
   *
   * @return milliseconds since 1970 by the clock of the database, or {@link #SUPERSEDED}
   */
  long beat(Link by) throws SQLException {
    PreparedStatement beat = by.prepare(BEAT);
    beat.setString(1, name);
    beat.setString(2, session);
    try (ResultSet row = beat.executeQuery()) {
      return row.next() ? row.getLong(1) : SUPERSEDED;
    }
  }

  /** Takes or keeps the duty of the background tasks, and tells whether this server has it. */
  boolean claimDuty(Link by, Times times) throws SQLException {
    PreparedStatement claim = by.prepare(CLAIM);
    claim.setString(1, name);
    claim.setLong(2, times.duty().toMillis());
    claim.setString(3, name);
    return claim.executeUpdate() == 1;
  }

  /** Gives everything free. */
  void release(Link by) throws SQLException {
    PreparedStatement duty = by.prepare(RELEASE_DUTY);
    duty.setString(1, name);
    duty.executeUpdate();
    PreparedStatement release = by.prepare(RELEASE);
    release.setString(1, name);
    release.setString(2, session);
    release.executeUpdate();
  }

  /** The name is another server's. */
  static final class NameTakenException extends SQLException {
    @java.io.Serial private static final long serialVersionUID = 1L;

    NameTakenException(String message) {
      super(message);
    }
  }
}
