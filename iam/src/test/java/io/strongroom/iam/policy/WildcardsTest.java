package io.strongroom.iam.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WildcardsTest {

  @Property(tries = 4000)
  @Label("The matcher agrees with a regular expression")
  void matchesAsARegularExpressionDoes(
      @ForAll("patterns") String pattern, @ForAll("texts") String text) {
    String regex = pattern.replace("?", ".").replace("*", ".*");
    boolean expected = Pattern.compile(regex, Pattern.CASE_INSENSITIVE).matcher(text).matches();
    assertEquals(expected, Wildcards.matchIgnoringCase(pattern, text));
  }

  @Test
  @DisplayName("AUZ-5: a hostile pattern ends")
  void hostilePatternEnds() {
    String pattern = "*a".repeat(10_000) + "b";
    assertEquals(false, Wildcards.matchIgnoringCase(pattern, "a".repeat(20_000)));
  }

  @Provide
  Arbitrary<String> patterns() {
    return Arbitraries.strings().withChars("aAb*?").ofMaxLength(7);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars("abB").ofMaxLength(8);
  }
}
