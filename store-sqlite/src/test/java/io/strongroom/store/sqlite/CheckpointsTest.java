package io.strongroom.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.store.sql.GroupTask;
import io.strongroom.store.sql.Sql;
import io.strongroom.store.sql.SqlConnection;
import io.strongroom.store.sql.Unsettled;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the log is moved into the database, and what happens when that fails. */
class CheckpointsTest {
  private static final long PATIENCE_SECONDS = 30;
  private static final int PAGE = 4_096;

  /** As many pages as make the log long. */
  private static final int LONG = 32_000;

  @TempDir private Path temporary;

  private final CountDownLatch failed = new CountDownLatch(1);
  private StoreFile file = unopened();
  private long number;

  @SuppressWarnings("NullAway") // JUnit calls open before anything looks
  private static StoreFile unopened() {
    return null;
  }

  @BeforeEach
  void open() throws Exception {
    Path directory = temporary.resolve("store");
    SqliteStore.create(directory, Stores.header());
    file = StoreFile.open(directory, 1 << 20);
  }

  @AfterEach
  void close() {
    file.close();
  }

  private SqliteConnection closedConnection() throws SQLException {
    SqliteConnection closed = file.openMover();
    closed.close();
    return closed;
  }

  /** Inserts a row of about so many pages, inside a transaction. */
  private boolean insert(SqlConnection connection, int pages) throws SQLException {
    PreparedStatement insert = connection.prepare(Sql.INSERT_VERSION);
    insert.setLong(1, ++number);
    insert.setBytes(2, new byte[16]);
    insert.setBytes(3, new byte[pages * PAGE]);
    return insert.executeUpdate() == 1;
  }

  private void commit(int pages) throws SQLException {
    file.writer().run("BEGIN IMMEDIATE");
    assertTrue(insert(file.writer(), pages));
    file.writer().run("COMMIT");
  }

  private int count(int column) throws SQLException {
    try (ResultSet row = file.writer().prepare("PRAGMA wal_checkpoint(NOOP)").executeQuery()) {
      assertTrue(row.next());
      return row.getInt(column);
    }
  }

  private int pages() throws SQLException {
    return count(2);
  }

  private int behind() throws SQLException {
    return count(2) - count(3);
  }

  @Test
  @DisplayName("What a long log holds is moved while nobody waits for it")
  void movesWhatIsBehind() throws Exception {
    Checkpoints checkpoints = Checkpoints.start(file.writer(), file.openMover(), failed::countDown);
    commit(LONG);
    assertTrue(behind() >= LONG);
    checkpoints.afterCommit();
    while (behind() > 0) {
      Thread.onSpinWait();
    }
    checkpoints.requireHealthy();
    checkpoints.close();
    assertEquals(1, failed.getCount());
  }

  @Test
  @DisplayName("A log that is always written to begins anew all the same")
  void longLogBeginsAnew() throws Exception {
    Checkpoints checkpoints = Checkpoints.start(file.writer(), file.openMover(), failed::countDown);
    int longest = 0;
    for (int i = 0; i < 300; i++) {
      commit(200);
      checkpoints.afterCommit();
      longest = Math.max(longest, pages());
    }
    checkpoints.close();
    assertTrue(longest < 60_000, "the log had " + longest + " pages");
  }

  @Test
  @DisplayName("PRM-7: after a checkpoint that failed nothing is committed any more")
  void failedCheckpointIsNoticed() throws Exception {
    Checkpoints checkpoints =
        Checkpoints.start(file.writer(), closedConnection(), failed::countDown);
    checkpoints.requireHealthy();
    commit(LONG);
    checkpoints.afterCommit();
    assertTrue(failed.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
    assertThrows(SQLException.class, checkpoints::requireHealthy);
    checkpoints.close();
  }

  @Test
  @DisplayName("PRM-7: a checkpoint that failed poisons the store although nobody writes")
  void failedCheckpointPoisons() throws Exception {
    FileOutbox outbox = FileOutbox.of(file.writer());
    StoreParts parts =
        new StoreParts(
            file.writer(),
            file.directory(),
            JournalRecovery.recover(file.directory(), file.writer(), outbox),
            outbox,
            new Unsettled(),
            file.reserve());
    GroupCommit commits = GroupCommit.start(parts, closedConnection(), failed::countDown);
    assertTrue(commits.commit(new Insertion(LONG)));
    assertTrue(failed.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
    assertTrue(commits.isPoisoned());
    ServiceException refusal =
        assertThrows(ServiceException.class, () -> commits.commit(new Insertion(1)));
    assertEquals(ErrorCode.INTERNAL_SERVICE_ERROR, refusal.code());
    commits.close();
  }

  private final class Insertion implements GroupTask<Boolean> {
    private final int pages;

    Insertion(int pages) {
      this.pages = pages;
    }

    @Override
    public Boolean apply(SqlConnection connection) throws SQLException {
      return insert(connection, pages);
    }

    @Override
    public void publish(Boolean outcome) {}
  }
}
