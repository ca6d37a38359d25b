package io.strongroom.analyzer;

import io.strongroom.analyzer.encode.Encoder;
import io.strongroom.analyzer.encode.Scope;
import io.strongroom.analyzer.formula.Claim;
import io.strongroom.analyzer.formula.Formula;
import io.strongroom.analyzer.formula.Subject.CallerText;
import io.strongroom.analyzer.formula.Test;
import io.strongroom.analyzer.solve.CallerShape;
import io.strongroom.analyzer.text.Language;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.policy.PolicyDocument;
import io.strongroom.iam.policy.PrincipalPattern;
import io.strongroom.iam.policy.Statement;
import io.strongroom.iam.policy.Statement.Effect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks whom from outside of the account the policy of a resource lets in: each whom it names, and
 * whether there are others. Of their own accounts it takes for granted that they allow everything.
 */
public final class Outside {
  private static final String ORGANIZATION = "aws:principalorgid";
  private static final Set<CallerShape> OF_ACCOUNT =
      Set.of(CallerShape.USER, CallerShape.ROLE_SESSION, CallerShape.ROOT);

  private final PolicyDocument policy;
  private final Wanted wanted;
  private final @Nullable AccountId owner;
  private final Literals literals;
  private final Proof proof;
  private final Map<String, Group> groups = new LinkedHashMap<>();

  private Outside(PolicyDocument policy, Wanted wanted, Limits limits) {
    this.policy = policy;
    this.wanted = wanted;
    this.owner = Proof.owner(wanted.resource());
    this.literals = Literals.of(policy);
    this.proof =
        new Proof(
            List.of(policy),
            wanted.resource(),
            Map.of(),
            witness -> Replay.grants(policy, witness),
            limits);
  }

  /** Of what sort those are who may be let in. */
  public enum Sort {
    /** An account: whomever in it its own policies let. */
    ACCOUNT,
    /** Those of an account who are not named one by one. */
    OTHERS_OF_ACCOUNT,
    /** A user. */
    USER,
    /** All sessions of a role. */
    ROLE,
    /** One session of a role. */
    SESSION,
    /** A user or a role by its unique id. */
    UNIQUE_ID,
    /** A service. */
    SERVICE,
    /** Accounts of an organization. */
    ORGANIZATION,
    /** Somebody who is none of the others, by way of conditions. */
    OTHERS,
    /** Everybody, as far as conditions hold. */
    EVERYBODY
  }

  /**
   * Somebody outside.
   *
   * @param sort of what sort
   * @param name an account, an ARN, an id or a service; empty where there is none
   * @param answer whether they are let in
   */
  public record Named(Sort sort, String name, Answer answer) {}

  private record Group(
      Sort sort, String name, Set<CallerShape> shapes, Function<Encoder, Formula> members) {
    Formula holds(Encoder encoder) {
      return shapes.contains(encoder.shape()) ? members.apply(encoder) : Formula.of(false);
    }
  }

  /**
   * Asks whom the policy lets do something.
   *
   * @param policy the policy of the resource
   * @param wanted what is to be done; its condition keys are left open
   * @param limits what all the proofs together may take
   * @return those who may be; without those of whom it was proved that they are not
   */
  public static List<Named> ask(PolicyDocument policy, Wanted wanted, Limits limits) {
    return new Outside(policy, wanted, limits).run();
  }

  private List<Named> run() {
    gather();
    List<Named> found = new ArrayList<>();
    for (Group group : groups.values()) {
      Answer answer = ask(group::holds);
      if (answer.mayBe()) {
        found.add(new Named(group.sort(), group.name(), answer));
      }
    }
    Strangers strangers = new Strangers(policy, new Outsiders.Unnamed(), owner);
    Answer everybody = ask(strangers::formula);
    if (everybody instanceof Answer.Yes) {
      found.add(new Named(Sort.EVERYBODY, "", everybody));
      return found;
    }
    Answer others = ask(this::isNoneOfThose);
    if (others.mayBe()) {
      found.add(new Named(Sort.OTHERS, "", others));
    }
    return found;
  }

  private Answer ask(Function<Encoder, Formula> who) {
    return proof.ask(
        Strangers.SHAPES,
        encoder ->
            Formula.all(
                List.of(
                    Scope.action(wanted.action().text()),
                    Scope.resource(wanted.resource()),
                    isOutside(encoder),
                    who.apply(encoder),
                    encoder.allowed(policy))));
  }

  private Formula isOutside(Encoder encoder) {
    return owner == null || !encoder.shape().hasAccount()
        ? Formula.of(true)
        : Readers.is(CallerText.ACCOUNT, owner.digits()).not();
  }

  private Formula isNoneOfThose(Encoder encoder) {
    return Formula.all(groups.values().stream().map(group -> group.holds(encoder).not()).toList());
  }

  private void gather() {
    for (Statement statement : policy.statements()) {
      if (statement.effect() == Effect.ALLOW) {
        statement.principals().patterns().forEach(this::add);
      }
    }
    List<Group> named = List.copyOf(groups.values());
    for (String account : literals.accounts()) {
      if (!groups.containsKey(account) && (owner == null || !owner.digits().equals(account))) {
        add(
            Sort.OTHERS_OF_ACCOUNT,
            account,
            OF_ACCOUNT,
            encoder -> {
              List<Formula> parts = new ArrayList<>();
              parts.add(Readers.is(CallerText.ACCOUNT, account));
              named.forEach(group -> parts.add(group.holds(encoder).not()));
              return Formula.all(parts);
            });
      }
    }
    for (String organization : literals.values(ORGANIZATION)) {
      Claim claim = Claim.that(new Test.Within(Language.ofTexts(List.of(organization))));
      add(
          Sort.ORGANIZATION,
          organization,
          Set.copyOf(Strangers.SHAPES),
          encoder -> encoder.about(ORGANIZATION, claim));
    }
  }

  private void add(PrincipalPattern pattern) {
    switch (pattern) {
      case PrincipalPattern.Everyone _, PrincipalPattern.Federated _ -> {}
      case PrincipalPattern.Account(var account) -> {
        if (!account.equals(owner)) {
          String digits = account.digits();
          add(Sort.ACCOUNT, digits, OF_ACCOUNT, _ -> Readers.is(CallerText.ACCOUNT, digits));
        }
      }
      case PrincipalPattern.Named named -> {
        if (!named.account().equals(owner)) {
          add(named);
        }
      }
      case PrincipalPattern.UniqueId(String id) -> {
        boolean user = id.startsWith("AIDA");
        add(
            Sort.UNIQUE_ID,
            id,
            Set.of(user ? CallerShape.USER : CallerShape.ROLE_SESSION),
            _ -> user ? Readers.is(CallerText.USER_ID, id) : Readers.isSessionOf(id));
      }
      case PrincipalPattern.ServiceName(String name) ->
          add(
              Sort.SERVICE,
              name,
              Set.of(CallerShape.SERVICE),
              _ -> Readers.is(CallerText.ARN, name));
    }
  }

  private void add(PrincipalPattern.Named named) {
    String arn = named.arn();
    switch (named.kind()) {
      case USER ->
          add(Sort.USER, arn, Set.of(CallerShape.USER), _ -> Readers.is(CallerText.ARN, arn));
      case ROLE ->
          add(
              Sort.ROLE,
              arn,
              Set.of(CallerShape.ROLE_SESSION),
              _ -> Readers.is(CallerText.ARN, arn));
      case ASSUMED_ROLE ->
          add(
              Sort.SESSION,
              arn,
              Set.of(CallerShape.ROLE_SESSION),
              _ -> Readers.is(CallerText.SESSION_ARN, arn));
      case FEDERATED_USER -> {}
    }
  }

  private void add(
      Sort sort, String name, Set<CallerShape> shapes, Function<Encoder, Formula> members) {
    groups.putIfAbsent(name, new Group(sort, name, shapes, members));
  }
}
