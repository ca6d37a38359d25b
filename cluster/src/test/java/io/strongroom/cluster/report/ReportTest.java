package io.strongroom.cluster.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.cluster.history.History;
import io.strongroom.cluster.history.Operation;
import io.strongroom.cluster.history.Operation.Kind;
import io.strongroom.cluster.history.Operation.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the files of runs to what is printed about all of them. */
class ReportTest {
  private static final long SECOND = 1_000_000_000;
  private static final String RESTART =
      """
      {"kind": "rolling-restart", "target": "app1 app2", "start": %d, "end": %d, "spares": "proxy"}
      """;

  @TempDir Path directory;

  /** Writes of a secret, all acknowledged at these seconds but the failed one. */
  private static List<Operation> writes(long failedAt, long... seconds) {
    return Arrays.stream(seconds)
        .mapToObj(
            at ->
                new Operation(
                    "w",
                    Kind.WRITE,
                    "a",
                    "a:" + at,
                    "v" + at,
                    "proxy",
                    at * SECOND,
                    at * SECOND + 1,
                    at == failedAt ? Outcome.UNKNOWN : Outcome.OK,
                    at == failedAt ? 4 : 1))
        .toList();
  }

  private Run run(String name, List<Operation> operations, String faults) throws IOException {
    Path history = directory.resolve(name + "-history");
    try (History file = History.begin(history)) {
      operations.forEach(each -> file.add(each, null));
    }
    List<Operation> read = History.read(history);
    assertEquals(operations, read);
    Path file = Files.writeString(directory.resolve(name + "-faults"), faults);
    return Run.judge(read, Fault.read(file));
  }

  private static String fault(String kind, long second) {
    return "{\"kind\": \"%s\", \"target\": \"db1\", \"start\": %d}%n"
        .formatted(kind, second * SECOND);
  }

  private static String printed(Report report) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      report.print(out, out);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void faultsOfSeveralRunsAreOneTable() throws IOException {
    // Each run has a clock of its own: the second one began after a restart of the machine.
    Run first = run("a", writes(-1, 1, 102, 105, 106), fault("node-kill", 101) + fault("x", 105));
    Run second = run("b", writes(-1, 1, 10, 30, 31), fault("node-kill", 10));
    String text = printed(new Report(List.of(first, second)));
    assertTrue(text.contains("8 writes acknowledged, 0 without an answer, 0 reads"), text);
    assertTrue(
        text.contains(
            "\"node-kill\":{\"times\":2,\"writes\":{\"p50\":3.00,\"p95\":20.00,\"max\":20.00}"),
        text);
    assertTrue(text.contains("\"spared_requests\":{}"), text);
  }

  @Test
  void aRollingRestartThatNobodyNoticedIsGood() throws IOException {
    Run run = run("a", writes(-1, 5, 10, 15), RESTART.formatted(8 * SECOND, 12 * SECOND));
    Report report = new Report(List.of(run));
    assertTrue(report.isGood());
    String text = printed(report);
    assertTrue(
        text.contains(
            "rolling-restart of app1 app2, 4.00 s: 1 requests at proxy, 0 failed, 0 sent again"),
        text);
    assertTrue(
        text.contains(
            "\"spared_requests\":{\"rolling-restart\":"
                + "{\"times\":1,\"requests\":1,\"failed\":0,\"sent_again\":0}}"),
        text);
  }

  @Test
  void oneFailedRequestInOneRollingRestartOfAnyRunIsNot() throws IOException {
    String faults = RESTART.formatted(8 * SECOND, 12 * SECOND);
    Run good = run("a", writes(-1, 5, 10, 15), faults);
    Run noticed = run("b", writes(10, 5, 10, 15), faults);
    Report report = new Report(List.of(good, noticed));
    assertFalse(report.isGood());
    String text = printed(report);
    assertTrue(text.contains("1 requests at proxy, 1 failed, 1 sent again"), text);
    assertTrue(text.contains("\"times\":2,\"requests\":2,\"failed\":1,\"sent_again\":1"), text);
  }
}
