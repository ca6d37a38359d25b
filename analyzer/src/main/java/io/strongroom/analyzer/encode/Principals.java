package io.strongroom.analyzer.encode;

import io.strongroom.analyzer.formula.Claim;
import io.strongroom.analyzer.formula.Formula;
import io.strongroom.analyzer.formula.Formula.Fact;
import io.strongroom.analyzer.formula.Subject.CallerText;
import io.strongroom.analyzer.formula.Test;
import io.strongroom.analyzer.solve.CallerShape;
import io.strongroom.analyzer.text.Language;
import io.strongroom.analyzer.text.Pattern;
import io.strongroom.iam.policy.Listing.Sense;
import io.strongroom.iam.policy.PrincipalPattern;
import io.strongroom.iam.policy.PrincipalPattern.Kind;
import io.strongroom.iam.policy.Statement;
import io.strongroom.iam.policy.Statement.Effect;
import java.util.ArrayList;
import java.util.List;

/** Makes formulas of {@code Principal} and {@code NotPrincipal}. */
final class Principals {
  private final Statement statement;
  private final List<PrincipalPattern> patterns;
  private final Kept kept;

  Principals(Statement statement, Kept kept) {
    this.statement = statement;
    this.patterns = statement.principals().patterns();
    this.kept = kept;
  }

  /** Returns that the statement's principals meet a caller of a shape. */
  Formula met(CallerShape shape) {
    boolean everyone = patterns.stream().anyMatch(PrincipalPattern.Everyone.class::isInstance);
    List<Formula> levels = levels(shape);
    Formula listed = Formula.any(List.of(Formula.of(everyone), Formula.any(levels)));
    if (statement.principals().sense() == Sense.THESE) {
      return listed;
    }
    if (statement.effect() == Effect.ALLOW) {
      return listed.not();
    }
    boolean none = levels.isEmpty();
    Formula spared =
        Formula.any(List.of(Formula.of(everyone), none ? Formula.of(false) : Formula.all(levels)));
    return spared.not();
  }

  /** Returns, for each level that a caller of the shape has, that it is listed. */
  private List<Formula> levels(CallerShape shape) {
    return switch (shape) {
      case ROOT -> List.of(account());
      case USER -> List.of(account(), identity(Kind.USER, "AIDA"));
      case ROLE_SESSION ->
          List.of(
              account(),
              identity(Kind.ROLE, "AROA"),
              fact(CallerText.SESSION_ARN, "sessions", named(Kind.ASSUMED_ROLE)));
      case SERVICE -> List.of(fact(CallerText.ARN, "services", services()));
      case FEDERATED -> List.of(fact(CallerText.ARN, "providers", providers()));
      case ANONYMOUS -> List.of();
    };
  }

  private Formula account() {
    List<String> accounts = new ArrayList<>();
    for (PrincipalPattern pattern : patterns) {
      if (pattern instanceof PrincipalPattern.Account(var account)) {
        accounts.add(account.digits());
      }
    }
    return fact(CallerText.ACCOUNT, "accounts", accounts);
  }

  /** A user or a role is listed by its ARN, or by its id, which a session's user id begins with. */
  private Formula identity(Kind kind, String prefix) {
    List<Pattern> ids = new ArrayList<>();
    for (PrincipalPattern pattern : patterns) {
      if (pattern instanceof PrincipalPattern.UniqueId(String id) && id.startsWith(prefix)) {
        ids.add(kind == Kind.USER ? Pattern.exact(id) : Pattern.beginningWith(id + ":"));
      }
    }
    Formula byArn = fact(CallerText.ARN, kind.name(), named(kind));
    return ids.isEmpty()
        ? byArn
        : Formula.any(
            List.of(
                byArn,
                new Fact(CallerText.USER_ID, Claim.that(new Test.Within(Language.of(ids))))));
  }

  private List<String> named(Kind kind) {
    List<String> arns = new ArrayList<>();
    for (PrincipalPattern pattern : patterns) {
      if (pattern instanceof PrincipalPattern.Named named && named.kind() == kind) {
        arns.add(named.arn());
      }
    }
    return arns;
  }

  private List<String> services() {
    List<String> names = new ArrayList<>();
    for (PrincipalPattern pattern : patterns) {
      if (pattern instanceof PrincipalPattern.ServiceName(String name)) {
        names.add(name);
      }
    }
    return names;
  }

  private List<String> providers() {
    List<String> providers = new ArrayList<>();
    for (PrincipalPattern pattern : patterns) {
      if (pattern instanceof PrincipalPattern.Federated(String provider)) {
        providers.add(provider);
      }
    }
    return providers;
  }

  private Formula fact(CallerText text, String aspect, List<String> texts) {
    return texts.isEmpty()
        ? Formula.of(false)
        : new Fact(
            text,
            Claim.that(
                kept.test(statement, aspect, () -> new Test.Within(Language.ofTexts(texts)))));
  }
}
