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
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretName;
import io.strongroom.core.store.Commit;
import io.strongroom.core.store.SecretWrite;
import io.strongroom.store.sql.StoreOpenException;
import io.strongroom.testkit.store.OutboxContract;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is left when the power fails. The log of the database is flushed behind the work, so of what
 * was written to it only a beginning may be there; the journal has the rest.
 */
class PowerLossTest {
  private static final long SEED = 20_261_130;

  @TempDir private Path temporary;

  private final Random random = new Random(SEED);
  private SqliteStore store = unopened();
  private int images;

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

  private long logSize() throws Exception {
    return Files.size(directory().resolve("strongroom.db-wal"));
  }

  /** Returns the files with so much of the database's log. */
  private Path image(long logSize) throws Exception {
    Path image = Directories.crashImage(directory(), temporary.resolve("image-" + images++));
    try (RandomAccessFile log =
        new RandomAccessFile(image.resolve("strongroom.db-wal").toFile(), "rw")) {
      log.setLength(logSize);
    }
    return image;
  }

  private static @Nullable Secret find(SqliteStore in, String name) {
    return in.find(ACCOUNT, REGION, new SecretName(name));
  }

  private Secret stored(String name) {
    return Objects.requireNonNull(find(store, name));
  }

  /** Two changes are in two generations at most, whenever the store finds time to settle. */
  @Test
  @DisplayName("DUR-1: nothing acknowledged needs the last two commits of the database")
  void whatWasAcknowledgedDoesNotNeedTheLogOfTheDatabase() throws Exception {
    Map<String, Long> revisions = new HashMap<>();
    for (int step = 0; step < 25; step++) {
      for (int i = random.nextInt(4); i > 0; i--) {
        change(revisions);
      }
      settle();
      long settled = logSize();
      change(revisions);
      if (random.nextBoolean()) {
        settle();
      }
      change(revisions);
      assertRecovers(image(settled), revisions);
      assertRecovers(image(logSize()), revisions);
    }
  }

  private void settle() {
    assertTrue(store.scan(Stores.everything()).size() <= 10);
  }

  private void change(Map<String, Long> revisions) {
    String name = "secret/" + random.nextInt(6);
    Secret before = find(store, name);
    if (before == null) {
      done(inserting(secret(name)), revisions, name, 1);
    } else if (random.nextInt(5) == 0) {
      done(List.of(new SecretWrite.Delete(before)), revisions, name, 0);
    } else if (random.nextBoolean()) {
      done(updating(before.describing("x", NOW)), revisions, name, before.revision() + 1);
    } else {
      long number = store.nextNumber();
      Secret next = adding(before, version(number));
      List<SecretWrite> writes =
          List.of(SecretWrite.replacing(before, next, List.of(added(number))));
      done(writes, revisions, name, before.revision() + 1);
    }
  }

  private void done(
      List<SecretWrite> writes, Map<String, Long> revisions, String name, long revision) {
    assertEquals(new Commit.Done(), store.commit(writes, List.of(OutboxContract.record(images))));
    revisions.put(name, revision);
  }

  private static void assertRecovers(Path image, Map<String, Long> revisions) throws Exception {
    assertSound(image);
    try (SqliteStore recovered = Stores.open(image)) {
      revisions.forEach(
          (name, revision) -> {
            Secret found = find(recovered, name);
            assertEquals(revision, found == null ? 0 : found.revision(), name);
            if (found != null) {
              found
                  .versions()
                  .all()
                  .forEach(
                      each ->
                          assertEquals(
                              added(each.number()).envelope(), recovered.envelope(each.number())));
            }
          });
    }
    assertSound(image);
  }

  /** Sample envelopes name a key that nobody made. */
  private static void assertSound(Path image) throws Exception {
    List<String> problems = new ArrayList<>(StoreCheck.check(image, null).problems());
    problems.removeIf(problem -> problem.endsWith("is sealed under a key that is not there"));
    assertEquals(List.of(), problems);
  }

  @Test
  @DisplayName("AUD-2: a record of a change comes back with the change")
  void recordsComeBack() throws Exception {
    long empty = logSize();
    store.commit(inserting(secret("a")), List.of(OutboxContract.record(1)));
    store.commit(
        inserting(secret("b")), List.of(OutboxContract.record(2), OutboxContract.record(3)));
    store.forgetRecords(store.waitingRecords(0, 1).getFirst().number());
    try (SqliteStore recovered = Stores.open(image(empty))) {
      List<String> ids = new ArrayList<>();
      recovered
          .waitingRecords(0, 10)
          .forEach(each -> ids.add(String.valueOf(each.record().eventId())));
      assertEquals(IntStream.rangeClosed(1, 3).mapToObj("%036d"::formatted).toList(), ids);
    }
  }

  @Test
  @DisplayName("PRM-1: a block that did not reach the disk whole was not acknowledged")
  void aTornBlockIsLeftOut() throws Exception {
    store.commit(inserting(secret("first")));
    store.commit(inserting(secret("second")));
    Path image = image(logSize());
    tear(image, Journal.PAGE_BYTES + 200);
    try (SqliteStore recovered = Stores.open(image)) {
      assertEquals("first", Objects.requireNonNull(find(recovered, "first")).name());
      assertNull(find(recovered, "second"));
    }
  }

  @Test
  @DisplayName("PRM-8: a store whose journal has lost something in its middle is not opened")
  void aDamagedJournalIsNotPassedOver() throws Exception {
    store.commit(inserting(secret("first")));
    store.commit(inserting(secret("second")));
    Path image = image(logSize());
    tear(image, 200);
    for (int i = 0; i < 2; i++) {
      StoreOpenException refusal =
          assertThrows(StoreOpenException.class, () -> Stores.open(image).close());
      assertTrue(String.valueOf(refusal.getMessage()).contains("is damaged"), refusal.toString());
      assertThrows(StoreOpenException.class, () -> StoreCheck.check(image, null));
    }
  }

  /** Changes a byte in both files; one of them holds blocks. */
  private static void tear(Path image, int at) throws Exception {
    for (int which = 0; which < 2; which++) {
      Path file = new StoreDirectory(image).journal(which);
      byte[] bytes = Files.readAllBytes(file);
      if (bytes.length > at) {
        bytes[at] ^= 1;
        Files.write(file, bytes);
      }
    }
  }

  @Test
  @DisplayName("A journal that was left from another time of the store changes nothing")
  void anOldJournalIsPassedOver() throws Exception {
    store.commit(inserting(secret("first")));
    Path image = image(logSize());
    store.close();
    for (int which = 0; which < 2; which++) {
      Path old = new StoreDirectory(image).journal(which);
      Path there = new StoreDirectory(directory()).journal(which);
      Files.copy(old, there);
      Directories.setMode(there, "rw-------");
    }
    store = Stores.open(directory());
    assertEquals(1, stored("first").revision());
  }
}
