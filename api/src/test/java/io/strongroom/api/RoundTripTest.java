package io.strongroom.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.strongroom.testkit.GoldenAnswer;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What is stored is read back byte for byte. */
class RoundTripTest {
  private static final int TRIES = 1_000;
  private static final TestRoom ROOM = room();

  private static TestRoom room() {
    TestRoom room = TestRoom.lenient();
    room.call("CreateSecret", "{\"Name\":\"db\"}");
    return room;
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<Integer> points =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(4, Arbitraries.integers().between(0, 0x7f)),
            net.jqwik.api.Tuple.of(2, Arbitraries.integers().between(0x80, 0x7ff)),
            net.jqwik.api.Tuple.of(2, Arbitraries.integers().between(0x800, 0xd7ff)),
            net.jqwik.api.Tuple.of(1, Arbitraries.integers().between(0xe000, 0xffff)),
            net.jqwik.api.Tuple.of(1, Arbitraries.integers().between(0x10000, 0x10ffff)));
    return points
        .list()
        .ofMinSize(1)
        .ofMaxSize(200)
        .map(
            list -> {
              StringBuilder text = new StringBuilder();
              list.forEach(text::appendCodePoint);
              return text.toString();
            });
  }

  @Property(tries = TRIES)
  void everyUnicodeTextComesBack(@ForAll("texts") String text, @ForAll long seed) {
    put("\"SecretString\":" + written(text, new Random(seed)));
    assertEquals(text, read().get("SecretString"));
  }

  @Property(tries = TRIES)
  void allBytesComeBack(@ForAll @Size(min = 1, max = 300) byte[] bytes) {
    String base64 = Base64.getEncoder().encodeToString(bytes);
    put("\"SecretBinary\":\"" + base64 + "\"");
    assertEquals(base64, read().get("SecretBinary"));
    assertArrayEquals(bytes, Base64.getDecoder().decode((String) read().get("SecretBinary")));
  }

  @Test
  void theLongestValuesComeBackAndLongerOnesAreRefused() {
    String most = "x".repeat(65_536);
    put("\"SecretString\":\"" + most + "\"");
    assertEquals(most, read().get("SecretString"));
    byte[] bytes = new byte[65_536];
    new Random(1).nextBytes(bytes);
    put("\"SecretBinary\":\"" + Base64.getEncoder().encodeToString(bytes) + "\"");
    assertEquals(Base64.getEncoder().encodeToString(bytes), read().get("SecretBinary"));
    String tooLong = "less than or equal to 65536";
    refused("\"SecretString\":\"" + most + "x\"", tooLong);
    refused("\"SecretString\":\"" + "€".repeat(21_846) + "\"", tooLong);
    refused(
        "\"SecretBinary\":\"" + Base64.getEncoder().encodeToString(new byte[65_537]) + "\"",
        tooLong);
  }

  /** An hour passes each time, so that old versions are forgotten and puts stay quick. */
  private static void put(String value) {
    ROOM.clock.advance(Duration.ofHours(1));
    GoldenAnswer answer = ROOM.call("PutSecretValue", request(value));
    assertEquals(200, answer.status(), answer::toString);
  }

  private static void refused(String value, String text) {
    GoldenAnswer answer = ROOM.call("PutSecretValue", request(value));
    assertEquals(400, answer.status());
    String body = new String(answer.body(), UTF_8);
    assertEquals(true, body.contains("ValidationException") && body.contains(text), body::toString);
  }

  private static String request(String value) {
    return "{\"SecretId\":\"db\",\"ClientRequestToken\":\"%s\",%s}"
        .formatted(UUID.randomUUID(), value);
  }

  private static Map<String, Object> read() {
    return Json.object(ROOM.call("GetSecretValue", "{\"SecretId\":\"db\"}").body());
  }

  /** Writes a JSON string in one of the many ways that are the same string. */
  private static String written(String text, Random random) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pairBegins = Character.isHighSurrogate(c);
      if (random.nextInt(4) == 0) {
        json.append((random.nextBoolean() ? "\\u%04x" : "\\u%04X").formatted((int) c));
        if (pairBegins) {
          json.append("\\u%04x".formatted((int) text.charAt(++i)));
        }
      } else if (c == '"' || c == '\\' || (c == '/' && random.nextBoolean())) {
        json.append('\\').append(c);
      } else if (c == '\n') {
        json.append("\\n");
      } else if (c < ' ') {
        json.append("\\u%04x".formatted((int) c));
      } else {
        json.append(c);
        if (pairBegins) {
          json.append(text.charAt(++i));
        }
      }
    }
    return json.append('"').toString();
  }
}
