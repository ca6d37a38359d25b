package io.strongroom.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.testkit.GoldenCase;
import io.strongroom.testkit.GoldenCase.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Keeps the table in COMPATIBILITY true to the golden cases. {@code -Dgolden.update=true} rewrites
 * it.
 */
class CompatibilityTest {
  private static final Path FILE = Path.of("..", "COMPATIBILITY.md");
  private static final String BEGIN = "<!-- golden cases: begin -->\n";
  private static final String END = "<!-- golden cases: end -->";
  private static final int FEWEST_CASES = 220;

  private final List<GoldenCase> cases = GoldenCase.all(GoldenTest.GOLDEN);

  @Test
  void theTableCountsTheGoldenCases() throws IOException {
    String text = Files.readString(FILE, UTF_8);
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    int end = text.indexOf(END);
    String counted = table();
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(FILE, text.substring(0, begin) + counted + text.substring(end), UTF_8);
    } else {
      assertEquals(counted, text.substring(begin, end));
    }
  }

  @Test
  void everyOperationHasGoldenCases() {
    assertTrue(cases.size() >= FEWEST_CASES);
    for (Operation<?, ?> operation : TestRoom.lenient().operations.all()) {
      String name = operation.contract().name();
      assertTrue(cases.stream().anyMatch(each -> each.operation().equals(name)), name);
    }
  }

  private String table() {
    Map<String, Map<Source, Integer>> counts = new TreeMap<>();
    Map<Source, Integer> all = new EnumMap<>(Source.class);
    for (GoldenCase each : cases) {
      Source source = each.about().source();
      counts
          .computeIfAbsent(each.operation(), name -> new EnumMap<>(Source.class))
          .merge(source, 1, Integer::sum);
      all.merge(source, 1, Integer::sum);
    }
    StringBuilder table =
        new StringBuilder("| operation | recorded | documented | assumed | all |\n");
    table.append("|---|---:|---:|---:|---:|\n");
    counts.forEach((name, row) -> append(table, name, row));
    append(table, "**all**", all);
    return table.toString();
  }

  private static void append(StringBuilder table, String name, Map<Source, Integer> row) {
    table.append("| ").append(name);
    int sum = 0;
    for (Source source : Source.values()) {
      int count = row.getOrDefault(source, 0);
      sum += count;
      table.append(" | ").append(count);
    }
    table.append(" | ").append(sum).append(" |\n");
  }
}
