package io.strongroom.analyzer.formula;

import java.util.ArrayList;
import java.util.List;

/** A formula over claims about a request. Negations stand at claims alone. */
public sealed interface Formula {

  /**
   * A claim about a part of the request.
   *
   * @param subject which part
   * @param claim what is claimed
   */
  record Fact(Subject subject, Claim claim) implements Formula {}

  /**
   * True if all of these are.
   *
   * @param parts any number
   */
  record All(List<Formula> parts) implements Formula {}

  /**
   * True if one of these is.
   *
   * @param parts any number
   */
  record Any(List<Formula> parts) implements Formula {}

  /** Returns a formula that is always true or always false. */
  static Formula of(boolean truth) {
    return truth ? new All(List.of()) : new Any(List.of());
  }

  /** Returns the formula that all of these are true, simplified. */
  static Formula all(List<Formula> parts) {
    List<Formula> kept = new ArrayList<>();
    for (Formula part : parts) {
      switch (part) {
        case All(List<Formula> inner) -> kept.addAll(inner);
        case Any(List<Formula> inner) when inner.isEmpty() -> {
          return of(false);
        }
        default -> kept.add(part);
      }
    }
    return kept.size() == 1 ? kept.getFirst() : new All(List.copyOf(kept));
  }

  /** Returns the formula that one of these is true, simplified. */
  static Formula any(List<Formula> parts) {
    List<Formula> kept = new ArrayList<>();
    for (Formula part : parts) {
      switch (part) {
        case Any(List<Formula> inner) -> kept.addAll(inner);
        case All(List<Formula> inner) when inner.isEmpty() -> {
          return of(true);
        }
        default -> kept.add(part);
      }
    }
    return kept.size() == 1 ? kept.getFirst() : new Any(List.copyOf(kept));
  }

  /** Returns the opposite. */
  default Formula not() {
    return switch (this) {
      case Fact(Subject subject, Claim claim) -> new Fact(subject, claim.not());
      case All(List<Formula> parts) -> any(parts.stream().map(Formula::not).toList());
      case Any(List<Formula> parts) -> all(parts.stream().map(Formula::not).toList());
    };
  }
}
