package io.strongroom.store.postgres;

import static io.strongroom.testkit.store.SampleSecrets.ACCOUNT;
import static io.strongroom.testkit.store.SampleSecrets.REGION;
import static io.strongroom.testkit.store.SampleSecrets.inserting;
import static io.strongroom.testkit.store.SampleSecrets.secret;
import static io.strongroom.testkit.store.SampleSecrets.updating;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretName;
import io.strongroom.core.store.Commit;
import io.strongroom.store.postgres.PostgresOptions.Replication;
import io.strongroom.store.sql.StoreOpenException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A database that fails while it is used, and a server that stands still. */
class FaultsTest {
  private static final int ROUNDS = 30;

  /** Times that let tests wait for their end. */
  private static final Times SHORT =
      new Times(
          Duration.ofMillis(100),
          Duration.ofMillis(1_500),
          Duration.ofSeconds(2),
          Duration.ofSeconds(2),
          Duration.ofSeconds(3),
          Duration.ofSeconds(3));

  private static final String NO_STANDBY = "ALTER SYSTEM RESET synchronous_standby_names";
  private static final String ABSENT_STANDBY =
      "ALTER SYSTEM SET synchronous_standby_names = 'nobody'";
  private static final String END_ALL =
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
          + " WHERE application_name LIKE 'strongroom %'";
  private static final String CANCEL_WAITING =
      "SELECT pg_cancel_backend(pid) FROM pg_stat_activity"
          + " WHERE application_name LIKE 'strongroom %' AND wait_event = 'SyncRep'";

  private final AtomicLong skipped = new AtomicLong();
  private final AtomicLong offset = new AtomicLong();
  private final InstantSource wall = () -> Instant.now().plusMillis(offset.get());
  private Databases databases;
  private PostgresOptions options;

  @BeforeEach
  void startServer() throws StoreOpenException {
    databases = Databases.start();
    options = databases.fresh();
  }

  @AfterEach
  void stopServer() {
    databases.close();
  }

  private PostgresStore open() throws StoreOpenException {
    return PostgresStore.open(
        options,
        UUID.randomUUID().toString(),
        () -> System.nanoTime() + skipped.get(),
        wall,
        () -> {},
        SHORT,
        new Planted.None());
  }

  private void set(String sql) {
    databases.execute("postgres", sql);
    databases.execute("postgres", "SELECT pg_reload_conf()");
    LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
  }

  private static Secret find(PostgresStore store) {
    return Objects.requireNonNull(store.find(ACCOUNT, REGION, new SecretName("a")));
  }

  @Test
  @DisplayName("PRM-1: connections that break lose nothing that was acknowledged")
  void brokenConnectionsLoseNothing() throws Exception {
    try (PostgresStore store = open()) {
      store.commit(inserting(secret("a")));
      AtomicBoolean ended = new AtomicBoolean();
      CompletableFuture<Void> breaker =
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < ROUNDS; i++) {
                  databases.execute("postgres", END_ALL);
                  LockSupport.parkNanos(Duration.ofMillis(20L + i).toNanos());
                }
                ended.set(true);
              });
      long acknowledged = 1;
      long refused = 0;
      while (!ended.get()) {
        try {
          var _ = store.membership().refresh();
          Secret before = find(store);
          assertTrue(before.revision() >= acknowledged, "an acknowledged change was not seen");
          if (store.commit(updating(before)) instanceof Commit.Done) {
            acknowledged = before.revision() + 1;
          }
        } catch (ServiceException e) {
          refused++;
        }
      }
      breaker.join();
      var _ = store.membership().refresh();
      assertTrue(find(store).revision() >= acknowledged);
      assertTrue(find(store).revision() <= acknowledged + refused);
      assertTrue(acknowledged > 1, "nothing was ever acknowledged");
    }
  }

  @Test
  @DisplayName("DBA-5: a commit whose wait for the standby was cut short is not acknowledged")
  void aWarningIsNoSuccess() throws Exception {
    try (PostgresStore store = open()) {
      store.commit(inserting(secret("a")));
      Secret before = find(store);
      set(ABSENT_STANDBY);
      CompletableFuture<Commit> commit =
          CompletableFuture.supplyAsync(() -> store.commit(updating(before)));
      for (int i = 0; i < 20 && !commit.isDone(); i++) {
        databases.execute("postgres", CANCEL_WAITING);
        LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
      }
      Exception thrown = assertThrows(Exception.class, commit::join);
      ServiceException answered = assertInstanceOf(ServiceException.class, thrown.getCause());
      assertEquals(ErrorCode.INTERNAL_SERVICE_ERROR, answered.code());
      set(NO_STANDBY);
      awaitReady(store);
      var _ = store.membership().refresh();
      assertEquals(2, find(store).revision(), "it was committed here after all");
    }
  }

  @Test
  @DisplayName("DBA-6: a commit whose answer got lost is looked up and acknowledged")
  void aLostAnswerIsLookedUp() throws Exception {
    try (PostgresStore store = open()) {
      store.commit(inserting(secret("a")));
      set(ABSENT_STANDBY);
      Secret before = find(store);
      CompletableFuture<Commit> commit =
          CompletableFuture.supplyAsync(() -> store.commit(updating(before)));
      LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
      databases.execute("postgres", END_ALL);
      set(NO_STANDBY);
      assertEquals(new Commit.Done(), commit.join());
      assertEquals(2, find(store).revision());
    }
  }

  @Test
  @DisplayName("DBA-8: without a confirmed heartbeat no read is answered")
  void theLeaseEnds() throws Exception {
    try (PostgresStore store = open()) {
      store.commit(inserting(secret("a")));
      long view = store.membership().refresh();
      assertTrue(store.membership().holds(view));
      set(ABSENT_STANDBY);
      LockSupport.parkNanos(SHORT.lease().plusMillis(500).toNanos());
      assertFalse(store.membership().holds(view));
      assertFalse(store.membership().isReady());
      assertThrows(ServiceException.class, () -> store.membership().refresh());
      set(NO_STANDBY);
      awaitReady(store);
      var _ = store.membership().refresh();
    }
  }

  @Test
  @DisplayName("DBA-8: an answer that a pause held up does not leave")
  void aPauseEndsTheLease() throws Exception {
    try (PostgresStore store = open()) {
      long view = store.membership().refresh();
      skipped.addAndGet(SHORT.lease().plusSeconds(1).toNanos());
      assertFalse(store.membership().holds(view));
      var _ = store.membership().refresh();
    }
  }

  @Test
  @DisplayName("DBA-3: where a standby is asked for and none is named, nothing is stored")
  void withoutANamedStandbyNothingIsStored() throws Exception {
    options =
        new PostgresOptions(
            options.url(),
            null,
            options.tls(),
            Replication.SYNCHRONOUS,
            "node-1",
            options.caches(),
            2);
    try (PostgresStore store = open()) {
      ServiceException refused =
          assertThrows(ServiceException.class, () -> store.commit(inserting(secret("a"))));
      assertEquals(ErrorCode.SERVICE_UNAVAILABLE, refused.code());
      var _ = store.membership().refresh();
    }
  }

  @Test
  @DisplayName("TIM-1: a server whose clock differs from the database's gives the duty up")
  void aWrongClockEndsTheDuty() throws Exception {
    try (PostgresStore store = open()) {
      assertTrue(store.membership().isOnDuty());
      offset.set(6_000);
      LockSupport.parkNanos(SHORT.duty().plusMillis(500).toNanos());
      assertFalse(store.membership().isOnDuty());
      offset.set(0);
      LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
      assertTrue(store.membership().isOnDuty());
    }
  }

  private static void awaitReady(PostgresStore store) {
    for (int i = 0; i < 500 && !store.membership().isReady(); i++) {
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
    assertTrue(store.membership().isReady());
  }
}
