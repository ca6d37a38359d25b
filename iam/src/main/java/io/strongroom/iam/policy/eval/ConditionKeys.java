package io.strongroom.iam.policy.eval;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The condition keys of a request. Only keys that a policy names are asked for, so values can be
 * computed at that moment. They come from verified facts alone (requirement AUZ-7), and ask the
 * same twice, get the same twice.
 */
@FunctionalInterface
public interface ConditionKeys {

  /**
   * Returns what the request has under a key, or null if it has nothing.
   *
   * @param foldedName the key's name in lower case, such as {@code aws:sourceip} or {@code
   *     aws:principaltag/team}
   */
  @Nullable KeyValue value(String foldedName);

  /** Returns the keys of a map; their names may be spelt in any case. */
  static ConditionKeys of(Map<String, ? extends KeyValue> values) {
    Map<String, KeyValue> folded =
        values.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    entry -> entry.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue));
    return folded::get;
  }

  /** Returns no keys at all. */
  static ConditionKeys none() {
    return NoKeys.NONE;
  }

  /** Returns these keys, and those of {@code others} where these have nothing. */
  default ConditionKeys orElse(ConditionKeys others) {
    if (this == NoKeys.NONE) {
      return others;
    }
    return name -> {
      KeyValue value = value(name);
      return value == null ? others.value(name) : value;
    };
  }

  /** No keys at all. */
  enum NoKeys implements ConditionKeys {
    /** The only one. */
    NONE;

    @Override
    public @Nullable KeyValue value(String foldedName) {
      return null;
    }
  }
}
