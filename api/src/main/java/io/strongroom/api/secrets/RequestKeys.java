package io.strongroom.api.secrets;

import io.strongroom.iam.policy.eval.ConditionKeys;
import io.strongroom.iam.policy.eval.KeyValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The condition keys that the members of one request make. A member that was not sent makes none.
 *
 * <p>Source: Service Authorization Reference, "Condition keys for AWS Secrets Manager".
 */
final class RequestKeys {
  private final Map<String, KeyValue> values = new HashMap<>();

  /**
   * Adds a key with one value.
   *
   * @param name in lower case
   * @param value a text, number or flag; null for a member that was not sent
   */
  RequestKeys one(String name, @Nullable Object value) {
    if (value != null) {
      values.put(name, new KeyValue.One(value.toString()));
    }
    return this;
  }

  /** Adds a key with several values, unless there are none. */
  RequestKeys many(String name, List<String> texts) {
    if (!texts.isEmpty()) {
      values.put(name, new KeyValue.Many(texts));
    }
    return this;
  }

  /** Adds what tags that are attached bring. */
  RequestKeys tags(Map<String, String> tags) {
    tags.forEach((key, value) -> one("aws:requesttag/" + fold(key), value));
    return tagKeys(List.copyOf(tags.keySet()));
  }

  /** Adds what the keys of tags bring. */
  RequestKeys tagKeys(List<String> keys) {
    return many("aws:tagkeys", keys);
  }

  /** Adds what regions of replicas bring. */
  RequestKeys regions(List<RequestReplicas.Given> replicas) {
    return many(
        "secretsmanager:addreplicaregions",
        replicas.stream().map(each -> String.valueOf(each.region())).toList());
  }

  /** Returns the keys. */
  ConditionKeys asKeys() {
    return values.isEmpty() ? ConditionKeys.none() : values::get;
  }

  static String fold(String name) {
    return name.toLowerCase(java.util.Locale.ROOT);
  }
}
