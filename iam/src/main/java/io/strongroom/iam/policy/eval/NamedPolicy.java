package io.strongroom.iam.policy.eval;

/**
 * A policy with the name by which audit records and simulations call it.
 *
 * @param name the ARN of a managed policy, the name of an inline one
 * @param policy what it says
 */
public record NamedPolicy(String name, CompiledPolicy policy) {}
