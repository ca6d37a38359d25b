package io.strongroom.store.sql;

import java.sql.SQLException;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A task and the caller that waits for it. The committer ends it exactly once. */
public final class Pending<R> {
  private final GroupTask<R> task;
  private final Thread caller = Thread.currentThread();
  private @Nullable R outcome;
  private @Nullable Supplier<RuntimeException> failure;

  /** Written last, so that whoever reads it sees the outcome. */
  private volatile boolean ended;

  /** Waits on behalf of the thread that makes it. */
  public Pending(GroupTask<R> task) {
    this.task = task;
  }

  /** Writes what the task writes, in the transaction under way. */
  public void apply(SqlConnection connection) throws SQLException {
    outcome = task.apply(connection);
  }

  /** Tells whether the task only makes room. */
  public boolean freesSpace() {
    return task.freesSpace();
  }

  /** Tells what was touched. */
  public void announce(Announcement announcement) {
    task.announce(Objects.requireNonNull(outcome), announcement);
  }

  /** Finds the outcome out from memory and returns whether that worked. */
  public boolean accept() {
    outcome = task.accept();
    return outcome != null;
  }

  /** Writes what was accepted. */
  public void applyAccepted(SqlConnection connection) throws SQLException {
    task.applyAccepted(connection);
  }

  /** Puts what makes the outcome again; see {@link GroupTask#redo}. */
  public boolean redo(RedoBuffer out) {
    return task.redo(Objects.requireNonNull(outcome), out);
  }

  /** Makes the outcome visible to readers. */
  public void publish() {
    task.publish(Objects.requireNonNull(outcome));
  }

  /** Lets the caller go on with the outcome. */
  public void succeed() {
    ended = true;
    LockSupport.unpark(caller);
  }

  /** Lets the caller go on with an exception. */
  public void fail(Supplier<RuntimeException> reason) {
    failure = reason;
    ended = true;
    LockSupport.unpark(caller);
  }

  /**
   * Waits until the committer has ended the task. An interrupt does not end the waiting, because
   * nothing calls a commit back; it is kept for the caller.
   */
  public R await() {
    boolean interrupted = false;
    while (!ended) {
      LockSupport.park(this);
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (failure != null) {
      throw failure.get();
    }
    return Objects.requireNonNull(outcome);
  }
}
