package io.strongroom.functions;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The interpreters of python, node and Java that are installed here.
 *
 * <p>A runtime gets the version that it names. Where that is not installed it gets the next newer
 * one, else, but for Java, the newest there is, and the function's log says so: a rotation that
 * runs on another minor version is worth more than one that does not run.
 */
public final class Interpreters {
  private static final Pattern RUNTIME =
      Pattern.compile("(?:(python)(3\\.\\d{1,2})|(nodejs)(\\d{1,2})\\.x|(java)(\\d{1,2}))");

  private static final int NEWEST_PYTHON = 20;
  private static final int NEWEST_NODE = 40;

  /**
   * Prints what {@link Interpreter} holds. What is on a path may be a script that looks further.
   */
  private static final String ASK_PYTHON =
      "import sys; print('|'.join(['%d.%d' % sys.version_info[:2], sys.executable,"
          + " sys.prefix, sys.base_prefix]))";

  private static final String ASK_NODE =
      "console.log([process.versions.node.split('.')[0], process.execPath].join('|'))";

  private static final Pattern JAVA_VERSION = Pattern.compile("version \"(\\d+)");

  private final Programs programs;
  private final Map<String, Path> chosen;
  private final Sandbox sandbox;
  private final Map<String, Optional<Interpreter>> found = new ConcurrentHashMap<>();

  /** Why interpreters that are installed cannot be used, the last of each runtime. */
  private final Map<String, String> hindrances = new ConcurrentHashMap<>();

  /**
   * @param path where to look for interpreters; only directories that the operator trusts
   * @param chosen the interpreters of some runtimes, such as a python of a virtual environment that
   *     has an SDK and a database driver, by the name of the runtime
   */
  public Interpreters(List<Path> path, Map<String, Path> chosen) {
    this(new Programs(path), Map.copyOf(chosen), Unconfined.find(new Programs(List.of())));
  }

  private Interpreters(Programs programs, Map<String, Path> chosen, Sandbox sandbox) {
    this.programs = programs;
    this.chosen = chosen;
    this.sandbox = sandbox;
  }

  /** Returns the same interpreters without those that cannot be read from inside a sandbox. */
  Interpreters within(Sandbox inside) {
    return new Interpreters(programs, chosen, inside);
  }

  /** Tells whether {@code runtime} is one that can be run, if its interpreter is installed. */
  public static boolean isKnown(String runtime) {
    return isProvided(runtime) || RUNTIME.matcher(runtime).matches();
  }

  /** Tells whether functions of {@code runtime} bring the program that runs them. */
  static boolean isProvided(String runtime) {
    return runtime.matches("provided(\\.al2(023)?)?");
  }

  /**
   * Returns what keeps functions of {@code runtime} from running, in one line that names what is
   * missing, or null if nothing does. The first question about a runtime takes as long as its
   * interpreters take to start.
   */
  public @Nullable String missing(String runtime) {
    if (isProvided(runtime) || find(runtime).isPresent()) {
      return null;
    }
    if (!isKnown(runtime)) {
      return "there is no runtime " + runtime;
    }
    String hindrance = hindrances.get(runtime);
    return "no interpreter for "
        + runtime
        + (hindrance == null
            ? " is installed in " + programs.path()
            : " can be used: " + hindrance);
  }

  /** Returns the interpreter of {@code runtime}. */
  Optional<Interpreter> find(String runtime) {
    Matcher matcher = RUNTIME.matcher(runtime);
    // Names come from functions; only so many exist.
    return matcher.matches()
        ? found.computeIfAbsent(runtime, name -> search(name, matcher))
        : Optional.empty();
  }

  private Optional<Interpreter> search(String runtime, Matcher matcher) {
    Path choice = chosen.get(runtime);
    if (matcher.group(1) != null) {
      Stream<Path> all = choice == null ? pythons(matcher.group(2)) : Stream.of(choice);
      return best(usable(runtime, all.map(Interpreters::askPython)), matcher.group(2), true);
    }
    if (matcher.group(3) != null) {
      Stream<Path> all = choice == null ? nodes(matcher.group(4)) : Stream.of(choice);
      return best(usable(runtime, all.map(Interpreters::askNode)), matcher.group(4), true);
    }
    Stream<Path> all = choice == null ? named(Stream.of("java")) : Stream.of(choice);
    return best(usable(runtime, all.map(Interpreters::askJava)), matcher.group(6), false);
  }

  private Stream<Interpreter> usable(String runtime, Stream<Optional<Interpreter>> installed) {
    return installed.flatMap(Optional::stream).filter(each -> isUsable(runtime, each));
  }

  private boolean isUsable(String runtime, Interpreter interpreter) {
    String hindrance = sandbox.hindrance(interpreter.executable());
    if (hindrance != null) {
      hindrances.put(runtime, hindrance);
    }
    return hindrance == null;
  }

  private Stream<Path> pythons(String version) {
    Stream<String> older =
        Stream.iterate(NEWEST_PYTHON, minor -> minor >= 6, minor -> minor - 1)
            .map(minor -> "python3." + minor);
    return named(Stream.concat(Stream.of("python" + version, "python3"), older));
  }

  private Stream<Path> nodes(String version) {
    Stream<String> older =
        Stream.iterate(NEWEST_NODE, major -> major >= 12, major -> major - 1)
            .map(major -> "node" + major);
    return named(Stream.concat(Stream.of("node" + version, "node", "nodejs"), older));
  }

  private Stream<Path> named(Stream<String> names) {
    return names.distinct().flatMap(programs::all);
  }

  private static Optional<Interpreter> best(
      Stream<Interpreter> candidates, String wanted, boolean olderWillDo) {
    int least = number(wanted);
    NavigableMap<Integer, Interpreter> byVersion = new TreeMap<>();
    // Lazily: the first that has the version ends the search.
    Iterator<Interpreter> each = candidates.iterator();
    while (each.hasNext() && !byVersion.containsKey(least)) {
      Interpreter candidate = each.next();
      byVersion.putIfAbsent(number(candidate.version()), candidate);
    }
    Map.Entry<Integer, Interpreter> next = byVersion.ceilingEntry(least);
    if (next == null && olderWillDo) {
      next = byVersion.lastEntry();
    }
    return Optional.ofNullable(next).map(Map.Entry::getValue);
  }

  /** The last number of a version: they have the same first number, or that one only. */
  private static int number(String version) {
    return Integer.parseInt(version.substring(version.indexOf('.') + 1));
  }

  private static Optional<Interpreter> askPython(Path program) {
    return ask(List.of(program.toString(), "-I", "-c", ASK_PYTHON));
  }

  private static Optional<Interpreter> askNode(Path program) {
    return ask(List.of(program.toString(), "-e", ASK_NODE));
  }

  private static Optional<Interpreter> ask(List<String> command) {
    Programs.Run run = Programs.run(command, Map.of());
    String[] parts = run.text().split("\\|", -1);
    if (run.exit() != 0 || parts.length < 2 || !parts[0].matches("(3\\.)?\\d{1,2}")) {
      return Optional.empty();
    }
    Path executable = Path.of(parts[1]);
    Set<Path> directories = new LinkedHashSet<>(homes(executable));
    Stream.of(parts).skip(2).map(Path::of).forEach(directories::add);
    return Optional.of(new Interpreter(executable, parts[0], List.copyOf(directories)));
  }

  private static Optional<Interpreter> askJava(Path program) {
    Programs.Run run = Programs.run(List.of(program.toString(), "-version"), Map.of());
    Matcher version = JAVA_VERSION.matcher(run.text());
    return run.exit() == 0 && version.find()
        ? Optional.of(new Interpreter(program, version.group(1), homes(program)))
        : Optional.empty();
  }

  /** The directories above {@code bin}, of the name that is used and of the file it leads to. */
  private static List<Path> homes(Path executable) {
    Set<Path> homes = new LinkedHashSet<>();
    try {
      for (Path path : List.of(executable, executable.toRealPath())) {
        Path bin = path.getParent();
        Path home = bin == null ? null : bin.getParent();
        if (home != null && home.getNameCount() > 0) {
          homes.add(home);
        }
      }
    } catch (IOException e) {
      // It went away this moment; starting it will fail and say so.
      return List.copyOf(homes);
    }
    return List.copyOf(homes);
  }
}
