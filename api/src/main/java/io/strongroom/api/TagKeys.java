package io.strongroom.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds tags by the names of condition keys, in which case does not count. */
final class TagKeys {
  private TagKeys() {}

  /** Returns the value of the tag whose key is {@code foldedKey} in lower case, or null. */
  static @Nullable String value(Map<String, String> tags, String foldedKey) {
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      if (tag.getKey().equalsIgnoreCase(foldedKey)) {
        return tag.getValue();
      }
    }
    return null;
  }
}
