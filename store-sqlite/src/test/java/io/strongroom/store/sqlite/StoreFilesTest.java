package io.strongroom.store.sqlite;

import static io.strongroom.testkit.store.SampleSecrets.inserting;
import static io.strongroom.testkit.store.SampleSecrets.secret;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.keys.Keyring;
import io.strongroom.keys.RootKey;
import io.strongroom.store.sql.StoreHeader;
import io.strongroom.store.sql.StoreOpenException;
import io.strongroom.testkit.SeededEntropy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a store's directory comes into being, is recognised, and is refused. */
class StoreFilesTest {
  @TempDir private Path temporary;

  private Path directory() {
    return temporary.resolve("store");
  }

  private void create() throws StoreOpenException {
    SqliteStore.create(directory(), Stores.header());
  }

  private static String refusal(org.junit.jupiter.api.function.Executable call) {
    String message = String.valueOf(assertThrows(StoreOpenException.class, call).getMessage());
    assertFalse(message.contains("\n"), message);
    return message;
  }

  private void assertNoWayIn(String reason) {
    assertContains(reason, refusal(() -> SqliteStore.readHeader(directory())));
    assertContains(reason, refusal(() -> Stores.open(directory()).close()));
    assertContains(reason, refusal(() -> StoreCheck.check(directory(), null)));
  }

  private static void assertContains(String part, String message) {
    assertTrue(message.contains(part), message);
  }

  private static String mode(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  @DisplayName("KEY-2: the header comes back as it was written")
  void theHeaderComesBackAsItWasWritten() throws Exception {
    create();
    StoreHeader header = SqliteStore.readHeader(directory());
    assertEquals(Stores.STORE, header.storeId());
    assertEquals(Stores.rootKey().id(), header.rootKeyId());
    assertArrayEquals(Stores.keyring().checkValue(), header.checkValue());
    assertFalse(header.toString().contains("["));
  }

  @Test
  @DisplayName("MEM-6: directory and files are for their owner alone")
  void directoryAndFilesAreForTheirOwnerAlone() throws Exception {
    try (SqliteStore store = Stores.fresh(directory())) {
      store.commit(inserting(secret("app/db")));
      assertEquals("rwx------", mode(directory()));
      List<Path> files = Directories.files(directory());
      assertEquals(7, files.size());
      for (Path file : files) {
        assertEquals("rw-------", mode(file), file.toString());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rwxr-x---", "rwx-----x", "rwx--x---", "rwxrwxrwx", "rwx---r--"})
  @DisplayName("MEM-6: a directory that others may look into is refused")
  void aDirectoryThatOthersMayLookIntoIsRefused(String mode) throws Exception {
    create();
    Directories.setMode(directory(), mode);
    assertNoWayIn("has mode " + mode);
    Files.createDirectory(temporary.resolve("new"));
    Directories.setMode(temporary.resolve("new"), mode);
    assertContains(
        "has mode " + mode,
        refusal(() -> SqliteStore.create(temporary.resolve("new"), Stores.header())));
  }

  @Test
  @DisplayName("MEM-6: a database that others may read is refused")
  void aDatabaseThatOthersMayReadIsRefused() throws Exception {
    create();
    Directories.setMode(directory().resolve("strongroom.db"), "rw-r--r--");
    assertNoWayIn("has mode rw-r--r--");
  }

  @Test
  void anEmptyPrivateDirectoryIsTaken() throws Exception {
    Files.createDirectory(directory());
    Directories.setMode(directory(), "rwx------");
    create();
    assertEquals(Stores.STORE, SqliteStore.readHeader(directory()).storeId());
  }

  @Test
  void aStoreIsNotMadeWhereSomethingIs() throws Exception {
    create();
    SortedMap<String, String> before = Directories.digests(directory());
    assertContains("is not empty", refusal(this::create));
    assertEquals(before, Directories.digests(directory()));
    Path file = Files.createFile(temporary.resolve("file"));
    Directories.setMode(file, "rw-------");
    assertContains("is not a directory", refusal(() -> SqliteStore.create(file, Stores.header())));
    Path deep = temporary.resolve("a").resolve("b");
    assertContains(
        "parent does not exist", refusal(() -> SqliteStore.create(deep, Stores.header())));
  }

  @Test
  void aMissingStoreIsRefusedAndNotMade() throws Exception {
    assertNoWayIn("there is no store in " + directory());
    assertFalse(Files.exists(directory()));
    Files.createDirectory(directory());
    assertNoWayIn("there is no store in " + directory());
    assertEquals(List.of(), Directories.files(directory()));
  }

  @Test
  void aStoreThatWasNotFinishedIsNoStore() throws Exception {
    create();
    Files.move(
        directory().resolve("strongroom.db"), directory().resolve("strongroom.db.unfinished"));
    assertNoWayIn("there is no store in");
  }

  @Test
  void whatIsNoDatabaseIsRefused() throws Exception {
    create();
    Path database = directory().resolve("strongroom.db");
    Files.write(database, new byte[8192]);
    assertNoWayIn("is not");
    Files.write(
        database,
        "no database at all, but long enough to be one"
            .repeat(200)
            .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertNoWayIn("is not a database");
    Files.write(database, new byte[0]);
    assertNoWayIn("is not the database of a store");
  }

  @Test
  void aDatabaseOfSomethingElseIsRefused() throws Exception {
    create();
    Path database = directory().resolve("strongroom.db");
    Files.delete(database);
    Files.createFile(database);
    Directories.setMode(database, "rw-------");
    Directories.tamper(directory(), "CREATE TABLE other (a)");
    assertNoWayIn("is not the database of a store");
  }

  @Test
  void aBrokenHeaderIsRefused() throws Exception {
    create();
    Directories.tamper(directory(), "UPDATE store_header SET store_id = 'x'");
    String message = refusal(() -> SqliteStore.readHeader(directory()));
    assertContains("its header is broken", message);
    assertContains("its header is broken", refusal(() -> Stores.open(directory()).close()));
    Directories.tamper(directory(), "DELETE FROM store_header");
    assertNoWayIn("is not the database of a store");
  }

  @Test
  @DisplayName("PRM-12: an unknown newer format is refused before anything is written")
  void aNewerFormatIsRefusedBeforeAnythingIsWritten() throws Exception {
    create();
    int newest = Schema.current().format();
    String newer = "format " + (newest + 1);
    Directories.tamper(
        directory(),
        "UPDATE store_header SET format = %1$d, serves_from = %1$d".formatted(newest + 1));
    SortedMap<String, String> before = Directories.digests(directory());
    assertContains(newer, refusal(() -> SqliteStore.readHeader(directory())));
    assertContains(
        "this release knows formats up to " + newest,
        refusal(() -> Stores.open(directory()).close()));
    assertEquals(before, Directories.digests(directory()));
    assertContains(newer, refusal(() -> SqliteStore.readFormat(directory())));
    assertContains(newer, refusal(() -> SqliteStore.finalise(directory())));
    assertContains(newer, refusal(() -> SqliteMove.source(directory()).close()));
    assertEquals(before, Directories.digests(directory()));
    assertContains(newer, refusal(() -> StoreCheck.check(directory(), null)));
  }

  @Test
  @DisplayName("PRM-9: finding out that the root key is wrong changes no stored byte")
  void findingOutThatTheRootKeyIsWrongChangesNothing() throws Exception {
    Path image = temporary.resolve("image");
    try (SqliteStore store = Stores.fresh(directory())) {
      store.commit(inserting(secret("app/db")));
      Directories.crashImage(directory(), image);
    }
    Keyring wrong =
        Keyring.of(RootKey.generate(new SeededEntropy(99)), Stores.STORE, new SeededEntropy(2));
    for (Path each : List.of(directory(), image)) {
      SortedMap<String, String> before = Directories.digests(each);
      StoreHeader header = SqliteStore.readHeader(each);
      assertFalse(wrong.matches(header.checkValue()));
      assertTrue(Stores.keyring().matches(header.checkValue()));
      assertEquals(before, Directories.digests(each));
    }
  }

  @Test
  void theHeaderCanBeReadWhileTheStoreIsInUse() throws Exception {
    try (SqliteStore store = Stores.fresh(directory())) {
      store.commit(inserting(secret("app/db")));
      assertEquals(Stores.STORE, SqliteStore.readHeader(directory()).storeId());
      store.commit(inserting(secret("app/other")));
    }
  }

  @Test
  @DisplayName("DUR-4: a store is open once at a time")
  void aStoreIsOpenOnceAtATime() throws Exception {
    Path alias = Files.createSymbolicLink(temporary.resolve("alias"), temporary);
    try (SqliteStore store = Stores.fresh(directory())) {
      for (Path path : List.of(directory(), alias.resolve("store"))) {
        assertContains("is in use", refusal(() -> Stores.open(path).close()));
        assertContains("is in use", refusal(() -> StoreCheck.check(path, null)));
      }
      store.commit(inserting(secret("app/db")));
    }
    Stores.open(directory()).close();
  }

  @Test
  void aLockThatCannotBeTakenIsRefused() throws Exception {
    create();
    Files.createDirectory(directory().resolve("lock"));
    assertContains("cannot be locked", refusal(() -> Stores.open(directory()).close()));
    Files.delete(directory().resolve("lock"));
    Stores.open(directory()).close();
  }
}
