package io.strongroom.analyzer;

import io.strongroom.analyzer.formula.Formula;
import io.strongroom.analyzer.solve.CallerShape;
import io.strongroom.iam.policy.PolicyDocument;
import io.strongroom.iam.policy.PolicyKind;
import java.util.List;
import java.util.Map;

/**
 * Asks whether one policy allows what another does not. If neither allows what the other does not,
 * both mean the same, however they are written.
 */
public final class PolicyComparison {
  private static final List<CallerShape> SIGNED =
      List.of(CallerShape.USER, CallerShape.ROLE_SESSION, CallerShape.ROOT);
  private static final List<CallerShape> ALL =
      List.of(
          CallerShape.USER,
          CallerShape.ROLE_SESSION,
          CallerShape.ROOT,
          CallerShape.ANONYMOUS,
          CallerShape.SERVICE);
  private static final List<CallerShape> TRUSTED =
      List.of(
          CallerShape.USER,
          CallerShape.ROLE_SESSION,
          CallerShape.ROOT,
          CallerShape.ANONYMOUS,
          CallerShape.SERVICE,
          CallerShape.FEDERATED);

  private PolicyComparison() {}

  /**
   * Asks for a request that {@code policy} allows and {@code other} does not; each by itself: what
   * other policies say of the caller or the resource is not asked.
   *
   * @param policy a policy attached to a resource, or one attached to identities
   * @param other another of the same kind
   * @param limits what the proof may take
   * @throws IllegalArgumentException if the policies are of different kinds, or can only limit
   */
  public static Answer ask(PolicyDocument policy, PolicyDocument other, Limits limits) {
    if (policy.kind() != other.kind() || !Replay.canBeAsked(policy.kind())) {
      throw new IllegalArgumentException("two policies of resources or of identities are compared");
    }
    Proof proof =
        new Proof(
            List.of(policy, other),
            null,
            Map.of(),
            witness -> Replay.grants(policy, witness) && !Replay.grants(other, witness),
            limits);
    return proof.ask(
        shapes(policy.kind()),
        encoder -> Formula.all(List.of(encoder.allowed(policy), encoder.allowed(other).not())));
  }

  private static List<CallerShape> shapes(PolicyKind kind) {
    return switch (kind) {
      case IDENTITY, BOUNDARY, SESSION, ORGANIZATION -> SIGNED;
      case RESOURCE, KEY -> ALL;
      case TRUST -> TRUSTED;
    };
  }
}
