package io.strongroom.analyzer;

import io.strongroom.analyzer.encode.Encoder;
import io.strongroom.analyzer.formula.Formula;
import io.strongroom.analyzer.solve.CallerShape;
import io.strongroom.iam.policy.PolicyDocument;
import io.strongroom.iam.policy.PolicyKind;
import io.strongroom.iam.policy.Statement;
import io.strongroom.iam.policy.Statement.Effect;
import io.strongroom.iam.policy.eval.CompiledPolicy;
import io.strongroom.iam.policy.eval.Evaluator;
import io.strongroom.iam.policy.eval.Explanation;
import io.strongroom.iam.policy.eval.Match;
import io.strongroom.iam.policy.eval.NamedPolicy;
import io.strongroom.iam.policy.eval.PolicySets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Asks what a single statement of a policy is good for. */
public final class StatementUse {
  private StatementUse() {}

  /**
   * Asks for a request that a statement applies to.
   *
   * @param index the statement's place in the policy, from 0
   * @param limits what the proof may take
   */
  public static Answer applies(PolicyDocument policy, int index, Limits limits) {
    Statement statement = policy.statements().get(index);
    Proof proof =
        new Proof(List.of(policy), null, Map.of(), witness -> has(policy, index, witness), limits);
    return proof.ask(shapes(policy.kind()), encoder -> encoder.applies(policy, statement));
  }

  /**
   * Asks for a request that a statement grants and no statement of the policy refuses.
   *
   * @param index the place of a statement that grants, from 0
   * @param limits what the proof may take
   */
  public static Answer survives(PolicyDocument policy, int index, Limits limits) {
    Statement statement = policy.statements().get(index);
    if (statement.effect() != Effect.ALLOW) {
      throw new IllegalArgumentException("what refuses grants nothing");
    }
    Proof proof =
        new Proof(
            List.of(policy),
            null,
            Map.of(),
            witness -> has(policy, index, witness) && Replay.grants(policy, witness),
            limits);
    return proof.ask(shapes(policy.kind()), encoder -> survives(encoder, policy, statement));
  }

  private static Formula survives(Encoder encoder, PolicyDocument policy, Statement statement) {
    return Formula.all(List.of(encoder.applies(policy, statement), encoder.refused(policy).not()));
  }

  private static boolean has(PolicyDocument policy, int index, Witness witness) {
    NamedPolicy named = new NamedPolicy("policy", CompiledPolicy.of(policy));
    PolicySets sets =
        policy.kind().namesPrincipals()
            ? PolicySets.none().guardedBy(named)
            : PolicySets.ofIdentity(List.of(named));
    Explanation explanation = Evaluator.explain(witness.request(), sets);
    List<Match> matches = new ArrayList<>(explanation.grants());
    matches.addAll(explanation.refusals());
    return matches.stream().anyMatch(match -> match.index() == index);
  }

  private static List<CallerShape> shapes(PolicyKind kind) {
    List<CallerShape> shapes =
        new ArrayList<>(List.of(CallerShape.USER, CallerShape.ROLE_SESSION, CallerShape.ROOT));
    if (kind.namesPrincipals()) {
      shapes.addAll(List.of(CallerShape.SERVICE, CallerShape.ANONYMOUS));
    }
    if (kind == PolicyKind.TRUST) {
      shapes.add(CallerShape.FEDERATED);
    }
    return shapes;
  }
}
