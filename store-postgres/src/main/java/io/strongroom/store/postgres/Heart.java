package io.strongroom.store.postgres;

import io.strongroom.store.postgres.Connections.Opened;
import io.strongroom.store.postgres.DatabaseUrl.Host;
import io.strongroom.store.sql.Failures;
import io.strongroom.store.sql.StoreOpenException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the primary and keeps the read lease: each second it commits that this server is there,
 * which the standby has to confirm. A primary that was left behind, by a partition or because its
 * supervisor is frozen, gets no such confirmation; so reads end before another primary takes writes
 * (requirement DBA-8).
 *
 * <p>The same commit claims the duty of the background tasks for one of all servers.
 */
final class Heart implements AutoCloseable {

  /** Between two attempts to find a primary. */
  private static final long SEARCH_MILLIS = 100;

  /** How often notes of changes that all servers know are removed. */
  private static final Duration TRIM_INTERVAL = Duration.ofMinutes(1);

  private static final System.Logger.Level WARNING = System.Logger.Level.WARNING;

  private final Connections connections;
  private final NodeRow node;
  private final Times times;
  private final LongSupplier nanos;
  private final List<Host> hosts;
  private final Runnable onSuperseded;
  private final StandbyCheck standby;
  private final ClockCheck clock;
  private final Succession succession;
  private final Thread thread;
  private final ReentrantLock turn = new ReentrantLock();
  private final Condition stopped = turn.newCondition();

  /** Under the lock. */
  private @Nullable Link link;

  private int nextHost;
  private long lastView;
  private long nextTrim;
  private ViewListener listener = (view, found) -> {};

  private volatile @Nullable Primary primary;
  private volatile long leaseEnds;
  private volatile long dutyEnds;

  /** What was the newest change when a commit began that the standby has confirmed. */
  private volatile long proved;

  private volatile boolean closed;

  /** Is told of a new view before anything is read in it. */
  interface ViewListener {
    void begins(long view, Link link) throws SQLException, StoreOpenException;

    /** Is called before each heartbeat, and refuses a store that may not be served any more. */
    default void beats(Link link) throws SQLException, StoreOpenException {}
  }

  Heart(
      Connections connections,
      PostgresOptions options,
      NodeRow node,
      Times times,
      LongSupplier nanos,
      InstantSource wall,
      Runnable onSuperseded) {
    this.connections = connections;
    this.node = node;
    this.times = times;
    this.nanos = nanos;
    this.hosts = options.url().hosts();
    this.onSuperseded = onSuperseded;
    this.standby = new StandbyCheck(options.replication(), nanos);
    this.clock = new ClockCheck(wall);
    this.succession = new Succession(connections, node, times.lease(), nanos);
    long now = nanos.getAsLong();
    this.nextTrim = now;
    this.leaseEnds = now;
    this.dutyEnds = now;
    this.thread = Thread.ofPlatform().name("strongroom-heart").daemon().unstarted(this::run);
  }

  /**
   * Finds the primary for the first time, registers this server, and goes on by itself.
   *
   * <p>The name may still be that of a server which ended without a word; that is waited for.
   *
   * @throws SQLException if there is no primary, or another server has the name of this one
   */
  void start(ViewListener views) throws SQLException, StoreOpenException {
    long deadline = nanos.getAsLong() + times.lease().plus(times.heartbeat()).toNanos();
    turn.lock();
    try {
      listener = views;
      while (!isRegistered(deadline)) {
        var _ = stopped.await(SEARCH_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted", e);
    } finally {
      turn.unlock();
    }
    thread.start();
  }

  private boolean isRegistered(long deadline) throws SQLException, StoreOpenException {
    try {
      find(true);
      return true;
    } catch (NodeRow.NameTakenException e) {
      if (nanos.getAsLong() - deadline >= 0) {
        throw e;
      }
      return false;
    }
  }

  /** Returns the primary as it was found last. */
  @Nullable Primary primary() {
    return primary;
  }

  /** Tells whether what was read in {@code view} may be answered. */
  boolean isLeased(long view) {
    Primary now = primary;
    return now != null
        && now.view() == view
        && (nanos.getAsLong() - leaseEnds < 0 || connections.planted().ignoresLease());
  }

  /** Tells whether the background tasks are this server's. */
  boolean isOnDuty() {
    return !closed && nanos.getAsLong() - dutyEnds < 0;
  }

  /** Tells whether commits are kept by a second machine, as far as that is asked for. */
  boolean mayWrite() {
    return standby.isThere();
  }

  /** Returns for how many nanoseconds changes are still kept back; see {@link Succession}. */
  long keptBack() {
    return succession.waiting();
  }

  /** Notes that a commit made in {@code view}, and with it all before it, was confirmed. */
  void confirmed(long view, long revision) {
    Primary now = primary;
    if (now != null && now.view() == view && revision > proved) {
      proved = revision;
    }
  }

  /**
   * Makes sure that the change {@code revision}, which another server has made and this one has
   * seen, cannot be lost: it may be that its commit is still unconfirmed, and then nobody must be
   * told of it.
   */
  void prove(long view, long revision) throws SQLException {
    if (!standby.isAskedFor() || revision <= proved || connections.planted().ignoresLease()) {
      return;
    }
    turn.lock();
    try {
      Link now = link;
      if (now == null || now.view() != view) {
        throw new SQLException("the connection to the primary was lost");
      }
      if (revision > proved) {
        beatOrDrop(now);
        confirmed(view, revision);
      }
    } finally {
      turn.unlock();
    }
  }

  /** A connection that failed is given up; one that was not asked is left alone. */
  private void beatOrDrop(Link now) throws SQLException {
    try {
      leaseEnds = beat(now);
    } catch (SQLException e) {
      dropLink();
      throw e;
    }
  }

  private void run() {
    turn.lock();
    try {
      while (!closed) {
        long pause = times.heartbeat().toMillis();
        try {
          tick();
        } catch (StoreOpenException e) {
          Failures.log(System.Logger.Level.ERROR, String.valueOf(e.getMessage()));
          dropLink();
          onSuperseded.run();
          return;
        } catch (SQLException e) {
          Failures.log(WARNING, "the primary of the database does not answer: " + e.getMessage());
          dropLink();
          pause = SEARCH_MILLIS;
        }
        if (!closed) {
          var _ = stopped.await(pause, TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      turn.unlock();
    }
  }

  private void tick() throws SQLException, StoreOpenException {
    Link now = link;
    if (now == null) {
      find(false);
    } else {
      listener.beats(now);
      leaseEnds = beat(now);
      standby.look(now);
      succession.settle(now);
      if (isOnDuty() && nanos.getAsLong() - nextTrim >= 0) {
        Feed.trim(now);
        nextTrim = nanos.getAsLong() + TRIM_INTERVAL.toNanos();
      }
    }
  }

  private void dropLink() {
    if (link != null) {
      link.close();
      link = null;
    }
  }

  /** Tries the hosts in turn, so that one that only believes to be the primary is left behind. */
  private void find(boolean first) throws SQLException, StoreOpenException {
    SQLException reason = null;
    for (int i = 0; i < hosts.size(); i++) {
      Host host = hosts.get(nextHost);
      nextHost = (nextHost + 1) % hosts.size();
      try {
        if (adopt(host, connections.open(host), first)) {
          return;
        }
      } catch (SQLException e) {
        reason = e;
      }
    }
    if (reason == null) {
      throw new SQLException("no host of the database is a primary", OnPrimary.NOT_NOW);
    }
    throw reason;
  }

  /**
   * Begins a view. The one before has ended by then: who sees a heartbeat of this server at the new
   * primary may count on that it reads from no other.
   */
  private boolean adopt(Host host, Opened opened, boolean first)
      throws SQLException, StoreOpenException {
    Primary found = new Primary(host, opened.identity(), ++lastView);
    Link candidate = connections.link(opened, found.view());
    boolean adopted = false;
    try {
      if (opened.isStandby()) {
        return false;
      }
      if (first) {
        node.register(candidate, times);
      }
      standby.lookAnew(candidate);
      primary = null;
      long lease = beat(candidate);
      if (standby.isAskedFor()) {
        succession.found(candidate, host);
      }
      listener.begins(found.view(), candidate);
      link = candidate;
      proved = 0;
      leaseEnds = lease;
      primary = found;
      adopted = true;
      if (!first) {
        Failures.log(System.Logger.Level.INFO, "the primary of the database is " + host);
      }
      return true;
    } finally {
      if (!adopted) {
        candidate.close();
      }
    }
  }

  /** Commits a heartbeat, and returns when the lease that it gives ends. */
  private long beat(Link by) throws SQLException {
    long began = nanos.getAsLong();
    long wall = clock.now();
    by.run("BEGIN");
    long database = node.beat(by);
    if (database == NodeRow.SUPERSEDED) {
      onSuperseded.run();
      throw new SQLException("another server has taken the name of this one");
    }
    boolean onDuty = clock.agrees(wall, database) && node.claimDuty(by, times);
    by.commit();
    if (onDuty) {
      dutyEnds = began + times.duty().toNanos();
    }
    return began + times.lease().toNanos();
  }

  /** Gives name and duty free and ends the connection. */
  @Override
  public void close() {
    closed = true;
    turn.lock();
    try {
      stopped.signalAll();
      if (link != null) {
        node.release(link);
      }
    } catch (SQLException e) {
      Failures.log(WARNING, "the name of this server was not given free: " + e.getMessage());
    } finally {
      dropLink();
      turn.unlock();
    }
  }
}
