package io.strongroom.api;

import io.strongroom.iam.policy.eval.Caller;
import io.strongroom.iam.policy.eval.ConditionKeys;
import io.strongroom.iam.policy.eval.PolicySets;

/**
 * What the caller of one call is to policies.
 *
 * @param caller who calls
 * @param own the policies of the caller itself
 * @param keys the condition keys that the call has whatever it is about
 */
record Standing(Caller caller, PolicySets own, ConditionKeys keys) {}
