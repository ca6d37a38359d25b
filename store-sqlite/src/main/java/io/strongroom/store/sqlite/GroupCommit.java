package io.strongroom.store.sqlite;

import io.strongroom.store.sql.Commits;
import io.strongroom.store.sql.Failures;
import io.strongroom.store.sql.GroupTask;
import io.strongroom.store.sql.Pending;
import io.strongroom.store.sql.RedoBuffer;
import io.strongroom.store.sql.SqlConnection;
import io.strongroom.store.sqlite.StoreWriter.Written;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Commits for many callers at once. Callers put their task into a queue and wait; one thread takes
 * all that is there, applies it in one transaction, flushes once, makes it visible and lets them go
 * on. So the price of a flush is shared by everybody who came while the last one ran.
 *
 * <p>INVARIANT: no caller goes on as done before the flush of its group has succeeded (DUR-1).
 *
 * <p>INVARIANT: readers see what a group did before any of its callers goes on (PRM-4): single
 * secrets in memory, and queries of the database once they have called {@link #settle}.
 *
 * <p>When there is no space, the group is rolled back and its callers are told that nothing was
 * stored (PRM-6), but for deletions, which get the space of the {@link Reserve}. After any other
 * error it is not known what the disk holds: the store is poisoned, nothing is acknowledged any
 * more, and the flush is not tried again (PRM-7, DUR-3).
 */
final class GroupCommit implements Commits {

  /** How many callers can wait; the next one is refused at once. */
  static final int MAX_WAITING = 4_096;

  /** How many callers share a flush, so that none waits for a group without end. */
  static final int MAX_GROUP = 512;

  private static final long STOP_RETRY_MILLIS = 50;

  /** How long nobody writes before the database is brought up to date with the journal. */
  private static final long QUIET_MILLIS = 20;

  /** Ends the committer when it is taken from the queue; nobody waits for it. */
  private static final Pending<Boolean> STOP = new Pending<>(new Stop());

  private final BlockingQueue<Pending<?>> queue = new ArrayBlockingQueue<>(MAX_WAITING);
  private final StoreWriter writer;
  private final Checkpoints checkpoints;
  private final LogFlusher flusher;
  private final JournalThread journal;
  private final Reserve reserve;
  private final Runnable onPoisoned;
  private final Thread committer;

  /** Why nothing can be committed any more, or null while everything is well. */
  private volatile @Nullable Ending ended;

  /** Whether the stop was taken from the queue; the committer's own. */
  private boolean stopping;

  /** Whether somebody of the group under way wants to query the database; the committer's own. */
  private boolean settling;

  /** Why a committer stopped. */
  private sealed interface Ending extends Supplier<RuntimeException> {

    record Closed() implements Ending {
      @Override
      public RuntimeException get() {
        return new IllegalStateException("the store is closed");
      }
    }

    record Poisoned(Throwable cause) implements Ending {
      @Override
      public RuntimeException get() {
        return Failures.internal(cause);
      }
    }
  }

  private record Stop() implements GroupTask<Boolean> {
    @Override
    public Boolean apply(SqlConnection connection) {
      throw new IllegalStateException("this is not a task");
    }

    @Override
    public void publish(Boolean outcome) {}
  }

  /** Stores nothing, and has the committer look whether all is well. */
  private static class Nudge implements GroupTask<Boolean> {
    @Override
    public Boolean apply(SqlConnection connection) {
      return true;
    }

    @Override
    public boolean redo(Boolean outcome, RedoBuffer out) {
      return true;
    }

    @Override
    public void publish(Boolean outcome) {}
  }

  /** Has the committer settle before the caller goes on. */
  private final class Settling extends Nudge {
    @Override
    public Boolean apply(SqlConnection connection) {
      settling = true;
      return true;
    }
  }

  /** Who waits for this committer. */
  private final class Waiting implements StoreWriter.Callers {
    @Override
    public void join(List<Pending<?>> group) {
      add(group);
    }

    /** To hand one caller on costs it more than others win who come meanwhile. */
    @Override
    public boolean areAlone(List<Pending<?>> group) {
      return settling || (group.size() == 1 && queue.isEmpty());
    }

    @Override
    public void release(List<Pending<?>> group) {
      GroupCommit.release(group);
    }

    @Override
    public void nudge() {
      GroupCommit.this.nudge();
    }

    @Override
    public void betweenTransactions() throws SQLException {
      checkpoints.afterCommit();
    }
  }

  private GroupCommit(StoreParts parts, SqliteConnection mover, Runnable onPoisoned)
      throws IOException {
    this.reserve = parts.reserve();
    this.onPoisoned = onPoisoned;
    this.flusher = LogFlusher.start(parts.directory().log(), this::nudge);
    this.journal = JournalThread.start(this::nudge);
    this.writer = new StoreWriter(parts, flusher, journal, new Waiting());
    this.checkpoints = Checkpoints.start(parts.connection(), mover, this::nudge);
    this.committer = Thread.ofPlatform().name("strongroom-committer").daemon().unstarted(this::run);
  }

  /**
   * Starts to commit.
   *
   * @param parts used by the committer alone until {@link #close}
   * @param mover another connection that can write, for checkpoints; closed by {@link #close}
   * @param onPoisoned run once, on a thread of its own, when the store is poisoned
   */
  static GroupCommit start(StoreParts parts, SqliteConnection mover, Runnable onPoisoned)
      throws IOException {
    GroupCommit commits = new GroupCommit(parts, mover, onPoisoned);
    commits.committer.start();
    return commits;
  }

  /**
   * Commits {@code task} and returns its outcome once it is flushed and visible.
   *
   * @throws io.strongroom.core.error.ServiceException ServiceUnavailable if nothing was stored;
   *     InternalServiceError if the outcome is unknown
   * @throws IllegalStateException if the store is closed
   */
  @Override
  public <R> R commit(GroupTask<R> task) {
    requireOpen();
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
  public void settle() {
    if (writer.isBehind()) {
      var _ = commit(new Settling());
    }
  }

  /** Throws what every call gets once the store is poisoned or closed. */
  @Override
  public void requireOpen() {
    Ending reason = ended;
    if (reason != null) {
      throw reason.get();
    }
  }

  /** Returns how many callers wait, besides those in the group under way. */
  int waiting() {
    return queue.size();
  }

  private void run() {
    List<Pending<?>> group = new ArrayList<>(MAX_GROUP);
    try {
      while (take(group)) {
        checkpoints.requireHealthy();
        if (!accept(group)) {
          writer.finish();
          write(group);
        }
        group.clear();
        writer.catchUp();
        if (!writer.isOpen()) {
          checkpoints.afterCommit();
        }
      }
      writer.settle();
      end(new Ending.Closed(), group);
    } catch (SQLException | IOException | RuntimeException | Error | InterruptedException e) {
      poison(e, group);
    }
  }

  /** While a commit is under way or not caught up with, takes what needs no look at the tables. */
  private boolean accept(List<Pending<?>> group) throws IOException {
    return writer.isAccepting() && !writer.isFull() && writer.accept(group);
  }

  /** Whoever waits to query the database goes on once it is committed, all others before. */
  private void write(List<Pending<?>> group) throws SQLException, IOException {
    boolean waiting = commit(group);
    if (settling) {
      writer.settle();
      settling = false;
    }
    if (waiting) {
      release(group);
    }
    // They have their answer, or get it from somebody else, whatever fails from here on.
    group.clear();
    if (writer.isFull() || checkpoints.isNearEnd()) {
      writer.commitBeside();
    }
  }

  /** If the queue is full, the committer is about to look anyway. */
  private void nudge() {
    var _ = queue.offer(new Pending<>(new Nudge()));
  }

  /** Waits for tasks and takes all there are; returns false when the committer is to stop. */
  private boolean take(List<Pending<?>> group)
      throws SQLException, IOException, InterruptedException {
    if (stopping) {
      return false;
    }
    while (writer.hasBacklog() && queue.isEmpty()) {
      writer.catchUp();
    }
    Pending<?> first = writer.isOpen() ? queue.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS) : null;
    if (first == null) {
      if (writer.isOpen()) {
        writer.settle();
        checkpoints.afterCommit();
      }
      first = queue.take();
    }
    group.add(first);
    add(group);
    return !stopping || !group.isEmpty();
  }

  private void add(List<Pending<?>> group) {
    queue.drainTo(group, MAX_GROUP - group.size());
    stopping |= group.remove(STOP);
  }

  /**
   * Leaves in {@code group} only what was committed; the others have their answer.
   *
   * @return whether those that are left are to be let go on; if not, that is in other hands
   */
  private boolean commit(List<Pending<?>> group) throws SQLException, IOException {
    if (!reserve.hold()) {
      refuse(group, pending -> !pending.freesSpace());
    }
    Written written = attempt(group);
    if (written == Written.NO_SPACE) {
      boolean more = reserve.giveUp();
      refuse(group, pending -> !more || !pending.freesSpace());
      written = attempt(group);
    }
    if (written == Written.NO_SPACE) {
      refuse(group, pending -> true);
    }
    return written != Written.HANDED_ON;
  }

  /**
   * Lets the callers of a group go on. To wake one costs about as much as to store what it came
   * with, so a virtual thread, for whom it is cheaper, does it while the next group is committed.
   * Who came alone is woken at once: nobody else waits for that.
   */
  private static void release(List<Pending<?>> group) {
    if (group.size() == 1) {
      group.getFirst().succeed();
      return;
    }
    List<Pending<?>> done = List.copyOf(group);
    Thread.ofVirtual().name("strongroom-release").start(() -> done.forEach(Pending::succeed));
  }

  private Written attempt(List<Pending<?>> group) throws SQLException, IOException {
    return group.isEmpty() || !begin(group) ? Written.DONE : writer.write(group);
  }

  /** Begins a transaction, unless another program keeps the lock for long. */
  private boolean begin(List<Pending<?>> group) throws SQLException {
    try {
      writer.begin();
      return true;
    } catch (SQLException e) {
      if (!ResultCodes.isBusy(e)) {
        throw e;
      }
      Failures.log(System.Logger.Level.ERROR, "another program keeps the database locked", e);
      refuse(group, pending -> true);
      return false;
    }
  }

  /** Tells those that {@code which} picks that nothing was stored, and takes them out. */
  private void refuse(List<Pending<?>> group, Predicate<Pending<?>> which) {
    group.removeIf(
        pending -> {
          boolean refused = which.test(pending);
          if (refused) {
            pending.fail(Failures::unavailable);
          }
          return refused;
        });
  }

  private void poison(Throwable cause, List<Pending<?>> group) {
    Failures.log(
        System.Logger.Level.ERROR,
        "the store failed and stores nothing more; it recovers when it is opened again",
        cause);
    end(new Ending.Poisoned(cause), group);
    Thread.ofPlatform().name("strongroom-poisoned").start(onPoisoned);
  }

  private void end(Ending reason, List<Pending<?>> group) {
    ended = reason;
    group.forEach(pending -> pending.fail(reason));
    for (Pending<?> late = queue.poll(); late != null; late = queue.poll()) {
      late.fail(reason);
    }
  }

  /** Tells whether an error ended the store, so that its files are better left alone. */
  boolean isPoisoned() {
    return ended instanceof Ending.Poisoned;
  }

  /** Commits what is waiting and stops. The connection stays open. */
  void close() {
    boolean interrupted = false;
    boolean stopping = false;
    while (committer.isAlive()) {
      try {
        if (stopping) {
          committer.join();
        } else {
          stopping = queue.offer(STOP, STOP_RETRY_MILLIS, TimeUnit.MILLISECONDS);
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    checkpoints.close();
    journal.close();
    StoreFile.close(flusher);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
