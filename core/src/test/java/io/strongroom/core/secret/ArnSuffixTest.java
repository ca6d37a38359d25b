package io.strongroom.core.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.keys.Entropy;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Source: recorded ARNs, whose six characters are letters of both cases and digits. */
class ArnSuffixTest {
  private static final int CHARACTERS = 62;

  /** Gives all byte values in turn, over and over. */
  private static final class Counting implements Entropy {
    private int next;

    @Override
    public void fill(byte[] target) {
      for (int i = 0; i < target.length; i++) {
        target[i] = (byte) next++;
      }
    }
  }

  private static Map<Character, Integer> counts(Entropy entropy, int suffixes) {
    Map<Character, Integer> counts = new TreeMap<>();
    for (int i = 0; i < suffixes; i++) {
      for (char c : ArnSuffix.random(entropy).text().toCharArray()) {
        counts.merge(c, 1, Integer::sum);
      }
    }
    return counts;
  }

  @Test
  @DisplayName("N7: the alphabet is exactly A-Z, a-z and 0-9")
  void alphabetIsLettersAndDigits() {
    StringBuilder drawn = new StringBuilder();
    counts(new SeededEntropy(1), 2_000).keySet().forEach(drawn::append);
    assertEquals(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", drawn.toString());
  }

  @Test
  @DisplayName("N7: equally likely bytes make equally likely characters")
  void everyCharacterStandsForAsManyBytes() {
    Map<Character, Integer> met = new TreeMap<>();
    for (int value = 0; value < 256; value++) {
      byte wanted = (byte) value;
      int[] draws = new int[1];
      Entropy once = target -> Arrays.fill(target, draws[0]++ == 0 ? wanted : 0);
      char first = ArnSuffix.random(once).text().charAt(0);
      boolean thrownAway = draws[0] > 1;
      if (!thrownAway) {
        met.merge(first, 1, Integer::sum);
      }
    }
    assertEquals(CHARACTERS, met.size());
    met.forEach((c, count) -> assertEquals(4, count, "bytes that make " + c));
  }

  @Test
  void charactersAreUniform() {
    int suffixes = 50_000;
    double expected = suffixes * 6.0 / CHARACTERS;
    double chiSquare = 0;
    for (int count : counts(new SeededEntropy(7), suffixes).values()) {
      chiSquare += (count - expected) * (count - expected) / expected;
    }
    // 61 degrees of freedom: above 100.9 is one case in a thousand, and the seed is fixed. A draw
    // by remainder alone would favour eight characters by a quarter and give over 1,000.
    assertTrue(chiSquare < 100.9, "chi square " + chiSquare);
  }

  @Test
  @DisplayName("N7: each creation draws a new suffix")
  void suffixesDiffer() {
    SeededEntropy entropy = new SeededEntropy(3);
    Set<ArnSuffix> drawn = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      drawn.add(ArnSuffix.random(entropy));
    }
    assertEquals(10_000, drawn.size());
    assertNotEquals(ArnSuffix.random(new SeededEntropy(1)), ArnSuffix.random(new SeededEntropy(2)));
  }

  @Test
  void bytesThatAreNotFairAreDrawnAgain() {
    int[] asked = new int[1];
    Entropy unfairFirst = target -> Arrays.fill(target, (byte) (asked[0]++ < 3 ? 0xff : 0x01));
    assertEquals("BBBBBB", ArnSuffix.random(unfairFirst).text());
    assertEquals(4, asked[0]);
    assertEquals("ABCDEF", ArnSuffix.random(new Counting()).text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"m6tZw8", "tAqueX", "7G69t0", "000000", "zzzzzz", "AZaz09"})
  void recordedSuffixesAreSuffixes(String text) {
    assertTrue(ArnSuffix.isSuffix(text));
    assertEquals(text, new ArnSuffix(text).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "abcde", "abcdefg", "abc-ef", "abc_ef", "abcde ", "abcd\u00e9f", "abc/ef"})
  void otherTextsAreNot(String text) {
    assertFalse(ArnSuffix.isSuffix(text));
    assertThrows(IllegalArgumentException.class, () -> new ArnSuffix(text));
  }
}
