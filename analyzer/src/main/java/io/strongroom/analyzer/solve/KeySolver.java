package io.strongroom.analyzer.solve;

import io.strongroom.analyzer.formula.Claim;
import io.strongroom.analyzer.formula.Claim.Blank;
import io.strongroom.analyzer.formula.Subject;
import io.strongroom.analyzer.formula.Test;
import io.strongroom.analyzer.text.Alphabet;
import io.strongroom.analyzer.text.Budget;
import io.strongroom.analyzer.text.Language;
import io.strongroom.analyzer.text.TextSearch;
import io.strongroom.analyzer.text.TextSearch.Part;
import io.strongroom.analyzer.text.TextSearch.Want;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds the values of one part of a request: of a condition key, the action or the resource. */
final class KeySolver {
  private static final List<String> BLANK = List.of("");

  private final Subject subject;
  private final KeyDomain domain;
  private final Form form;
  private final Budget budget;

  /**
   * What form a text has.
   *
   * @param parts of what parts it consists
   * @param fits whether a text does
   */
  record Form(List<Part> parts, Predicate<String> fits) {
    /** Any text that is not empty. */
    static final Form ANY =
        new Form(List.of(Part.atLeast(Alphabet.OF_TEXTS, 1, 1)), text -> !text.isEmpty());
  }

  private KeySolver(Subject subject, KeyDomain domain, Form form, Budget budget) {
    this.subject = subject;
    this.domain = domain;
    this.form = form;
    this.budget = budget;
  }

  /** Finds values for a condition key. */
  static Outcome key(Subject.Key key, List<Claim> claims, Budget budget) {
    return new KeySolver(key, KeyDomain.of(key.name()), Form.ANY, budget).solve(claims);
  }

  /**
   * Finds a value for what every request has.
   *
   * @param usual values to try first
   * @param form its form
   */
  static Outcome present(
      Subject subject, List<String> usual, Form form, List<Claim> claims, Budget budget) {
    KeyDomain domain = new KeyDomain(false, true, usual);
    return new KeySolver(subject, domain, form, budget).one(claims, false);
  }

  private Outcome solve(List<Claim> claims) {
    boolean absent = claims.stream().allMatch(Claim::ifAbsent);
    Outcome none = new Outcome.Found(Map.of());
    if (absent && !domain.always()) {
      return none;
    }
    Outcome present = domain.many() ? several(claims) : one(claims, true);
    return absent && !(present instanceof Outcome.Found) ? none : present;
  }

  private Outcome one(List<Claim> claims, boolean mayBeBlank) {
    if (mayBeBlank && isBlankGood(claims)) {
      Outcome better = value(claims);
      return better instanceof Outcome.Found ? better : found(BLANK);
    }
    return value(claims);
  }

  private boolean isBlankGood(List<Claim> claims) {
    return claims.stream()
        .allMatch(
            claim ->
                (claim.test().asOpaque() == null || claim.ifBlank() != Blank.TESTED)
                    && claim.holds(BLANK));
  }

  /**
   * Each claim about some value may have a value of its own; those about every value have all. An
   * empty text may be among others; alone it is something else.
   */
  private Outcome several(List<Claim> claims) {
    List<Claim> ofEvery = claims.stream().filter(Claim::every).toList();
    Set<String> values = new LinkedHashSet<>();
    for (Claim some : claims) {
      if (!some.every()) {
        List<Claim> together = new ArrayList<>(ofEvery);
        together.add(some);
        Outcome outcome = value(together);
        if (outcome instanceof Outcome.Found found) {
          values.addAll(found.values().getOrDefault(subject, List.of()));
        } else if (areGood(together, "")) {
          values.add("");
        } else {
          return isBlankGood(claims) ? found(BLANK) : outcome;
        }
      }
    }
    if (values.stream().allMatch(String::isEmpty)) {
      Outcome outcome = value(ofEvery);
      if (!(outcome instanceof Outcome.Found found)) {
        return isBlankGood(claims) ? found(BLANK) : outcome;
      }
      values.addAll(found.values().getOrDefault(subject, List.of()));
    }
    return found(List.copyOf(values));
  }

  /** Finds one value, not empty, that all claims call good. */
  private Outcome value(List<Claim> all) {
    List<Claim> claims = all.stream().filter(claim -> !isAboutBlank(claim)).toList();
    if (contradict(claims)) {
      return new Outcome.None();
    }
    Outcome found = firstGood(domain.usual(), claims);
    if (found == null) {
      found = firstGood(Candidates.of(claims), claims);
    }
    if (found != null) {
      return found;
    }
    if (claims.stream().anyMatch(Candidates::isFew) || areAlike(claims)) {
      return new Outcome.None();
    }
    List<Want> wants = wants(claims);
    List<String> parts = TextSearch.find(form.parts(), wants, budget);
    if (parts == null) {
      return new Outcome.None();
    }
    String text = String.join("", parts);
    return areGood(claims, text)
        ? found(List.of(text))
        : new Outcome.Open("a key is compared as text and as something else");
  }

  private @Nullable Outcome firstGood(Collection<String> candidates, List<Claim> claims) {
    for (String candidate : candidates) {
      budget.take(claims.size());
      if (form.fits().test(candidate) && areGood(claims, candidate)) {
        return found(List.of(candidate));
      }
    }
    return null;
  }

  private static boolean areGood(List<Claim> claims, String value) {
    for (Claim claim : claims) {
      if (!claim.isGood(value)) {
        return false;
      }
    }
    return true;
  }

  /** Tells whether a claim says what another denies, of something that is not known. */
  static boolean contradict(List<Claim> claims) {
    Map<String, Boolean> said = new HashMap<>();
    for (Claim claim : claims) {
      if (claim.test() instanceof Test.Opaque(String name, _)) {
        Boolean before = said.putIfAbsent(name, claim.negated());
        if (before != null && before != claim.negated()) {
          return true;
        }
      }
    }
    return false;
  }

  /** Tells whether a claim says only that a value is not empty. */
  private static boolean isAboutBlank(Claim claim) {
    return claim.negated()
        && claim.test() instanceof Test.Within(Language language)
        && language.isFinite()
        && language.examples().stream().allMatch(String::isEmpty);
  }

  /** Tells whether all claims are about order, or all about addresses: all values were tried. */
  private static boolean areAlike(List<Claim> claims) {
    boolean numbers = false;
    boolean times = false;
    boolean addresses = false;
    boolean others = false;
    for (Claim claim : claims) {
      switch (claim.test()) {
        case Test.Ordered ordered -> {
          numbers |= !ordered.isOfTimes();
          times |= ordered.isOfTimes();
        }
        case Test.Addresses _ -> addresses = true;
        case Test.Within _ -> others = true;
        case Test.Opaque _ -> {}
      }
    }
    return !others && (numbers ? !addresses && !times : times != addresses);
  }

  private static List<Want> wants(List<Claim> claims) {
    List<Want> wants = new ArrayList<>();
    for (Claim claim : claims) {
      Want want = want(claim, 1);
      if (want != null) {
        wants.add(want);
      }
    }
    return wants;
  }

  /** Returns what a claim wants of a text; null if it is no text, or if any text may be good. */
  static @Nullable Want want(Claim claim, int text) {
    return switch (claim.test()) {
      case Test.Within(Language language) -> new Want(language, !claim.negated(), text);
      case Test.Opaque(_, Language most) when !claim.negated() -> new Want(most, true, text);
      default -> null;
    };
  }

  private Outcome found(List<String> values) {
    return new Outcome.Found(Map.of(subject, values));
  }
}
