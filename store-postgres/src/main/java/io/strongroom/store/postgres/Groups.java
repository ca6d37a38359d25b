package io.strongroom.store.postgres;

import io.strongroom.store.sql.Announcement;
import io.strongroom.store.sql.Failures;
import io.strongroom.store.sql.Pending;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Commits one group. The row of the table {@code head} is locked first, so that servers commit one
 * after the other and each sees all that was committed before: what a task looks at stays as it is
 * until the group is committed. The number in that row grows by one with each group.
 *
 * <p>For one thread.
 */
final class Groups implements AutoCloseable {
  private static final String TAKE_HEAD =
      "UPDATE head SET revision = revision + 1 WHERE one = 1 RETURNING revision";

  /** Keeps all others from committing until the transaction ends. */
  static final String LOCK_HEAD = "SELECT revision FROM head WHERE one = 1 FOR UPDATE";

  /** Under the lock: a store that was finalised takes no change of an older release. */
  private static final String ANNOUNCE =
      "INSERT INTO change (revision, node, session, touched) SELECT ?, ?, ?, ? FROM store_header"
          + " WHERE format > 0 AND serves_from <= ?";

  private static final String MINE =
      "SELECT count(*) FROM change WHERE revision = ? AND node = ? AND session = ?";

  private static final long SEARCH_MILLIS = 100;

  private final Heart heart;
  private final CurrentLink link;
  private final Feed feed;
  private final NodeOutbox outbox;
  private final NodeRow node;
  private final Times times;
  private final LongSupplier nanos;

  /** What became of a group. */
  sealed interface Result {
    /** It is committed and visible. */
    record Stored() implements Result {}

    /** Nothing was stored, and trying again may help. */
    record Missed(SQLException cause) implements Result {}

    /** Nothing was stored, since one of the tasks cannot be. */
    record Faulty(Exception cause) implements Result {}

    /** It is not known, and was not to be found out in time. */
    record Unknown(SQLException cause) implements Result {}
  }

  Groups(
      Heart heart,
      Links links,
      Feed feed,
      NodeOutbox outbox,
      NodeRow node,
      Times times,
      LongSupplier nanos) {
    this.heart = heart;
    this.link = new CurrentLink(heart, links::open);
    this.feed = feed;
    this.outbox = outbox;
    this.node = node;
    this.times = times;
    this.nanos = nanos;
  }

  /** Tries to commit a group. */
  Result attempt(List<Pending<?>> group) {
    Announcement announcement = new Announcement();
    long revision;
    Link by;
    try {
      by = link.get();
      LockSupport.parkNanos(Math.max(0, heart.keptBack()));
      revision = apply(by, group, announcement);
    } catch (SQLException e) {
      link.close();
      return PostgresCommits.isFaultOfData(e) ? new Result.Faulty(e) : new Result.Missed(e);
    } catch (RuntimeException e) {
      link.close();
      return new Result.Faulty(e);
    }
    String touched = announcement.text();
    feed.committing(by, revision);
    try {
      by.commit();
    } catch (SQLException e) {
      link.close();
      feed.abandoned();
      return settle(group, revision, touched, e);
    }
    heart.confirmed(by.view(), revision);
    publish(by, group, revision, touched);
    return new Result.Stored();
  }

  private long apply(Link by, List<Pending<?>> group, Announcement announcement)
      throws SQLException {
    outbox.begin();
    by.run("BEGIN");
    long revision = by.number(TAKE_HEAD);
    if (revision == 0) {
      throw new SQLException("the table head has no row");
    }
    for (Pending<?> pending : group) {
      pending.apply(by);
      pending.announce(announcement);
    }
    outbox.write(by, revision);
    PreparedStatement announce = by.prepare(ANNOUNCE);
    announce.setLong(1, revision);
    announce.setString(2, node.name());
    announce.setString(3, node.session());
    announce.setString(4, announcement.text());
    announce.setInt(5, node.format());
    if (announce.executeUpdate() == 0) {
      throw new SQLException("the store does not serve this release any more");
    }
    return revision;
  }

  private void publish(Link by, List<Pending<?>> group, long revision, String touched) {
    try {
      feed.committed(by, revision, touched, () -> group.forEach(Pending::publish));
    } catch (SQLException e) {
      // What this server has not put into memory it will find among the changes.
      Failures.log(System.Logger.Level.WARNING, "a change is not in memory: " + e.getMessage());
      link.close();
      feed.abandoned();
    }
  }

  /**
   * Finds out whether a group was committed. With the lock nobody else can be committing under its
   * number, and that what is found is on the standby is shown by one more commit.
   */
  private Result settle(List<Pending<?>> group, long revision, String touched, SQLException why) {
    long deadline = nanos.getAsLong() + times.patience().toNanos();
    while (nanos.getAsLong() - deadline < 0) {
      try {
        Link by = link.get();
        by.run("BEGIN");
        var _ = by.number(LOCK_HEAD);
        boolean stored = isMine(by, revision);
        var _ = node.beat(by);
        by.commit();
        if (stored) {
          publish(by, group, revision, touched);
          return new Result.Stored();
        }
        return new Result.Missed(why);
      } catch (SQLException e) {
        link.close();
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(SEARCH_MILLIS));
      }
    }
    return new Result.Unknown(why);
  }

  private boolean isMine(Link by, long revision) throws SQLException {
    PreparedStatement select = by.prepare(MINE);
    select.setLong(1, revision);
    select.setString(2, node.name());
    select.setString(3, node.session());
    try (ResultSet row = select.executeQuery()) {
      return row.next() && row.getLong(1) > 0;
    }
  }

  @Override
  public void close() {
    link.close();
  }
}
