package io.strongroom.core.password;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.keys.Entropy;
import io.strongroom.keys.SensitiveBytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Source of the tables: behaviour of GetRandomPassword, API reference and measured texts. */
class PasswordGeneratorTest {
  private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
  private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final String DIGITS = "0123456789";
  private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

  /** Classes left out: N numbers, P punctuation, U upper case, L lower case; S admits the space. */
  private static PasswordRules rules(int length, String switches, String excluded, String each) {
    return new PasswordRules(
        length,
        excluded,
        switches.contains("N"),
        switches.contains("P"),
        switches.contains("U"),
        switches.contains("L"),
        switches.contains("S"),
        each.equals("each"));
  }

  private static String generated(PasswordRules rules, Entropy entropy) {
    try (SensitiveBytes password = new PasswordGenerator(entropy).generate(rules)) {
      return password.use(bytes -> new String(bytes, StandardCharsets.US_ASCII));
    }
  }

  private static Entropy seeded(long seed) {
    Random random = new Random(seed);
    return random::nextBytes;
  }

  @Test
  void theDefaultIs32CharactersOfFourClasses() {
    String password = generated(PasswordRules.DEFAULT, seeded(1));
    assertEquals(32, password.length());
    for (String required : List.of(LOWER, UPPER, DIGITS, PUNCTUATION)) {
      assertTrue(hasAny(password, required));
    }
    assertFalse(hasAny(password, " "));
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5, 31, 32, 33, 255, 256, 257, 4095, 4096})
  void theLengthIsExact(int length) {
    assertEquals(length, generated(rules(length, "", "", "each"), seeded(length)).length());
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 4097, Integer.MAX_VALUE})
  void aLengthOutsideTheModelIsAFaultOfTheCode(int length) {
    assertThrows(IllegalArgumentException.class, () -> rules(length, "", "", "each"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = 'q',
      value = {
        // switches; excluded; each or any; what the password may consist of
        "''; ''; each; abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789PPP",
        "S; ''; each; abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789PPP_",
        "N; ''; each; abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZPPP",
        "P; ''; each; abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
        "U; ''; each; abcdefghijklmnopqrstuvwxyz0123456789PPP",
        "L; ''; each; ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789PPP",
        "NPU; ''; each; abcdefghijklmnopqrstuvwxyz",
        "NPL; ''; each; ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "PUL; ''; each; 0123456789",
        "NUL; ''; each; PPP",
        "NPULS; ''; each; _",
        "NPULS; ''; any; _",
        "NPUS; ''; any; abcdefghijklmnopqrstuvwxyz_",
        "PUL; 0123456; each; 789",
        "PUL; 00112233445566; each; 789",
        "PUL; 0123456äöü☃; each; 789",
        "PUL; 012345678; each; 9",
        "NPU; abcdefghijklmnopqrstuvwxy; each; z",
        "P; 0123456789; any; abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "PS; 0123456789; any; abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_",
      })
  void allAdmittedCharactersOccurAndNoOthers(
      String switches, String excluded, String each, String expected) {
    PasswordRules rules = rules(4096, unquoted(switches), unquoted(excluded), each);
    String admitted = expected.replace('_', ' ').replace("PPP", PUNCTUATION);
    String password = generated(rules, seeded(3));
    assertEquals(sorted(admitted), sorted(password));
  }

  @Test
  void anExcludedSpaceIsNotAdmitted() {
    String password = generated(rules(4096, "NPUS", " ", "each"), seeded(4));
    assertEquals(LOWER, sorted(password));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = 'q',
      value = {
        // length; switches; excluded; each or any; text. First the single refusals.
        "32; ''; 0123456789; each; All characters of the desired type have been excluded.",
        "32; ''; abcdefghijklmnopqrstuvwxyz; each; "
            + "All characters of the desired type have been excluded.",
        "32; PUL; 0123456789; each; All characters of the desired type have been excluded.",
        "32; PULS; 0123456789; each; All characters of the desired type have been excluded.",
        "32; PUL; 0123456789; any; All characters have been excluded from selection.",
        "32; NPUL; ''; any; All characters have been excluded from selection.",
        "32; NPUL; ''; each; All characters have been excluded from selection.",
        "32; NPULS; 'a z'; each; All characters have been excluded from selection.",
        "3; ''; ''; each; Password length is too short based on the required types.",
        "1; ''; ''; each; Password length is too short based on the required types.",
        "3; S; ''; each; Password length is too short based on the required types.",
        "2; N; ''; each; Password length is too short based on the required types.",
        "1; NP; ''; each; Password length is too short based on the required types.",
        // An emptied class comes before a length that is too short.
        "1; ''; 0123456789; each; All characters of the desired type have been excluded.",
      })
  void rulesThatCannotBeKeptAreRefusedInOrder(
      int length, String switches, String excluded, String each, String text) {
    PasswordRules rules = rules(length, unquoted(switches), unquoted(excluded), each);
    PasswordGenerator generator = new PasswordGenerator(seeded(5));
    ServiceException refusal =
        assertThrows(ServiceException.class, () -> generator.generate(rules));
    assertEquals(ErrorCode.INVALID_PARAMETER, refusal.code());
    assertEquals(text, refusal.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"4,'',each", "3,N,each", "2,NP,each", "1,NPU,each", "1,'',any", "4,S,each"})
  void theShortestPasswordIsOneCharacterForEachRequiredClass(
      int length, String switches, String each) {
    for (int seed = 0; seed < 50; seed++) {
      assertEquals(length, generated(rules(length, switches, "", each), seeded(seed)).length());
    }
  }

  @Test
  void eachRequiredClassIsInEveryPasswordOfLengthFour() {
    for (int seed = 0; seed < 500; seed++) {
      String password = generated(rules(4, "S", "", "each"), seeded(seed));
      for (String required : List.of(LOWER, UPPER, DIGITS, PUNCTUATION)) {
        assertTrue(hasAny(password, required), password);
      }
    }
  }

  @Test
  void withoutTheRequirementAClassMayBeMissing() {
    long without =
        IntStream.range(0, 200)
            .mapToObj(seed -> generated(rules(4, "", "", "any"), seeded(seed)))
            .filter(password -> !hasAny(password, DIGITS))
            .count();
    assertTrue(without > 0);
  }

  @Test
  void aRequiredCharacterStandsAnywhereEquallyOften() {
    // 9 is the only digit and b the only other character; one 9 is required.
    PasswordRules rules = rules(6, "PU", "012345678acdefghijklmnopqrstuvwxyz", "each");
    int samples = 30_000;
    int[] counts = new int[6];
    int onlyOne = 0;
    Entropy entropy = seeded(6);
    for (int i = 0; i < samples; i++) {
      String password = generated(rules, entropy);
      if (password.indexOf('9') == password.lastIndexOf('9')) {
        counts[password.indexOf('9')]++;
        onlyOne++;
      }
    }
    assertEvenly(counts, onlyOne);
  }

  @Test
  void everyCharacterOfThePoolIsEquallyLikely() {
    int samples = 100;
    int[] counts = new int[95];
    Entropy entropy = seeded(7);
    for (int i = 0; i < samples; i++) {
      generated(rules(4096, "S", "", "any"), entropy).chars().forEach(c -> counts[c - ' ']++);
    }
    assertEvenly(counts, samples * 4096);
  }

  /** Pearson's test, at a level that a fair and fixed sample stays well below. */
  private static void assertEvenly(int[] counts, int total) {
    double expected = (double) total / counts.length;
    double sum = 0;
    for (int count : counts) {
      sum += (count - expected) * (count - expected) / expected;
    }
    double freedom = counts.length - 1;
    assertTrue(sum < freedom + 4 * Math.sqrt(2 * freedom), Arrays.toString(counts));
  }

  @Test
  @DisplayName("MEM-2: the bytes that made the password are overwritten")
  void drawnBytesAreOverwritten() {
    List<byte[]> lent = new ArrayList<>();
    Entropy source = seeded(8);
    Entropy watched =
        target -> {
          lent.add(target);
          source.fill(target);
        };
    new PasswordGenerator(watched).generate(PasswordRules.DEFAULT).close();
    assertFalse(lent.isEmpty());
    for (byte[] bytes : lent) {
      assertEquals(
          0, IntStream.range(0, bytes.length).map(i -> bytes[i]).filter(b -> b != 0).count());
    }
  }

  @Test
  void aFailingSourceEndsTheCall() {
    PasswordGenerator generator =
        new PasswordGenerator(
            target -> {
              throw new IllegalStateException("no randomness");
            });
    assertThrows(IllegalStateException.class, () -> generator.generate(PasswordRules.DEFAULT));
  }

  @Test
  @DisplayName("CRY-3: passwords come from the source of randomness alone")
  void theSourceDecidesThePassword() {
    PasswordRules rules = PasswordRules.DEFAULT;
    assertEquals(generated(rules, seeded(9)), generated(rules, seeded(9)));
    assertNotEquals(generated(rules, seeded(9)), generated(rules, seeded(10)));
  }

  private static String unquoted(String cell) {
    return cell.replace("'", "");
  }

  private static boolean hasAny(String text, String characters) {
    return text.chars().anyMatch(c -> characters.indexOf(c) >= 0);
  }

  private static String sorted(String text) {
    return text.chars()
        .distinct()
        .sorted()
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
