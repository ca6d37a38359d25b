package io.strongroom.walls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of CONTRIBUTING that a program can check. */
class TidyTest {
  private static final int MAX_LINE = 100;
  private static final int MAX_FILE = 500;
  private static final int MAX_METHOD = 60;

  /** Files that may be longer than {@link #MAX_FILE} lines, each with its reason. */
  private static final Map<String, String> LONG_FILES = Map.of();

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern METHOD_START = Pattern.compile("^(?:  |    )[^ @*/].*\\{$");
  private static final Pattern TYPE_START =
      Pattern.compile("\\b(class|interface|enum|record|@interface)\\b");

  /** A table of cases is as long as it has rows. */
  private static final Pattern TABLE = Pattern.compile("Stream<Arguments> \\w+\\(");

  private static final Pattern VAGUE_NAME =
      Pattern.compile("\\b(?:class|interface|enum|record) \\w*(?:Manager|Helper|Utils?|Impl)\\b");
  private static final Pattern LOOSE_END = Pattern.compile("\\b(?:TODO|FIXME|XXX|HACK)\\b");
  private static final Pattern COMMENTED_CODE = Pattern.compile("^\\s*//.*;\\s*$");

  @Test
  void linesAreShort() {
    assertNone(
        (file, found) -> {
          for (Line line : lines(file)) {
            boolean exempt = line.text().startsWith("import ") || line.text().contains("http");
            if (line.text().length() > MAX_LINE && !exempt) {
              found.add(line.at(file));
            }
          }
        });
  }

  @Test
  void filesAreShort() {
    assertNone(
        (file, found) -> {
          int length = lines(file).size();
          if (length > MAX_FILE && !LONG_FILES.containsKey(file.getFileName().toString())) {
            found.add(ROOT.relativize(file) + " has " + length + " lines");
          }
        });
  }

  @Test
  void methodsFitOnAScreen() {
    assertNone(
        (file, found) -> {
          Line start = null;
          for (Line line : lines(file)) {
            String text = line.text();
            if (METHOD_START.matcher(text).matches()
                && !TYPE_START.matcher(text).find()
                && !TABLE.matcher(text).find()) {
              start = line;
            } else if (start != null && text.equals(indentOf(start.text()) + "}")) {
              if (line.number() - start.number() > MAX_METHOD) {
                found.add(start.at(file));
              }
              start = null;
            }
          }
        });
  }

  private static String indentOf(String text) {
    return text.substring(0, text.length() - text.stripLeading().length());
  }

  @Test
  void namesSayWhatThingsAre() {
    assertNone((file, found) -> report(file, found, VAGUE_NAME));
  }

  @Test
  void nothingIsLeftForLater() {
    assertNone((file, found) -> report(file, found, LOOSE_END));
  }

  @Test
  void noCodeIsCommentedOut() {
    assertNone((file, found) -> report(file, found, COMMENTED_CODE));
  }

  private static void report(Path file, List<String> found, Pattern pattern) {
    if (file.endsWith("TidyTest.java")) {
      return;
    }
    for (Line line : lines(file)) {
      if (pattern.matcher(line.text()).find()) {
        found.add(line.at(file));
      }
    }
  }

  private record Line(int number, String text) {
    String at(Path file) {
      return ROOT.relativize(file) + ":" + number + ": " + text.strip();
    }
  }

  private static void assertNone(BiConsumer<Path, List<String>> check) {
    List<String> found = new ArrayList<>();
    for (Path file : sources()) {
      check.accept(file, found);
    }
    assertEquals("", String.join("\n", found));
  }

  private static List<Path> sources() {
    try (Stream<Path> files = Files.walk(ROOT)) {
      List<Path> sources =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> !file.toString().contains("/target/"))
              .filter(file -> !file.toString().contains("/node_modules/"))
              .sorted()
              .toList();
      if (sources.isEmpty()) {
        throw new IllegalStateException("no sources below " + ROOT);
      }
      return sources;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Line> lines(Path file) {
    try {
      List<String> texts = Files.readAllLines(file);
      List<Line> lines = new ArrayList<>(texts.size());
      for (int i = 0; i < texts.size(); i++) {
        lines.add(new Line(i + 1, texts.get(i)));
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
