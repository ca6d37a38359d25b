package io.strongroom.analyzer;

import io.strongroom.iam.policy.eval.Action;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What somebody wants to do.
 *
 * @param action the action
 * @param resource the ARN of what it is done with
 * @param keys single values that every such request has under condition keys; names in lower case
 */
public record Wanted(Action action, String resource, Map<String, String> keys) {

  /** Folds the names of keys. */
  public Wanted {
    keys =
        keys.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    key -> key.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue));
  }

  /** Returns that of which no condition key is known. */
  public static Wanted of(String action, String resource) {
    return new Wanted(Action.of(action), resource, Map.of());
  }
}
