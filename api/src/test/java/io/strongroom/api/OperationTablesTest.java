package io.strongroom.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Keeps the tables of operations in COMPATIBILITY true: each operation that is offered is in one
 * row, no other is, and the tests that a row names exist.
 */
class OperationTablesTest {
  private static final Path FILE = Path.of("..", "COMPATIBILITY.md");
  private static final Pattern ROW = Pattern.compile("\\| ([A-Z].*?) \\| (.*) \\|");
  private static final Pattern TEST = Pattern.compile("`(\\w+)(?:\\.(\\w+))?`");

  private static Operations offered(String service) {
    TestRoom room = TestRoom.lenient();
    return switch (service) {
      case "iam" -> room.iamOperations;
      case "kms" -> room.kmsOperations;
      case "lambda" -> room.lambdaOperations;
      case "organizations" -> room.organizationsOperations;
      case "sts" -> room.stsOperations;
      default -> throw new IllegalArgumentException(service);
    };
  }

  private static List<Matcher> rows(String service) throws IOException {
    String text = Files.readString(FILE, UTF_8);
    String begin = "<!-- operations of " + service + ": begin -->";
    String end = "<!-- operations of " + service + ": end -->";
    return text.substring(text.indexOf(begin), text.indexOf(end))
        .lines()
        .map(ROW::matcher)
        .filter(Matcher::matches)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"iam", "kms", "lambda", "organizations", "sts"})
  void everyOperationIsInOneRow(String service) throws IOException {
    List<String> listed =
        rows(service).stream()
            .flatMap(row -> Stream.of(row.group(1).split(", ")))
            .sorted()
            .toList();
    List<String> offered =
        offered(service).all().stream()
            .map(operation -> operation.contract().name())
            .sorted()
            .toList();
    assertEquals(String.join("\n", offered), String.join("\n", listed));
  }

  @ParameterizedTest
  @ValueSource(strings = {"iam", "kms", "lambda", "organizations", "sts"})
  void everyTestThatIsNamedExists(String service) throws IOException, ClassNotFoundException {
    for (Matcher row : rows(service)) {
      Matcher test = TEST.matcher(row.group(2));
      assertTrue(test.find(), row.group(1));
      do {
        Class<?> tests = Class.forName("io.strongroom.api." + test.group(1));
        String method = test.group(2);
        assertTrue(
            Arrays.stream(tests.getDeclaredMethods())
                .filter(each -> each.getAnnotations().length > 0)
                .anyMatch(each -> method == null || each.getName().equals(method)),
            test.group());
      } while (test.find());
    }
  }
}
