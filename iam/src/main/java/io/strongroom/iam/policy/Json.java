package io.strongroom.iam.policy;

import java.util.List;
import java.util.SequencedMap;

/** A JSON value as it was written: members in order, numbers as their text. */
sealed interface Json {

  /** An object; no name comes twice. */
  record Obj(SequencedMap<String, Json> members) implements Json {}

  /** An array. */
  record Arr(List<Json> items) implements Json {}

  /** A string, unescaped. */
  record Text(String text) implements Json {}

  /** A number, {@code true} or {@code false}, as written. */
  record Bare(String text) implements Json {}

  /** {@code null}. */
  record Null() implements Json {}
}
