package io.strongroom.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.strongroom.iam.sigv4.Headers;
import io.strongroom.iam.sigv4.Peer;
import io.strongroom.iam.sigv4.WireRequest;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * One golden case: a folder {@code golden/<Operation>/<case>} with the state before, a request, the
 * exact answer, and where we know the answer from.
 *
 * @param folder the folder
 * @param given what happened before
 * @param request the request as it stands in {@code request.http}
 * @param about where the answer is known from
 */
public record GoldenCase(Path folder, GoldenGiven given, WireRequest request, About about) {

  /** How we know what the service answers. */
  public enum Source {
    /** Seen in recorded traffic of the real service, or asserted by tests that run against it. */
    RECORDED,
    /** Stated by the service model or documentation, or quoted from the service in public. */
    DOCUMENTED,
    /** The most plausible behaviour: nobody outside could tell. */
    ASSUMED
  }

  /**
   * Where the answer is known from.
   *
   * @param where the place, for people
   * @param checked when somebody last held the case against the place
   */
  public record About(Source source, String where, LocalDate checked) {}

  private static final String GIVEN = "given.json";
  private static final String REQUEST = "request.http";
  private static final String RESPONSE = "response.http";
  private static final String ABOUT = "about.properties";

  /** Returns all cases below {@code golden}, in order of operation and name. */
  public static List<GoldenCase> all(Path golden) {
    try (Stream<Path> paths = Files.walk(golden, 2)) {
      return paths
          .filter(path -> golden.relativize(path).getNameCount() == 2 && Files.isDirectory(path))
          .sorted()
          .map(GoldenCase::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the name of the operation, which is the name of the folder above. */
  public String operation() {
    return nameOf(java.util.Objects.requireNonNull(folder.toAbsolutePath().getParent()));
  }

  /** Returns the name of the case. */
  public String name() {
    return nameOf(folder);
  }

  private static String nameOf(Path path) {
    return String.valueOf(path.getFileName());
  }

  /** Returns the answer on file. */
  public GoldenAnswer expected() {
    return GoldenAnswer.parse(readBytes(folder.resolve(RESPONSE)));
  }

  /** Puts an answer on file. */
  void keep(GoldenAnswer answer) {
    try {
      Files.write(folder.resolve(RESPONSE), answer.bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static GoldenCase read(Path folder) {
    try {
      return new GoldenCase(
          folder,
          GoldenGiven.parse(readBytes(folder.resolve(GIVEN))),
          request(readBytes(folder.resolve(REQUEST))),
          about(folder.resolve(ABOUT)));
    } catch (RuntimeException e) {
      throw new IllegalStateException("unreadable golden case " + folder, e);
    }
  }

  private static byte[] readBytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static WireRequest request(byte[] file) {
    int end = endOfHead(file);
    List<String> lines = new String(file, 0, end, UTF_8).lines().toList();
    String[] start = lines.getFirst().split(" ", -1);
    List<String> headers = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.add(line.substring(0, colon));
        headers.add(line.substring(colon + 1).strip());
      }
    }
    byte[] body = Arrays.copyOfRange(file, end, file.length);
    return new WireRequest(
        start[0], start[1], Headers.of(headers.toArray(String[]::new)), body, Peer.LOOPBACK);
  }

  /** Returns where the body begins: behind the first empty line. */
  static int endOfHead(byte[] file) {
    for (int i = 1; i < file.length; i++) {
      if (file[i] == '\n' && file[i - 1] == '\n') {
        return i + 1;
      }
    }
    throw new IllegalArgumentException("a message has an empty line behind its head");
  }

  private static About about(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String source = properties.getProperty("source", "").toUpperCase(Locale.ROOT);
    String where = properties.getProperty("where", "").strip();
    if (where.isEmpty()) {
      throw new IllegalArgumentException("a case says where its answer is known from");
    }
    return new About(
        Source.valueOf(source), where, LocalDate.parse(properties.getProperty("checked", "")));
  }
}
