package io.strongroom.store.sqlite;

import static io.strongroom.testkit.store.SampleSecrets.ACCOUNT;
import static io.strongroom.testkit.store.SampleSecrets.NOW;
import static io.strongroom.testkit.store.SampleSecrets.REGION;
import static io.strongroom.testkit.store.SampleSecrets.added;
import static io.strongroom.testkit.store.SampleSecrets.adding;
import static io.strongroom.testkit.store.SampleSecrets.inserting;
import static io.strongroom.testkit.store.SampleSecrets.secret;
import static io.strongroom.testkit.store.SampleSecrets.updating;
import static io.strongroom.testkit.store.SampleSecrets.version;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretName;
import io.strongroom.core.store.Commit;
import io.strongroom.core.store.SecretWrite;
import io.strongroom.store.sql.GroupTask;
import io.strongroom.store.sql.SqlConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What callers learn when storage fails, and what is stored then. */
class StoreFailureTest {
  private static final long PATIENCE_SECONDS = 30;

  @TempDir private Path temporary;

  private final CountDownLatch poisoned = new CountDownLatch(1);
  private SqliteStore store = unopened();

  @SuppressWarnings("NullAway") // JUnit calls open before anything looks
  private static SqliteStore unopened() {
    return null;
  }

  @BeforeEach
  void open() throws Exception {
    SqliteStore.create(directory(), Stores.header());
    store = SqliteStore.open(directory(), Stores.SMALL, poisoned::countDown);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private Path directory() {
    return temporary.resolve("store");
  }

  /** Something that the committer does inside a group. */
  private interface Action {
    void run(SqlConnection connection) throws Exception;
  }

  private static GroupTask<Boolean> task(Action action) {
    return new GroupTask<>() {
      @Override
      public Boolean apply(SqlConnection connection) throws SQLException {
        try {
          action.run(connection);
          return true;
        } catch (SQLException | RuntimeException e) {
          throw e;
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      }

      @Override
      public void publish(Boolean outcome) {}
    };
  }

  private static void assertFails(ErrorCode code, Executable call) {
    assertEquals(code, assertThrows(ServiceException.class, call).code());
  }

  private static List<SecretWrite> large(String name) {
    Secret fresh = secret(name).governed("x".repeat(100_000), NOW);
    return inserting(fresh);
  }

  private Secret stored(String name) {
    return Objects.requireNonNull(store.find(ACCOUNT, REGION, new SecretName(name)));
  }

  private void limitPages(long pages) {
    store.commit(task(connection -> connection.run("PRAGMA max_page_count = " + pages)));
  }

  /** Leaves no room for the file to grow. */
  private void fillDisk() {
    limitPages(1);
  }

  private void freeSpace() {
    limitPages(1_000_000);
  }

  @Test
  @DisplayName("PRM-6: without space a write fails cleanly, reads go on, and so does the store")
  void withoutSpaceAWriteFailsCleanlyAndTheStoreGoesOn() {
    store.commit(inserting(secret("before")));
    fillDisk();
    for (int i = 0; i < 3; i++) {
      assertFails(ErrorCode.SERVICE_UNAVAILABLE, () -> store.commit(large("during")));
      assertNull(store.find(ACCOUNT, REGION, new SecretName("during")));
      assertNotNull(store.find(ACCOUNT, REGION, new SecretName("before")));
    }
    freeSpace();
    assertInstanceOf(Commit.Done.class, store.commit(large("during")));
    assertInstanceOf(Commit.Done.class, store.commit(updating(stored("before"))));
    assertEquals(1, poisoned.getCount());
  }

  @Test
  @DisplayName("PRM-6: what needs no more space is stored although there is none")
  void whatNeedsNoMoreSpaceIsStoredAlthoughThereIsNone() {
    store.commit(inserting(secret("before")));
    fillDisk();
    assertInstanceOf(
        Commit.Done.class, store.commit(updating(stored("before").describing("x", NOW))));
    assertInstanceOf(
        Commit.Done.class, store.commit(List.of(new SecretWrite.Delete(stored("before")))));
    assertNull(store.find(ACCOUNT, REGION, new SecretName("before")));
  }

  @Test
  @DisplayName(
      "PRM-1, PRM-6: what was acknowledged in the same transaction outlives a lack of space")
  void whatWasAcknowledgedOutlivesALackOfSpace() throws Exception {
    store.commit(inserting(secret("before")));
    fillDisk();
    for (int i = 0; i < 3; i++) {
      String description = "changed " + i;
      assertInstanceOf(
          Commit.Done.class, store.commit(updating(stored("before").describing(description, NOW))));
      assertFails(ErrorCode.SERVICE_UNAVAILABLE, () -> store.commit(large("during")));
      assertEquals(description, stored("before").description());
    }
    try (SqliteStore recovered =
        Stores.open(Directories.crashImage(directory(), temporary.resolve("image")))) {
      Secret found = recovered.find(ACCOUNT, REGION, new SecretName("before"));
      assertEquals("changed 2", Objects.requireNonNull(found).description());
    }
    freeSpace();
    assertEquals("changed 2", stored("before").description());
    assertEquals(1, poisoned.getCount());
  }

  @Test
  @DisplayName("PRM-6: a group without space is rolled back whole, and nothing of it is visible")
  void aGroupWithoutSpaceIsRolledBackWhole() throws Exception {
    fillDisk();
    List<List<SecretWrite>> changes = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      String name = "secret/" + i;
      changes.add(i == 7 ? large(name) : inserting(secret(name)));
    }
    List<Future<Commit>> group = committedTogether(changes);
    for (int i = 0; i < 10; i++) {
      Future<Commit> each = group.get(i);
      Exception e = assertThrows(java.util.concurrent.ExecutionException.class, each::get);
      ServiceException cause = assertInstanceOf(ServiceException.class, e.getCause());
      assertEquals(ErrorCode.SERVICE_UNAVAILABLE, cause.code());
      assertNull(store.find(ACCOUNT, REGION, new SecretName("secret/" + i)));
    }
    freeSpace();
    assertInstanceOf(Commit.Done.class, store.commit(inserting(secret("secret/1"))));
  }

  @Test
  @DisplayName("DUR-3: a deletion in a group without space is stored in the reserve")
  void aDeletionInAGroupWithoutSpaceIsStored() throws Exception {
    store.commit(inserting(secret("old")));
    Secret old = stored("old");
    fillDisk();
    List<Future<Commit>> group =
        committedTogether(List.of(large("large"), List.of(new SecretWrite.Delete(old))));
    assertInstanceOf(Commit.Done.class, group.get(1).get());
    assertThrows(java.util.concurrent.ExecutionException.class, group.get(0)::get);
    assertFalse(Files.exists(directory().resolve("reserve")));
    assertNull(store.find(ACCOUNT, REGION, new SecretName("old")));
    freeSpace();
    assertEquals(Reserve.BYTES, Files.size(directory().resolve("reserve")));
  }

  /** Has the changes committed in one group, all of them waiting while another one is held up. */
  private List<Future<Commit>> committedTogether(List<List<SecretWrite>> changes) throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    List<Future<Commit>> group = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Boolean> blocker =
          threads.submit(
              () ->
                  store.commit(
                      task(
                          connection -> {
                            started.countDown();
                            goOn.await();
                          })));
      started.await();
      changes.forEach(change -> group.add(threads.submit(() -> store.commit(change))));
      awaitWaiting(changes.size());
      goOn.countDown();
      assertTrue(blocker.get());
    }
    return group;
  }

  private void awaitWaiting(int count) {
    while (store.waiting() < count) {
      Thread.onSpinWait();
    }
  }

  @Test
  @DisplayName("PRM-7: after a failed commit nothing is acknowledged any more")
  void afterAFailedCommitNothingIsAcknowledged() throws Exception {
    store.commit(inserting(secret("before")));
    assertFails(
        ErrorCode.INTERNAL_SERVICE_ERROR,
        () -> store.commit(task(connection -> ((SqliteConnection) connection).close())));
    assertTrue(poisoned.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
    assertFails(ErrorCode.INTERNAL_SERVICE_ERROR, () -> store.commit(inserting(secret("after"))));
    assertFails(ErrorCode.INTERNAL_SERVICE_ERROR, () -> stored("before"));
    assertFails(ErrorCode.INTERNAL_SERVICE_ERROR, () -> store.accessKey("AKIA1"));
    store.close();
    try (SqliteStore reopened = Stores.open(directory())) {
      assertNotNull(reopened.find(ACCOUNT, REGION, new SecretName("before")));
      assertNull(reopened.find(ACCOUNT, REGION, new SecretName("after")));
      assertInstanceOf(Commit.Done.class, reopened.commit(inserting(secret("after"))));
    }
  }

  @Test
  @DisplayName("PRM-3: everybody in a group that failed learns that the outcome is unknown")
  void everybodyInAGroupThatFailedLearnsThatTheOutcomeIsUnknown() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Boolean> first =
          threads.submit(
              () ->
                  store.commit(
                      task(
                          connection -> {
                            started.countDown();
                            goOn.await();
                          })));
      started.await();
      List<Future<?>> group = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        String name = "secret/" + i;
        group.add(threads.submit(() -> store.commit(inserting(secret(name)))));
      }
      awaitWaiting(5);
      group.add(threads.submit(() -> store.commit(task(connection -> failingFlush()))));
      awaitWaiting(6);
      goOn.countDown();
      assertTrue(first.get());
      for (Future<?> each : group) {
        Exception e = assertThrows(java.util.concurrent.ExecutionException.class, each::get);
        ServiceException cause = assertInstanceOf(ServiceException.class, e.getCause());
        assertEquals(ErrorCode.INTERNAL_SERVICE_ERROR, cause.code());
      }
    }
    assertTrue(poisoned.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
  }

  private static void failingFlush() throws SQLException {
    throw new org.sqlite.SQLiteException(
        "disk I/O error", org.sqlite.SQLiteErrorCode.SQLITE_IOERR_FSYNC);
  }

  @Test
  void aBrokenRuleOfTheDatabasePoisons() {
    long number = store.nextNumber();
    Secret fresh = adding(secret("app/db"), version(number));
    store.commit(List.of(new SecretWrite.Insert(fresh, List.of(added(number)))));
    Secret other = adding(secret("app/other"), version(number));
    assertFails(
        ErrorCode.INTERNAL_SERVICE_ERROR,
        () -> store.commit(List.of(new SecretWrite.Insert(other, List.of(added(number))))));
    assertFails(ErrorCode.INTERNAL_SERVICE_ERROR, () -> store.commit(List.of()));
  }

  @Test
  @DisplayName("DOS-7: when too many callers wait, the next one is refused and nothing is stored")
  void whenTooManyCallersWaitTheNextIsRefused() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Boolean> blocker =
          threads.submit(
              () ->
                  store.commit(
                      task(
                          connection -> {
                            started.countDown();
                            goOn.await();
                          })));
      started.await();
      List<Future<Commit>> waiting = new ArrayList<>();
      for (int i = 0; i < GroupCommit.MAX_WAITING; i++) {
        String name = "secret/" + i;
        waiting.add(threads.submit(() -> store.commit(inserting(secret(name)))));
      }
      awaitWaiting(GroupCommit.MAX_WAITING);
      assertFails(ErrorCode.SERVICE_UNAVAILABLE, () -> store.commit(inserting(secret("too-many"))));
      goOn.countDown();
      assertTrue(blocker.get());
      for (Future<Commit> each : waiting) {
        assertInstanceOf(Commit.Done.class, each.get());
      }
    }
    assertNull(store.find(ACCOUNT, REGION, new SecretName("too-many")));
    assertEquals(1, poisoned.getCount());
  }

  @Test
  void aLockHeldByAnotherProgramIsWaitedFor() throws Exception {
    String url = "jdbc:sqlite:" + directory().resolve("strongroom.db");
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Connection other = DriverManager.getConnection(url);
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      Future<Commit> commit = threads.submit(() -> store.commit(inserting(secret("app/db"))));
      while (store.waiting() > 0) {
        Thread.onSpinWait();
      }
      statement.execute("ROLLBACK");
      assertInstanceOf(Commit.Done.class, commit.get());
    }
  }
}
