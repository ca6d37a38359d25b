package io.strongroom.analyzer;

import io.strongroom.iam.policy.PolicyDocument;
import io.strongroom.iam.policy.eval.CompiledPolicy;
import io.strongroom.iam.policy.eval.NamedPolicy;
import io.strongroom.iam.policy.eval.PolicySets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The policies that bear on what somebody may do with something.
 *
 * @param identity all policies of the user and its groups, or of the role
 * @param boundary the permissions boundary; null if there is none
 * @param resource the policy of the secret or the key; null if it has none
 */
public record Governing(List<Part> identity, @Nullable Part boundary, @Nullable Part resource) {

  /** Copies the list. */
  public Governing {
    identity = List.copyOf(identity);
  }

  /**
   * A policy.
   *
   * @param name what matches call it
   * @param policy what it says
   */
  public record Part(String name, PolicyDocument policy) {
    private NamedPolicy compiled() {
      return new NamedPolicy(name, CompiledPolicy.of(policy));
    }
  }

  /**
   * Returns the policies as the evaluator takes them.
   *
   * @throws IllegalArgumentException if a policy is of a kind that has no place where it stands
   */
  public PolicySets sets() {
    return PolicySets.ofIdentity(identity.stream().map(Part::compiled).toList())
        .boundedBy(boundary == null ? null : boundary.compiled())
        .guardedBy(resource == null ? null : resource.compiled());
  }

  /** Returns what all of them say. */
  List<PolicyDocument> policies() {
    List<PolicyDocument> all = new ArrayList<>();
    identity.forEach(part -> all.add(part.policy()));
    if (boundary != null) {
      all.add(boundary.policy());
    }
    if (resource != null) {
      all.add(resource.policy());
    }
    return all;
  }
}
