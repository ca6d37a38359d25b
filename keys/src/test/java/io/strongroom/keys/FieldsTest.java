package io.strongroom.keys;

import static io.strongroom.keys.Samples.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Requirement CRY-4: what is authenticated has one encoding. */
class FieldsTest {

  @Test
  void eachFieldIsItsLengthAndItsBytes() {
    byte[] encoded =
        Fields.of("ab")
            .octet((byte) 0xfe)
            .number(0x01020304)
            .bytes(new byte[] {9, 8, 7, 6}, 1, 2)
            .text("")
            .text("é?")
            .toBytes();

    assertEquals(
        "00000002"
            + "6162"
            + "00000001fe"
            + "0000000401020304"
            + "000000020807"
            + "00000000"
            + "00000003c3a93f",
        hex(encoded));
  }

  @Property(tries = 200)
  void textsAreReadBackFromTheirLengths(
      @ForAll("texts") String first, @ForAll @Size(max = 5) List<@From("texts") String> rest) {
    Fields fields = Fields.of(first);
    rest.forEach(fields::text);

    List<String> expected = new ArrayList<>(List.of(first));
    expected.addAll(rest);
    assertEquals(expected, decoded(fields.toBytes()));
  }

  @Test
  void halvesOfSurrogatePairsAreRefused() {
    for (String text : List.of("\ud800", "a\udc00b", "?\ud83d", "\udc00\ud800", "é\ud800")) {
      assertThrows(IllegalArgumentException.class, () -> Fields.of("test").text(text));
    }
  }

  @Test
  void wholeSurrogatePairsAndQuestionMarksAreTaken() {
    assertEquals(List.of("😀", "??"), decoded(Fields.of("😀").text("??").toBytes()));
  }

  @Test
  void fieldsLongerThanTheFirstArrayAreTaken() {
    String text = "x".repeat(5_000);

    assertEquals(List.of("a", text), decoded(Fields.of("a").text(text).toBytes()));
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings()
        .withChars('?', '\u0000', 'é', '€', '\ud7ff', '\ue000')
        .ascii()
        .ofMaxLength(300);
  }

  private static List<String> decoded(byte[] encoded) {
    ByteBuffer buffer = ByteBuffer.wrap(encoded);
    List<String> texts = new ArrayList<>();
    while (buffer.hasRemaining()) {
      byte[] field = new byte[buffer.getInt()];
      assertTrue(field.length <= buffer.remaining());
      buffer.get(field);
      texts.add(new String(field, StandardCharsets.UTF_8));
    }
    return texts;
  }
}
