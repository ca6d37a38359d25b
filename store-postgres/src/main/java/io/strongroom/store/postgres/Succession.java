package io.strongroom.store.postgres;

import io.strongroom.store.postgres.Connections.Opened;
import io.strongroom.store.postgres.DatabaseUrl.Host;
import java.net.ConnectException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Keeps changes back on a new primary until nobody reads from an earlier one any more.
 *
 * <p>A server may be connected to a primary of the past, one whose supervisor is frozen, and goes
 * on to read there until its lease ends. That is a lease after the last heartbeat which the standby
 * has confirmed, and the standby confirms none once it is the primary. So what is acknowledged by
 * the new primary later than a lease after it was found cannot be missed by such a read. There is
 * no need to wait where every other host is known not to be a primary: it refuses connections, or
 * is a standby.
 *
 * <p>That a timeline of the database needs no more waiting is noted in the table {@code head}, so
 * that servers which start later need not wait.
 */
final class Succession {
  private static final String TIMELINE = "SELECT pg_walfile_name(pg_current_wal_lsn())";
  private static final String SETTLED = "SELECT timeline FROM head";
  private static final String SETTLE = "UPDATE head SET timeline = ? WHERE timeline < ?";
  private static final String OTHERS = "SELECT name, beat FROM node WHERE name <> ? AND beat > 0";
  private static final int TIMELINE_LENGTH = 8;
  private static final int HEXADECIMAL = 16;

  private final Connections connections;
  private final NodeRow node;
  private final Duration lease;
  private final LongSupplier nanos;

  /** Changes wait until then; for the one thread of the heart to set. */
  private volatile long opens;

  private long timeline;
  private boolean settled = true;

  /** When the other servers had been heard of last, as the new primary knew when it was found. */
  private Map<String, Long> silent = Map.of();

  Succession(Connections connections, NodeRow node, Duration lease, LongSupplier nanos) {
    this.connections = connections;
    this.node = node;
    this.lease = lease;
    this.nanos = nanos;
    this.opens = nanos.getAsLong();
  }

  /** Returns for how many nanoseconds changes are still kept back; 0 or less for no longer. */
  long waiting() {
    return opens - nanos.getAsLong();
  }

  /** Is told of the primary that was found. */
  void found(Link link, Host primary) throws SQLException {
    timeline = timelineOf(link);
    settled = link.number(SETTLED) >= timeline;
    long now = nanos.getAsLong();
    opens = settled ? now : now + lease.toNanos();
    if (!settled) {
      silent = others(link);
      Thread.ofVirtual().name("strongroom-succession").start(() -> lookAround(primary));
    }
  }

  private Map<String, Long> others(Link link) throws SQLException {
    PreparedStatement select = link.prepare(OTHERS);
    select.setString(1, node.name());
    Map<String, Long> beats = new HashMap<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        beats.put(row.getString(1), row.getLong(2));
      }
    }
    return beats;
  }

  private static long timelineOf(Link link) throws SQLException {
    try (ResultSet row = link.prepare(TIMELINE).executeQuery()) {
      if (!row.next()) {
        throw new SQLException("the database does not name its timeline");
      }
      return Long.parseLong(row.getString(1).substring(0, TIMELINE_LENGTH), HEXADECIMAL);
    }
  }

  private void lookAround(Host primary) {
    long before = opens;
    boolean alone = connections.hosts().size() > 1;
    for (Host host : connections.hosts()) {
      alone &= host.equals(primary) || isNoPrimary(host);
    }
    if (alone && opens == before) {
      opens = nanos.getAsLong();
    }
  }

  /** A host that does not answer at all may be one that only this server cannot reach. */
  private boolean isNoPrimary(Host host) {
    try {
      Opened opened = connections.open(host);
      opened.connection().close();
      return opened.isStandby();
    } catch (SQLException e) {
      return e.getCause() instanceof ConnectException refused && isRefusal(refused);
    }
  }

  private static boolean isRefusal(ConnectException e) {
    return String.valueOf(e.getMessage()).contains("refused");
  }

  /** Looks whether the others have come, and notes that nobody needs to wait once that is so. */
  void settle(Link link) throws SQLException {
    if (settled) {
      return;
    }
    Map<String, Long> now = others(link);
    if (silent.entrySet().stream()
        .noneMatch(each -> each.getValue().equals(now.get(each.getKey())))) {
      opens = Math.min(opens, nanos.getAsLong());
    }
    if (waiting() <= 0) {
      PreparedStatement update = link.prepare(SETTLE);
      update.setLong(1, timeline);
      update.setLong(2, timeline);
      update.executeUpdate();
      settled = true;
    }
  }
}
