package io.strongroom.iam.directory;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/** Copies that nobody changes, in the order of what was copied. */
final class Copies {
  private Copies() {}

  static <V> SequencedMap<String, V> of(Map<String, V> map) {
    return Collections.unmodifiableSequencedMap(new LinkedHashMap<>(map));
  }

  static void require(Identifiers identifiers, Kind kind) {
    if (identifiers.kind() != kind) {
      throw new IllegalArgumentException("these are not the identifiers of a " + kind.resource());
    }
  }
}
