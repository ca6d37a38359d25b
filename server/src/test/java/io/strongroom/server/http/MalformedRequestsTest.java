package io.strongroom.server.http;

import static io.strongroom.server.http.RawClient.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever comes in, what goes out is an answer of the 4xx kind or the end of the connection. */
@DisplayName("T22, DOS-9, SIG-4: malformed requests")
class MalformedRequestsTest {
  private static final int LEAST_BY_HAND = 200;
  private static final int GENERATED = 20_000;
  private static final int BATCH = 500;

  private static final Pattern REPEATED = Pattern.compile("\\{([^{}]*)\\*(\\d+)}");
  private static final Pattern ESCAPED = Pattern.compile("\\\\(x[0-9A-F]{2}|[rnt\\\\])");

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static HttpListener listener;

  /** One line of the table. */
  record Case(List<Integer> statuses, String fault, String bytes) {
    @Override
    public String toString() {
      return fault;
    }
  }

  @BeforeAll
  static void start() throws IOException {
    listener =
        HttpListener.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Limits.DEFAULT,
            null,
            Answers.retelling());
  }

  @AfterAll
  static void close() {
    listener.close();
  }

  static List<Case> table() throws IOException {
    try (InputStream file =
        MalformedRequestsTest.class.getResourceAsStream("malformed-requests.txt")) {
      String text =
          new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.US_ASCII);
      return text.lines()
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .map(MalformedRequestsTest::parse)
          .toList();
    }
  }

  private static Case parse(String line) {
    String[] columns = Pattern.compile(" \\| ?").split(line, 3);
    List<Integer> statuses =
        Stream.of(Pattern.compile(",").split(columns[0]))
            .filter(status -> !status.equals("-"))
            .map(Integer::valueOf)
            .toList();
    return new Case(statuses, columns[1], unescape(expand(columns[2])));
  }

  private static String expand(String text) {
    return REPEATED
        .matcher(text)
        .replaceAll(
            found -> {
              String repeated = found.group(1).repeat(Integer.parseInt(found.group(2)));
              return Matcher.quoteReplacement(repeated);
            });
  }

  private static String unescape(String text) {
    return ESCAPED
        .matcher(text)
        .replaceAll(
            found -> {
              String character =
                  switch (found.group(1)) {
                    case "r" -> "\r";
                    case "n" -> "\n";
                    case "t" -> "\t";
                    case "\\" -> "\\";
                    default ->
                        String.valueOf((char) Integer.parseInt(found.group(1).substring(1), 16));
                  };
              return Matcher.quoteReplacement(character);
            });
  }

  @Test
  void theTableIsLong() throws IOException {
    long malformed = table().stream().filter(line -> !line.fault().startsWith("nothing:")).count();
    assertTrue(malformed >= LEAST_BY_HAND, () -> "only " + malformed);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("table")
  void isRefusedAsTheTableSays(Case line) throws IOException {
    assertEquals(line.statuses(), exchange(line.bytes()));
  }

  @Test
  void generatedRequestsGetNothingWorseThanA4xx() throws IOException {
    for (int i = 0; i < GENERATED; i++) {
      int seed = i;
      String bytes = Mutations.request(seed);
      for (int status : exchange(bytes)) {
        assertTrue(
            status == 200 || status == 100 || (status >= 400 && status < 500),
            () -> status + " for seed " + seed);
      }
      if (i % BATCH == BATCH - 1) {
        assertAlive();
      }
    }
  }

  private static void assertAlive() throws IOException {
    try (RawClient client = new RawClient(listener.address())) {
      for (String target : List.of("/inline", "/later")) {
        assertEquals("GET " + target + " 1 ", client.send(get(target)).read().text());
      }
    }
  }

  /** Sends bytes, and returns the statuses that are answered up to the end of the connection. */
  private static List<Integer> exchange(String bytes) throws IOException {
    List<Integer> statuses = new ArrayList<>();
    try (RawClient client = new RawClient(listener.address())) {
      try {
        client.send(bytes).endOutput();
      } catch (SocketException e) {
        // The server may have heard enough, and says so in what is read now.
      }
      try {
        while (true) {
          boolean headOnly = bytes.startsWith("HEAD ");
          statuses.add((headOnly ? client.readHead() : client.read()).status());
        }
      } catch (EOFException e) {
        return statuses;
      } catch (SocketException e) {
        return statuses;
      }
    }
  }
}
