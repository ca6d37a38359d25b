package io.strongroom.functions;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A process of a function and all those under it, as the kernel tells them.
 *
 * <p>Where a process has its own process namespace ({@link Sandbox#hasOwnProcesses}) nothing can
 * leave the tree, and the end of its root is the end of all. Elsewhere a process whose parent ended
 * leaves it; it is still found by the environment that it was started with, unless it wiped that.
 */
final class ProcessTree {

  /** How many processes are looked at; more than a sandbox lets one function have. */
  private static final int MAX_MEMBERS = 10_000;

  /** How much of an environment is searched; the variable that is looked for stands early. */
  private static final int MAX_ENVIRONMENT = 256 << 10;

  private static final Path PROC = Path.of("/proc");
  private static final long ROUND_MILLIS = 10;
  private static final int ROUNDS = 300;

  private final Process root;
  private final boolean rootIsWrapper;
  private final @Nullable String mark;
  private final Map<Long, ProcessHandle> seen = new LinkedHashMap<>();

  /**
   * @param root the process that was started
   * @param rootIsWrapper whether it only waits for the function's own, and must not be told to end
   * @param mark a variable with its value that the processes' environment holds, to find strays by;
   *     null where there are none
   */
  ProcessTree(Process root, boolean rootIsWrapper, @Nullable String mark) {
    this.root = root;
    this.rootIsWrapper = rootIsWrapper;
    this.mark = mark;
  }

  /** Returns the ids of the tree, quickly; one that is being born or dies may be missing. */
  Set<Long> members() {
    Set<Long> members = new LinkedHashSet<>();
    Deque<Long> open = new ArrayDeque<>();
    open.add(root.pid());
    while (!open.isEmpty() && members.size() < MAX_MEMBERS) {
      long pid = open.remove();
      if (members.add(pid)) {
        addChildren(pid, open);
      }
    }
    return members;
  }

  private static void addChildren(long pid, Deque<Long> children) {
    Path tasks = PROC.resolve(Long.toString(pid)).resolve("task");
    try (DirectoryStream<Path> all = Files.newDirectoryStream(tasks)) {
      for (Path task : all) {
        String ids = Files.readString(task.resolve("children"), StandardCharsets.US_ASCII);
        for (String id : ids.split(" ", -1)) {
          if (!id.isBlank()) {
            children.add(Long.parseLong(id));
          }
        }
      }
    } catch (IOException | RuntimeException e) {
      // The process ended meanwhile, or this system does not tell children by file.
      ProcessHandle.of(pid).stream()
          .flatMap(ProcessHandle::children)
          .limit(MAX_MEMBERS)
          .forEach(child -> children.add(child.pid()));
    }
  }

  /** Returns the ids of the tree by a walk over all processes. */
  Set<Long> membersByWalk() {
    Set<Long> members = new LinkedHashSet<>();
    members.add(root.pid());
    root.descendants().limit(MAX_MEMBERS).forEach(handle -> members.add(handle.pid()));
    return members;
  }

  /**
   * Returns how much memory the tree holds of its own, in bytes; zero where nobody tells. What
   * processes share is counted for each of them, which is quick; only where that is more than
   * {@code limit} it is counted once.
   */
  long memoryBytes(long limit) {
    Set<Long> members = members();
    long counted = members.stream().mapToLong(ProcessTree::ownMemory).sum();
    return counted <= limit
        ? counted
        : members.stream().mapToLong(ProcessTree::proportionalMemory).sum();
  }

  private static long ownMemory(long pid) {
    return Math.max(0, memory(pid, "status", "RssAnon:", "RssShmem:"));
  }

  private static long proportionalMemory(long pid) {
    long exact = memory(pid, "smaps_rollup", "Pss_Anon:", "Pss_Shmem:");
    return exact < 0 ? ownMemory(pid) : exact;
  }

  /** Adds up lines of a file about a process, in bytes; -1 if it cannot be read. */
  private static long memory(long pid, String name, String... lines) {
    long kib = 0;
    try {
      Path file = PROC.resolve(Long.toString(pid)).resolve(name);
      for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
        if (Stream.of(lines).anyMatch(line::startsWith)) {
          String number = line.replaceAll("[^0-9]", "");
          kib += number.isEmpty() ? 0 : Long.parseLong(number);
        }
      }
      return kib << 10;
    } catch (IOException e) {
      // It ended meanwhile, or this system has no such file, or not for the server.
      return -1;
    }
  }

  /**
   * Ends all of the tree: asks first, and after {@code grace} does not ask.
   *
   * @return whether nothing is left
   * @throws InterruptedException if the thread was interrupted; all were killed then, and nobody
   *     waited for them to be gone
   */
  boolean end(Duration grace) throws InterruptedException {
    try {
      note(membersByWalk());
      for (ProcessHandle handle : seen.values()) {
        if (!rootIsWrapper || handle.pid() != root.pid()) {
          handle.destroy();
        }
      }
      boolean over = root.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS);
      if (!over || seen.values().stream().anyMatch(ProcessTree::runs)) {
        note(membersByWalk());
      }
    } finally {
      kill();
    }
    return awaitEnd();
  }

  private boolean awaitEnd() throws InterruptedException {
    for (int i = 0; i < ROUNDS; i++) {
      if (seen.values().stream().noneMatch(ProcessTree::runs) && strays().isEmpty()) {
        return true;
      }
      TimeUnit.MILLISECONDS.sleep(ROUND_MILLIS);
      note(membersByWalk());
      kill();
    }
    return false;
  }

  /** Tells whether a process still does anything; one that nobody has buried yet does not. */
  private static boolean runs(ProcessHandle handle) {
    if (!handle.isAlive()) {
      return false;
    }
    try {
      Path stat = PROC.resolve(Long.toString(handle.pid())).resolve("stat");
      String text = Files.readString(stat, StandardCharsets.ISO_8859_1);
      // The name stands in brackets and may hold any character; the state follows it.
      return !text.startsWith(") Z", text.lastIndexOf(')'));
    } catch (IOException e) {
      return handle.isAlive();
    }
  }

  /** Remembers processes while they can be told from others that get their number later. */
  private void note(Set<Long> pids) {
    for (long pid : pids) {
      ProcessHandle.of(pid).ifPresent(handle -> seen.putIfAbsent(pid, handle));
    }
  }

  private void kill() {
    root.destroyForcibly();
    note(strays());
    seen.values().removeIf(handle -> handle.pid() != root.pid() && !runs(handle));
    seen.values().forEach(ProcessHandle::destroyForcibly);
  }

  private Set<Long> strays() {
    Set<Long> strays = new LinkedHashSet<>();
    if (mark == null) {
      return strays;
    }
    try (DirectoryStream<Path> all = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : all) {
        if (carriesMark(process)) {
          strays.add(Long.parseLong(process.getFileName().toString()));
        }
      }
    } catch (IOException e) {
      // This system does not show its processes as files.
      return strays;
    }
    return strays;
  }

  private boolean carriesMark(Path process) {
    try (var in = Files.newInputStream(process.resolve("environ"))) {
      byte[] start = in.readNBytes(MAX_ENVIRONMENT);
      String environment = "\0" + new String(start, StandardCharsets.ISO_8859_1) + "\0";
      return environment.contains("\0" + mark + "\0");
    } catch (IOException e) {
      // It ended meanwhile, or is none of ours.
      return false;
    }
  }
}
