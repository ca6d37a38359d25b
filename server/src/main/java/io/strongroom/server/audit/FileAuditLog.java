package io.strongroom.server.audit;

import io.strongroom.core.audit.AuditLog;
import io.strongroom.core.audit.AuditOutbox;
import io.strongroom.core.audit.AuditRecord;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The log in files. Callers put records into a queue that has room for those of some flushes; one
 * thread takes all of them ten times a second, with the records of changes from the store, writes
 * them and flushes once.
 *
 * <p>While that thread is late, because the disk is full or hangs, records are accepted by nobody:
 * callers that may wait do so for {@value #PATIENCE_MILLIS} ms and are refused then (AUD-3). So
 * what a power loss costs stays within what {@link #LATE} and {@link #INTERVAL} say (PRM-14).
 */
public final class FileAuditLog implements AuditLog, AutoCloseable {

  /** How often records are flushed. */
  static final Duration INTERVAL = Duration.ofMillis(100);

  /** How long a flush may take before nothing is accepted behind it. */
  static final Duration LATE = Duration.ofMillis(100);

  /** How long a caller waits to be accepted, and how long a flush may take in good health. */
  static final long PATIENCE_MILLIS = 2_000;

  /** How many records of changes may wait in the store before changes are refused. */
  static final int MAX_BACKLOG = 10_000;

  /** How many bytes of records can be accepted and not flushed. */
  static final long MAX_QUEUED_BYTES = 16L << 20;

  /** From here on the writer does not wait for its time. */
  private static final long WAKE_BYTES = 2L << 20;

  /** How much is written with one flush, and how many records of changes are read at once. */
  private static final int MAX_WRITE_BYTES = 4 << 20;

  private static final int MAX_EXPORT = 1_000;

  private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
  private static final System.Logger LOG = System.getLogger(FileAuditLog.class.getName());

  private final Queue<Entry> queue = new ConcurrentLinkedQueue<>();
  private final AtomicLong queuedBytes = new AtomicLong();
  private final AtomicLong committed = new AtomicLong();
  private final AtomicLong exported = new AtomicLong();
  private final AuditSettings.Mode mode;
  private final AuditWriter writer;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition turned = lock.newCondition();

  /** When the turn under way, or the first of those that failed, began; 0 between turns. */
  private volatile long busySince;

  private volatile boolean closing;
  private volatile boolean ended;

  /** A record on its way to the disk. */
  private static final class Entry {
    private final AuditRecord record;
    private volatile boolean flushed;

    Entry(AuditRecord record) {
      this.record = record;
    }
  }

  private FileAuditLog(AuditSettings.Mode mode, AuditWriter writer) {
    this.mode = mode;
    this.writer = writer;
    this.thread = Thread.ofPlatform().name("strongroom-audit").daemon().unstarted(this::run);
  }

  /**
   * Opens the log. What waits in the outbox from before is taken first.
   *
   * @param node the name of this server, which records tell
   * @throws IOException with one line that says why the log cannot be written
   */
  public static FileAuditLog start(
      AuditSettings settings, AuditOutbox outbox, String node, InstantSource clock)
      throws IOException {
    return start(settings, outbox, node, clock, new Sheet.OnDisk());
  }

  static FileAuditLog start(
      AuditSettings settings,
      AuditOutbox outbox,
      String node,
      InstantSource clock,
      Sheet.Opener opener)
      throws IOException {
    AuditFiles files = AuditFiles.open(settings, opener);
    AuditWriter writer = new AuditWriter(files, outbox, node, clock);
    try {
      writer.recover(settings.directory());
    } catch (IOException | RuntimeException e) {
      files.close();
      throw e;
    }
    FileAuditLog log = new FileAuditLog(settings.mode(), writer);
    log.thread.start();
    return log;
  }

  @Override
  public boolean isKept() {
    return true;
  }

  @Override
  public boolean acceptsAtOnce() {
    return mode == AuditSettings.Mode.GROUP && !isLate() && hasRoom();
  }

  /** Tells whether records are accepted, or would be in time. */
  public boolean isHealthy() {
    return !ended && !isLongerThan(PATIENCE);
  }

  private boolean isLate() {
    return ended || isLongerThan(LATE.toNanos());
  }

  private boolean isLongerThan(long nanos) {
    long since = busySince;
    return since != 0 && System.nanoTime() - since > nanos;
  }

  private boolean hasRoom() {
    return queuedBytes.get() < MAX_QUEUED_BYTES;
  }

  @Override
  public void accept(AuditRecord record) {
    Entry entry = new Entry(record);
    if (isLate() || !enqueue(entry)) {
      awaitRoom(entry);
    }
    if (mode == AuditSettings.Mode.STRICT) {
      LockSupport.unpark(thread);
      awaitFlush(entry);
    }
  }

  @Override
  public boolean offer(AuditRecord record) {
    return !isLate() && enqueue(new Entry(record));
  }

  private boolean enqueue(Entry entry) {
    if (!hasRoom()) {
      return false;
    }
    boolean _ = queue.offer(entry);
    if (queuedBytes.addAndGet(entry.record.length()) > WAKE_BYTES) {
      LockSupport.unpark(thread);
    }
    return true;
  }

  /**
   * An event loop, which may not wait, comes here only in the moment in which the log has become
   * late: it has asked before. Its record is taken as if it had come a moment earlier.
   */
  private void awaitRoom(Entry entry) {
    if (!isHealthy()) {
      throw unavailable();
    }
    if (Thread.currentThread().isVirtual()) {
      await(() -> !isLate() && enqueue(entry));
    } else if (!enqueue(entry)) {
      throw unavailable();
    }
  }

  private void awaitFlush(Entry entry) {
    await(() -> entry.flushed);
  }

  /** What a caller waits for; it is tried under the lock after each turn. */
  private interface Awaited {
    boolean come();
  }

  private void await(Awaited awaited) {
    long deadline = System.nanoTime() + PATIENCE;
    lock.lock();
    try {
      while (!awaited.come()) {
        long rest = deadline - System.nanoTime();
        if (rest <= 0 || ended) {
          throw unavailable();
        }
        long step = Math.min(rest, INTERVAL.toNanos());
        var _ = turned.awaitNanos(step);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable();
    } finally {
      lock.unlock();
    }
  }

  private static ServiceException unavailable() {
    return new ServiceException(
        ErrorCode.SERVICE_UNAVAILABLE, "The audit log does not accept records at the moment.");
  }

  @Override
  public void requireRoom() {
    if (committed.get() - exported.get() >= MAX_BACKLOG) {
      throw unavailable();
    }
  }

  @Override
  public void committed() {
    committed.incrementAndGet();
  }

  private void run() {
    try {
      List<Entry> entries = new ArrayList<>();
      boolean more = false;
      while (!closing) {
        if (!more) {
          LockSupport.parkNanos(this, INTERVAL.toNanos());
        }
        more = takeTurn(entries);
      }
      do {
        more = takeTurn(entries);
      } while (more);
    } catch (RuntimeException | Error e) {
      LOG.log(System.Logger.Level.ERROR, "the audit log ended", e);
    } finally {
      ended = true;
      writer.close();
      signal();
    }
  }

  /** Writes what there is; tells whether there is more at once. */
  private boolean takeTurn(List<Entry> entries) {
    if (busySince == 0) {
      busySince = System.nanoTime();
    }
    long bytes = 0;
    Entry next = writer.hasFailed() ? null : queue.poll();
    while (next != null) {
      entries.add(next);
      writer.add(next.record);
      bytes += next.record.length();
      next = bytes < MAX_WRITE_BYTES ? queue.poll() : null;
    }
    boolean waiting = committed.get() != exported.get();
    int changes = waiting && !writer.hasFailed() ? writer.addChanges(MAX_EXPORT) : 0;
    if (!writer.flush()) {
      return false;
    }
    settle(entries);
    exported.addAndGet(writer.settled());
    busySince = 0;
    signal();
    return bytes >= MAX_WRITE_BYTES || changes == MAX_EXPORT;
  }

  private void settle(List<Entry> entries) {
    long bytes = 0;
    for (Entry entry : entries) {
      entry.flushed = true;
      bytes += entry.record.length();
    }
    queuedBytes.addAndGet(-bytes);
    entries.clear();
  }

  private void signal() {
    lock.lock();
    try {
      turned.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Writes what was accepted and stops, in at most two seconds. */
  @Override
  public void close() {
    closing = true;
    LockSupport.unpark(thread);
    try {
      thread.join(Duration.ofMillis(PATIENCE_MILLIS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      LOG.log(System.Logger.Level.ERROR, "the audit log did not take its last records");
    }
  }
}
