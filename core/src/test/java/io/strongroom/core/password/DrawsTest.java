package io.strongroom.core.password;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.keys.Entropy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DrawsTest {
  private static final int BYTES = 1 << 8;
  private static final int PAIRS = 1 << 16;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 26, 32, 33, 62, 94, 95, 100, 127, 128, 129, 200, 255, 256})
  void everyNumberComesEquallyOftenFromAllBytes(int bound) {
    int fair = BYTES - BYTES % bound;
    assertEvenly(bound, fair, counting());
  }

  @ParameterizedTest
  @ValueSource(ints = {257, 300, 1000, 4095, 4096, 4097, 32_769, 65_535, 65_536})
  void everyNumberComesEquallyOftenFromAllPairsOfBytes(int bound) {
    int fair = PAIRS - PAIRS % bound;
    assertEvenly(bound, fair, countingPairs());
  }

  private static void assertEvenly(int bound, int fair, Entropy all) {
    int[] counts = new int[bound];
    try (Draws draws = new Draws(all)) {
      for (int i = 0; i < fair; i++) {
        counts[draws.below(bound)]++;
      }
    }
    assertTrue(Arrays.stream(counts).allMatch(count -> count == fair / bound));
  }

  @Test
  void aDrawInTheIncompleteStretchIsRepeated() {
    Entropy entropy = bytes(new int[] {255, 234, 233});
    try (Draws draws = new Draws(entropy)) {
      assertEquals(233 % 26, draws.below(26));
    }
  }

  @Test
  void aStuckSourceIsReported() {
    Draws draws = new Draws(target -> Arrays.fill(target, (byte) 0xFF));
    assertEquals(255, draws.below(256));
    assertThrows(IllegalStateException.class, () -> draws.below(255));
    draws.close();
  }

  @Test
  @DisplayName("MEM-2: drawn bytes are overwritten")
  void drawnBytesAreOverwritten() {
    List<byte[]> lent = new ArrayList<>();
    Draws draws =
        new Draws(
            target -> {
              lent.add(target);
              Arrays.fill(target, (byte) 7);
            });
    draws.below(10);
    draws.close();
    assertEquals(1, lent.size());
    assertTrue(allZero(lent.getFirst()));
  }

  private static boolean allZero(byte[] bytes) {
    for (byte one : bytes) {
      if (one != 0) {
        return false;
      }
    }
    return true;
  }

  private static Entropy counting() {
    int[] next = {0};
    return target -> {
      for (int i = 0; i < target.length; i++) {
        target[i] = (byte) next[0]++;
      }
    };
  }

  private static Entropy countingPairs() {
    int[] next = {0};
    return target -> {
      for (int i = 0; i < target.length; i += 2) {
        target[i] = (byte) (next[0] >> 8);
        target[i + 1] = (byte) next[0]++;
      }
    };
  }

  private static Entropy bytes(int[] values) {
    return target -> {
      for (int i = 0; i < values.length; i++) {
        target[i] = (byte) values[i];
      }
    };
  }
}
