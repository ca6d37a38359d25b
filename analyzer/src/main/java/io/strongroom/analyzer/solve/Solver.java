package io.strongroom.analyzer.solve;

import io.strongroom.analyzer.formula.Formula;
import io.strongroom.analyzer.formula.Formula.All;
import io.strongroom.analyzer.formula.Formula.Any;
import io.strongroom.analyzer.formula.Formula.Fact;
import io.strongroom.analyzer.formula.Subject;
import io.strongroom.analyzer.formula.Subject.ActionName;
import io.strongroom.analyzer.formula.Subject.CallerText;
import io.strongroom.analyzer.formula.Subject.Resource;
import io.strongroom.analyzer.text.Budget;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a formula can be true. Claims that have to be true are gathered for each part of
 * the request, and values of it are found; of the alternatives, only such are looked at as are not
 * true of these values anyhow. When all of some alternatives fail, the search goes back to the
 * latest choice that had a part in it.
 *
 * <p>Source: Nieuwenhuis, Oliveras and Tinelli, "Solving SAT and SAT Modulo Theories", 2006;
 * Prosser, "Hybrid algorithms for the constraint satisfaction problem", 1993.
 */
public final class Solver {
  private static final int DEEPEST = 2_000;

  /** Up to so many claims, two that contradict each other are looked for, but for callers. */
  private static final int FEW_CLAIMS = 24;

  private final Theory theory;
  private @Nullable Map<Subject, List<String>> solution;
  private @Nullable String open;

  /** What the search came to. */
  public sealed interface Result {

    /**
     * The formula is true of a request.
     *
     * @param model the request
     */
    record Satisfied(Model model) implements Result {}

    /** It is true of none. */
    record Unsatisfiable() implements Result {}

    /**
     * It was not found out.
     *
     * @param reason why, as the end of a sentence
     */
    record Undecided(String reason) implements Result {}
  }

  /** A claim, and the choice that it came with; 0 is none. */
  private record Held(Fact fact, int choice) {}

  /** Alternatives, and the choice that they came with. */
  private record Pending(Any any, int choice) {}

  /** What has to be true after some choices. */
  private static final class State {
    private final Map<Subject, List<Held>> facts = new HashMap<>();
    private final Map<Subject, Map<Subject, List<String>>> found = new HashMap<>();
    private final List<Pending> pending = new ArrayList<>();
    private final Set<Subject> changed = new LinkedHashSet<>();

    State copyWithout(int chosen) {
      State copy = new State();
      facts.forEach((group, held) -> copy.facts.put(group, new ArrayList<>(held)));
      copy.found.putAll(found);
      copy.pending.addAll(pending);
      copy.pending.remove(chosen);
      return copy;
    }

    void hold(Formula formula, int choice) {
      switch (formula) {
        case Fact fact -> {
          Subject group = Theory.group(fact.subject());
          facts.computeIfAbsent(group, _ -> new ArrayList<>()).add(new Held(fact, choice));
          changed.add(group);
        }
        case All(List<Formula> parts) -> parts.forEach(part -> hold(part, choice));
        case Any any -> pending.add(new Pending(any, choice));
      }
    }

    Map<Subject, List<String>> values() {
      Map<Subject, List<String>> values = new HashMap<>();
      found.values().forEach(values::putAll);
      return values;
    }
  }

  private Solver(Theory theory) {
    this.theory = theory;
  }

  /**
   * Decides about callers of one sort.
   *
   * @throws io.strongroom.analyzer.text.OutOfBudgetException if it takes too long
   */
  public static Result solve(Formula formula, CallerShape shape, Budget budget) {
    return new Solver(new Theory(shape, budget)).run(formula);
  }

  private Result run(Formula formula) {
    State state = new State();
    state.changed.addAll(List.of(CallerText.ARN, new ActionName(), new Resource()));
    state.hold(formula, 0);
    BitSet conflict = search(state, 1);
    if (conflict == null && solution != null) {
      return new Result.Satisfied(new Model(theory.shape(), solution));
    }
    return open == null ? new Result.Unsatisfiable() : new Result.Undecided(open);
  }

  /** Returns null if all can be true, else the choices for which it cannot. */
  private @Nullable BitSet search(State state, int choice) {
    if (choice > DEEPEST) {
      open = "its statements are too many";
      return new BitSet();
    }
    BitSet conflict = check(state);
    if (conflict != null) {
      return conflict;
    }
    Map<Subject, List<String>> values = state.values();
    int chosen = next(state, values);
    if (chosen < 0) {
      solution = values;
      return null;
    }
    Pending next = state.pending.get(chosen);
    BitSet all = new BitSet();
    all.set(next.choice());
    for (Formula part : next.any().parts()) {
      theory.budget().take(1 + state.pending.size());
      State child = state.copyWithout(chosen);
      child.hold(part, choice);
      BitSet failed = search(child, choice + 1);
      if (failed == null) {
        return null;
      }
      if (!failed.get(choice)) {
        return failed;
      }
      failed.clear(choice);
      all.or(failed);
    }
    return all;
  }

  /** Returns the place of the first alternatives that are not true yet; -1 if all are. */
  private int next(State state, Map<Subject, List<String>> values) {
    for (int i = 0; i < state.pending.size(); i++) {
      Any any = state.pending.get(i).any();
      theory.budget().take(any.parts().size());
      if (!Model.holds(any, values)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Finds values anew where claims came in; returns the choices that made it impossible, or null.
   */
  private @Nullable BitSet check(State state) {
    for (Subject group : state.changed) {
      List<Held> held = state.facts.getOrDefault(group, List.of());
      Outcome outcome = theory.solve(group, facts(held));
      switch (outcome) {
        case Outcome.Found(var values) -> state.found.put(group, values);
        case Outcome.None _ -> {
          return conflict(group, held);
        }
        case Outcome.Open(String reason) -> {
          open = reason;
          return choices(held);
        }
      }
    }
    state.changed.clear();
    return null;
  }

  private BitSet conflict(Subject group, List<Held> held) {
    boolean quick = !(group instanceof CallerText);
    if (quick && held.size() > 2 && held.size() <= FEW_CLAIMS) {
      Held last = held.getLast();
      for (Held other : held) {
        List<Held> two = List.of(other, last);
        if (theory.solve(group, facts(two)) instanceof Outcome.None) {
          return choices(two);
        }
      }
    }
    return choices(held);
  }

  private static List<Fact> facts(List<Held> held) {
    return held.stream().map(Held::fact).toList();
  }

  private static BitSet choices(List<Held> held) {
    BitSet choices = new BitSet();
    held.forEach(each -> choices.set(each.choice()));
    return choices;
  }
}
