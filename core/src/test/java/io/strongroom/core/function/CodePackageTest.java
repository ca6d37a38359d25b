package io.strongroom.core.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.secret.Samples;
import io.strongroom.core.secret.Tags;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is taken for code, and how it is unpacked. */
class CodePackageTest {
  private static final String UNREADABLE =
      "Could not unzip uploaded file. Please check your file, then try to upload again.";

  @TempDir private Path directory;

  private CodePackage check(byte[] zip) {
    return CodePackage.check(Zips.file(directory, zip));
  }

  private String refusal(byte[] zip) {
    ServiceException refused = assertThrows(ServiceException.class, () -> check(zip));
    assertEquals(ErrorCode.LAMBDA_INVALID_PARAMETER, refused.code());
    return refused.getMessage();
  }

  @Test
  void plainFilesAndDirectoriesAreCounted() {
    assertEquals(
        new CodePackage(4, 7),
        check(Zips.of("a.py", "abc", "lib/", "", "lib/b", "de", "x/c", "fg")));
    assertTrue(check(Zips.of()).isEmpty());
  }

  @Test
  void aCommentAtTheEndIsAllowed() {
    byte[] zip = Zips.of("a", "b");
    byte[] longer = Arrays.copyOf(zip, zip.length + 5);
    longer[zip.length - 2] = 5;
    assertEquals(new CodePackage(1, 1), check(longer));
  }

  @Test
  void namesThatLeaveTheirPlaceAreRefused() {
    for (String name :
        List.of("../x", "a/../x", "/abs", "a//b", "./x", "..", "a\\b", "a\u0001", "", "a/./b")) {
      byte[] zip = Zips.of("plain", "1", name, "2");
      assertEquals(
          "The zip file has an entry whose name is no path below the root.", refusal(zip), name);
    }
    assertEquals(
        "The zip file has an entry whose name is no path below the root.",
        refusal(Zips.of("n".repeat(1_025), "")));
  }

  @Test
  void linksAndDevicesAreRefused() {
    byte[] zip = Zips.of("a", "1", "link", "/etc/passwd");
    for (int type : new int[] {0120000, 0020000, 0060000, 0010000, 0140000, 0040000}) {
      assertEquals(
          "The zip file has an entry that is neither a file nor a directory.",
          refusal(Zips.mode(zip, 1, type | 0777)));
    }
    assertEquals(new CodePackage(2, 12), check(Zips.mode(zip, 1, 0100755)));
  }

  @Test
  void aNameIsOfOneEntry() {
    byte[] twice = Zips.renamed(Zips.of("one", "1", "two", "2"), "two", "one");
    assertEquals(UNREADABLE, refusal(twice));
    assertEquals(
        "The zip file has an entry that is both a file and a directory.",
        refusal(Zips.of("a", "1", "a/b", "2")));
  }

  @Test
  void tooManyEntriesAreRefusedBeforeTheyAreRead() {
    String[] many = new String[2 * (CodePackage.MAX_ENTRIES + 1)];
    Arrays.setAll(many, i -> i % 2 == 0 ? "f" + i / 2 : "");
    assertEquals(UNREADABLE, refusal(Zips.of(many)));
    String[] most = Arrays.copyOf(many, 2 * CodePackage.MAX_ENTRIES);
    assertEquals(CodePackage.MAX_ENTRIES, check(Zips.of(most)).entries());
  }

  @Test
  void whatUnpacksToTooMuchIsRefusedWhateverItSays() throws IOException {
    byte[] zip = bomb();
    assertTrue(zip.length < Code.MAX_SIZE);
    assertEquals("Unzipped size must be smaller than 262144000 bytes", refusal(zip));
  }

  private static byte[] bomb() throws IOException {
    var bytes = new java.io.ByteArrayOutputStream();
    try (var zip = new java.util.zip.ZipOutputStream(bytes)) {
      byte[] zeros = new byte[1 << 20];
      for (int file = 0; file < 2; file++) {
        zip.putNextEntry(new java.util.zip.ZipEntry("zeros" + file));
        for (int i = 0; i < 126; i++) {
          zip.write(zeros);
        }
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void whatIsBrokenAnywhereIsRefusedAndNeverAFault() {
    byte[] zip = Zips.of("a.py", "abcdefgh".repeat(50), "lib/b", "de", "x/c", "fg");
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      byte[] broken = zip.clone();
      broken[random.nextInt(broken.length)] ^= (byte) (1 << random.nextInt(8));
      try {
        var _ = check(broken);
      } catch (ServiceException e) {
        assertEquals(ErrorCode.LAMBDA_INVALID_PARAMETER, e.code());
      }
    }
    for (int length = 0; length < zip.length; length++) {
      assertEquals(UNREADABLE, refusal(Arrays.copyOf(zip, length)));
    }
  }

  private Function function(FunctionStore store, byte[] zip) throws IOException {
    Code code = Zips.code(zip);
    store.putCode(code, new ByteArrayInputStream(zip));
    return new Function(
        new FunctionArn(
            new AccountId("123456789012"), new Region("us-east-1"), new FunctionName("fn")),
        FunctionSettings.of("role", "python3.13", "main.handler"),
        null,
        new Source.Uploaded(code),
        Tags.none(),
        FunctionPolicy.none(),
        Samples.NOW,
        "r",
        1);
  }

  @Test
  void codeIsUnpackedOnceForItsDigestAndCannotBeWritten() throws IOException {
    MemoryFunctions store = new MemoryFunctions();
    byte[] zip = Zips.mode(Zips.of("bootstrap", "#!", "lib/a.py", "x"), 0, 0100755);
    Function function = function(store, zip);
    Path root = directory.resolve("code");
    UnpackedCode unpacked = UnpackedCode.in(root, store);
    Path code = unpacked.of(function);
    assertEquals(code, unpacked.of(function));
    assertEquals("x", Files.readString(code.resolve("lib/a.py")));
    assertEquals("r-xr-xr-x", mode(code.resolve("bootstrap")));
    assertEquals("r--r--r--", mode(code.resolve("lib/a.py")));
    assertEquals("r-xr-xr-x", mode(code.resolve("lib")));
    assertEquals("r-xr-xr-x", mode(code));
    assertEquals("rwx--x--x", mode(root));
    try (Stream<Path> left = Files.list(root)) {
      assertEquals(List.of(code), left.toList());
    }
    assertFalse(Files.exists(UnpackedCode.in(root, store).of(function).resolve("unfinished")));
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void whatAnEarlierRunLeftIsRemoved() throws IOException {
    MemoryFunctions store = new MemoryFunctions();
    byte[] zip = Zips.of("a.py", "good");
    Function function = function(store, zip);
    Path root = directory.resolve("code");
    Path planted = Files.createDirectories(root.resolve(function.code().sha256()));
    Files.writeString(planted.resolve("a.py"), "bad");
    Files.createSymbolicLink(planted.resolve("link"), directory);
    Path code = UnpackedCode.in(root, store).of(function);
    assertEquals("good", Files.readString(code.resolve("a.py")));
    assertTrue(Files.exists(directory));
  }

  @Test
  void codeThatIsGoneIsAnErrorAndLeavesNothing() throws IOException {
    MemoryFunctions store = new MemoryFunctions();
    Function function = function(store, Zips.of("a.py", "x"));
    store.dropCode(function.code());
    Path root = directory.resolve("code");
    UnpackedCode unpacked = UnpackedCode.in(root, store);
    assertThrows(IOException.class, () -> unpacked.of(function));
    try (Stream<Path> left = Files.list(root)) {
      assertEquals(0, left.count());
    }
  }
}
