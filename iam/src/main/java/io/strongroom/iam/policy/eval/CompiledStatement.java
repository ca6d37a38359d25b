package io.strongroom.iam.policy.eval;

import io.strongroom.iam.policy.ActionPattern;
import io.strongroom.iam.policy.Listing;
import io.strongroom.iam.policy.Listing.Sense;
import io.strongroom.iam.policy.PolicyDocument.Version;
import io.strongroom.iam.policy.PrincipalPattern;
import io.strongroom.iam.policy.ResourcePattern;
import io.strongroom.iam.policy.Statement;
import io.strongroom.iam.policy.Statement.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A statement, ready to be asked whether it applies to a request. */
final class CompiledStatement {
  private static final int VARIABLES_FROM_COLON = 5;

  private final int index;
  private final @Nullable String sid;
  private final Effect effect;
  private final Listing<PrincipalPattern> principals;
  private final Sense actionSense;
  private final List<ActionMatcher> actions;
  private final Sense resourceSense;
  private final List<TextPattern> resources;
  private final List<CompiledCondition> conditions;

  /**
   * A pattern over actions.
   *
   * @param service the service in lower case, or null for every service
   * @param name the pattern over names in lower case
   */
  private record ActionMatcher(@Nullable String service, TextPattern name) {
    static ActionMatcher of(ActionPattern pattern) {
      String name = pattern.operation().toLowerCase(Locale.ROOT);
      return new ActionMatcher(
          pattern.isOfAnyService() ? null : pattern.service().toLowerCase(Locale.ROOT),
          TextPattern.of(List.of(new Piece.Plain(name))));
    }

    boolean covers(Action action, Inquiry inquiry) {
      return service == null
          || (service.equals(action.service()) && name.matches(action.name(), inquiry));
    }
  }

  /**
   * Compiles a statement.
   *
   * @param index its place in the policy, from 0
   */
  CompiledStatement(Statement statement, int index, Version version) {
    this.index = index;
    this.sid = statement.sid();
    this.effect = statement.effect();
    this.principals = statement.principals();
    this.actionSense = statement.actions().sense();
    this.actions = statement.actions().patterns().stream().map(ActionMatcher::of).toList();
    this.resourceSense = statement.resources().sense();
    this.resources =
        statement.resources().patterns().stream()
            .map(pattern -> resource(pattern, version))
            .toList();
    this.conditions =
        statement.conditions().stream()
            .map(condition -> CompiledCondition.of(condition, version))
            .toList();
  }

  /** Variables stand only in what follows the fifth colon. */
  private static TextPattern resource(ResourcePattern pattern, Version version) {
    String text = pattern.text();
    int colon = -1;
    for (int i = 0; i < VARIABLES_FROM_COLON; i++) {
      colon = text.indexOf(':', colon + 1);
      if (colon < 0) {
        return TextPattern.inParts(List.of(new Piece.Plain(text)));
      }
    }
    List<Piece> pieces = new ArrayList<>();
    pieces.add(new Piece.Plain(text.substring(0, colon + 1)));
    pieces.addAll(Piece.split(text.substring(colon + 1), version));
    return TextPattern.inParts(pieces);
  }

  Effect effect() {
    return effect;
  }

  int index() {
    return index;
  }

  @Nullable String sid() {
    return sid;
  }

  /**
   * Returns at which levels the statement meets the caller of a request that it applies to; 0 if it
   * does not apply. In a policy without principals every caller is met as one of everyone.
   */
  int applies(Inquiry inquiry) {
    RequestContext context = inquiry.context();
    if (!coversAction(context.action(), inquiry)) {
      return 0;
    }
    int met = principal(context.caller());
    return met != 0 && coversResource(context.resource(), inquiry) && conditionsHold(inquiry)
        ? met
        : 0;
  }

  /** Asks for every condition key of a statement about the request, whatever the others are. */
  void askAll(Inquiry inquiry) {
    RequestContext context = inquiry.context();
    if (coversAction(context.action(), inquiry)
        && principal(context.caller()) != 0
        && coversResource(context.resource(), inquiry)) {
      for (CompiledCondition condition : conditions) {
        boolean _ = condition.holds(inquiry);
      }
    }
  }

  /**
   * A {@code NotPrincipal} of an Allow means everybody but those who are listed at some level; one
   * of a Deny spares only those of whom every level is listed.
   */
  private int principal(Caller caller) {
    int listed = Level.met(principals.patterns(), caller);
    if (principals.sense() == Sense.THESE) {
      return listed;
    }
    int levels = Level.of(caller);
    boolean spared =
        effect == Effect.ALLOW
            ? listed != 0
            : (listed & Level.EVERYONE) != 0 || (listed & levels) == levels;
    return spared ? 0 : Level.EVERYONE;
  }

  private boolean coversAction(Action action, Inquiry inquiry) {
    for (ActionMatcher matcher : actions) {
      if (matcher.covers(action, inquiry)) {
        return actionSense == Sense.THESE;
      }
    }
    return actionSense == Sense.ALL_BUT_THESE;
  }

  private boolean coversResource(String resource, Inquiry inquiry) {
    for (TextPattern pattern : resources) {
      if (pattern.matches(resource, inquiry)) {
        return resourceSense == Sense.THESE;
      }
    }
    return resourceSense == Sense.ALL_BUT_THESE;
  }

  private boolean conditionsHold(Inquiry inquiry) {
    for (CompiledCondition condition : conditions) {
      if (!condition.holds(inquiry)) {
        return false;
      }
    }
    return true;
  }
}
