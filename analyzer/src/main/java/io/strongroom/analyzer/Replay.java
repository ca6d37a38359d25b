package io.strongroom.analyzer;

import io.strongroom.iam.policy.PolicyDocument;
import io.strongroom.iam.policy.PolicyKind;
import io.strongroom.iam.policy.Statement.Effect;
import io.strongroom.iam.policy.eval.CompiledPolicy;
import io.strongroom.iam.policy.eval.Evaluator;
import io.strongroom.iam.policy.eval.NamedPolicy;
import io.strongroom.iam.policy.eval.PolicySets;
import io.strongroom.iam.policy.eval.PolicySource;
import java.util.List;

/** Asks the evaluator about a witness. */
final class Replay {
  private Replay() {}

  /** Tells whether a policy by itself grants the request of a witness, and does not refuse it. */
  static boolean grants(PolicyDocument policy, Witness witness) {
    NamedPolicy named = new NamedPolicy("policy", CompiledPolicy.of(policy));
    boolean ofResource = policy.kind().namesPrincipals();
    PolicySets sets =
        ofResource ? PolicySets.none().guardedBy(named) : PolicySets.ofIdentity(List.of(named));
    return Evaluator.explain(witness.request(), sets)
            .effectOf(ofResource ? PolicySource.RESOURCE : PolicySource.IDENTITY)
        == Effect.ALLOW;
  }

  /** Tells whether a question can be asked about policies of a kind. */
  static boolean canBeAsked(PolicyKind kind) {
    return kind.namesPrincipals() || kind == PolicyKind.IDENTITY;
  }
}
