package io.strongroom.store.sqlite;

import static io.strongroom.testkit.store.SampleSecrets.ACCOUNT;
import static io.strongroom.testkit.store.SampleSecrets.NOW;
import static io.strongroom.testkit.store.SampleSecrets.REGION;
import static io.strongroom.testkit.store.SampleSecrets.inserting;
import static io.strongroom.testkit.store.SampleSecrets.secret;
import static io.strongroom.testkit.store.SampleSecrets.updating;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretName;
import io.strongroom.core.store.Commit;
import io.strongroom.testkit.store.OutboxContract;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens while a journal that is full is committed beside the work. */
class FullJournalTest {
  private static final int WRITERS = 8;

  /** So many changes of so many bytes fill the journal more than three times. */
  private static final int CHANGES = 120;

  private static final int BYTES = 60_000;

  @TempDir private Path temporary;

  private final AtomicInteger records = new AtomicInteger();
  private SqliteStore store = unopened();

  @SuppressWarnings("NullAway") // JUnit calls open before anything looks
  private static SqliteStore unopened() {
    return null;
  }

  @BeforeEach
  void open() throws Exception {
    store = Stores.fresh(directory());
  }

  @AfterEach
  void close() {
    store.close();
  }

  private Path directory() {
    return temporary.resolve("store");
  }

  private static Secret stored(SqliteStore in, String name) {
    return Objects.requireNonNull(in.find(ACCOUNT, REGION, new SecretName(name)));
  }

  private Commit change(String name) {
    Secret before = stored(store, name);
    return store.commit(
        updating(before.governed("x".repeat(BYTES), NOW)),
        List.of(OutboxContract.record(records.incrementAndGet())));
  }

  @Test
  @DisplayName("PRM-1, PRM-4: changes of own secrets all succeed, are seen at once and outlive it")
  void changesGoOnWhileTheJournalIsCommitted() throws Exception {
    for (int i = 0; i < WRITERS; i++) {
      store.commit(inserting(secret("secret/" + i)));
    }
    together(
        writer -> {
          for (int i = 0; i < CHANGES; i++) {
            assertEquals(new Commit.Done(), change("secret/" + writer));
            assertEquals(i + 2, stored(store, "secret/" + writer).revision());
            if (writer == 0 && i % 40 == 39) {
              assertEquals(WRITERS, store.scan(Stores.everything()).size());
            }
          }
        });
    assertEquals(WRITERS * CHANGES, forgottenOneByOne());
    Path image = Directories.crashImage(directory(), temporary.resolve("image"));
    try (SqliteStore recovered = Stores.open(image)) {
      for (int i = 0; i < WRITERS; i++) {
        assertEquals(CHANGES + 1, stored(recovered, "secret/" + i).revision());
      }
    }
  }

  @Test
  @DisplayName("PRM-2: of changes to one secret none is lost and none is made twice")
  void ofChangesToOneSecretNoneIsLost() throws Exception {
    store.commit(inserting(secret("hot")));
    AtomicLong done = new AtomicLong();
    together(
        writer -> {
          for (int i = 0; i < CHANGES; i++) {
            if (change("hot") instanceof Commit.Done) {
              done.incrementAndGet();
            }
          }
        });
    assertTrue(done.get() >= CHANGES);
    assertEquals(done.get() + 1, stored(store, "hot").revision());
    store.close();
    store = Stores.open(directory());
    assertEquals(done.get() + 1, stored(store, "hot").revision());
  }

  /** Takes the records out as the audit log does, and returns how many there were. */
  private int forgottenOneByOne() {
    int found = 0;
    long last = 0;
    var waiting = store.waitingRecords(0, 100);
    while (!waiting.isEmpty()) {
      for (var each : waiting) {
        assertTrue(each.number() > last);
        last = each.number();
        found++;
      }
      store.forgetRecords(last);
      waiting = store.waitingRecords(last, 100);
    }
    assertEquals(List.of(), store.waitingRecords(0, 100));
    return found;
  }

  private interface Work {
    void run(int writer);
  }

  private static void together(Work work) throws Exception {
    List<Future<Boolean>> writers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < WRITERS; i++) {
        int writer = i;
        writers.add(
            threads.submit(
                () -> {
                  work.run(writer);
                  return true;
                }));
      }
      for (Future<Boolean> each : writers) {
        assertTrue(each.get());
      }
    }
  }
}
