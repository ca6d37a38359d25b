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
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.core.key.Key;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretName;
import io.strongroom.core.store.Commit;
import io.strongroom.core.store.Scan;
import io.strongroom.core.store.SecretRecord;
import io.strongroom.core.store.SecretWrite;
import io.strongroom.core.store.Store;
import io.strongroom.iam.directory.DirectoryStore.Subject;
import io.strongroom.iam.directory.LastUse;
import io.strongroom.iam.directory.User;
import io.strongroom.testkit.store.SampleIdentities;
import io.strongroom.testkit.store.SampleKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What this store does beyond the contract: it keeps things, and lets go of them. */
class SqliteStoreTest {
  @TempDir private Path temporary;

  private Path directory() {
    return temporary.resolve("store");
  }

  private static Secret stored(Store store, String name) {
    return Objects.requireNonNull(store.find(ACCOUNT, REGION, new SecretName(name)));
  }

  private static void insertWithVersion(Store store, String name) {
    long number = store.nextNumber();
    Secret fresh = adding(secret(name), version(number));
    store.commit(List.of(new SecretWrite.Insert(fresh, List.of(added(number)))));
  }

  @Test
  @DisplayName("PRM-1: what was stored is there after the store was closed and opened")
  void whatWasStoredIsThereAfterReopening() throws Exception {
    Key key = SampleKeys.full(1);
    User ann = SampleIdentities.user("ann");
    Subject ofKey = new Subject(ACCOUNT, "AKIA1");
    LastUse use = new LastUse(NOW, REGION, "secretsmanager");
    byte[] record;
    try (SqliteStore store = Stores.fresh(directory())) {
      insertWithVersion(store, "app/db");
      store.commit(SampleKeys.inserting(key, "a"));
      store.countUses(key.id(), 3, 5);
      SampleIdentities.change(
          store,
          ACCOUNT,
          change -> change.putting(ann).putting(SampleIdentities.key("AKIA1", ann.id())));
      store.storeUses(Map.of(ofKey, use));
      record = SecretRecord.write(stored(store, "app/db"));
    }
    try (SqliteStore store = Stores.open(directory())) {
      Secret found = stored(store, "app/db");
      assertArrayEquals(record, SecretRecord.write(found));
      long number = found.versions().all().iterator().next().number();
      assertEquals(added(number).envelope(), store.envelope(number));
      assertEquals(SampleKeys.alias(key, "a"), store.alias(ACCOUNT, REGION, "alias/a"));
      assertEquals(key.revised(1), store.key(key.id()));
      assertArrayEquals(SampleKeys.material(3).wrapped(), store.wrapped(key.id(), 3));
      assertEquals(6, store.countUses(key.id(), 3, 1));
      assertNotNull(store.accessKey("AKIA1"));
      assertEquals(ann, store.directory(ACCOUNT).named(User.class, "ANN"));
      assertEquals(1, store.directory(ACCOUNT).keysOf(ann.id()).size());
      assertEquals(use, store.lastUse(ofKey));
    }
  }

  @Test
  void closingLeavesNoLogBehind() throws Exception {
    try (SqliteStore store = Stores.fresh(directory())) {
      insertWithVersion(store, "app/db");
    }
    assertEquals(
        List.of("lock", "reserve", "strongroom.db"),
        Directories.files(directory()).stream().map(f -> f.getFileName().toString()).toList());
  }

  @Test
  void numbersGoOnAfterReopening() throws Exception {
    long last;
    try (SqliteStore store = Stores.fresh(directory())) {
      insertWithVersion(store, "one");
      insertWithVersion(store, "two");
      last = stored(store, "two").versions().all().iterator().next().number();
    }
    try (SqliteStore store = Stores.open(directory())) {
      assertTrue(store.nextNumber() > last);
    }
  }

  @Test
  @DisplayName("DUR-1: the files hold every acknowledged commit at the moment it is acknowledged")
  void theFilesHoldEveryAcknowledgedCommit() throws Exception {
    try (SqliteStore store = Stores.fresh(directory())) {
      for (int i = 1; i <= 30; i++) {
        insertWithVersion(store, "secret/" + i);
        Secret first = stored(store, "secret/1");
        store.commit(updating(first.describing("changed " + i, NOW)));
        Path image = Directories.crashImage(directory(), temporary.resolve("image-" + i));
        try (SqliteStore recovered = Stores.open(image)) {
          assertEquals("changed " + i, stored(recovered, "secret/1").description());
          Secret newest = stored(recovered, "secret/" + i);
          long number = newest.versions().all().iterator().next().number();
          assertEquals(added(number).envelope(), recovered.envelope(number));
        }
      }
    }
  }

  @Test
  void closingCommitsWhatIsWaiting() throws Exception {
    int callers = 200;
    SqliteStore store = Stores.fresh(directory());
    List<Future<Boolean>> outcomes = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < callers; i++) {
        String name = "secret/" + i;
        outcomes.add(
            threads.submit(
                () -> {
                  try {
                    return store.commit(inserting(secret(name))) instanceof Commit.Done;
                  } catch (IllegalStateException e) {
                    return false;
                  }
                }));
      }
      store.close();
    }
    try (SqliteStore reopened = Stores.open(directory())) {
      for (int i = 0; i < callers; i++) {
        boolean found = reopened.find(ACCOUNT, REGION, new SecretName("secret/" + i)) != null;
        assertEquals(outcomes.get(i).get(), found, "secret " + i);
      }
    }
  }

  @Test
  void callsFailOnceTheStoreIsClosed() throws Exception {
    SqliteStore store = Stores.fresh(directory());
    insertWithVersion(store, "app/db");
    store.close();
    store.close();
    Scan scan =
        new Scan(
            ACCOUNT,
            REGION,
            "",
            Scan.Deletions.INCLUDED,
            Scan.SortBy.NAME,
            Scan.Direction.ASCENDING,
            null,
            1);
    assertThrows(IllegalStateException.class, () -> stored(store, "app/db"));
    assertThrows(IllegalStateException.class, () -> store.envelope(1));
    assertThrows(IllegalStateException.class, () -> store.scan(scan));
    assertThrows(IllegalStateException.class, () -> store.due(NOW, 1));
    assertThrows(IllegalStateException.class, () -> store.accessKey("AKIA1"));
    assertThrows(IllegalStateException.class, () -> store.alias(ACCOUNT, REGION, "a"));
    assertThrows(IllegalStateException.class, () -> store.key(SampleKeys.id(1)));
    assertThrows(IllegalStateException.class, () -> store.commit(inserting(secret("more"))));
  }

  @Test
  void anInterruptedCallerStillLearnsTheOutcome() throws Exception {
    try (SqliteStore store = Stores.fresh(directory())) {
      Thread.currentThread().interrupt();
      assertInstanceOf(Commit.Done.class, store.commit(inserting(secret("app/db"))));
      assertTrue(Thread.interrupted());
      assertNotNull(store.find(ACCOUNT, REGION, new SecretName("app/db")));
    }
  }

  @Test
  void aCommitThatChangesASecretTwiceIsRefused() throws Exception {
    try (SqliteStore store = Stores.fresh(directory())) {
      store.commit(inserting(secret("app/db")));
      Secret before = stored(store, "app/db");
      SecretWrite update = new SecretWrite.Update(before, List.of(), List.of());
      assertThrows(IllegalArgumentException.class, () -> store.commit(List.of(update, update)));
      assertEquals(1, stored(store, "app/db").revision());
    }
  }

  @Test
  void theLogIsEmptiedWhileTheStoreIsInUse() throws Exception {
    try (SqliteStore store = Stores.fresh(directory())) {
      store.commit(inserting(secret("app/db")));
      int mebibytes = 40;
      for (int i = 0; i < mebibytes * 16; i++) {
        Secret before = stored(store, "app/db");
        String policy = "x".repeat(64 << 10);
        store.commit(updating(before.governed(policy, NOW)));
      }
      long log = Files.size(directory().resolve("strongroom.db-wal"));
      assertTrue(log < mebibytes << 19, "the log has " + log + " bytes");
    }
  }

  @Test
  void aPathMayHoldAnyCharacter() throws Exception {
    Path odd = temporary.resolve("a b?c=d#e%20f&g'h\"i");
    try (SqliteStore store = Stores.fresh(odd)) {
      insertWithVersion(store, "app/db");
    }
    assertEquals(Stores.STORE, SqliteStore.readHeader(odd).storeId());
    assertEquals(1, StoreCheck.check(odd, null).secrets());
    assertEquals(List.of(odd), Directories.files(temporary));
  }
}
