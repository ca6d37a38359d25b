package io.strongroom.api;

import io.strongroom.iam.policy.eval.KeyValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a caller must be allowed to touch, for policies to judge.
 *
 * @param resource the ARN of what is touched, or {@value #NO_RESOURCE} for an action without one
 * @param conditions what the request adds to the condition keys that all requests have, by name
 */
public record Permission(String resource, SequencedMap<String, KeyValue> conditions) {

  /** The resource of an action that has none. */
  public static final String NO_RESOURCE = "*";

  /** Takes a copy. */
  public Permission {
    conditions = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(conditions));
  }

  /** Asks about an action that has no resource, such as a list. */
  public static Permission withoutResource() {
    return on(NO_RESOURCE);
  }

  /** Asks about a resource. */
  public static Permission on(String arn) {
    return new Permission(arn, new LinkedHashMap<>());
  }

  /** Adds a condition key with one value, or leaves it absent for null. */
  public Permission with(String key, @Nullable String value) {
    return value == null ? this : with(key, new KeyValue.One(value));
  }

  /** Adds a condition key with several values. */
  public Permission with(String key, List<String> values) {
    return with(key, new KeyValue.Many(values));
  }

  private Permission with(String key, KeyValue value) {
    SequencedMap<String, KeyValue> next = new LinkedHashMap<>(conditions);
    next.put(key, value);
    return new Permission(resource, next);
  }

  /** Adds a condition key for each entry, named by a prefix and the entry's key. */
  public Permission withEach(String prefix, Map<String, String> values) {
    Permission more = this;
    for (Map.Entry<String, String> entry : values.entrySet()) {
      more = more.with(prefix + entry.getKey(), entry.getValue());
    }
    return more;
  }
}
