package io.strongroom.core.secret;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * The tags of a secret: case-sensitive keys with values, in order of first attachment.
 *
 * @param byKey keys of 1 to 128 and values of 0 to 256 characters
 */
public record Tags(SequencedMap<String, String> byKey) {

  /** How many tags users can attach to one secret; tags of the system do not count. */
  public static final int MAX = 50;

  /** What the keys of the system's own tags begin with, in any case of letters. */
  public static final String RESERVED_PREFIX = "aws:";

  /** Takes a copy of the map. */
  public Tags {
    byKey = java.util.Collections.unmodifiableSequencedMap(new LinkedHashMap<>(byKey));
  }

  /** Returns no tags. */
  public static Tags none() {
    return new Tags(new LinkedHashMap<>());
  }

  /** Adds tags; a key that is present keeps its place and takes the new value. */
  public Tags adding(Map<String, String> more) {
    LinkedHashMap<String, String> next = new LinkedHashMap<>(byKey);
    next.putAll(more);
    return new Tags(next);
  }

  /** Takes tags away; keys that are not attached are passed over. */
  public Tags removing(Collection<String> keys) {
    LinkedHashMap<String, String> next = new LinkedHashMap<>(byKey);
    next.keySet().removeAll(keys);
    return new Tags(next);
  }

  /** Tells whether {@code key} is kept for the system. */
  public static boolean isReserved(String key) {
    return key.regionMatches(true, 0, RESERVED_PREFIX, 0, RESERVED_PREFIX.length());
  }

  /** Returns how many tags count against {@link #MAX}. */
  public int countedSize() {
    int count = 0;
    for (String key : byKey.keySet()) {
      if (!isReserved(key)) {
        count++;
      }
    }
    return count;
  }
}
