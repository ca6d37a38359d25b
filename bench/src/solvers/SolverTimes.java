import com.microsoft.z3.Context;
import com.microsoft.z3.Params;
import com.microsoft.z3.Solver;
import com.microsoft.z3.Status;
import dk.brics.automaton.Automaton;
import dk.brics.automaton.BasicAutomata;
import dk.brics.automaton.BasicOperations;
import io.strongroom.analyzer.text.Alphabet;
import io.strongroom.analyzer.text.Budget;
import io.strongroom.analyzer.text.Language;
import io.strongroom.analyzer.text.OutOfBudgetException;
import io.strongroom.analyzer.text.Pattern;
import io.strongroom.analyzer.text.TextSearch;
import io.strongroom.analyzer.text.TextSearch.Part;
import io.strongroom.analyzer.text.TextSearch.Want;
import io.strongroom.iam.policy.eval.Piece;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Puts one question to the search of the analyzer, to an automata library and to Z3: is there a
 * text that matches one of some patterns, and none of others? That is what proofs about policies
 * ask most.
 */
final class SolverTimes {
  private static final Duration LIMIT = Duration.ofSeconds(2);
  private static final String[] TEAMS = {"payments", "search", "mobile", "billing", "ops"};

  /** Patterns of which a text matches one, and patterns of which it matches none. */
  private record Problem(List<String> inside, List<String> outside) {}

  private SolverTimes() {}

  public static void main(String[] arguments) throws InterruptedException {
    String solver = arguments[0];
    String size = arguments[1];
    int rounds = Integer.parseInt(arguments[2]);
    Function<Problem, Boolean> solving =
        switch (solver) {
          case "own" -> SolverTimes::own;
          case "automata" -> SolverTimes::automata;
          default -> SolverTimes::z3;
        };
    Function<Random, Problem> problems =
        switch (size) {
          case "1+1" -> random -> roles(random, 1, 1);
          case "5+20" -> random -> roles(random, 5, 20);
          case "50+100" -> random -> roles(random, 50, 100);
          default -> SolverTimes::growing;
        };
    ExecutorService apart = Executors.newCachedThreadPool(SolverTimes::daemon);
    run(solver, size, rounds, problems, solving, apart);
    System.exit(0);
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    return thread;
  }

  private static Problem roles(Random random, int inside, int outside) {
    return new Problem(roles(random, inside), roles(random, outside));
  }

  private static List<String> roles(Random random, int count) {
    List<String> roles = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String account =
          random.nextInt(4) == 0 ? "*" : String.valueOf(100_000_000_000L + random.nextInt(9));
      String name =
          TEAMS[random.nextInt(TEAMS.length)]
              + (random.nextBoolean() ? "-*" : "-" + random.nextInt(9));
      roles.add("arn:aws:iam::" + account + ":role/" + (random.nextInt(3) == 0 ? "*" : "") + name);
    }
    return roles;
  }

  /**
   * A deterministic automaton of such a pattern remembers which of the last characters were an a.
   */
  private static Problem growing(Random random) {
    return new Problem(
        List.of("*a" + "?".repeat(14 + random.nextInt(4))), List.of("*b" + "?".repeat(12), "*c*"));
  }

  private static void run(
      String solver,
      String size,
      int rounds,
      Function<Random, Problem> problems,
      Function<Problem, Boolean> solving,
      ExecutorService apart)
      throws InterruptedException {
    StringBuilder said = new StringBuilder();
    List<Long> nanos = new ArrayList<>();
    for (int i = -rounds; i < rounds; i++) {
      Problem problem = problems.apply(new Random(i));
      long start = System.nanoTime();
      Boolean answer = answer(solving, problem, apart);
      if (i >= 0) {
        said.append(answer == null ? '-' : answer ? 'y' : 'n');
        nanos.add(System.nanoTime() - start);
      }
    }
    long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    System.out.printf(
        Locale.ROOT,
        "%-8s %-9s %10d %10d  %s%n",
        size,
        solver,
        sorted[sorted.length / 2] / 1000,
        sorted[sorted.length * 99 / 100] / 1000,
        said);
  }

  /** Returns null if it takes too long; what cannot be stopped goes on in its own thread. */
  private static Boolean answer(
      Function<Problem, Boolean> solver, Problem problem, ExecutorService apart)
      throws InterruptedException {
    Future<Boolean> future = apart.submit(() -> solver.apply(problem));
    try {
      return future.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      future.cancel(true);
      return null;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Boolean own(Problem problem) {
    List<Part> form = List.of(Part.atLeast(Alphabet.OF_TEXTS, 1, 1));
    List<Want> wants =
        List.of(
            new Want(language(problem.inside()), true, 1),
            new Want(language(problem.outside()), false, 1));
    try {
      return TextSearch.find(form, wants, new Budget(LIMIT, 256L << 20)) != null;
    } catch (OutOfBudgetException e) {
      return null;
    }
  }

  private static Language language(List<String> patterns) {
    return Language.of(
        patterns.stream()
            .map(text -> Pattern.like(List.of(new Piece.Plain(text)), _ -> null))
            .toList());
  }

  private static Boolean automata(Problem problem) {
    Automaton inside = automaton(problem.inside());
    return !inside.minus(automaton(problem.outside())).isEmpty();
  }

  private static Automaton automaton(List<String> patterns) {
    return BasicOperations.union(patterns.stream().map(SolverTimes::automaton).toList());
  }

  private static Automaton automaton(String pattern) {
    List<Automaton> parts = new ArrayList<>();
    for (char c : pattern.toCharArray()) {
      parts.add(
          c == '*'
              ? BasicAutomata.makeAnyString()
              : c == '?' ? BasicAutomata.makeAnyChar() : BasicAutomata.makeChar(c));
    }
    return BasicOperations.concatenate(parts);
  }

  private static Boolean z3(Problem problem) {
    try (Context context = new Context()) {
      Solver solver = context.mkSolver();
      Params parameters = context.mkParams();
      parameters.add("timeout", (int) LIMIT.toMillis());
      solver.setParameters(parameters);
      solver.fromString(
          "(declare-const text String)(assert (str.in_re text "
              + union(problem.inside())
              + "))(assert (not (str.in_re text "
              + union(problem.outside())
              + ")))");
      Status status = solver.check();
      return status == Status.UNKNOWN ? null : status == Status.SATISFIABLE;
    }
  }

  private static String union(List<String> patterns) {
    List<String> all = patterns.stream().map(SolverTimes::expression).toList();
    return all.size() == 1 ? all.getFirst() : "(re.union " + String.join(" ", all) + ")";
  }

  private static String expression(String pattern) {
    StringBuilder parts = new StringBuilder();
    for (String part : pattern.splitWithDelimiters("[*?]", 0)) {
      parts.append(
          switch (part) {
            case "" -> "";
            case "*" -> " re.all";
            case "?" -> " re.allchar";
            default -> " (str.to_re \"" + part + "\")";
          });
    }
    return "(re.++" + parts + " (str.to_re \"\"))";
  }
}
