package io.strongroom.store.sqlite;

import java.sql.SQLException;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A task and the caller that waits for it. The committer ends it exactly once. */
final class Pending<R> {
  private final GroupTask<R> task;
  private final Thread caller = Thread.currentThread();
  private @Nullable R outcome;
  private @Nullable Supplier<RuntimeException> failure;

  /** Written last, so that whoever reads it sees the outcome. */
  private volatile boolean ended;

  Pending(GroupTask<R> task) {
    this.task = task;
  }

  void apply(SqlConnection connection) throws SQLException {
    outcome = task.apply(connection);
  }

  boolean freesSpace() {
    return task.freesSpace();
  }

  void publish() {
    task.publish(Objects.requireNonNull(outcome));
  }

  void succeed() {
    ended = true;
    LockSupport.unpark(caller);
  }

  void fail(Supplier<RuntimeException> reason) {
    failure = reason;
    ended = true;
    LockSupport.unpark(caller);
  }

  /**
   * Waits until the committer has ended the task. An interrupt does not end the waiting, because
   * nothing calls a commit back; it is kept for the caller.
   */
  R await() {
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
