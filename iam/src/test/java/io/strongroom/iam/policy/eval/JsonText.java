package io.strongroom.iam.policy.eval;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes maps, lists and texts as JSON. */
public final class JsonText {

  private JsonText() {}

  /** Returns a value as JSON, without white space; whatever is no map or list is a text. */
  public static String of(Object value) {
    return switch (value) {
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(entry -> of(entry.getKey()) + ":" + of(entry.getValue()))
              .collect(Collectors.joining(",", "{", "}"));
      case List<?> list ->
          list.stream().map(JsonText::of).collect(Collectors.joining(",", "[", "]"));
      default -> '"' + value.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    };
  }
}
