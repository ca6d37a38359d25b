package io.strongroom.iam.policy.eval;

import io.strongroom.iam.policy.Statement.Effect;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What became of a request and why, in full: not only the statement that decided.
 *
 * @param decision what became of it
 * @param refusals every statement that refuses it, whatever kind of policy it is in
 * @param grants every statement that grants it, whether or not that was enough
 * @param missing the condition keys, as policies spell them, that statements about the request name
 *     and it does not have
 */
public record Explanation(
    Decision decision, List<Match> refusals, List<Match> grants, Set<String> missing) {

  /** Takes copies. */
  public Explanation {
    refusals = List.copyOf(refusals);
    grants = List.copyOf(grants);
    missing = Collections.unmodifiableSortedSet(new TreeSet<>(missing));
  }

  static Explanation of(RequestContext context, PolicySets policies) {
    Set<String> missing = new TreeSet<>();
    Inquiry inquiry = new Inquiry(context, missing);
    List<Match> refusals = new ArrayList<>();
    List<Match> grants = new ArrayList<>();
    for (PolicySource source : PolicySource.values()) {
      for (NamedPolicy policy : of(policies, source)) {
        collect(source, policy, policy.policy().denies(), inquiry, refusals);
        collect(source, policy, policy.policy().allows(), inquiry, grants);
      }
    }
    return new Explanation(Evaluator.judge(context, policies), refusals, grants, missing);
  }

  private static void collect(
      PolicySource source,
      NamedPolicy policy,
      List<CompiledStatement> statements,
      Inquiry inquiry,
      List<Match> matches) {
    for (CompiledStatement statement : statements) {
      statement.askAll(inquiry);
      if (statement.applies(inquiry) != 0) {
        matches.add(Match.of(source, policy, statement));
      }
    }
  }

  private static List<NamedPolicy> of(PolicySets policies, PolicySource source) {
    return switch (source) {
      case ORGANIZATION -> orNone(policies.organization());
      case IDENTITY -> policies.identity();
      case RESOURCE -> policies.resource() == null ? List.of() : List.of(policies.resource());
      case BOUNDARY -> policies.boundary() == null ? List.of() : List.of(policies.boundary());
      case SESSION -> orNone(policies.session());
      case TRUST -> List.of();
    };
  }

  private static List<NamedPolicy> orNone(@Nullable List<NamedPolicy> policies) {
    return policies == null ? List.of() : policies;
  }

  /** Returns the effect that the policies of one kind have on the request, or null for none. */
  public @Nullable Effect effectOf(PolicySource source) {
    if (refusals.stream().anyMatch(match -> match.source() == source)) {
      return Effect.DENY;
    }
    return grants.stream().anyMatch(match -> match.source() == source) ? Effect.ALLOW : null;
  }
}
