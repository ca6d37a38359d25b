package io.strongroom.testkit.store;

import static io.strongroom.testkit.store.SampleSecrets.ACCOUNT;
import static io.strongroom.testkit.store.SampleSecrets.NOW;
import static io.strongroom.testkit.store.SampleSecrets.REGION;
import static io.strongroom.testkit.store.SampleSecrets.inserting;
import static io.strongroom.testkit.store.SampleSecrets.secret;
import static io.strongroom.testkit.store.SampleSecrets.updating;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretName;
import io.strongroom.core.store.Commit;
import io.strongroom.core.store.Scan;
import io.strongroom.core.store.SecretWrite;
import io.strongroom.core.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What many callers at once may rely on (requirements PRM-2 and PRM-4). */
abstract class ConcurrencyContract {
  private static final int CALLERS = 64;
  private static final int CHANGES_EACH = 20;
  private static final int READERS = 4;
  private static final int WATCHED_CHANGES = 500;

  abstract Store store();

  private @Nullable Secret find(String name) {
    return store().find(ACCOUNT, REGION, new SecretName(name));
  }

  private Secret stored(String name) {
    return Objects.requireNonNull(find(name));
  }

  private static void together(List<Callable<Void>> tasks) throws Exception {
    together(Thread.ofVirtual().factory(), tasks);
  }

  /** Runs all of {@code tasks} on threads of their own and throws what any of them threw. */
  private static void together(ThreadFactory threads, List<Callable<Void>> tasks) throws Exception {
    try (ExecutorService executor = Executors.newThreadPerTaskExecutor(threads)) {
      for (Future<Void> ended : executor.invokeAll(tasks)) {
        ended.get();
      }
    }
  }

  private static List<Callable<Void>> times(int count, Callable<Void> task) {
    return IntStream.range(0, count).mapToObj(i -> task).toList();
  }

  private static int count(@Nullable Secret secret) {
    return secret == null ? -1 : Integer.parseInt(Objects.requireNonNull(secret.description()));
  }

  private static Secret counted(Secret secret, int count) {
    return secret.describing(Integer.toString(count), NOW);
  }

  private void increment(String name) {
    while (true) {
      Secret before = stored(name);
      if (store().commit(updating(counted(before, count(before) + 1))) instanceof Commit.Done) {
        return;
      }
    }
  }

  @Test
  @DisplayName("PRM-4: of changes to one secret by many callers none is lost")
  void ofChangesToOneSecretNoneIsLost() throws Exception {
    store().commit(inserting(counted(secret("hot"), 0)));
    together(
        times(
            CALLERS,
            () -> {
              for (int i = 0; i < CHANGES_EACH; i++) {
                increment("hot");
              }
              return null;
            }));
    assertEquals(CALLERS * CHANGES_EACH, count(stored("hot")));
    assertEquals(CALLERS * CHANGES_EACH + 1, stored("hot").revision());
  }

  @Test
  void changesToDifferentSecretsNeverMiss() throws Exception {
    List<Callable<Void>> callers = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      String name = "own/" + i;
      callers.add(
          () -> {
            assertInstanceOf(
                Commit.Done.class, store().commit(inserting(counted(secret(name), 0))));
            for (int n = 1; n <= CHANGES_EACH; n++) {
              Secret before = stored(name);
              assertEquals(n - 1, count(before));
              assertInstanceOf(Commit.Done.class, store().commit(updating(counted(before, n))));
            }
            return null;
          });
    }
    together(callers);
    Scan all =
        new Scan(
            ACCOUNT,
            REGION,
            "own/",
            Scan.Deletions.LEFT_OUT,
            Scan.SortBy.NAME,
            Scan.Direction.ASCENDING,
            null,
            CALLERS + 1);
    assertEquals(CALLERS, store().scan(all).size());
    store().scan(all).forEach(secret -> assertEquals(CHANGES_EACH, count(secret)));
  }

  @Test
  void oneOfManyInsertsOfANameWins() throws Exception {
    AtomicInteger winners = new AtomicInteger();
    together(
        times(
            CALLERS,
            () -> {
              if (store().commit(inserting(secret("one"))) instanceof Commit.Done) {
                winners.incrementAndGet();
              }
              return null;
            }));
    assertEquals(1, winners.get());
  }

  @Test
  @DisplayName("PRM-4: a read that starts after an acknowledgement sees that write or a later one")
  void readsSeeWhatWasAcknowledged() throws Exception {
    store().commit(inserting(counted(secret("watched"), 0)));
    AtomicLong acknowledged = new AtomicLong();
    List<Callable<Void>> tasks = new ArrayList<>();
    tasks.add(
        () -> {
          for (int n = 1; n <= WATCHED_CHANGES; n++) {
            increment("watched");
            acknowledged.set(n);
          }
          return null;
        });
    tasks.addAll(
        times(
            READERS,
            () -> {
              long last = 0;
              while (last < WATCHED_CHANGES) {
                long floor = Math.max(last, acknowledged.get());
                last = count(stored("watched"));
                assertTrue(last >= floor, "read an older state than was acknowledged");
              }
              return null;
            }));
    // Readers spin, which virtual threads must not.
    together(Thread.ofPlatform().factory(), tasks);
  }

  /** In even states the secret is there and says the state; in odd ones it is not. */
  @Test
  void readsSeeCreationsAndDeletionsOnceAcknowledged() throws Exception {
    store().commit(inserting(counted(secret("blinking"), 0)));
    AtomicInteger started = new AtomicInteger();
    AtomicInteger acknowledged = new AtomicInteger();
    List<Callable<Void>> tasks = new ArrayList<>();
    tasks.add(
        () -> {
          for (int n = 1; n <= WATCHED_CHANGES; n++) {
            started.set(n);
            SecretWrite next =
                n % 2 == 0
                    ? new SecretWrite.Insert(counted(secret("blinking"), n), List.of())
                    : new SecretWrite.Delete(stored("blinking"));
            assertInstanceOf(Commit.Done.class, store().commit(List.of(next)));
            acknowledged.set(n);
          }
          return null;
        });
    tasks.addAll(
        times(
            READERS,
            () -> {
              while (acknowledged.get() < WATCHED_CHANGES) {
                int floor = acknowledged.get();
                int seen = count(find("blinking"));
                int ceiling = started.get();
                boolean possible =
                    seen < 0 ? floor % 2 == 1 || floor < ceiling : seen >= floor && seen <= ceiling;
                assertTrue(possible, "state " + seen + " between " + floor + " and " + ceiling);
              }
              return null;
            }));
    together(Thread.ofPlatform().factory(), tasks);
  }
}
