package io.strongroom.store.sqlite;

import io.strongroom.store.sql.Failures;
import io.strongroom.store.sql.Pending;
import io.strongroom.store.sql.Redo;
import io.strongroom.store.sql.Unsettled;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Writes groups of changes, for the committer alone. They share one transaction of the database
 * that stays open; what makes a group durable is its block in the {@link Journal}. The transaction
 * is committed ({@link #settle}) when nobody writes and when somebody wants to query the tables,
 * and beside the work ({@link #commitBeside}) when the journal is full. So a page of the database
 * that many groups change is written once, and nobody waits for its log.
 *
 * <p>A group that holds anything else than changes of secrets is committed and flushed at once, and
 * so is every group while the disk is nearly full.
 */
final class StoreWriter {

  /** What must be free before a transaction stays open: what it may need when it is committed. */
  private static final long FREE_BEFORE = 64L << 20;

  /** How much that was accepted is applied between two groups: about a millisecond's work. */
  private static final int CAUGHT_UP_TOGETHER = 64;

  private final SqliteConnection connection;
  private final StoreDirectory directory;
  private final Journal journal;
  private final LogFlusher flusher;
  private final FileOutbox outbox;
  private final Unsettled unsettled;
  private final Reserve reserve;
  private final GroupJournal groups;
  private final Callers callers;

  /** Whether a transaction is open. */
  private boolean open;

  /** Whether the groups of this transaction may be left to the journal. */
  private boolean journaling;

  /** Counts commits; the last two that ended a generation. */
  private long commits;

  private long lastEnd;
  private long endBefore;

  /** The commit under way on another thread, which has the connection until then. */
  private @Nullable FutureTask<Boolean> beside;

  /** The last record that the commit under way puts into the table. */
  private long recordsBeside;

  /** What was accepted meanwhile, to be applied behind it. */
  private final Deque<Pending<?>> accepted = new ArrayDeque<>();

  /** Whether readers of the database miss something. Written by the committer alone. */
  private volatile boolean behind;

  /** Those whose tasks make up the groups. */
  interface Callers {
    /** Adds tasks that have come meanwhile, as many as a group can have. */
    void join(List<Pending<?>> group);

    /**
     * Tells, once a group is applied, whether it is to be made durable at once and not beside the
     * next one.
     */
    boolean areAlone(List<Pending<?>> group);

    /** Lets the callers of a group go on that was handed on. */
    void release(List<Pending<?>> group);

    /** Has the committer look again soon; called by another thread. */
    void nudge();

    /** Does what is to be done between two transactions; may be called by another thread. */
    void betweenTransactions() throws SQLException;
  }

  /** What became of a group. */
  enum Written {
    /** There was no space, and nothing of it is stored. */
    NO_SPACE,

    /** It is durable and visible, and its callers are to be let go on. */
    DONE,

    /** It is made durable and visible by another thread, which lets its callers go on. */
    HANDED_ON
  }

  /**
   * Prepares to write.
   *
   * @param parts outside of a transaction, the journal at the generation that the database tells
   * @param flusher does what the connection was told to leave to somebody else
   * @param thread writes to the journal beside the committer
   * @param callers who waits
   */
  StoreWriter(StoreParts parts, LogFlusher flusher, JournalThread thread, Callers callers) {
    this.connection = parts.connection();
    this.directory = parts.directory();
    this.journal = parts.journal();
    this.outbox = parts.outbox();
    this.unsettled = parts.unsettled();
    this.reserve = parts.reserve();
    this.flusher = flusher;
    this.groups = new GroupJournal(parts.journal(), parts.outbox(), thread, callers);
    this.callers = callers;
  }

  /** Tells whether readers of the database miss something that was acknowledged. */
  boolean isBehind() {
    return behind;
  }

  /** Tells whether a transaction is open, or being committed. */
  boolean isOpen() {
    return open;
  }

  /** Tells whether groups can only be accepted, as not all before them are applied. */
  boolean isAccepting() {
    return beside != null || !accepted.isEmpty();
  }

  /** Tells whether {@link #catchUp} would apply something. */
  boolean hasBacklog() {
    return !accepted.isEmpty() && (beside == null || beside.isDone());
  }

  /** Tells whether the transaction has become so large that it is to be committed. */
  boolean isFull() {
    return journal.isFull();
  }

  /**
   * Begins a transaction unless one is open.
   *
   * @throws SQLException also if another program keeps the lock for long
   */
  void begin() throws SQLException {
    if (!open) {
      connection.run("BEGIN IMMEDIATE");
      open = true;
      journaling = reserve.isHeld() && hasSpace();
    }
  }

  private boolean hasSpace() {
    try {
      return directory.usableSpace() >= FREE_BEFORE;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Writes a group in the transaction that is open.
   *
   * @param group those who come while the group before is made durable are added
   * @throws SQLException if it is not known what is stored
   * @throws IOException the same
   */
  Written write(List<Pending<?>> group) throws SQLException, IOException {
    try {
      apply(group);
      if (!isLeftToJournal(group)) {
        return commitAtOnce(group);
      }
      if (groups.isEmpty()) {
        publish(group);
        return Written.DONE;
      }
      Journal.Block block = place();
      return block == null ? commitAtOnce(group) : append(block, group);
    } catch (SQLException e) {
      requireFull(e);
      rollBack();
      return Written.NO_SPACE;
    }
  }

  /** A group grows while it could not be written yet: the fewer flushes, the less all wait. */
  private void apply(List<Pending<?>> group) throws SQLException {
    int applied = 0;
    while (applied < group.size()) {
      for (; applied < group.size(); applied++) {
        group.get(applied).apply(connection);
      }
      if (journaling && reserve.isHeld() && groups.isBusy()) {
        callers.join(group);
      }
    }
  }

  /**
   * Makes a group durable that can be judged from memory alone, while {@link #isAccepting}.
   *
   * @return false if it cannot, and nothing has happened
   */
  boolean accept(List<Pending<?>> group) throws IOException {
    boolean taken = takeFromMemory(group);
    if (!taken) {
      outbox.unstage();
    }
    return taken;
  }

  private boolean takeFromMemory(List<Pending<?>> group) throws IOException {
    for (Pending<?> pending : group) {
      if (!pending.accept()) {
        return false;
      }
    }
    if (!isLeftToJournal(group)) {
      return false;
    }
    if (groups.isEmpty()) {
      accepted.addAll(group);
      publish(group);
      callers.release(group);
      return true;
    }
    Journal.Block block = place();
    if (block == null) {
      return false;
    }
    accepted.addAll(group);
    behind = true;
    groups.handOn(block, group);
    return true;
  }

  private boolean isLeftToJournal(List<Pending<?>> group) {
    return journaling && groups.fill(group);
  }

  private Written commitAtOnce(List<Pending<?>> group) throws SQLException, IOException {
    groups.drain();
    commit();
    flusher.flush(commits);
    group.forEach(Pending::publish);
    unsettled.clear();
    return Written.DONE;
  }

  /** Nothing was stored; but what made a caller miss is visible before it tries again. */
  private void publish(List<Pending<?>> group) throws IOException {
    groups.drain();
    group.forEach(Pending::publish);
  }

  /** Returns the place of the block that is in the buffer, or null if there is no space for it. */
  private Journal.@Nullable Block place() throws IOException {
    if (!journal.hasBlocks()) {
      // The file still holds the generation before the last, until that is in the log for good.
      flusher.await(endBefore);
    }
    Journal.Block block = groups.place();
    journaling = block != null;
    return block;
  }

  private Written append(Journal.Block block, List<Pending<?>> group) throws IOException {
    behind = true;
    if (callers.areAlone(group)) {
      groups.write(block, group);
      return Written.DONE;
    }
    groups.handOn(block, group);
    return Written.HANDED_ON;
  }

  /**
   * Commits what is open, so that readers of the database see it. The journal keeps it until the
   * log is flushed, which nobody waits for.
   *
   * @throws SQLException if it is not known what is stored; without space the reserve is used
   * @throws IOException the same
   */
  void settle() throws SQLException, IOException {
    finish();
    if (!open) {
      return;
    }
    groups.drain();
    try {
      commit();
    } catch (SQLException e) {
      rollBackForSpace(e);
      commit();
    }
    flusher.flushSoon(commits);
    unsettled.clear();
  }

  /** Ends the transaction, and with it the generation if that has any blocks. */
  private void commit() throws SQLException {
    long records = prepare();
    connection.run("COMMIT");
    open = false;
    endGeneration();
    outbox.settled(records);
    behind = false;
  }

  /** Puts into the transaction what ends it. */
  private long prepare() throws SQLException {
    long records = outbox.settle(connection);
    if (journal.hasBlocks()) {
      JournalRow.setGeneration(connection, journal.generation() + 1);
    }
    return records;
  }

  private void endGeneration() {
    commits++;
    if (journal.hasBlocks()) {
      endBefore = lastEnd;
      lastEnd = commits;
      journal.begin(journal.generation() + 1);
    }
  }

  /**
   * Begins to commit what is open, beside the committer. Until {@link #finish}, which is called
   * before anything else but {@link #accept}, the connection is in other hands.
   */
  void commitBeside() throws SQLException, IOException {
    if (!journal.hasBlocks()) {
      settle();
      return;
    }
    groups.drain();
    try {
      recordsBeside = prepare();
    } catch (SQLException e) {
      rollBackForSpace(e);
      settle();
      return;
    }
    endGeneration();
    unsettled.turn();
    FutureTask<Boolean> task = new FutureTask<>(this::commitPrepared);
    beside = task;
    Thread.ofPlatform()
        .name("strongroom-commit")
        .daemon()
        .start(
            () -> {
              task.run();
              callers.nudge();
            });
  }

  private boolean commitPrepared() throws SQLException {
    try {
      connection.run("COMMIT");
    } catch (SQLException e) {
      requireFull(e);
      return false;
    }
    callers.betweenTransactions();
    return true;
  }

  /** Waits for a commit that is under way, if one is, and applies all that was accepted. */
  void finish() throws SQLException, IOException {
    finishCommit();
    while (!accepted.isEmpty()) {
      applyAccepted();
    }
  }

  /** Applies a part of what was accepted, unless a commit is under way. */
  void catchUp() throws SQLException, IOException {
    if (beside != null && beside.isDone()) {
      finishCommit();
    }
    if (beside == null && !accepted.isEmpty()) {
      applyAccepted();
    }
  }

  private void finishCommit() throws SQLException, IOException {
    if (beside == null) {
      return;
    }
    boolean stored = resultOf(beside);
    beside = null;
    if (!stored) {
      boolean _ = reserve.giveUp();
      connection.rollBack();
      connection.forgetStatements();
      commitAgain();
    }
    open = false;
    flusher.flushSoon(commits);
    outbox.settled(recordsBeside);
    unsettled.forgetOlder();
    behind = journal.hasBlocks();
    if (accepted.isEmpty()) {
      unsettled.forgetAccepted();
    }
  }

  /** Commits a generation that the database did not take, from the journal. */
  private void commitAgain() throws SQLException, IOException {
    groups.drain();
    connection.run("BEGIN IMMEDIATE");
    replay(journal.generation() - 1);
    JournalRow.setGeneration(connection, journal.generation());
    connection.run("COMMIT");
  }

  private void applyAccepted() throws SQLException, IOException {
    begin();
    try {
      for (int i = 0; i < CAUGHT_UP_TOGETHER && !accepted.isEmpty(); i++) {
        accepted.getFirst().applyAccepted(connection);
        accepted.removeFirst();
      }
    } catch (SQLException e) {
      rollBackForSpace(e);
      // All that was accepted is in the journal.
      accepted.clear();
    }
    if (accepted.isEmpty()) {
      unsettled.forgetAccepted();
    }
  }

  private static boolean resultOf(FutureTask<Boolean> task) throws SQLException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw new SQLException("a commit has failed", e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void requireFull(SQLException e) throws SQLException {
    if (!ResultCodes.isFull(e)) {
      throw e;
    }
    Failures.log(System.Logger.Level.ERROR, "there is no space left for the database", e);
  }

  /** Gives the space of the reserve to what was acknowledged, which is made again. */
  private void rollBackForSpace(SQLException e) throws SQLException, IOException {
    requireFull(e);
    boolean _ = reserve.giveUp();
    rollBack();
  }

  /** Undoes the group under way; what others have changed is made again from the journal. */
  private void rollBack() throws SQLException, IOException {
    connection.rollBack();
    connection.forgetStatements();
    outbox.rolledBack();
    open = false;
    groups.drain();
    if (journal.hasBlocks()) {
      begin();
      replay(journal.generation());
    }
  }

  private void replay(long generation) throws SQLException, IOException {
    try {
      for (ByteBuffer block : journal.read(generation)) {
        Redo.replay(block, connection, _ -> {});
      }
    } catch (Journal.DamagedException | IllegalArgumentException e) {
      throw new IOException("the journal does not give back what it was given", e);
    }
  }
}
