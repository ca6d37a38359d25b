package io.strongroom.api;

import io.strongroom.iam.policy.eval.ConditionKeys;
import io.strongroom.iam.policy.eval.KeyValue;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The condition keys that a request brings, given as texts by their names. */
final class RequestConditions {

  /** Those that can have several values, in lower case; all others have one. */
  private static final Set<String> MULTI_VALUED =
      Set.of(
          "aws:tagkeys", "kms:encryptioncontextkeys", "kms:grantoperations", "kms:resourcealiases");

  private RequestConditions() {}

  /** Returns the keys of a map from names in any case to values. */
  static ConditionKeys of(Map<String, List<String>> conditions) {
    if (conditions.isEmpty()) {
      return ConditionKeys.none();
    }
    Map<String, KeyValue> values = HashMap.newHashMap(conditions.size());
    conditions.forEach(
        (name, texts) -> {
          String folded = name.toLowerCase(Locale.ROOT);
          boolean many = MULTI_VALUED.contains(folded) || texts.size() != 1;
          values.put(folded, many ? new KeyValue.Many(texts) : new KeyValue.One(texts.getFirst()));
        });
    return values::get;
  }
}
