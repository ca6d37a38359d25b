package io.strongroom.analyzer;

import io.strongroom.analyzer.encode.Encoder;
import io.strongroom.analyzer.formula.AddressSet;
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
import io.strongroom.iam.policy.eval.Piece;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes the formula that a request comes from an outsider. */
final class Strangers {
  /** Sorts of callers, the most telling first. */
  static final List<CallerShape> SHAPES =
      List.of(
          CallerShape.USER,
          CallerShape.ROLE_SESSION,
          CallerShape.ANONYMOUS,
          CallerShape.SERVICE,
          CallerShape.ROOT);

  private final Set<String> asked;
  private final Test accounts;
  private final Test ids;
  private final Test namedIds;
  private Test namedSources = texts(Set.of());
  private final Test services;

  /** What an outsider does not have under a condition key. */
  private final Map<String, Test> excluded = new LinkedHashMap<>();

  /** Says who is an outsider to a policy of a resource of {@code owner}'s, if that is known. */
  Strangers(PolicyDocument policy, Outsiders outsiders, @Nullable AccountId owner) {
    asked =
        ContextKeys.of(List.of(policy)).stream()
            .map(key -> key.toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    List<String> known = new ArrayList<>();
    if (owner != null) {
      known.add(owner.digits());
    }
    List<Pattern> knownIds = new ArrayList<>();
    List<String> knownServices = new ArrayList<>();
    switch (outsiders) {
      case Outsiders.Unnamed _ -> {
        Literals literals = Literals.of(policy);
        literals
            .ids()
            .forEach(
                id -> knownIds.addAll(List.of(Pattern.exact(id), Pattern.beginningWith(id + ":"))));
        knownServices.addAll(literals.services());
        knownServices.addAll(literals.values("aws:principalservicename"));
        knownServices.addAll(literals.values("aws:principalservicenameslist"));
        namedIds = texts(literals.values("aws:userid"));
        excludeNamed(literals, known);
        known.addAll(literals.accounts());
      }
      case Outsiders.Beyond beyond -> {
        beyond.accounts().forEach(account -> known.add(account.digits()));
        namedIds = texts(Set.of());
        excludeOrganizations(beyond.organizations());
        excludeSources(known, List.of());
        if (!beyond.networks().isEmpty()) {
          excluded.put("aws:sourceip", new Test.Addresses(new AddressSet(beyond.networks())));
        }
      }
    }
    accounts = new Test.Within(Language.ofTexts(known));
    ids = new Test.Within(Language.of(knownIds));
    services = new Test.Within(Language.ofTexts(knownServices));
  }

  private void excludeNamed(Literals literals, List<String> owner) {
    List<String> organizations = new ArrayList<>(literals.organizations());
    organizations.addAll(literals.values("aws:principalorgid"));
    organizations.addAll(literals.values("aws:sourceorgid"));
    organizations.add(PublicAccess.ORGANIZATION_OF_OWNER);
    excludeOrganizations(organizations);
    List<String> sources = new ArrayList<>(owner);
    sources.addAll(literals.sourceAccounts());
    sources.addAll(literals.values("aws:sourceaccount"));
    excludeSources(sources, literals.values("aws:sourcearn"));
    for (String key : List.of("aws:sourcevpc", "aws:sourcevpce")) {
      excluded.put(key, texts(literals.values(key)));
    }
  }

  private void excludeOrganizations(Collection<String> organizations) {
    List<Pattern> paths = new ArrayList<>();
    for (String organization : organizations) {
      paths.add(Pattern.exact(organization));
      paths.add(Pattern.beginningWith(organization + "/"));
    }
    for (String whose : List.of("aws:principal", "aws:source")) {
      excluded.put(whose + "orgid", texts(organizations));
      excluded.put(whose + "orgpaths", new Test.Within(Language.of(paths)));
    }
  }

  private void excludeSources(Collection<String> sources, Collection<String> named) {
    List<Pattern> arns = new ArrayList<>();
    for (String account : sources) {
      Piece fields = new Piece.Plain("arn:*:*:*:" + account + ":*");
      arns.add(Objects.requireNonNull(Pattern.arn(List.of(fields), _ -> null)));
    }
    namedSources = texts(named);
    excluded.put("aws:sourceaccount", texts(sources));
    excluded.put("aws:sourcearn", new Test.Within(Language.of(arns)));
  }

  /** Returns that the request comes from an outsider, as far as the policy could tell. */
  Formula formula(Encoder encoder) {
    CallerShape shape = encoder.shape();
    List<Formula> parts = new ArrayList<>();
    if (shape.hasAccount()) {
      parts.add(new Fact(CallerText.ACCOUNT, Claim.that(accounts).not()));
    }
    if (shape == CallerShape.USER || shape == CallerShape.ROLE_SESSION) {
      parts.add(new Fact(CallerText.USER_ID, Claim.that(ids).not()));
      parts.add(new Fact(CallerText.USER_ID, Claim.that(namedIds).not()));
    }
    if (shape == CallerShape.SERVICE) {
      parts.add(new Fact(CallerText.ARN, Claim.that(services).not()));
    }
    excluded.forEach((key, test) -> parts.add(none(encoder, key, test)));
    parts.add(none(encoder, "aws:sourcearn", namedSources));
    return Formula.all(parts);
  }

  /** Returns that no value under a key is such, if the policy asks for the key at all. */
  private Formula none(Encoder encoder, String key, Test test) {
    return asked.contains(key)
        ? encoder.about(key, new Claim(test, true, true, true, Blank.TESTED))
        : Formula.of(true);
  }

  /** What differs from a name in case alone is no stranger's, and nothing is named by no text. */
  private static Test texts(Collection<String> texts) {
    List<Pattern> patterns = new ArrayList<>();
    patterns.add(Pattern.exact(""));
    texts.forEach(text -> patterns.add(Pattern.exact(text)));
    return new Test.Within(Language.ignoringCase(patterns));
  }
}
