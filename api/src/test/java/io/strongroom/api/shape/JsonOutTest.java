package io.strongroom.api.shape;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.strongroom.keys.SensitiveBytes;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

/** Strings are escaped as RFC 8259, section 7, demands, wherever in them the characters stand. */
class JsonOutTest {

  /** Character by character, as the grammar says. */
  private static String naive(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        default -> out.append(c < ' ' ? "\\u%04x".formatted((int) c) : Character.toString(c));
      }
    }
    return out.append('"').toString();
  }

  private static String written(JsonOut out) {
    return new String(out.bytes(), 0, out.length(), UTF_8);
  }

  private static void requireNaive(String text) {
    JsonOut plain = new JsonOut(0);
    plain.text(text);
    assertEquals(naive(text), written(plain));
    JsonOut secret = new JsonOut(3);
    secret.text(SensitiveBytes.owning(text.getBytes(UTF_8)));
    assertEquals(naive(text), written(secret));
  }

  @Property(tries = 2_000)
  void everyTextIsEscapedAsTheGrammarSays(@ForAll("texts") String text) {
    requireNaive(text);
  }

  @Test
  void everyByteIsFoundAtEveryPlace() {
    for (int length = 1; length <= 20; length++) {
      for (int at = 0; at < length; at++) {
        for (int b = 0; b < 256; b++) {
          byte[] bytes = "a".repeat(length).getBytes(ISO_8859_1);
          bytes[at] = (byte) b;
          requireNaive(new String(bytes, ISO_8859_1));
        }
      }
    }
  }

  @Test
  void keysAreWrittenAsTheyAre() {
    JsonOut out = new JsonOut(0);
    out.key("ARN");
    out.key("");
    assertEquals("\"ARN\":\"\":", written(out));
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<Character> characters =
        Arbitraries.frequencyOf(
            Tuple.of(6, Arbitraries.chars().range(' ', '~')),
            Tuple.of(1, Arbitraries.chars().range('\0', '\u001f')),
            Tuple.of(1, Arbitraries.of('"', '\\', '\u007f', '\u00e9', '\u4e2d')));
    return characters.list().ofMaxSize(60).map(JsonOutTest::joined);
  }

  private static String joined(List<Character> characters) {
    StringBuilder text = new StringBuilder();
    characters.forEach(text::append);
    return text.toString();
  }
}
