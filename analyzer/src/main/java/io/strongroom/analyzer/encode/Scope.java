package io.strongroom.analyzer.encode;

import io.strongroom.analyzer.formula.Claim;
import io.strongroom.analyzer.formula.Formula;
import io.strongroom.analyzer.formula.Formula.Fact;
import io.strongroom.analyzer.formula.Subject.ActionName;
import io.strongroom.analyzer.formula.Subject.Resource;
import io.strongroom.analyzer.formula.Test;
import io.strongroom.analyzer.text.Language;
import io.strongroom.analyzer.text.Pattern;
import java.util.List;
import java.util.Locale;

/** Formulas about what is asked for, and of what. */
public final class Scope {
  private Scope() {}

  /** Returns that the action is one of a service's, whether or not it exists. */
  public static Formula actionsOf(String service) {
    return new Fact(
        new ActionName(), Claim.that(new Test.Within(Texts.actions(List.of(service + ":*")))));
  }

  /** Returns that the action is this one. */
  public static Formula action(String action) {
    return new Fact(new ActionName(), within(List.of(action.toLowerCase(Locale.ROOT))));
  }

  /** Returns that the resource is this one. */
  public static Formula resource(String arn) {
    return new Fact(new Resource(), within(List.of(arn)));
  }

  /** Returns that the resource is a secret. */
  public static Formula anySecret() {
    Language secrets = Language.of(List.of(Pattern.secret()));
    return new Fact(new Resource(), Claim.that(new Test.Within(secrets)));
  }

  private static Claim within(List<String> texts) {
    return Claim.that(new Test.Within(Language.ofTexts(texts)));
  }
}
