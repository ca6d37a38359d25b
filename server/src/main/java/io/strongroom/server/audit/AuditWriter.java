package io.strongroom.server.audit;

import io.strongroom.core.audit.AuditOutbox;
import io.strongroom.core.audit.AuditOutbox.Waiting;
import io.strongroom.core.audit.AuditRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Gives records their places and brings them to the disk. What could not be written stays and is
 * tried again with the same places, so that the sequence has no gaps. For one thread.
 */
final class AuditWriter implements AutoCloseable {

  /** The epoch of the store, which a restore will let grow. */
  private static final long EPOCH = 1;

  /** How many of the newest files can hold records that still wait in the outbox. */
  private static final int RECENT_FILES = 2;

  private static final int FIRST_BYTES = 64 << 10;

  /** How large a buffer is kept for the next lines. */
  private static final int KEPT_BYTES = 8 << 20;

  private static final System.Logger LOG = System.getLogger(AuditWriter.class.getName());

  private final AuditFiles files;
  private final AuditOutbox outbox;
  private final AuditRecord.Series series;
  private final InstantSource clock;

  /** What is flushed next, outside of the heap: a file takes it from there without a copy. */
  private ByteBuffer lines = ByteBuffer.allocateDirect(FIRST_BYTES);

  private long sequence;
  private boolean failed;

  /** Whether the store did not give records of changes the last time. */
  private boolean unreadable;

  /** The last record of a change that is in {@link #lines} or flushed, and how many are there. */
  private long lastChange;

  private int changes;
  private int settled;

  /** The last record of a change that is flushed, and the last that the outbox has forgotten. */
  private long flushedChange;

  private volatile long forgotten;
  private @Nullable Thread forgetting;

  AuditWriter(AuditFiles files, AuditOutbox outbox, String node, InstantSource clock) {
    this.files = files;
    this.outbox = outbox;
    this.series = new AuditRecord.Series(node, EPOCH);
    this.clock = clock;
    this.sequence = files.lastSequence();
  }

  /**
   * Takes what waits from before. A record that a crash left both here and there is not written
   * again.
   */
  void recover(Path directory) throws IOException {
    List<Waiting> waiting = outbox.waitingRecords(0, Integer.MAX_VALUE);
    if (waiting.isEmpty()) {
      return;
    }
    Set<String> written = recentIds(directory);
    for (Waiting each : waiting) {
      if (!written.contains(String.valueOf(each.record().eventId()))) {
        add(each.record());
      }
      lastChange = each.number();
    }
    if (lines.position() > 0) {
      files.append(lines.duplicate().flip(), sequence, clock.instant());
      startAnew();
    }
    flushedChange = lastChange;
    outbox.forgetRecords(lastChange);
    forgotten = lastChange;
  }

  private static Set<String> recentIds(Path directory) throws IOException {
    Set<String> ids = new HashSet<>();
    List<Path> all = AuditFiles.list(directory);
    for (Path file : all.subList(Math.max(0, all.size() - RECENT_FILES), all.size())) {
      try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
        lines.forEach(
            line -> {
              byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
              ids.add(String.valueOf(AuditRecord.eventIdIn(bytes, 0, bytes.length)));
            });
      }
    }
    return ids;
  }

  /** Tells whether the last attempt to flush failed, so that nothing is to be added. */
  boolean hasFailed() {
    return failed;
  }

  /** Adds a record to what is flushed next. */
  void add(AuditRecord record) {
    int room = record.lineRoom(series);
    if (lines.remaining() < room) {
      int needed = lines.position() + room;
      lines = ByteBuffer.allocateDirect(Math.max(2 * lines.capacity(), needed)).put(lines.flip());
    }
    record.writeLine(series, ++sequence, lines);
  }

  /** Adds records of changes, and returns how many. */
  int addChanges(int limit) {
    try {
      List<Waiting> waiting = outbox.waitingRecords(lastChange, limit);
      for (Waiting each : waiting) {
        add(each.record());
        lastChange = each.number();
      }
      changes += waiting.size();
      unreadable = false;
      return waiting.size();
    } catch (RuntimeException e) {
      if (!unreadable) {
        LOG.log(System.Logger.Level.ERROR, "records of changes cannot be read for now", e);
      }
      unreadable = true;
      return 0;
    }
  }

  /** Flushes what was added, and tells whether that worked. */
  boolean flush() {
    settled = 0;
    if (lines.position() > 0) {
      try {
        files.append(lines.duplicate().flip(), sequence, clock.instant());
      } catch (IOException e) {
        if (!failed) {
          LOG.log(System.Logger.Level.ERROR, "the audit log cannot be written: " + e);
        }
        failed = true;
        return false;
      }
      if (failed) {
        LOG.log(System.Logger.Level.INFO, "the audit log is written again");
      }
      failed = false;
      startAnew();
      flushedChange = lastChange;
      settled = changes;
      changes = 0;
    }
    forget();
    return true;
  }

  /** A buffer that was large once is not kept. */
  private void startAnew() {
    if (lines.capacity() > KEPT_BYTES) {
      lines = ByteBuffer.allocateDirect(FIRST_BYTES);
    } else {
      lines.clear();
    }
  }

  /** Returns how many records of changes the last flush brought to the disk. */
  int settled() {
    return settled;
  }

  /** The store may take its time with that; the log does not wait for it. */
  private void forget() {
    boolean idle = forgetting == null || !forgetting.isAlive();
    if (forgotten < flushedChange && idle) {
      long upTo = flushedChange;
      forgetting = Thread.ofVirtual().name("strongroom-audit-forget").start(() -> forget(upTo));
    }
  }

  private void forget(long upTo) {
    try {
      outbox.forgetRecords(upTo);
      forgotten = upTo;
    } catch (RuntimeException e) {
      LOG.log(
          System.Logger.Level.WARNING, "records of changes stay in the store for a while: " + e);
    }
  }

  @Override
  public void close() {
    try {
      if (forgetting != null) {
        forgetting.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (forgotten < flushedChange) {
      forget(flushedChange);
    }
    files.close();
  }
}
