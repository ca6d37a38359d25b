package io.strongroom.functions;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What keeps a function away from everything else. Three kinds, of which {@link #find} takes the
 * strongest that works; ADR 12 compares them.
 *
 * <p>All of them give a function a session of its own, an environment of listed variables only, and
 * bounds on files, processes and memory. Standard programs set that up, one starting the next, with
 * arguments as lists and by their full paths. Nothing of the function's reaches those programs: its
 * variables travel under names that mean nothing to them ({@link #PREFIX}).
 */
public abstract sealed class Sandbox permits Bubblewrap, OtherUser, Unconfined {

  /** What the names of variables begin with until the sandbox stands. */
  static final String PREFIX = "STRONGROOM_";

  /**
   * The last step: gives the variables that are named before {@code --} their names, and becomes
   * the program that follows. It gets names and paths as arguments, and no text is part of it.
   */
  static final String RENAMING =
      "while [ \"$1\" != -- ]; do eval \"export $1=\\\"\\${STRONGROOM_$1}\\\"\"; "
          + "unset \"STRONGROOM_$1\"; shift; done; shift; exec \"$@\"";

  private static final int TRIAL_MEMORY_MIB = 128;

  Sandbox() {}

  /**
   * Tells whether code that its author chose cannot reach what belongs to the server: its files,
   * its memory, its processes.
   */
  public abstract boolean protectsServer();

  /** Tells whether a function's processes are a world of their own that ends with its first. */
  abstract boolean hasOwnProcesses();

  /** Tells whether the process that is started only waits for the function's own. */
  abstract boolean wraps();

  /** Tells whether the function's temporary directory is one that the server has to provide. */
  abstract boolean needsScratch();

  /** Tells in a few words what this is, for the operator. */
  public abstract String describe();

  /** Returns why functions could not read {@code path}, or null if they can. */
  abstract @Nullable String hindrance(Path path);

  /** Returns how the function sees its directories. */
  abstract Places places(Launch launch);

  /** Returns the command that runs the function's program inside. */
  abstract List<String> command(Launch launch);

  /** Makes a directory the function's own, where it runs as another user. */
  abstract void own(Path scratch) throws IOException;

  /**
   * The directories of a function as it sees them.
   *
   * @param task its code
   * @param launchers where the server's launchers are
   * @param scratch where it may write
   * @param caBundle certificates to trust, or null for those of the system
   */
  record Places(Path task, Path launchers, Path scratch, @Nullable Path caBundle) {}

  /**
   * What is to be run, in paths of the host.
   *
   * @param code the function's code
   * @param launchers the directory of the launchers
   * @param scratch the temporary directory, where {@link #needsScratch}
   * @param caBundle certificates to trust in addition, or null
   * @param hosts a file to stand in for {@code /etc/hosts}, or null
   * @param readable what else must be readable: where the interpreter is installed
   * @param memoryMiB the function's memory
   * @param limits the bounds
   * @param program the program and its arguments, as the function sees them
   * @param variables the names of its variables
   */
  record Launch(
      Path code,
      Path launchers,
      Path scratch,
      @Nullable Path caBundle,
      @Nullable Path hosts,
      List<Path> readable,
      int memoryMiB,
      ProcessLimits limits,
      List<String> program,
      List<String> variables) {

    Launch running(List<String> command, List<String> names) {
      return new Launch(
          code,
          launchers,
          scratch,
          caBundle,
          hosts,
          readable,
          memoryMiB,
          limits,
          List.copyOf(command),
          List.copyOf(names));
    }

    /** Returns the last part of every command. */
    List<String> ending(Path shell) {
      List<String> command = new ArrayList<>();
      command.addAll(List.of(shell.toString(), "-c", RENAMING, "sh"));
      command.addAll(variables);
      command.add("--");
      command.addAll(program);
      return command;
    }

    /**
     * Returns the part of a command that bounds what is run by it.
     *
     * @param tasks how many processes and threads the kernel lets the user have
     */
    List<String> bounding(Path prlimit, long tasks) {
      long data = (memoryMiB + DATA_SLACK_MIB) << 20;
      return List.of(
          prlimit.toString(),
          "--core=0",
          "--nofile=" + limits.openFiles(),
          "--fsize=" + limits.scratchBytes(),
          "--data=" + data,
          "--nproc=" + tasks,
          "--");
    }

    /**
     * How much more than a function's memory one process may reserve, in MiB. Stacks of threads and
     * the heaps of node and Java are reserved and not used; what is used is watched.
     */
    private static final long DATA_SLACK_MIB = 1024;
  }

  /**
   * What was found.
   *
   * @param sandbox the strongest that works
   * @param remarks why none stronger does, one line each
   */
  public record Choice(Sandbox sandbox, List<String> remarks) {}

  /**
   * Finds the strongest sandbox that works here. Each is tried with a program that does nothing.
   *
   * @param path where programs are looked for; only directories that the operator trusts
   * @param user the user to run functions as, where the server may switch users; null to keep its
   *     own
   * @param hidden directories and files that no function may see, wherever they are: the server's
   *     data, its key
   */
  public static Choice find(List<Path> path, @Nullable String user, List<Path> hidden) {
    Programs programs = new Programs(path);
    List<String> remarks = new ArrayList<>();
    SystemUser other = null;
    if (SystemUser.isRoot()) {
      SystemUser.Lookup lookup = SystemUser.find(programs, user);
      other = lookup.user();
      if (other == null) {
        remarks.add(lookup.remark());
        return new Choice(Unconfined.find(programs), remarks);
      }
    }
    Sandbox bubblewrap = Bubblewrap.find(programs, other, hidden, remarks);
    if (bubblewrap != null) {
      return new Choice(bubblewrap, List.of());
    }
    Sandbox otherUser = other == null ? null : OtherUser.find(programs, other, remarks);
    return new Choice(otherUser == null ? Unconfined.find(programs) : otherUser, remarks);
  }

  /** Tells whether a program that does nothing runs inside; if not, adds what was said. */
  boolean works(Path shell, List<String> remarks) {
    Path readable = Path.of("/usr");
    Launch launch =
        new Launch(
            readable,
            readable,
            readable,
            null,
            null,
            List.of(),
            TRIAL_MEMORY_MIB,
            ProcessLimits.standard(),
            List.of(shell.toString(), "-c", "exit 0"),
            List.of());
    Programs.Run run = Programs.run(command(launch), Map.of());
    if (run.exit() != 0) {
      remarks.add(describe() + " does not work here: " + run.text());
    }
    return run.exit() == 0;
  }
}
