package io.strongroom.api;

import io.strongroom.core.function.Function;
import io.strongroom.iam.policy.eval.ConditionKeys;
import io.strongroom.iam.policy.eval.KeyValue;
import org.jspecify.annotations.Nullable;

/**
 * The condition keys that a function brings to every request about it.
 *
 * <p>Source: Service Authorization Reference, "Condition keys for AWS Lambda".
 *
 * @param function the function, or null if there is none
 */
record FunctionKeys(@Nullable Function function) implements ConditionKeys {
  private static final String RESOURCE_TAG = "aws:resourcetag/";

  @Override
  public @Nullable KeyValue value(String foldedName) {
    if (function == null || !foldedName.startsWith(RESOURCE_TAG)) {
      return null;
    }
    String value =
        TagKeys.value(function.tags().byKey(), foldedName.substring(RESOURCE_TAG.length()));
    return value == null ? null : new KeyValue.One(value);
  }
}
