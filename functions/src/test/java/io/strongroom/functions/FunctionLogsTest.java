package io.strongroom.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs of functions are bounded, private and safe to show. */
class FunctionLogsTest {
  private static final int FILE_BYTES = 1000;

  @TempDir private Path root;

  private static FunctionSpec spec() {
    return new FunctionSpec(
        "123456789012",
        "eu-central-1",
        "rotate",
        "arn:aws:lambda:eu-central-1:123456789012:function:rotate",
        "python3.11",
        "index.handler",
        Path.of("/nowhere"),
        "1",
        Duration.ofSeconds(3),
        128,
        Map.of());
  }

  private static String read(FunctionLogs logs) throws Exception {
    return logs.read("123456789012", "eu-central-1", "rotate");
  }

  @Test
  void aFunctionThatNeverRanHasAnEmptyLog() throws Exception {
    assertEquals("", read(new FunctionLogs(root.resolve("logs"))));
  }

  @Test
  void twoFilesKeepTheEnd() throws Exception {
    FunctionLogs logs = new FunctionLogs(root.resolve("logs"));
    for (int i = 0; i < 100; i++) {
      byte[] line = "line %03d %90s\n".formatted(i, "").getBytes(StandardCharsets.UTF_8);
      logs.append(spec(), line, FILE_BYTES);
    }
    String text = read(logs);
    assertTrue(text.length() <= 2 * FILE_BYTES, text);
    assertTrue(text.contains("line 099") && text.contains("line 091"), text);
    assertTrue(text.indexOf("line 091") < text.indexOf("line 099"));
  }

  @Test
  void onlyTheServersUserMayReadThem() throws Exception {
    FunctionLogs logs = new FunctionLogs(root.resolve("logs"));
    logs.append(spec(), new byte[] {'a'}, FILE_BYTES);
    Path file = root.resolve("logs/123456789012/eu-central-1/rotate.log");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void controlCharactersAreNotShown() throws Exception {
    FunctionLogs logs = new FunctionLogs(root.resolve("logs"));
    logs.append(spec(), "a\u001b[2J\n".getBytes(StandardCharsets.UTF_8), FILE_BYTES);
    assertEquals("a?[2J\n", read(logs));
  }

  @Test
  void namesLeadNowhereElse() {
    FunctionLogs logs = new FunctionLogs(root.resolve("logs"));
    assertThrows(IllegalArgumentException.class, () -> logs.read("..", "..", "passwd"));
  }

  @Test
  void aLogThatCannotBeWrittenIsLostWithoutAnError() throws Exception {
    Files.createFile(root.resolve("file"));
    FunctionLogs logs = new FunctionLogs(root.resolve("file"));
    logs.append(spec(), new byte[] {'a'}, FILE_BYTES);
    assertTrue(Files.isRegularFile(root.resolve("file")));
  }
}
