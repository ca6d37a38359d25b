package io.strongroom.functions;

import io.strongroom.keys.SensitiveBytes;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One process of a function, with all that belongs to it. It has one call at a time. */
final class FunctionProcess {
  private static final System.Logger LOG = System.getLogger(FunctionProcess.class.getName());

  /** How long a process may go on after it was asked to end. */
  static final Duration GRACE = Duration.ofMillis(500);

  /** How many processes of the tree may be the sandbox's own. */
  private static final int WRAPPERS = 4;

  private final FunctionSpec spec;
  private final @Nullable String group;
  private final Credentials credentials;
  private final Process process;
  private final ProcessTree tree;
  private final RuntimeApi api;
  private final RuntimeSession session;
  private final @Nullable Scratch scratch;
  private final ProcessOutput output;
  private final ProcessLimits limits;
  private final long startedAt;
  private long idleSince;
  private volatile boolean stale;
  private boolean used;
  private final ReentrantLock ending = new ReentrantLock();
  private boolean ended;

  FunctionProcess(
      FunctionSpec spec,
      @Nullable String group,
      Credentials credentials,
      Process process,
      ProcessTree tree,
      RuntimeApi api,
      RuntimeSession session,
      @Nullable Scratch scratch,
      ProcessLimits limits,
      long startedAt) {
    this.spec = spec;
    this.group = group;
    this.credentials = credentials;
    this.process = process;
    this.tree = tree;
    this.api = api;
    this.session = session;
    this.scratch = scratch;
    this.output = new ProcessOutput(process);
    this.limits = limits;
    this.startedAt = startedAt;
  }

  FunctionSpec spec() {
    return spec;
  }

  RuntimeSession session() {
    return session;
  }

  Process process() {
    return process;
  }

  RuntimeApi api() {
    return api;
  }

  ProcessOutput output() {
    return output;
  }

  long startedAt() {
    return startedAt;
  }

  /** The secrets that the process holds besides those of its calls. */
  List<SensitiveBytes> secrets() {
    return List.of(credentials.secretAccessKey(), credentials.sessionToken());
  }

  /** What the process was given by the server. */
  KnownValues known() {
    return credentials.known();
  }

  /** Tells whether a call of {@code group} may use the process, and all through to its end. */
  boolean serves(FunctionSpec wanted, @Nullable String wantedGroup, Instant until) {
    return spec.arn().equals(wanted.arn())
        && spec.revision().equals(wanted.revision())
        && Objects.equals(group, wantedGroup)
        && credentials.expiration().isAfter(until)
        && process.isAlive();
  }

  /** Tells whether this is the first call of the process, once. */
  boolean firstUse() {
    boolean first = !used;
    used = true;
    return first;
  }

  void markStale() {
    stale = true;
  }

  boolean isStale() {
    return stale || !process.isAlive();
  }

  void idleSince(LongSupplier ticks) {
    idleSince = ticks.getAsLong();
  }

  /** Tells whether an idle process must go: unused for too long, ended, or beyond its bounds. */
  boolean isOver(long now, Instant time) {
    return isStale()
        || now - idleSince >= limits.idle().toNanos()
        || !credentials.expiration().isAfter(time)
        || excess() != null;
  }

  /** Returns what the process has too much of, in words for its log, or null if nothing. */
  @Nullable String excess() {
    if (tree.members().size() > limits.tasks() + WRAPPERS) {
      return "more than " + limits.tasks() + " processes";
    }
    if (memoryBytes() > memoryLimit()) {
      return "more than " + spec.memoryMiB() + " MB of memory";
    }
    if (scratch != null && scratch.holdsMoreThan(limits.scratchBytes())) {
      return "more than " + limits.scratchBytes() + " bytes in its temporary directory";
    }
    return null;
  }

  long memoryBytes() {
    return tree.memoryBytes(memoryLimit());
  }

  private long memoryLimit() {
    return (long) spec.memoryMiB() << 20;
  }

  /**
   * Ends the process and all under it, and removes what belonged to it. Whoever comes second waits
   * for the first.
   *
   * @throws InterruptedException if the thread was interrupted; all was ended even so
   */
  void end() throws InterruptedException {
    ending.lock();
    try {
      if (!ended) {
        ended = true;
        endNow();
      }
    } finally {
      ending.unlock();
    }
  }

  private void endNow() throws InterruptedException {
    session.close();
    try {
      if (!tree.end(GRACE)) {
        LOG.log(Level.WARNING, "processes of " + spec.arn() + " could not be ended");
      }
    } finally {
      api.close();
      close(process);
      if (scratch != null) {
        scratch.close();
      }
    }
  }

  /** Overwrites what is known of the process, once its last call is over. */
  void forget() {
    credentials.close();
  }

  private static void close(Process process) {
    try {
      process.getInputStream().close();
      process.getOutputStream().close();
    } catch (IOException e) {
      // Its pipes are gone with it.
      return;
    }
  }
}
