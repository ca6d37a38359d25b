package io.strongroom.api.iam;

import static io.strongroom.api.shape.OutputStructure.member;

import io.strongroom.api.Call;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputValues;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.api.shape.Shape;
import io.strongroom.core.error.ServiceException;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Arn;
import io.strongroom.iam.policy.PolicyKind;
import io.strongroom.iam.policy.StatementPositions;
import io.strongroom.iam.policy.eval.Action;
import io.strongroom.iam.policy.eval.Caller;
import io.strongroom.iam.policy.eval.CompiledPolicy;
import io.strongroom.iam.policy.eval.ConditionKeys;
import io.strongroom.iam.policy.eval.Evaluator;
import io.strongroom.iam.policy.eval.Explanation;
import io.strongroom.iam.policy.eval.Match;
import io.strongroom.iam.policy.eval.NamedPolicy;
import io.strongroom.iam.policy.eval.PolicySets;
import io.strongroom.iam.policy.eval.RequestContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Simulated requests before policies: each action on each resource, judged by the evaluator that
 * judges real requests (requirement AUZ-2).
 *
 * <p>Source: IAM API Reference, SimulateCustomPolicy and SimulatePrincipalPolicy.
 */
final class Simulation {

  /** The resource of a request that names none. */
  static final String ANYTHING = RequestContext.NO_RESOURCE;

  /**
   * How many policies a request brings at most, each member by itself, and how many actions,
   * resources and context keys. What a page takes is bounded by these and by its own length.
   */
  private static final int MAX_GIVEN = 1_000;

  static final String POLICIES = "PolicyInputList";
  private static final String BOUNDARIES = "PermissionsBoundaryPolicyInputList";

  static final InputMember<List<String>> BOUNDARY_LIST =
      InputMember.optional(BOUNDARIES, Shape.list(Shapes.POLICY_DOCUMENT));
  static final InputMember<List<String>> ACTIONS =
      InputMember.required("ActionNames", Shape.list(Shapes.ACTION_NAME)).shown();
  static final InputMember<List<String>> RESOURCES =
      InputMember.optional("ResourceArns", Shape.list(Shapes.RESOURCE_NAME)).shown();
  static final InputMember<String> RESOURCE_POLICY =
      InputMember.optional("ResourcePolicy", Shapes.POLICY_DOCUMENT);
  static final InputMember<String> OWNER =
      InputMember.optional("ResourceOwner", Shapes.RESOURCE_NAME).shown();
  static final InputMember<String> CALLER =
      InputMember.optional("CallerArn", Shapes.RESOURCE_NAME).shown();
  static final InputMember<String> HANDLING =
      InputMember.optional("ResourceHandlingOption", Shapes.RESOURCE_HANDLING);

  /** The answer of both operations. */
  static final OutputStructure<Pages.Page<ShownDecision>> RESPONSE =
      OutputStructure.of(
          "SimulatePolicyResponse",
          Pages.members(
              member(
                  "EvaluationResults",
                  Shape.list(ShownDecision.SHAPE),
                  Pages.Page<ShownDecision>::items),
              page -> page));

  private final List<SimulatedPolicy> identity;
  private final @Nullable SimulatedPolicy boundary;
  private final @Nullable SimulatedPolicy resource;
  private final Caller caller;
  private final Asked asked;
  private final ConditionKeys keys;
  private final PolicySets sets;
  private final Map<String, List<StatementPositions.Span>> spans = new HashMap<>();

  /** What both operations can be asked; null and empty for what was left out. */
  record Asked(
      List<String> boundaries,
      List<String> actions,
      List<String> resources,
      @Nullable String resourcePolicy,
      @Nullable String owner,
      @Nullable String caller,
      List<ContextEntry> entries,
      Pages.Asked page) {

    static Asked of(InputValues in) {
      return new Asked(
          in.get(BOUNDARY_LIST, List.of()),
          in.require(ACTIONS),
          in.get(RESOURCES, List.of()),
          in.get(RESOURCE_POLICY),
          in.get(OWNER),
          in.get(CALLER),
          in.get(ContextEntry.ALL, List.of()),
          Pages.Asked.of(in));
    }
  }

  /** One action on one resource; null for none. */
  private record Pair(String action, @Nullable String resource) {}

  /**
   * Prepares a simulation.
   *
   * @param identity the policies of who would ask
   * @param bound the boundary of who would ask; the request's own takes its place
   * @throws ServiceException InvalidInput for what is no action, no policy or no account
   */
  Simulation(
      List<SimulatedPolicy> identity, @Nullable SimulatedPolicy bound, Caller caller, Asked asked) {
    requireFew(asked);
    this.identity = List.copyOf(identity);
    this.caller = caller;
    this.asked = asked;
    this.boundary =
        asked.boundaries().isEmpty()
            ? bound
            : SimulatedPolicy.given(BOUNDARIES, PolicyKind.BOUNDARY, asked.boundaries()).getFirst();
    this.resource =
        asked.resourcePolicy() == null
            ? null
            : SimulatedPolicy.given(guardKind(asked), "ResourcePolicy", asked.resourcePolicy());
    this.keys = ContextEntry.keys(asked.entries());
    asked.actions().forEach(Simulation::requireAction);
    this.sets =
        PolicySets.ofIdentity(this.identity.stream().map(this::named).toList())
            .boundedBy(boundary == null ? null : named(boundary))
            .guardedBy(resource == null ? null : named(resource));
  }

  private static void requireFew(Asked asked) {
    if (asked.boundaries().size() > 1) {
      throw Refusals.invalid("There can be only one permissions boundary.");
    }
    if (asked.actions().isEmpty()) {
      throw Refusals.invalid("There must be an action to simulate.");
    }
    requireFew(asked.actions().size());
    requireFew(asked.resources().size());
    requireFew(asked.entries().size());
  }

  /** Refuses longer lists than are simulated at once. */
  static void requireFew(int size) {
    if (size > MAX_GIVEN) {
      throw Refusals.invalid("There can be at most " + MAX_GIVEN + " items in each list.");
    }
  }

  /** Actions are given in full, without wildcards. */
  private static void requireAction(String text) {
    int colon = text.indexOf(':');
    boolean full =
        colon > 0
            && colon < text.length() - 1
            && text.chars().allMatch(c -> c < 0x7f && c > ' ' && "*?\"\\".indexOf(c) < 0)
            && text.indexOf(':', colon + 1) < 0;
    if (!full) {
      throw Refusals.invalid("Invalid action name: " + text);
    }
  }

  /** The policy of a key is necessary, as it is in real requests. */
  private static PolicyKind guardKind(Asked asked) {
    boolean key = asked.resources().stream().anyMatch(Simulation::isKey);
    return key ? PolicyKind.KEY : PolicyKind.RESOURCE;
  }

  private static boolean isKey(String resource) {
    Arn arn = Arn.parse(resource);
    return arn != null && arn.service().equals("kms") && arn.resource().startsWith("key/");
  }

  /** Policies are told apart by where they stand, for two can be called the same. */
  private NamedPolicy named(SimulatedPolicy policy) {
    String place = spans.size() + "\n" + policy.source();
    spans.put(place, StatementPositions.of(policy.text()));
    return new NamedPolicy(place, CompiledPolicy.of(policy.document()));
  }

  /** Judges the requests of the page that is asked for. */
  Pages.Page<ShownDecision> page(Pages pages, String request, Call call) {
    List<Pair> all = new ArrayList<>();
    for (String action : asked.actions()) {
      if (asked.resources().isEmpty()) {
        all.add(new Pair(action, null));
      }
      asked.resources().forEach(arn -> all.add(new Pair(action, arn)));
    }
    return pages.counted(all, asked.page(), request + "\n" + fingerprint(), call).map(this::judge);
  }

  /** What the order of the results depends on. */
  private String fingerprint() {
    return String.join("\n", asked.actions()) + "\n\n" + String.join("\n", asked.resources());
  }

  private ShownDecision judge(Pair pair) {
    String on = Objects.requireNonNullElse(pair.resource(), ANYTHING);
    RequestContext context =
        new RequestContext(caller, Action.of(pair.action()), on, owner(on), keys);
    Explanation why = Evaluator.explain(context, sets);
    return new ShownDecision(
        pair.action(),
        pair.resource(),
        why,
        boundary != null,
        context.isCrossAccount(),
        ShownDecision.deciding(why).stream().map(this::shown).toList());
  }

  private ShownDecision.Matched shown(Match match) {
    String place = match.policy();
    List<StatementPositions.Span> statements = Objects.requireNonNull(spans.get(place));
    return new ShownDecision.Matched(
        place.substring(place.indexOf('\n') + 1), match.source(), statements.get(match.index()));
  }

  /** The account in an ARN owns what it names; else it is the one that was given. */
  private @Nullable AccountId owner(String on) {
    Arn arn = Arn.parse(on);
    if (arn != null && AccountId.isAccountId(arn.account())) {
      return new AccountId(arn.account());
    }
    return asked.owner() == null ? caller.account() : account(asked.owner());
  }

  /** Reads an account, given by its number or by the ARN of its root. */
  private static AccountId account(String text) {
    Arn arn = Arn.parse(text);
    String digits = arn == null ? text : arn.account();
    if (!AccountId.isAccountId(digits)) {
      throw Refusals.invalid("Invalid resource owner: " + text);
    }
    return new AccountId(digits);
  }
}
