package io.strongroom.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.strongroom.keys.SensitiveBytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Known values never come out of {@link Masker}, however their bytes arrive. */
class MaskerTest {
  private static List<SensitiveBytes> values(String... values) {
    return Stream.of(values).map(TrialFunctions::bytes).toList();
  }

  private static String masked(String text, int step, String... values) {
    StringBuilder out = new StringBuilder();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try (Masker masker = new Masker(values(values), new KnownValues())) {
      for (int at = 0; at < bytes.length; at += step) {
        byte[] piece = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + step));
        out.append(new String(masker.feed(piece), StandardCharsets.UTF_8));
      }
      return out.append(new String(masker.finish(), StandardCharsets.UTF_8)).toString();
    }
  }

  @Test
  void aValueIsMaskedWhereverItStands() {
    assertEquals("***, b ***", masked("secret, b secret", 100, "secret"));
  }

  @Test
  void aValueThatBeginsWithAnotherIsMaskedWhole() {
    assertEquals("*** ***", masked("secretary secret", 100, "secret", "secretary"));
  }

  @Test
  void aValueIsMaskedAsItStandsInJson() {
    assertEquals("{\"p\":\"***\"}", masked("{\"p\":\"a\\\"b\\\\c\\nd\"}", 100, "a\"b\\c\nd"));
  }

  @Test
  void aValueIsMaskedFromTheMomentItIsKnown() {
    KnownValues known = new KnownValues();
    try (Masker masker = new Masker(values("first"), known)) {
      StringBuilder out = new StringBuilder(text(masker.feed(utf8("first, a second, "))));
      known.add(TrialFunctions.bytes("second"));
      out.append(text(masker.feed(utf8("a second and its seco"))));
      known.add(TrialFunctions.bytes("longer than the rest"));
      out.append(text(masker.feed(utf8("nd, which is longer than the "))));
      out.append(text(masker.feed(utf8("rest")))).append(text(masker.finish()));
      assertEquals("***, a second, a *** and its ***, which is ***", out.toString());
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Test
  void theNewestValuesAreKept() {
    KnownValues known = new KnownValues();
    for (int i = 0; i < KnownValues.MAX_VALUES + 2; i++) {
      known.add(TrialFunctions.bytes("value " + i));
      known.add(TrialFunctions.bytes("value " + i));
    }
    KnownValues.Newer all = known.since(0);
    assertEquals(KnownValues.MAX_VALUES, all.values().size());
    assertEquals("value 2", text(all.values().getFirst()));
    assertEquals(List.of(), known.since(all.count()).values());
    known.close();
    assertEquals(List.of(), known.since(0).values());
  }

  @Test
  void aShortValueIsLeftAlone() {
    assertEquals("abc", masked("abc", 100, "abc"));
  }

  @Test
  void controlCharactersBecomeDots() {
    assertEquals("a.[2Jb\tc\n.", masked("a\u001b[2Jb\tc\n\u007f", 100));
  }

  @Property
  void theSizeOfPiecesMakesNoDifference(
      @ForAll @Size(max = 12) List<@IntRange(max = 3) Integer> words,
      @ForAll @IntRange(min = 1, max = 9) int step) {
    List<String> dictionary = List.of("swordfish", "sword", "fish ", "sw");
    StringBuilder text = new StringBuilder();
    words.forEach(word -> text.append(dictionary.get(word)));
    String whole = masked(text.toString(), 1000, "swordfish", "fish sword");
    assertEquals(whole, masked(text.toString(), step, "swordfish", "fish sword"));
  }
}
