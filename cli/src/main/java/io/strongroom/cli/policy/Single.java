package io.strongroom.cli.policy;

import io.strongroom.analyzer.Limits;
import io.strongroom.analyzer.Witness;
import io.strongroom.iam.policy.PolicyDocument;
import io.strongroom.iam.policy.eval.CompiledPolicy;
import io.strongroom.iam.policy.eval.Evaluator;
import io.strongroom.iam.policy.eval.Explanation;
import io.strongroom.iam.policy.eval.NamedPolicy;
import io.strongroom.iam.policy.eval.PolicySets;
import io.strongroom.iam.policy.eval.PolicySource;
import io.strongroom.iam.policy.eval.RequestContext;
import java.time.Duration;

/** Asks the evaluator about one policy alone. */
final class Single {
  private Single() {}

  /** Returns what the evaluator says of a request by a policy and no other. */
  static Explanation explain(PolicyDocument policy, RequestContext request) {
    NamedPolicy named = new NamedPolicy("policy", CompiledPolicy.of(policy));
    return Evaluator.explain(
        request,
        policy.kind().namesPrincipals()
            ? PolicySets.none().guardedBy(named)
            : PolicySets.ofIdentity(java.util.List.of(named)));
  }

  static Explanation explain(PolicyDocument policy, Witness witness) {
    return explain(policy, witness.request());
  }

  /** Returns where a policy of its kind has its say in what {@link #explain} returns. */
  static PolicySource source(PolicyDocument policy) {
    return policy.kind().namesPrincipals() ? PolicySource.RESOURCE : PolicySource.IDENTITY;
  }

  /** Returns the bounds of one proof that may take so long. */
  static Limits limits(Duration time) {
    return new Limits(time, Limits.standard().memory());
  }
}
