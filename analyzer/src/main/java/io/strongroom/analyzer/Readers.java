package io.strongroom.analyzer;

import io.strongroom.analyzer.encode.Encoder;
import io.strongroom.analyzer.encode.Scope;
import io.strongroom.analyzer.formula.Claim;
import io.strongroom.analyzer.formula.Claim.Blank;
import io.strongroom.analyzer.formula.Formula;
import io.strongroom.analyzer.formula.Formula.Fact;
import io.strongroom.analyzer.formula.Subject.CallerText;
import io.strongroom.analyzer.formula.Test;
import io.strongroom.analyzer.solve.CallerShape;
import io.strongroom.analyzer.text.Language;
import io.strongroom.analyzer.text.Pattern;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.policy.PolicyDocument;
import io.strongroom.iam.policy.eval.ContextKeys;
import io.strongroom.iam.policy.eval.Evaluator;
import io.strongroom.iam.policy.eval.Piece;
import io.strongroom.iam.policy.eval.PolicySets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks who can read a secret, or use a key: whether somebody can always do it, never, or only where
 * conditions hold. Policies of organizations and of sessions are not asked, nor grants of keys.
 *
 * <p>Source: IAM User Guide, "Policy evaluation logic"; what each name of a caller is worth stands
 * in {@link Evaluator} too, which is asked about every witness.
 */
public final class Readers {
  private static final String TAG = "aws:principaltag/";
  private static final Set<String> RECOVERY =
      Set.of("secretsmanager:putresourcepolicy", "secretsmanager:deleteresourcepolicy");

  private final Asker asker;
  private final Wanted wanted;
  private final Limits limits;
  private final PolicySets sets;
  private final CallerShape shape;
  private final boolean crossAccount;

  private final Map<String, Optional<String>> known = new HashMap<>();
  private final List<PolicyDocument> identity;
  private final @Nullable PolicyDocument boundary;
  private final @Nullable PolicyDocument resource;

  private Readers(Asker asker, Governing policies, Wanted wanted, Limits limits) {
    this.asker = asker;
    this.wanted = wanted;
    this.limits = limits;
    this.sets = policies.sets();
    this.shape =
        switch (asker) {
          case Asker.User _ -> CallerShape.USER;
          case Asker.Role _ -> CallerShape.ROLE_SESSION;
          case Asker.Root _ -> CallerShape.ROOT;
        };
    AccountId owner = Proof.owner(wanted.resource());
    this.crossAccount = owner != null && !owner.equals(asker.account());
    learn(ContextKeys.of(policies.policies()));
    this.identity = policies.identity().stream().map(part -> filled(part)).toList();
    this.boundary = policies.boundary() == null ? null : filled(policies.boundary());
    this.resource = policies.resource() == null ? null : filled(policies.resource());
  }

  /**
   * Asks whether somebody can do something.
   *
   * @param asker who
   * @param policies what bears on it
   * @param wanted what
   * @param limits what each of two proofs may take
   * @throws IllegalArgumentException if a policy is of a kind that has no place where it stands
   */
  public static Access ask(Asker asker, Governing policies, Wanted wanted, Limits limits) {
    Readers readers = new Readers(asker, policies, wanted, limits);
    return switch (readers.ask(true)) {
      case Answer.No _ -> new Access.Never();
      case Answer.Unknown(String reason) -> new Access.Unknown(reason);
      case Answer.Yes(Witness witness) -> {
        Answer refused = readers.ask(false);
        yield refused instanceof Answer.No
            ? new Access.Always(witness)
            : new Access.Sometimes(witness, refused);
      }
    };
  }

  /** Gathers what is known of the requests under the condition keys that are asked for. */
  private void learn(Set<String> asked) {
    for (String name : asked) {
      String key = name.toLowerCase(Locale.ROOT);
      String value = wanted.keys().get(key);
      if (value != null) {
        known.put(key, Optional.of(value));
      } else if (key.startsWith(TAG) && !(asker instanceof Asker.Role)) {
        known.put(key, Optional.ofNullable(tag(key.substring(TAG.length()))));
      }
    }
  }

  private @Nullable String tag(String key) {
    return asker instanceof Asker.User user ? user.tags().get(key) : null;
  }

  private PolicyDocument filled(Governing.Part part) {
    Map<String, Optional<String>> all = new HashMap<>(known);
    all.put("aws:principalaccount", Optional.of(asker.account().digits()));
    all.put("aws:principalarn", Optional.of(asker.arn()));
    switch (asker) {
      case Asker.User(var user, _) -> {
        all.put("aws:userid", Optional.of(user.id()));
        all.put("aws:username", Optional.of(user.name()));
      }
      case Asker.Role _ -> all.put("aws:username", Optional.empty());
      case Asker.Root root -> {
        all.put("aws:userid", Optional.of(root.account().digits()));
        all.put("aws:username", Optional.empty());
      }
    }
    return Filled.in(part.policy(), all);
  }

  private Answer ask(boolean allowed) {
    List<PolicyDocument> all = new ArrayList<>(identity);
    if (boundary != null) {
      all.add(boundary);
    }
    if (resource != null) {
      all.add(resource);
    }
    Proof proof =
        new Proof(
            all,
            wanted.resource(),
            Map.of(),
            witness -> Evaluator.judge(witness.request(), sets).isAllowed() == allowed,
            limits);
    return proof.ask(
        List.of(shape),
        encoder ->
            Formula.all(
                List.of(request(encoder), allowed ? allowed(encoder) : allowed(encoder).not())));
  }

  private Formula request(Encoder encoder) {
    List<Formula> facts = new ArrayList<>();
    facts.add(Scope.action(wanted.action().text()));
    facts.add(Scope.resource(wanted.resource()));
    facts.add(is(CallerText.ACCOUNT, asker.account().digits()));
    facts.add(is(CallerText.ARN, asker.arn()));
    switch (asker) {
      case Asker.User(var user, _) -> {
        facts.add(is(CallerText.USER_ID, user.id()));
        facts.add(is(CallerText.USER_NAME, user.name()));
      }
      case Asker.Role role -> facts.add(isSessionOf(role.id()));
      case Asker.Root _ -> {}
    }
    known.forEach((key, value) -> facts.add(encoder.about(key, has(value))));
    return Formula.all(facts);
  }

  /** Returns that a text of a caller is this one. */
  static Formula is(CallerText text, String value) {
    return new Fact(text, Claim.that(new Test.Within(Language.ofTexts(List.of(value)))));
  }

  /** Returns that the caller is a session of the role of an id. */
  static Formula isSessionOf(String roleId) {
    Piece pattern = new Piece.Plain(roleId + ":*");
    Pattern sessions = Objects.requireNonNull(Pattern.like(List.of(pattern), _ -> null));
    return new Fact(
        CallerText.USER_ID, Claim.that(new Test.Within(Language.of(List.of(sessions)))));
  }

  private static Claim has(Optional<String> value) {
    Test test = new Test.Within(Language.ofTexts(value.stream().toList()));
    return new Claim(test, false, true, value.isEmpty(), Blank.TESTED);
  }

  private Formula allowed(Encoder encoder) {
    Formula granted =
        crossAccount
            ? Formula.all(List.of(byIdentity(encoder), byResource(encoder)))
            : inOneAccount(encoder);
    return Formula.all(List.of(refused(encoder).not(), granted));
  }

  private Formula refused(Encoder encoder) {
    List<Formula> refused = new ArrayList<>();
    identity.forEach(policy -> refused.add(encoder.refused(policy)));
    if (boundary != null) {
      refused.add(encoder.refused(boundary));
    }
    if (resource != null && !isRecovery()) {
      refused.add(encoder.refused(resource));
    }
    return Formula.any(refused);
  }

  /** Nothing keeps the root of an account from replacing the policy of a secret of its own. */
  private boolean isRecovery() {
    return asker instanceof Asker.Root
        && !crossAccount
        && RECOVERY.contains(wanted.action().text().toLowerCase(Locale.ROOT));
  }

  private Formula inOneAccount(Encoder encoder) {
    PolicyDocument policy = resource;
    boolean necessary = policy != null && policy.kind().isNecessary();
    if (policy == null) {
      return byIdentity(encoder);
    }
    Formula byAccount = necessary ? encoder.granted(Levels.ofAccounts(policy)) : Formula.of(true);
    return Formula.any(
        List.of(
            encoder.granted(Levels.enoughAlone(policy)),
            Formula.all(List.of(encoder.granted(Levels.ofRoles(policy)), limit(encoder))),
            Formula.all(List.of(byAccount, byIdentity(encoder)))));
  }

  private Formula byResource(Encoder encoder) {
    return resource == null ? Formula.of(false) : encoder.granted(resource);
  }

  private Formula byIdentity(Encoder encoder) {
    if (asker instanceof Asker.Root) {
      return Formula.of(true);
    }
    List<Formula> granted = identity.stream().map(encoder::granted).toList();
    return Formula.all(List.of(Formula.any(granted), limit(encoder)));
  }

  private Formula limit(Encoder encoder) {
    return boundary == null ? Formula.of(true) : encoder.granted(boundary);
  }
}
