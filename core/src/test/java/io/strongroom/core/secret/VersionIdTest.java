package io.strongroom.core.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Source: service model, ClientRequestTokenType and SecretVersionStageType. */
class VersionIdTest {

  @ParameterizedTest
  @ValueSource(ints = {32, 36, 64})
  void idsHave32To64Characters(int length) {
    assertEquals("x".repeat(length), new VersionId("x".repeat(length)).toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 31, 65})
  void otherLengthsAreRefused(int length) {
    assertThrows(IllegalArgumentException.class, () -> new VersionId("x".repeat(length)));
  }

  @Test
  @DisplayName("V1: a token need not be a UUID")
  void idsHaveAnyCharacters() {
    String text = "terraform-2024 \u00e9\u4e2d\"\\{}".concat("!".repeat(20));
    assertEquals(text, new VersionId(text).text());
  }

  @Test
  @DisplayName(
      "DOS-5: ids that were chosen to collide have an order, which hash tables fall back on")
  void collidingIdsHaveAnOrder() {
    List<VersionId> colliding = new ArrayList<>();
    for (int bits = 0; bits < 1 << 12; bits++) {
      StringBuilder text = new StringBuilder("x".repeat(8));
      for (int bit = 0; bit < 12; bit++) {
        text.append((bits >> bit & 1) == 0 ? "Aa" : "BB");
      }
      colliding.add(new VersionId(text.toString()));
    }
    assertEquals(1, colliding.stream().map(VersionId::hashCode).distinct().count());
    assertInstanceOf(Comparable.class, colliding.getFirst());
    assertTrue(colliding.getFirst().compareTo(colliding.getLast()) < 0);
    assertEquals(0, colliding.getFirst().compareTo(new VersionId(colliding.getFirst().text())));
    Versions versions =
        Versions.of(
            colliding.stream().map(id -> Version.pending(id, Samples.NOW)).toList(), Map.of());
    colliding.forEach(id -> assertNotNull(versions.find(id)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 20, 256})
  void labelsHave1To256Characters(int length) {
    assertEquals("l".repeat(length), new StagingLabel("l".repeat(length)).toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 257})
  void otherLabelsAreRefused(int length) {
    assertThrows(IllegalArgumentException.class, () -> new StagingLabel("l".repeat(length)));
  }

  @Test
  @DisplayName("V4: the reserved labels")
  void reservedLabelsAreThoseOfTheService() {
    assertEquals("AWSCURRENT", StagingLabel.CURRENT.text());
    assertEquals("AWSPENDING", StagingLabel.PENDING.text());
    assertEquals("AWSPREVIOUS", StagingLabel.PREVIOUS.text());
  }
}
