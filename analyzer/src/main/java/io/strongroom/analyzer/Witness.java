package io.strongroom.analyzer;

import io.strongroom.iam.AccountId;
import io.strongroom.iam.policy.eval.Action;
import io.strongroom.iam.policy.eval.Caller;
import io.strongroom.iam.policy.eval.ConditionKeys;
import io.strongroom.iam.policy.eval.KeyValue;
import io.strongroom.iam.policy.eval.RequestContext;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request that proves an answer.
 *
 * @param caller who asks
 * @param action what for
 * @param resource the ARN of what it is asked of
 * @param owner the account of the resource, or null
 * @param keys the condition keys that the answer rests on, but those of the caller itself; names as
 *     policies spell them
 */
public record Witness(
    Caller caller,
    Action action,
    String resource,
    @Nullable AccountId owner,
    SortedMap<String, KeyValue> keys) {

  /** Copies the keys. */
  public Witness {
    keys = Collections.unmodifiableSortedMap(new TreeMap<>(keys));
  }

  /** Returns the request as the evaluator takes it. */
  public RequestContext request() {
    return new RequestContext(caller, action, resource, owner, ConditionKeys.of(keys));
  }
}
