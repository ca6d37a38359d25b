package io.strongroom.iam.policy.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.iam.policy.PolicyDocument.Version;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextPatternTest {

  @Property(tries = 4000)
  @Label("The matcher agrees with a regular expression")
  void matchesAsARegularExpressionDoes(
      @ForAll("patterns") String pattern, @ForAll("texts") String text) {
    String regex = pattern.replace("?", ".").replace("*", ".*");
    boolean expected = Pattern.matches(regex, text);
    assertEquals(expected, matches(pattern, text));
    String run = "aA".repeat(200);
    assertEquals(expected, matches("?*\u0410" + pattern, run + "\u0410" + text));
    assertEquals(expected, matches(run + pattern, run + text));
  }

  @Property(tries = 20_000)
  @Label("In resources, runs inside a part stay in it")
  void partsMatchAsARegularExpressionDoes(
      @ForAll("patterns") String pattern, @ForAll("texts") String text) {
    String regex =
        pattern
            .replaceAll("\\*+", "*")
            .replaceAll("\\*(?=:|$)", "#")
            .replace("*", "[^:]*")
            .replace("?", "[^:]")
            .replace("#", ".*");
    TextPattern compiled = TextPattern.inParts(List.of(new Piece.Plain(pattern)));
    assertEquals(Pattern.matches(regex, text), compiled.matches(text, asking(Map.of())));
  }

  @ParameterizedTest
  @CsvSource({
    "?, \ud83d\ude00, true",
    "??, \ud83d\ude00, false",
    "*?, \ud83d\ude00, true",
    "*??, \ud83d\ude00, false",
    "a?b, a\ud83d\ude00b, true",
  })
  void characterIsACodePoint(String pattern, String text, boolean expected) {
    assertEquals(expected, matches(pattern, text));
  }

  @Test
  @DisplayName("AUZ-5: steps are at most pattern length times text length")
  void stepsAreBounded() {
    for (String block : List.of("*a", "*?", "*?*?", "*aaaaaaaaab", "a*?b", "*:a*b", "*:*a?*:b")) {
      String pattern = block.repeat(2_000 / block.length()) + "b";
      for (String text : List.of("a".repeat(2_000), "a:".repeat(1_000), "ab:".repeat(600))) {
        for (TextPattern compiled :
            List.of(
                TextPattern.of(List.of(new Piece.Plain(pattern))),
                TextPattern.inParts(List.of(new Piece.Plain(pattern))))) {
          Inquiry inquiry = asking(Map.of());
          compiled.matches(text, inquiry);
          long bound = (long) (pattern.length() + 1) * (text.length() + 1);
          assertTrue(inquiry.steps() <= bound, () -> block + " takes " + inquiry.steps());
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a-${k:one}-b|a-x*y:z?-b|true",
        "a-${k:one}-b|a-xqy:z?-b|false",
        "a-${K:ONE}-b|a-x*y:z?-b|true",
        "a-${k:none}-b|a--b|false",
        "a-${k:none, 'd*'}-b|a-d*-b|true",
        "a-${k:none, 'd*'}-b|a-dd-b|false",
        "a-${k:none,'}'}-b|a-}-b|true",
        "a-${k:one, 'd'}-b|a-x*y:z?-b|true",
        "a-${k:many}-b|a-m-b|false",
        "a-${k:many, 'd'}-b|a-d-b|true",
        "${k:nested}|${k:one}|true",
        "${k:nested}|x*y:z?|false",
        "${*}|*|true",
        "${*}|a|false",
        "${?}|?|true",
        "${?}|a|false",
        "${$}{k:one}|${k:one}|true",
        "${k:one|${k:one|true",
        "${}|${}|true",
        "${k:none, d}|${k:none, d}|true",
        "*${k:one}*|12x*y:z?34|true",
      })
  @DisplayName("AUZ-6: variables are literals")
  void variablesAreFilledIn(String pattern, String text, boolean expected) {
    Inquiry inquiry =
        asking(
            Map.of(
                "k:one", new KeyValue.One("x*y:z?"),
                "k:nested", new KeyValue.One("${k:one}"),
                "k:many", new KeyValue.Many(List.of("m"))));
    TextPattern compiled = TextPattern.of(Piece.split(pattern, Version.V2012_10_17));
    assertEquals(expected, compiled.matches(text, inquiry));
  }

  @Test
  void firstVersionHasNoVariables() {
    List<Piece> pieces = Piece.split("${k:one}${*}", Version.V2008_10_17);
    Inquiry inquiry = asking(Map.of("k:one", new KeyValue.One("x")));
    assertEquals(true, TextPattern.of(pieces).matches("${k:one}${anything}", inquiry));
    assertEquals(false, TextPattern.of(pieces).matches("x*", inquiry));
  }

  private static boolean matches(String pattern, String text) {
    return TextPattern.of(List.of(new Piece.Plain(pattern))).matches(text, asking(Map.of()));
  }

  private static Inquiry asking(Map<String, KeyValue> keys) {
    return new Inquiry(
        RequestContext.of(new Caller.Anonymous(), Action.of("a:B"), ConditionKeys.of(keys)), null);
  }

  @Provide
  Arbitrary<String> patterns() {
    return Arbitraries.strings().withChars("aA:*?").ofMaxLength(8);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars("aA:").ofMaxLength(9);
  }
}
