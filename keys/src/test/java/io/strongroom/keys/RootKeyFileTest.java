package io.strongroom.keys;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("KEY-1: root key files")
class RootKeyFileTest {
  private static final String PREFIX = "strongroom-root-key-1:";
  private static final String DIGITS = "a7".repeat(32);
  private static final String LINE = PREFIX + DIGITS + "\n";
  private static final int STRANGER = 54_321;

  @TempDir private Path directory;

  @Test
  void createdFileIsOneLineThatIsReadBack() throws Exception {
    RootKey key = Samples.root();
    Path file = directory.resolve("root.key");

    RootKeyFile.create(file, key);

    assertEquals(PREFIX + Samples.hex(key.copy()) + "\n", Files.readString(file));
    assertArrayEquals(key.copy(), RootKeyFile.read(file).copy());
  }

  @Test
  void createdFileIsForItsOwnerOnly() throws Exception {
    assumePosix();
    Path file = directory.resolve("root.key");

    RootKeyFile.create(file, Samples.root());

    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void existingFileIsNotOverwritten() throws Exception {
    Path file = written(LINE);

    assertRefusal(
        "exists already",
        assertThrows(RootKeyException.class, () -> RootKeyFile.create(file, Samples.root())));
    assertEquals(LINE, Files.readString(file));
  }

  @Test
  void danglingLinkIsNotWrittenThrough() throws Exception {
    Path link = directory.resolve("link");
    Files.createSymbolicLink(link, directory.resolve("elsewhere"));

    assertRefusal(
        "exists already",
        assertThrows(RootKeyException.class, () -> RootKeyFile.create(link, Samples.root())));
    assertFalse(Files.exists(directory.resolve("elsewhere")));
  }

  @Test
  void missingDirectoryIsRefused() {
    Path file = directory.resolve("missing").resolve("root.key");

    assertRefusal(
        "no such directory",
        assertThrows(RootKeyException.class, () -> RootKeyFile.create(file, Samples.root())));
  }

  @Test
  void missingFileIsRefused() {
    assertRefusal("does not exist", refusal(directory.resolve("missing.key")));
  }

  @Test
  void directoryIsRefused() {
    assertRefusal("is not a regular file", refusal(directory));
  }

  @Test
  void linkIsFollowedToAGoodFile() throws Exception {
    Path link = directory.resolve("link.key");
    Files.createSymbolicLink(link, written(LINE).getFileName());

    assertEquals(DIGITS, Samples.hex(RootKeyFile.read(link).copy()));
  }

  @Test
  void linkToABadFileIsRefused() throws Exception {
    assumePosix();
    Path link = directory.resolve("link.key");
    Path file = written(LINE);
    Files.createSymbolicLink(link, file);
    mode(file, "rw----r--");

    assertTrue(refusal(link).getMessage().contains(link.toString()));
  }

  @Test
  void lineBreakAtTheEndMayBeLeftOut() throws Exception {
    assertEquals(DIGITS, Samples.hex(RootKeyFile.read(written(PREFIX + DIGITS)).copy()));
  }

  static Stream<String> malformed() {
    return Stream.of(
        "",
        "\n",
        PREFIX,
        DIGITS + "\n",
        "strongroom-root-key-2:" + DIGITS + "\n",
        "Strongroom-root-key-1:" + DIGITS + "\n",
        PREFIX + DIGITS.substring(1) + "\n",
        PREFIX + DIGITS + "a\n",
        PREFIX + DIGITS + "\n\n",
        PREFIX + DIGITS + "\r\n",
        PREFIX + DIGITS + " ",
        PREFIX + DIGITS + "\n" + LINE,
        " " + LINE,
        PREFIX + " " + DIGITS + "\n",
        PREFIX + DIGITS.toUpperCase(Locale.ROOT) + "\n",
        PREFIX + DIGITS.replace("7", "g") + "\n",
        PREFIX + DIGITS.replace("a", "/") + "\n",
        PREFIX + DIGITS.replace("a", ":") + "\n",
        PREFIX + DIGITS.replace("a", "`") + "\n",
        PREFIX + "\u0661".repeat(32) + "\n",
        LINE.repeat(50_000));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void malformedContentIsRefusedAndNotShown(String content) throws Exception {
    RootKeyException refusal = refusal(written(content));

    assertRefusal("does not hold one line", refusal);
    assertFalse(refusal.getMessage().contains(DIGITS.substring(0, 8)));
  }

  @ParameterizedTest
  @CsvSource({"r--------", "rw-------"})
  void modesOfTheOwnerAloneAreTaken(String mode) throws Exception {
    assumePosix();
    Path file = written(LINE);
    mode(file, mode);

    assertEquals(DIGITS, Samples.hex(RootKeyFile.read(file).copy()));
  }

  @ParameterizedTest
  @CsvSource({"rw-rw----", "rw-----w-", "rw----r--", "rw-r--r--", "rwxrwxrwx"})
  void modesThatLetOthersInAreRefused(String mode) throws Exception {
    assumePosix();
    Path file = written(LINE);
    mode(file, mode);

    assertTrue(refusal(file).getMessage().startsWith("root key file " + file + " "));
  }

  @Test
  void fileOfAStrangerIsRefused() throws Exception {
    assumePosix();
    assumeTrue(new UnixSystem().getUid() == 0, "only root can give files away");
    Path file = written(LINE);
    Files.setAttribute(file, "unix:uid", STRANGER);

    assertRefusal("belongs to neither", refusal(file));
  }

  /** Owner, octal mode, and whether a process of user 1000 takes the file. */
  @ParameterizedTest
  @CsvSource({
    "1000, 0400, true",
    "1000, 0600, true",
    "1000, 100600, true",
    "1000, 0000, false",
    "1000, 0200, false",
    "1000, 0500, false",
    "1000, 0700, false",
    "1000, 0440, false",
    "1000, 0640, false",
    "1000, 0620, false",
    "1000, 0604, false",
    "1000, 0602, false",
    "1000, 0601, false",
    "1000, 4600, false",
    "0, 0400, true",
    "0, 0600, true",
    "0, 0440, true",
    "0, 0640, true",
    "0, 0700, true",
    "0, 0620, false",
    "0, 0660, false",
    "0, 0444, false",
    "0, 0644, false",
    "0, 0604, false",
    "0, 0602, false",
    "1001, 0400, false",
    "1001, 0600, false",
    "-1, 0600, false",
  })
  void ownerAndModeDecide(int owner, String mode, boolean taken) {
    String objection = RootKeyFile.objection(owner, Integer.parseInt(mode, 8), 1_000);

    if (taken) {
      assertNull(objection);
    } else {
      assertTrue(objection != null && !objection.isBlank());
    }
  }

  @Test
  void processOfRootTakesOnlyFilesOfRoot() {
    assertNull(RootKeyFile.objection(0, 0600, 0));
    assertNull(RootKeyFile.objection(0, 0440, 0));
    assertTrue(RootKeyFile.objection(1_000, 0600, 0) != null);
  }

  @Test
  void fileSystemWithoutOwnersIsNotAskedForThem() throws Exception {
    Path archive = directory.resolve("keys.zip");
    var uri = URI.create("jar:" + archive.toUri());
    try (var zip = FileSystems.newFileSystem(uri, Map.of("create", "true"))) {
      Path file = zip.getPath("/root.key");
      RootKey key = Samples.root();

      RootKeyFile.create(file, key);

      assertArrayEquals(key.copy(), RootKeyFile.read(file).copy());
    }
  }

  private Path written(String content) throws IOException {
    Path file = directory.resolve("written.key");
    Files.writeString(file, content);
    if (posix()) {
      mode(file, "rw-------");
    }
    return file;
  }

  private static void mode(Path file, String mode) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  private void assumePosix() {
    assumeTrue(posix(), "needs a file system with owners and modes");
  }

  private boolean posix() {
    return directory.getFileSystem().supportedFileAttributeViews().contains("unix");
  }

  private static RootKeyException refusal(Path file) {
    return assertThrows(RootKeyException.class, () -> RootKeyFile.read(file));
  }

  private static void assertRefusal(String fault, RootKeyException refusal) {
    assertTrue(refusal.getMessage().contains(fault), refusal.getMessage());
    assertFalse(refusal.getMessage().contains("\n"), refusal.getMessage());
  }
}
