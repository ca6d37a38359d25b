package io.strongroom.core.store;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.core.secret.Samples;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretIdentity;
import io.strongroom.core.secret.SecretName;
import io.strongroom.core.secret.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Source: API reference, LastAccessedDate; recorded dates, which are cut to the day. */
class AccessDaysTest {
  private static final Instant TODAY = Instant.parse("2026-03-04T00:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);

  private final Rig rig = Rig.empty();

  @BeforeEach
  void createSecret() {
    rig.create(Samples.HERE, "db");
    rig.put(Samples.HERE, "db", 1, "one");
    rig.put(Samples.HERE, "db", 2, "two");
    rig.store.commits.clear();
  }

  private void read(String name, int version) {
    Secret secret = rig.get(Samples.HERE, name);
    Version found = requireNonNull(secret.versions().find(Samples.version(version)));
    rig.accesses.note(secret, found, rig.clock.instant());
  }

  private static @Nullable Instant accessed(Secret secret, int version) {
    return requireNonNull(secret.versions().find(Samples.version(version))).accessed();
  }

  private Secret stored(String name) {
    return requireNonNull(rig.memory.find(Samples.ACCOUNT, Samples.HERE, new SecretName(name)));
  }

  @Test
  void readIsSeenAtOnceAndNotWritten() {
    Secret before = rig.get(Samples.HERE, "db");
    read("db", 1);
    Secret after = rig.get(Samples.HERE, "db");
    assertEquals(TODAY, after.times().accessed());
    assertEquals(TODAY, accessed(after, 1));
    assertNull(accessed(after, 2));
    assertEquals(TODAY, rig.accesses.seenIn(before).times().accessed());
    assertNull(stored("db").times().accessed());
    assertEquals(List.of(), rig.store.commits);
  }

  @Test
  void readIsNoChange() {
    Secret before = rig.get(Samples.HERE, "db");
    read("db", 1);
    rig.clock.advance(DAY);
    rig.accesses.flush();
    assertEquals(before.times().changed(), stored("db").times().changed());
    assertEquals(before.versions().labels(), stored("db").versions().labels());
  }

  @Test
  void noteIsWrittenOnce() {
    read("db", 1);
    read("db", 1);
    read("db", 2);
    rig.accesses.flush();
    rig.accesses.flush();
    assertEquals(1, rig.store.commits.size());
    assertEquals(TODAY, stored("db").times().accessed());
    assertEquals(TODAY, accessed(stored("db"), 1));
    assertEquals(TODAY, accessed(stored("db"), 2));
  }

  @Test
  @DisplayName("A second read on the same day writes nothing; one on the next day does")
  void eachDayIsWrittenOnce() {
    for (int day = 0; day < 3; day++) {
      for (int i = 0; i < 5; i++) {
        read("db", 1);
        rig.accesses.flush();
      }
      assertEquals(day + 1, rig.store.commits.size());
      assertEquals(TODAY.plus(DAY.multipliedBy(day)), accessed(stored("db"), 1));
      rig.clock.advance(DAY);
    }
  }

  @Test
  void lateNoteOfAReadThatBeganBeforeTheFlushIsNotWrittenAgain() {
    Secret before = rig.get(Samples.HERE, "db");
    read("db", 1);
    rig.accesses.flush();
    Version one = requireNonNull(before.versions().find(Samples.version(1)));
    rig.accesses.note(before, one, rig.clock.instant());
    rig.accesses.flush();
    assertEquals(1, rig.store.commits.size());
  }

  @Test
  void laterDayStaysWhateverTheOrder() {
    Secret secret = rig.get(Samples.HERE, "db");
    Version one = requireNonNull(secret.versions().find(Samples.version(1)));
    Version two = requireNonNull(secret.versions().find(Samples.version(2)));
    rig.accesses.note(secret, one, TODAY.plus(DAY));
    rig.accesses.note(secret, one, TODAY);
    rig.accesses.note(secret, two, TODAY);
    for (int i = 0; i < 2; i++) {
      Secret seen = rig.get(Samples.HERE, "db");
      assertEquals(TODAY.plus(DAY), seen.times().accessed());
      assertEquals(TODAY.plus(DAY), accessed(seen, 1));
      assertEquals(TODAY, accessed(seen, 2));
      rig.accesses.flush();
    }
  }

  @Test
  void deletedSecretLeavesNoNote() {
    read("db", 1);
    rig.memory.commit(List.of(new SecretWrite.Delete(stored("db"))));
    rig.accesses.flush();
    assertNull(rig.find(Samples.HERE, "db"));
    assertEquals(List.of(), rig.store.commits);
  }

  @Test
  void secretThatIsMadeAnewInheritsNothing() {
    read("db", 1);
    rig.memory.commit(List.of(new SecretWrite.Delete(stored("db"))));
    rig.create(Samples.HERE, "db");
    rig.put(Samples.HERE, "db", 1, "another");
    assertNull(rig.get(Samples.HERE, "db").times().accessed());
    rig.store.commits.clear();
    rig.accesses.flush();
    assertEquals(List.of(), rig.store.commits);
    assertNull(accessed(stored("db"), 1));
    read("db", 1);
    assertEquals(TODAY, accessed(rig.get(Samples.HERE, "db"), 1));
  }

  @Test
  void noteOfTheSuccessorReplacesThatOfASecretThatIsGone() {
    read("db", 1);
    rig.memory.commit(List.of(new SecretWrite.Delete(stored("db"))));
    rig.create(Samples.HERE, "db");
    rig.put(Samples.HERE, "db", 2, "another");
    read("db", 2);
    assertEquals(TODAY, accessed(rig.get(Samples.HERE, "db"), 2));
    rig.accesses.flush();
    assertEquals(TODAY, accessed(stored("db"), 2));
  }

  @Test
  void noteThatIsMadeDuringAFlushIsWrittenByTheNext() {
    read("db", 1);
    rig.store.beforeCommit.add(() -> read("db", 2));
    rig.accesses.flush();
    assertNull(accessed(stored("db"), 2));
    assertEquals(TODAY, accessed(rig.get(Samples.HERE, "db"), 2));
    rig.accesses.flush();
    assertEquals(TODAY, accessed(stored("db"), 2));
  }

  @Test
  void noteOfAVersionThatIsGoneCountsForTheSecret() {
    Secret before = rig.get(Samples.HERE, "db");
    Version one = requireNonNull(before.versions().find(Samples.version(1)));
    rig.put(Samples.HERE, "db", 3, "three");
    rig.change(
        Samples.HERE,
        "db",
        secret -> secret.versioned(secret.versions().without(one.id()), Samples.NOW));
    rig.accesses.note(before, one, rig.clock.instant());
    rig.accesses.flush();
    assertEquals(TODAY, stored("db").times().accessed());
    assertNull(stored("db").versions().find(one.id()));
  }

  @Test
  void overtakenNoteIsWrittenNextTime() {
    read("db", 1);
    rig.store.stale = writes -> true;
    rig.accesses.flush();
    assertNull(stored("db").times().accessed());
    assertEquals(TODAY, rig.get(Samples.HERE, "db").times().accessed());
    rig.store.stale = writes -> false;
    rig.accesses.flush();
    assertEquals(TODAY, stored("db").times().accessed());
  }

  @Test
  void changeTakesTheNotesAlong() {
    read("db", 1);
    rig.change(Samples.HERE, "db", secret -> secret.describing("new", Samples.NOW));
    assertEquals(TODAY, accessed(stored("db"), 1));
    rig.store.commits.clear();
    rig.accesses.flush();
    assertEquals(List.of(), rig.store.commits);
  }

  @Test
  void manyNotesAreWrittenTogether() {
    int secrets = 2 * AccessDays.BATCH + 1;
    for (int i = 0; i < secrets; i++) {
      rig.create(Samples.HERE, "many/" + i);
      rig.put(Samples.HERE, "many/" + i, 1, "x");
      read("many/" + i, 1);
    }
    rig.store.commits.clear();
    rig.accesses.flush();
    assertEquals(3, rig.store.commits.size());
    for (int i = 0; i < secrets; i++) {
      assertEquals(TODAY, stored("many/" + i).times().accessed());
    }
  }

  @Test
  void busySecretHoldsUpNoOther() {
    rig.create(Samples.HERE, "calm");
    rig.put(Samples.HERE, "calm", 1, "x");
    read("db", 1);
    read("calm", 1);
    rig.store.stale =
        writes -> writes.stream().anyMatch(write -> write.secret().name().equals("db"));
    rig.accesses.flush();
    assertEquals(TODAY, stored("calm").times().accessed());
    assertNull(stored("db").times().accessed());
  }

  @Test
  @DisplayName("PRM-8: a damaged secret holds up no other, and its damage is told")
  void damagedSecretHoldsUpNoOther() {
    for (int i = 0; i < 20; i++) {
      rig.create(Samples.HERE, "n" + i);
      rig.put(Samples.HERE, "n" + i, 1, "x");
      read("n" + i, 1);
    }
    read("db", 1);
    rig.store.damaged = name -> name.text().equals("db");
    assertThrows(IllegalArgumentException.class, rig.accesses::flush);
    for (int i = 0; i < 20; i++) {
      assertEquals(TODAY, stored("n" + i).times().accessed());
    }
  }

  @Test
  @DisplayName("PRM-4: a flush between the two looks of a reader hides no day")
  void flushInTheMidstOfAReadHidesNothing() {
    read("db", 1);
    rig.store.afterFind.add(rig.accesses::flush);
    assertEquals(TODAY, rig.get(Samples.HERE, "db").times().accessed());
    assertEquals(TODAY, stored("db").times().accessed());
  }

  @Test
  void secretWithoutNoteIsReturnedAsItIs() {
    Secret db = stored("db");
    assertSame(db, rig.accesses.seenIn(db));
    rig.create(Samples.HERE, "other");
    rig.put(Samples.HERE, "other", 1, "x");
    read("other", 1);
    assertSame(db, rig.accesses.seenIn(db));
    assertSame(db, rig.get(Samples.HERE, "db"));
  }

  @Test
  @DisplayName("DOS: the number of secrets with a note is bounded")
  void notesAreBounded() {
    Version version = Samples.stored(1);
    for (int i = 0; i < AccessDays.MAX_NOTES; i++) {
      rig.accesses.note(numbered(i), version, Samples.NOW);
    }
    Secret oneTooMany = numbered(AccessDays.MAX_NOTES);
    rig.accesses.note(oneTooMany, version, Samples.NOW);
    assertNull(rig.accesses.seenIn(oneTooMany).times().accessed());
    Secret known = numbered(7);
    rig.accesses.note(known, version, Samples.NOW.plus(DAY));
    assertEquals(TODAY.plus(DAY), rig.accesses.seenIn(known).times().accessed());
    rig.accesses.flush();
    rig.accesses.note(oneTooMany, version, Samples.NOW);
    assertEquals(TODAY, rig.accesses.seenIn(oneTooMany).times().accessed());
  }

  private static Secret numbered(int number) {
    SecretIdentity any = Samples.identity("any");
    return Secret.create(
        new SecretIdentity(
            any.account(),
            any.region(),
            new SecretName("s" + number),
            any.suffix(),
            any.id(),
            any.arn()),
        Samples.NOW);
  }

  @Test
  @DisplayName("PRM-4: days never go back while reads, changes and flushes race")
  void racingReadsAndFlushesLoseNothing() throws Exception {
    int readers = 4;
    int days = 60;
    AtomicInteger left = new AtomicInteger(readers);
    try (ExecutorService pool = Executors.newFixedThreadPool(readers + 2)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < readers; i++) {
        int version = 1 + i % 2;
        running.add(
            pool.submit(
                () -> {
                  try {
                    readDayByDay(version, days);
                  } finally {
                    left.decrementAndGet();
                  }
                }));
      }
      running.add(pool.submit(() -> repeat(left, rig.accesses::flush)));
      running.add(pool.submit(() -> repeat(left, rig.accesses::flush)));
      for (Future<?> future : running) {
        future.get();
      }
    }
    rig.accesses.flush();
    Instant last = TODAY.plus(DAY.multipliedBy(days - 1));
    assertEquals(last, stored("db").times().accessed());
    assertEquals(last, accessed(stored("db"), 1));
    assertEquals(last, accessed(stored("db"), 2));
    int commits = rig.store.commits.size();
    rig.accesses.flush();
    assertEquals(commits, rig.store.commits.size());
  }

  @Test
  @DisplayName("PRM-4: the first notes after a flush are seen by those who made them")
  void firstNotesAreSeenAtOnce() throws Exception {
    int days = 100_000;
    AtomicInteger arrivals = new AtomicInteger();
    try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
      Future<Integer> one = pool.submit(() -> notesNotSeen(arrivals, days, rig.accesses::flush));
      Future<Integer> other = pool.submit(() -> notesNotSeen(arrivals, days, () -> {}));
      assertEquals(0, one.get() + other.get());
    }
  }

  /** Two readers who spin until both are there, so that they note at the very same time. */
  private int notesNotSeen(AtomicInteger arrivals, int days, Runnable before) {
    Secret secret = stored("db");
    Version version = requireNonNull(secret.versions().find(Samples.version(1)));
    int missed = 0;
    for (int i = 0; i < days; i++) {
      Instant day = TODAY.plus(DAY.multipliedBy(i));
      before.run();
      arrivals.incrementAndGet();
      while (arrivals.get() < 2 * i + 2) {
        Thread.onSpinWait();
      }
      rig.accesses.note(secret, version, day);
      if (!day.equals(rig.get(Samples.HERE, "db").times().accessed())) {
        missed++;
      }
    }
    return missed;
  }

  private static void repeat(AtomicInteger left, Runnable task) {
    while (left.get() > 0) {
      task.run();
    }
  }

  private void readDayByDay(int version, int days) {
    for (int i = 0; i < days; i++) {
      Instant day = TODAY.plus(DAY.multipliedBy(i));
      Secret secret = rig.get(Samples.HERE, "db");
      Version found = requireNonNull(secret.versions().find(Samples.version(version)));
      rig.accesses.note(secret, found, day.plusSeconds(i));
      for (int look = 0; look < 20; look++) {
        Secret seen = rig.get(Samples.HERE, "db");
        assertTrue(!requireNonNull(seen.times().accessed()).isBefore(day));
        assertTrue(!requireNonNull(accessed(seen, version)).isBefore(day));
      }
    }
  }
}
