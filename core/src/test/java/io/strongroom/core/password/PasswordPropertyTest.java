package io.strongroom.core.password;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.core.error.ServiceException;
import io.strongroom.keys.SensitiveBytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Any rules, against a naive reading of the documentation. */
class PasswordPropertyTest {

  @Property
  void everyPasswordKeepsItsRulesOrIsRefusedAsDocumented(
      @ForAll("rules") PasswordRules rules, @ForAll long seed) {
    Random random = new Random(seed);
    String expected = refusal(rules);
    try (SensitiveBytes password = new PasswordGenerator(random::nextBytes).generate(rules)) {
      String text = password.use(bytes -> new String(bytes, StandardCharsets.US_ASCII));
      assertNull(expected);
      assertEquals(rules.length(), text.length());
      String pool = String.join("", admitted(rules));
      assertTrue(text.chars().allMatch(c -> pool.indexOf(c) >= 0));
      if (rules.requireEachIncludedType()) {
        for (String required : required(rules)) {
          assertTrue(text.chars().anyMatch(c -> required.indexOf(c) >= 0));
        }
      }
    } catch (ServiceException refused) {
      assertEquals(expected, refused.getMessage());
    }
  }

  private static @Nullable String refusal(PasswordRules rules) {
    List<String> required = rules.requireEachIncludedType() ? required(rules) : List.of();
    if (required.contains("")) {
      return "All characters of the desired type have been excluded.";
    }
    if (String.join("", admitted(rules)).isEmpty()) {
      return "All characters have been excluded from selection.";
    }
    if (rules.length() < required.size()) {
      return "Password length is too short based on the required types.";
    }
    return null;
  }

  private static List<String> admitted(PasswordRules rules) {
    List<String> classes = new ArrayList<>(required(rules));
    classes.add(rules.includeSpace() ? left(rules, ' ', ' ', "") : "");
    return classes;
  }

  private static List<String> required(PasswordRules rules) {
    List<String> classes = new ArrayList<>();
    if (!rules.excludeLowercase()) {
      classes.add(left(rules, 'a', 'z', ""));
    }
    if (!rules.excludeUppercase()) {
      classes.add(left(rules, 'A', 'Z', ""));
    }
    if (!rules.excludeNumbers()) {
      classes.add(left(rules, '0', '9', ""));
    }
    if (!rules.excludePunctuation()) {
      classes.add(left(rules, '!', '~', "alphanumeric"));
    }
    return classes;
  }

  private static String left(PasswordRules rules, char from, char to, String not) {
    StringBuilder left = new StringBuilder();
    for (char c = from; c <= to; c++) {
      boolean skipped = !not.isEmpty() && Character.isLetterOrDigit(c);
      if (!skipped && rules.excludeCharacters().indexOf(c) < 0) {
        left.append(c);
      }
    }
    return left.toString();
  }

  @Provide
  Arbitrary<PasswordRules> rules() {
    Arbitrary<Integer> length =
        Arbitraries.oneOf(
            Arbitraries.integers().between(1, 6), Arbitraries.integers().between(1, 4096));
    Arbitrary<String> excluded =
        Arbitraries.oneOf(
            Arbitraries.of(
                "",
                "0123456789",
                "abcdefghijklmnopqrstuvwxyz",
                "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
                "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
                " ",
                " 0123456789abcdefghijklmnopqrstuvwxyz"),
            Arbitraries.strings().ascii().ofMaxLength(200),
            Arbitraries.strings().all().ofMaxLength(20));
    Arbitrary<Boolean> flag = Arbitraries.of(true, false);
    return Combinators.combine(length, excluded, flag, flag, flag, flag, flag, flag)
        .as(PasswordRules::new);
  }
}
