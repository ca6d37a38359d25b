package io.strongroom.store.postgres;

import static io.strongroom.testkit.store.SampleIdentities.change;
import static io.strongroom.testkit.store.SampleIdentities.key;
import static io.strongroom.testkit.store.SampleIdentities.user;
import static io.strongroom.testkit.store.SampleSecrets.ACCOUNT;
import static io.strongroom.testkit.store.SampleSecrets.REGION;
import static io.strongroom.testkit.store.SampleSecrets.inserting;
import static io.strongroom.testkit.store.SampleSecrets.secret;
import static io.strongroom.testkit.store.SampleSecrets.updating;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.core.key.Key;
import io.strongroom.core.key.KeyCommit;
import io.strongroom.core.key.KeyWrite;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretName;
import io.strongroom.core.store.Commit;
import io.strongroom.core.store.SecretWrite;
import io.strongroom.core.store.Store;
import io.strongroom.iam.directory.User;
import io.strongroom.store.sql.StoreOpenException;
import io.strongroom.testkit.store.OutboxContract;
import io.strongroom.testkit.store.SampleKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Two servers over one database. */
class SeveralServersTest {
  private static final int WRITERS = 4;
  private static final int WRITES = 50;

  private static Databases databases;

  private PostgresOptions options;
  private PostgresStore one;
  private PostgresStore other;

  @BeforeAll
  static void startServer() {
    databases = Databases.start();
  }

  @AfterAll
  static void stopServer() {
    databases.close();
  }

  @BeforeEach
  void open() throws StoreOpenException {
    options = databases.fresh();
    one = openServer(options);
    other = openServer(databases.options(options.url().database(), "node-2"));
  }

  @AfterEach
  void close() {
    one.close();
    other.close();
  }

  /** Opens a store; see {@link QuestionForEachTest}. */
  PostgresStore openServer(PostgresOptions at) throws StoreOpenException {
    return Databases.open(at);
  }

  private static Secret find(Store store, String name) {
    return Objects.requireNonNull(store.find(ACCOUNT, REGION, new SecretName(name)));
  }

  /** Reads as a call does: after what was acknowledged before. */
  private static Secret read(Store store, String name) {
    long view = store.membership().refresh();
    Secret found = find(store, name);
    assertTrue(store.membership().holds(view));
    return found;
  }

  @Test
  @DisplayName("PRM-4: what one server has acknowledged, the other shows")
  void whatOneHasAcknowledgedTheOtherShows() {
    assertInstanceOf(Commit.Done.class, one.commit(inserting(secret("a"))));
    for (int i = 1; i < 200; i++) {
      PostgresStore writer = i % 2 == 0 ? one : other;
      PostgresStore reader = i % 2 == 0 ? other : one;
      assertInstanceOf(Commit.Done.class, writer.commit(updating(read(writer, "a"))));
      assertEquals(i + 1, read(reader, "a").revision());
    }
  }

  @Test
  @DisplayName("PRM-2: of changes made at both servers at once none is lost")
  void noChangeIsLost() throws Exception {
    one.commit(inserting(secret("a")));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> writers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        PostgresStore store = i % 2 == 0 ? one : other;
        writers.add(threads.submit(() -> write(store)));
      }
      for (Future<?> each : writers) {
        each.get();
      }
    }
    assertEquals(1 + WRITERS * WRITES, read(one, "a").revision());
    assertEquals(1 + WRITERS * WRITES, read(other, "a").revision());
  }

  /** A stale change is decided anew without asking, as calls do. */
  private static void write(PostgresStore store) {
    for (int i = 0; i < WRITES; i++) {
      while (!(store.commit(updating(find(store, "a"))) instanceof Commit.Done)) {
        Thread.onSpinWait();
      }
      long mine = find(store, "a").revision();
      assertTrue(read(store, "a").revision() >= mine);
    }
  }

  @Test
  void aSecretThatWasDeletedElsewhereIsGone() {
    one.commit(inserting(secret("a")));
    Secret known = read(other, "a");
    one.commit(List.of(new SecretWrite.Delete(known)));
    var _ = other.membership().refresh();
    assertNull(other.find(ACCOUNT, REGION, new SecretName("a")));
  }

  @Test
  @DisplayName("PRM-5: keys and identities that one server changes bind at the other")
  void identitiesAndKeysFollow() {
    change(one, ACCOUNT, change -> change.putting(user("ann")));
    var _ = other.membership().refresh();
    User ann = Objects.requireNonNull(other.directory(ACCOUNT).named(User.class, "ann"));
    change(one, ACCOUNT, change -> change.putting(key("AKIAANN", ann.id())));
    var _ = other.membership().refresh();
    assertNotNull(other.accessKey("AKIAANN"));
    change(one, ACCOUNT, change -> change.removing(key("AKIAANN", ann.id())));
    var _ = other.membership().refresh();
    assertNull(other.accessKey("AKIAANN"));
    assertTrue(other.wasIssued("AKIAANN"));

    Key made = SampleKeys.key(1);
    assertEquals(KeyCommit.DONE, one.commit(SampleKeys.inserting(made, "a")));
    var _ = other.membership().refresh();
    Key known = Objects.requireNonNull(other.key(made.id()));
    assertNotNull(other.alias(ACCOUNT, REGION, "alias/a"));
    assertEquals(KeyCommit.DONE, one.commit(new KeyWrite.Destroy(known)));
    var _ = other.membership().refresh();
    assertNull(other.key(made.id()));
    assertNull(other.alias(ACCOUNT, REGION, "alias/a"));
  }

  @Test
  @DisplayName("PRM-5: a server that is asked for nothing learns of changes by itself")
  void anIdleServerFollows() {
    change(one, ACCOUNT, change -> change.putting(user("ann")));
    User ann = Objects.requireNonNull(one.directory(ACCOUNT).named(User.class, "ann"));
    change(one, ACCOUNT, change -> change.putting(key("AKIAANN", ann.id())));
    for (int i = 0; i < 500 && other.accessKey("AKIAANN") == null; i++) {
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
    assertNotNull(other.accessKey("AKIAANN"));
  }

  @Test
  void numbersOfEnvelopesAreNeverTheSame() {
    Set<Long> numbers = new HashSet<>();
    for (int i = 0; i < 3_000; i++) {
      assertTrue(numbers.add(one.nextNumber()));
      assertTrue(numbers.add(other.nextNumber()));
    }
  }

  @Test
  void eachServerExportsItsOwnRecords() throws StoreOpenException {
    one.commit(inserting(secret("a")), List.of(OutboxContract.record(1)));
    other.commit(inserting(secret("b")), List.of(OutboxContract.record(2)));
    assertEquals(1, one.waitingRecords(0, 10).size());
    long last = other.waitingRecords(0, 10).getLast().number();
    other.forgetRecords(last);
    assertEquals(List.of(), other.waitingRecords(0, 10));
    other.close();
    other = openServer(databases.options(options.url().database(), "node-2"));
    assertEquals(List.of(), other.waitingRecords(0, 10));
    assertEquals(1, one.waitingRecords(0, 10).size());
  }

  @Test
  void oneServerHasTheDutyAndAnotherTakesItOver() {
    assertTrue(one.membership().isOnDuty());
    assertFalse(other.membership().isOnDuty());
    one.close();
    assertFalse(one.membership().isOnDuty());
    for (int i = 0; i < 500 && !other.membership().isOnDuty(); i++) {
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
    assertTrue(other.membership().isOnDuty());
  }

  @Test
  void aNameBelongsToOneServer() throws StoreOpenException {
    StoreOpenException refused =
        assertThrows(StoreOpenException.class, () -> openServer(options).close());
    assertTrue(String.valueOf(refused.getMessage()).contains("node-1"), refused.getMessage());
    one.close();
    one = openServer(options);
  }

  @Test
  void whoHasNotListenedForLongForgetsEverything() {
    one.commit(inserting(secret("a")));
    assertEquals(1, read(other, "a").revision());
    one.commit(updating(find(one, "a")));
    databases.execute(options.url().database(), "DELETE FROM change");
    assertEquals(2, read(other, "a").revision());
  }
}
