package io.strongroom.store.postgres;

import io.strongroom.store.sql.Commits;
import io.strongroom.store.sql.Failures;
import io.strongroom.store.sql.GroupTask;
import io.strongroom.store.sql.Pending;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Commits for many callers at once: one thread takes all that wait, applies them in one transaction
 * and lets them go on when it is committed, on a second machine too where that is asked for.
 *
 * <p>INVARIANT: no caller goes on as done before its commit was confirmed without a warning
 * (DBA-5).
 *
 * <p>INVARIANT: readers of this server see what a group did before any of its callers goes on.
 *
 * <p>A group whose commit got no clear answer is asked after on the primary of then: its change has
 * a number that only it can have there. Only when that is not to be had in time are its callers
 * told that the outcome is unknown (DBA-6). What was certainly not committed is tried again
 * (DBA-9).
 */
final class PostgresCommits implements Commits, AutoCloseable {

  /** How many callers can wait; the next one is refused at once. */
  static final int MAX_WAITING = 4_096;

  /** How many callers share a commit. */
  static final int MAX_GROUP = 256;

  /** How often a group is tried that was certainly not committed. */
  private static final int MAX_ATTEMPTS = 5;

  private static final long PAUSE_MILLIS = 40;
  private static final long IDLE_MILLIS = 100;
  private static final int CLASS_LENGTH = 2;

  private final BlockingQueue<Pending<?>> queue = new ArrayBlockingQueue<>(MAX_WAITING);
  private final Heart heart;
  private final Groups groups;
  private final Times times;
  private final LongSupplier nanos;
  private final Thread committer;
  private volatile @Nullable Supplier<RuntimeException> ended;
  private volatile boolean closing;

  PostgresCommits(Heart heart, Groups groups, Times times, LongSupplier nanos) {
    this.heart = heart;
    this.groups = groups;
    this.times = times;
    this.nanos = nanos;
    this.committer = Thread.ofPlatform().name("strongroom-committer").daemon().unstarted(this::run);
  }

  void start() {
    committer.start();
  }

  @Override
  public <R> R commit(GroupTask<R> task) {
    requireOpen();
    if (!heart.mayWrite()) {
      throw Failures.unavailable();
    }
    Pending<R> pending = new Pending<>(task);
    if (!queue.offer(pending)) {
      throw Failures.unavailable();
    }
    // Whoever ends the committer empties the queue afterwards, but may have done so just before.
    if (ended != null && queue.remove(pending)) {
      requireOpen();
    }
    return pending.await();
  }

  @Override
  public void requireOpen() {
    Supplier<RuntimeException> reason = ended;
    if (reason != null) {
      throw reason.get();
    }
  }

  /** Lets nothing in any more: somebody else acts in the name of this server. */
  void end(Supplier<RuntimeException> reason) {
    ended = reason;
    closing = true;
  }

  private void run() {
    List<Pending<?>> group = new ArrayList<>(MAX_GROUP);
    try {
      while (!closing || !queue.isEmpty()) {
        Pending<?> first = queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
        if (first != null) {
          group.add(first);
          queue.drainTo(group, MAX_GROUP - 1);
          commit(group);
          group.clear();
        }
      }
      finish(() -> new IllegalStateException("the store is closed"), group);
    } catch (InterruptedException | RuntimeException | Error e) {
      Failures.log(System.Logger.Level.ERROR, "the committer ended", e);
      finish(() -> Failures.internal(e), group);
    } finally {
      groups.close();
    }
  }

  private void finish(Supplier<RuntimeException> reason, List<Pending<?>> group) {
    if (ended == null) {
      ended = reason;
    }
    group.forEach(pending -> pending.fail(reason));
    for (Pending<?> late = queue.poll(); late != null; late = queue.poll()) {
      late.fail(reason);
    }
  }

  private void commit(List<Pending<?>> group) {
    long deadline = nanos.getAsLong() + times.patience().toNanos();
    for (int attempt = 1; ; attempt++) {
      switch (groups.attempt(group)) {
        case Groups.Result.Stored() -> {
          group.forEach(Pending::succeed);
          return;
        }
        case Groups.Result.Faulty(Exception cause) -> {
          alone(group, cause);
          return;
        }
        case Groups.Result.Missed(SQLException cause) -> {
          if (attempt == MAX_ATTEMPTS || nanos.getAsLong() - deadline >= 0) {
            Failures.log(
                System.Logger.Level.WARNING, "nothing could be stored: " + cause.getMessage());
            group.forEach(pending -> pending.fail(Failures::unavailable));
            return;
          }
          pause(attempt);
        }
        case Groups.Result.Unknown(SQLException cause) -> {
          Failures.log(
              System.Logger.Level.ERROR, "it is not known what was stored: " + cause.getMessage());
          group.forEach(pending -> pending.fail(() -> Failures.internal(cause)));
          return;
        }
      }
    }
  }

  /** One of them cannot be stored as it is, which the others have nothing to do with. */
  private void alone(List<Pending<?>> group, Exception cause) {
    if (group.size() == 1) {
      Failures.log(System.Logger.Level.ERROR, "a change cannot be stored", cause);
      group.getFirst().fail(() -> Failures.internal(cause));
      return;
    }
    for (Pending<?> each : group) {
      commit(List.of(each));
    }
  }

  /** Grows with each attempt, and differs among servers by how far their clocks have come. */
  private void pause(int attempt) {
    long spread = Math.floorMod(nanos.getAsLong(), PAUSE_MILLIS);
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(attempt * (PAUSE_MILLIS + spread)));
  }

  /** Tells whether the data of a change is what the database refuses. */
  static boolean isFaultOfData(SQLException e) {
    String state = e.getSQLState();
    if (state == null || state.length() < CLASS_LENGTH) {
      return false;
    }
    return switch (state.substring(0, CLASS_LENGTH)) {
      case "22", "23", "42" -> true;
      default -> false;
    };
  }

  /** Commits what is waiting and stops. */
  @Override
  public void close() {
    closing = true;
    boolean interrupted = false;
    while (committer.isAlive()) {
      try {
        committer.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
