package io.strongroom.core.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Source: API reference, TagResource and UntagResource. */
class TagsTest {
  private static Tags tags(String... keysAndValues) {
    LinkedHashMap<String, String> tags = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      tags.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return new Tags(tags);
  }

  private static List<String> shown(Tags tags) {
    return tags.byKey().entrySet().stream()
        .map(tag -> tag.getKey() + "=" + tag.getValue())
        .toList();
  }

  @Test
  void newTagsComeLastAndKnownOnesKeepTheirPlace() {
    Tags before = tags("a", "1", "b", "2");
    LinkedHashMap<String, String> more = new LinkedHashMap<>();
    more.put("c", "3");
    more.put("a", "");
    assertEquals(List.of("a=", "b=2", "c=3"), shown(before.adding(more)));
    assertEquals(List.of("a=1", "b=2"), shown(before));
  }

  @Test
  void keysAreCaseSensitive() {
    Tags both = tags("env", "1").adding(Map.of("Env", "2"));
    assertEquals(List.of("env=1", "Env=2"), shown(both));
    assertEquals(List.of("env=1"), shown(both.removing(List.of("Env", "ENV"))));
  }

  @Test
  void unknownKeysArePassedOver() {
    Tags before = tags("a", "1");
    assertEquals(before, before.removing(List.of("b", "")));
    assertEquals(Tags.none(), before.removing(List.of("a", "a")));
  }

  @Test
  void valuesAreNotTakenForKeys() {
    assertEquals(List.of("a=b"), shown(tags("a", "b").removing(List.of("b"))));
  }

  @ParameterizedTest
  @CsvSource({
    "aws:x, true",
    "AWS:x, true",
    "Aws:, true",
    "aws, false",
    "aws-x, false",
    "xaws:y, false",
    "'', false"
  })
  void systemsTagsAreKnownByTheirPrefix(String key, boolean reserved) {
    assertEquals(reserved, Tags.isReserved(key));
  }

  @Test
  @DisplayName("The quota is 50 tags, and tags of the system do not count")
  void systemsTagsDoNotCount() {
    assertEquals(50, Tags.MAX);
    assertEquals(
        2, tags("a", "1", "aws:secretsmanager:owningService", "rds", "b", "").countedSize());
    assertEquals(0, Tags.none().countedSize());
  }

  @Test
  void tagsDoNotChange() {
    LinkedHashMap<String, String> source = new LinkedHashMap<>(Map.of("a", "1"));
    Tags tags = new Tags(source);
    source.put("b", "2");
    assertEquals(List.of("a=1"), shown(tags));
    assertThrows(UnsupportedOperationException.class, () -> tags.byKey().put("c", "3"));
    assertTrue(tags.adding(Map.of("d", "4")).byKey().containsKey("d"));
  }
}
