package io.strongroom.store.postgres;

import io.strongroom.store.sql.Memory;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps what is in memory in step with the changes in the database, which have numbers without gaps
 * in the order of their commits.
 *
 * <p>INVARIANT: once it is applied up to a number, nothing in memory is older than that change. A
 * change of another server is applied by forgetting what it touched; one of this server by putting
 * what it stored, unless a later change was applied already: then that is forgotten as well.
 */
final class Feed {

  /** How long a change of this server that others can see may take to be put into memory. */
  private static final long OWN_MILLIS = 1_000;

  private static final long NONE = -1;
  private static final String REVISION = "SELECT revision FROM head";
  private static final String CHANGES =
      "SELECT revision, touched FROM change WHERE revision > ? AND revision <= ?"
          + " ORDER BY revision";

  /** So many changes are kept for servers that have not listened for a while. */
  private static final String TRIM =
      "DELETE FROM change WHERE revision <= (SELECT revision FROM head) - 100000";

  private final Memory memory;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition settled = lock.newCondition();
  private final Set<Long> published = new HashSet<>();
  private long view;
  private long applied;
  private long committing = NONE;

  Feed(Memory memory) {
    this.memory = memory;
  }

  /** Removes changes that are so old that a server which does not know them may start anew. */
  static void trim(Link link) throws SQLException {
    link.run(TRIM);
  }

  /** Begins anew: whatever is in memory may be from another primary. */
  void begin(long newView, Link link) throws SQLException {
    lock.lock();
    try {
      view = newView;
      published.clear();
      committing = NONE;
      applied = link.number(REVISION);
      memory.forgetAll(link);
      settled.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Applies all changes that there are now.
   *
   * @return the number of the last one
   */
  long catchUp(Link link) throws SQLException {
    long revision = link.number(REVISION);
    lock.lock();
    try {
      while (applied < revision) {
        requireView(link);
        if (published.remove(applied + 1)) {
          applied++;
        } else if (committing != applied + 1 || !ownSettles()) {
          applyOthers(link, revision);
        }
      }
      return revision;
    } finally {
      lock.unlock();
    }
  }

  private void requireView(Link link) throws SQLException {
    if (link.view() != view) {
      throw new SQLException("the primary of the database is another now");
    }
  }

  /** Waits until the change of this server that is under way is put; false if that takes long. */
  private boolean ownSettles() {
    long left = TimeUnit.MILLISECONDS.toNanos(OWN_MILLIS);
    try {
      while (committing == applied + 1 && left > 0) {
        left = settled.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return committing != applied + 1;
  }

  private void applyOthers(Link link, long upTo) throws SQLException {
    PreparedStatement select = link.prepare(CHANGES);
    select.setLong(1, applied);
    select.setLong(2, upTo);
    long last = applied;
    StringBuilder touched = new StringBuilder();
    try (ResultSet row = select.executeQuery()) {
      while (row.next() && row.getLong(1) == last + 1) {
        last++;
        if (!published.remove(last)) {
          touched.append(row.getString(2));
        }
      }
    }
    if (last < upTo) {
      // Changes so old that they are gone: this server has not listened for long.
      memory.forgetAll(link);
      published.removeIf(each -> each <= upTo);
    } else {
      memory.forget(touched.toString(), link);
    }
    // While the change of this server settled, another thread may have come further.
    applied = Math.max(applied, upTo);
  }

  /** Notes that a change with this number is about to be committed. */
  void committing(Link link, long revision) {
    lock.lock();
    try {
      if (link.view() == view) {
        committing = revision;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Puts a committed change into memory. */
  void committed(Link link, long revision, String touched, Runnable publish) throws SQLException {
    lock.lock();
    try {
      committing = NONE;
      if (link.view() == view) {
        if (revision > applied) {
          publish.run();
          published.add(revision);
        } else {
          memory.forget(touched, link);
        }
      }
      settled.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Notes that it is not known, or not any more, whether the change under way was committed. */
  void abandoned() {
    lock.lock();
    try {
      committing = NONE;
      settled.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
