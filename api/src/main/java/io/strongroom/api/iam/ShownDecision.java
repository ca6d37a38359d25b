package io.strongroom.api.iam;

import static io.strongroom.api.shape.OutputStructure.member;

import io.strongroom.api.shape.OutputStructure;
import io.strongroom.api.shape.Shape;
import io.strongroom.iam.policy.Statement.Effect;
import io.strongroom.iam.policy.StatementPositions;
import io.strongroom.iam.policy.StatementPositions.Place;
import io.strongroom.iam.policy.eval.Decision;
import io.strongroom.iam.policy.eval.Explanation;
import io.strongroom.iam.policy.eval.Match;
import io.strongroom.iam.policy.eval.PolicySource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a simulation says of one action on one resource.
 *
 * <p>Source: IAM API Reference, "EvaluationResult"; for the names of sources and their type, which
 * the model does not have, AWS CLI reference and answers that callers quote.
 *
 * @param resource null where the request named none
 * @param bounded whether there is a permissions boundary
 * @param crossAccount whether caller and resource belong to different accounts
 * @param matched the statements that decided, with where they stand
 */
record ShownDecision(
    String action,
    @Nullable String resource,
    Explanation why,
    boolean bounded,
    boolean crossAccount,
    List<Matched> matched) {

  private static final String IDENTITY_POLICY = "IAM Policy";
  private static final String RESOURCE_POLICY = "Resource Policy";

  /** A statement and where it stands. */
  record Matched(String source, PolicySource kind, StatementPositions.Span span) {}

  private static final OutputStructure<Place> POSITION =
      OutputStructure.of(
          "Position",
          member("Line", Shapes.COUNT, place -> (long) place.line()),
          member("Column", Shapes.COUNT, place -> (long) place.column()));

  private static final OutputStructure<Matched> STATEMENT =
      OutputStructure.of(
          "Statement",
          member("SourcePolicyId", Shapes.ANY_TEXT, Matched::source),
          member(
              "SourcePolicyType",
              Shapes.POLICY_SOURCE,
              matched ->
                  matched.kind() == PolicySource.RESOURCE ? RESOURCE_POLICY : IDENTITY_POLICY),
          member("StartPosition", POSITION, matched -> matched.span().start()),
          member("EndPosition", POSITION, matched -> matched.span().end()));

  private static final OutputStructure<ShownDecision> BOUNDARY =
      OutputStructure.of(
          "PermissionsBoundaryDecisionDetail",
          member("AllowedByPermissionsBoundary", Shapes.FLAG, ShownDecision::withinBoundary));

  private static final OutputStructure<ShownDecision> ORGANIZATION =
      OutputStructure.of(
          "OrganizationsDecisionDetail", member("AllowedByOrganizations", Shapes.FLAG, _ -> null));

  private static final OutputStructure<ShownDecision> OF_RESOURCE =
      OutputStructure.of(
          "ResourceSpecificResult",
          member("EvalResourceName", Shapes.RESOURCE_NAME, ShownDecision::resource),
          member("EvalResourceDecision", Shapes.DECISION, ShownDecision::decision),
          member("MatchedStatements", Shape.list(STATEMENT), ShownDecision::matched),
          member("MissingContextValues", Shape.list(Shapes.CONTEXT_KEY_NAME), ShownDecision::lacks),
          member("EvalDecisionDetails", new Shape.MapOf<>(Shapes.DECISION), ShownDecision::details),
          member("PermissionsBoundaryDecisionDetail", BOUNDARY, ShownDecision::ifBounded));

  static final OutputStructure<ShownDecision> SHAPE =
      OutputStructure.of(
          "EvaluationResult",
          member("EvalActionName", Shapes.ACTION_NAME, ShownDecision::action),
          member("EvalResourceName", Shapes.RESOURCE_NAME, ShownDecision::named),
          member("EvalDecision", Shapes.DECISION, ShownDecision::decision),
          member("MatchedStatements", Shape.list(STATEMENT), ShownDecision::matched),
          member("MissingContextValues", Shape.list(Shapes.CONTEXT_KEY_NAME), ShownDecision::lacks),
          // No account here has service control policies.
          member("OrganizationsDecisionDetail", ORGANIZATION, _ -> null),
          member("PermissionsBoundaryDecisionDetail", BOUNDARY, ShownDecision::ifBounded),
          member("EvalDecisionDetails", new Shape.MapOf<>(Shapes.DECISION), ShownDecision::details),
          member("ResourceSpecificResults", Shape.list(OF_RESOURCE), ShownDecision::ofResource));

  /** Returns the statements that decided: those that refuse, or, if none does, those that grant. */
  static List<Match> deciding(Explanation why) {
    return switch (why.decision()) {
      case Decision.Allowed _ ->
          why.grants().stream().filter(match -> match.source() != PolicySource.BOUNDARY).toList();
      case Decision.Denied(Decision.ExplicitDeny _) -> why.refusals();
      case Decision.Denied _ -> List.of();
    };
  }

  private String named() {
    return resource == null ? Simulation.ANYTHING : resource;
  }

  private String decision() {
    return switch (why.decision()) {
      case Decision.Allowed _ -> "allowed";
      case Decision.Denied(Decision.ExplicitDeny _) -> "explicitDeny";
      case Decision.Denied _ -> "implicitDeny";
    };
  }

  private List<String> lacks() {
    return List.copyOf(why.missing());
  }

  private boolean withinBoundary() {
    return why.effectOf(PolicySource.BOUNDARY) == Effect.ALLOW;
  }

  private @Nullable ShownDecision ifBounded() {
    return bounded ? this : null;
  }

  private List<ShownDecision> ofResource() {
    return Stream.of(this).filter(each -> each.resource() != null).toList();
  }

  /** Told across accounts only; in one account, it is empty where a resource is named. */
  private @Nullable Map<String, String> details() {
    if (!crossAccount) {
      return resource == null ? null : Map.of();
    }
    return Map.of(
        IDENTITY_POLICY, effect(PolicySource.IDENTITY),
        RESOURCE_POLICY, effect(PolicySource.RESOURCE));
  }

  private String effect(PolicySource source) {
    return switch (why.effectOf(source)) {
      case ALLOW -> "allowed";
      case DENY -> "explicitDeny";
      case null -> "implicitDeny";
    };
  }
}
