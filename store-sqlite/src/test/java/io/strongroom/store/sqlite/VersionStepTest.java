package io.strongroom.store.sqlite;

import static io.strongroom.testkit.store.SampleSecrets.ACCOUNT;
import static io.strongroom.testkit.store.SampleSecrets.REGION;
import static io.strongroom.testkit.store.SampleSecrets.inserting;
import static io.strongroom.testkit.store.SampleSecrets.secret;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.core.secret.SecretName;
import io.strongroom.core.store.Commit;
import io.strongroom.store.sql.FormatChange;
import io.strongroom.store.sql.Formats.Step;
import io.strongroom.store.sql.HeaderRow;
import io.strongroom.store.sql.StoreFormat;
import io.strongroom.store.sql.StoreOpenException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Steps between this release and later ones, which know more formats. */
class VersionStepTest {
  private static final int OURS = Schema.current().format();
  private static final Step NEXT =
      Step.adding(
          "ALTER TABLE secret ADD COLUMN note TEXT; CREATE TABLE later (a INTEGER) STRICT;");
  private static final Step NEXT_BUT_ONE = Step.adding("ALTER TABLE later ADD COLUMN b TEXT;");
  private static final Step BREAKING = new Step("DROP INDEX secret_by_purge;", false, _ -> {});

  @TempDir private Path temporary;

  private Path directory() {
    return temporary.resolve("store");
  }

  @BeforeEach
  void makeAStore() throws StoreOpenException {
    try (SqliteStore store = Stores.fresh(directory())) {
      assertInstanceOf(Commit.Done.class, store.commit(inserting(secret("before"))));
    }
  }

  private static Schema later(Step... steps) {
    return Schema.current().with(List.of(steps));
  }

  /** Does what a later release does when it opens the store. */
  private void migrate(Schema later) throws Exception {
    StoreDirectory found = StoreDirectory.existing(directory());
    try (SqliteConnection writer = SqliteConnection.writer(found.database(), 1 << 20)) {
      var _ = later.migrate(writer, later.requireKnown(writer, found));
    }
  }

  private StoreFormat finalise(Schema later) throws Exception {
    StoreDirectory found = StoreDirectory.existing(directory());
    try (SqliteConnection writer = SqliteConnection.writer(found.database(), 1 << 20)) {
      return later.finalise(writer, later.requireKnown(writer, found));
    }
  }

  private StoreFormat format(Schema later) throws Exception {
    StoreDirectory found = StoreDirectory.existing(directory());
    try (SqliteConnection connection = SqliteConnection.frozen(found.database())) {
      return later.requireKnown(connection, found);
    }
  }

  private static void assertRefused(String reason, Executable call) {
    String message = String.valueOf(assertThrows(StoreOpenException.class, call).getMessage());
    assertTrue(message.contains(reason), message);
    assertFalse(message.contains("\n"), message);
  }

  /** Every way in is closed, and trying changes no byte. */
  private void assertClosed(String reason) throws Exception {
    SortedMap<String, String> before = Directories.digests(directory());
    assertRefused(reason, () -> SqliteStore.readHeader(directory()));
    assertRefused(reason, () -> SqliteStore.readFormat(directory()));
    assertRefused(reason, () -> Stores.open(directory()).close());
    assertRefused(reason, () -> SqliteStore.finalise(directory()));
    assertRefused(reason, () -> SqliteMove.source(directory()).close());
    assertRefused(reason, () -> StoreCheck.check(directory(), null));
    assertEquals(before, Directories.digests(directory()));
  }

  @Test
  @DisplayName(
      "PRM-12: what the next release has brought on, this one serves until it is finalised")
  void whatTheNextReleaseHasBroughtOnIsServedUntilItIsFinalised() throws Exception {
    Schema next = later(NEXT);
    migrate(next);
    assertEquals(new StoreFormat(OURS + 1, OURS), SqliteStore.readFormat(directory()));
    for (String name : List.of("one", "other")) {
      try (SqliteStore store = Stores.open(directory())) {
        assertNotNull(store.find(ACCOUNT, REGION, new SecretName("before")));
        assertInstanceOf(Commit.Done.class, store.commit(inserting(secret(name))));
      }
      migrate(next);
      assertEquals(new StoreFormat(OURS + 1, OURS), format(next));
    }
    assertEquals(3, StoreCheck.check(directory(), Stores.keyring()).secrets());
    assertEquals(List.of(), StoreCheck.check(directory(), Stores.keyring()).problems());

    SortedMap<String, String> before = Directories.digests(directory());
    String foreign = "a release of that format ";
    assertRefused(foreign + "finalises", () -> SqliteStore.finalise(directory()));
    assertRefused(foreign + "moves it", () -> SqliteMove.source(directory()).close());
    assertEquals(before, Directories.digests(directory()));

    assertEquals(new StoreFormat(OURS + 1, OURS + 1), finalise(next));
    assertClosed("serves no release before format " + (OURS + 1));
  }

  @Test
  void aStepThatBreaksWithOlderReleasesIsFinalAtOnce() throws Exception {
    Schema next = later(BREAKING);
    migrate(next);
    assertEquals(new StoreFormat(OURS + 1, OURS + 1), format(next));
    assertClosed("serves no release before format " + (OURS + 1));
  }

  @Test
  @DisplayName("PRM-12: a release with two formats more leaves the way back to this one open")
  void twoFormatsInOneStepLeaveTheWayBackOpen() throws Exception {
    Schema next = later(NEXT, NEXT_BUT_ONE);
    migrate(next);
    assertEquals(new StoreFormat(OURS + 2, OURS), format(next));
    Stores.open(directory()).close();
  }

  @Test
  void theNextStepFinalisesTheOneBefore() throws Exception {
    migrate(later(NEXT));
    Schema nextButOne = later(NEXT, NEXT_BUT_ONE);
    migrate(nextButOne);
    assertEquals(new StoreFormat(OURS + 2, OURS + 1), format(nextButOne));
    assertClosed("serves no release before format " + (OURS + 1));
  }

  @Test
  void whatIsFinalStaysAsItIs() throws Exception {
    StoreFormat ours = new StoreFormat(OURS, OURS);
    SortedMap<String, String> before = Directories.digests(directory());
    assertEquals(new FormatChange(ours, ours), SqliteStore.finalise(directory()));
    assertEquals(before, Directories.digests(directory()));
  }

  @Test
  void aStoreThatIsServedIsNotFinalised() throws Exception {
    try (SqliteStore store = Stores.open(directory())) {
      assertRefused("is in use", () -> SqliteStore.finalise(directory()));
      assertInstanceOf(Commit.Done.class, store.commit(inserting(secret("after"))));
    }
  }

  @Test
  void aMoveIsEndedByTheReleaseThatBeganIt() throws Exception {
    Path target = temporary.resolve("target");
    StoreFile.create(target, Stores.header(), HeaderRow.ARRIVING);
    SqliteMove.target(target, Stores.header()).close();
    Directories.tamper(target, "UPDATE store_header SET serves_from = " + (OURS + 1));
    assertRefused(
        "another format has begun the move",
        () -> SqliteMove.target(target, Stores.header()).close());
  }
}
