package io.strongroom.functions;

import io.strongroom.functions.InvocationResult.Failed;
import io.strongroom.functions.InvocationResult.Throttled;
import io.strongroom.functions.InvocationResult.Unavailable;
import io.strongroom.keys.Entropy;
import io.strongroom.keys.SensitiveBytes;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Runs functions, each in a process of its own that speaks the Lambda Runtime API. A process is
 * started when a call needs one, serves one call at a time, and is kept a while for the next.
 */
public final class FunctionProcesses implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(FunctionProcesses.class.getName());

  /** How often idle processes are looked at. */
  private static final Duration UPKEEP = Duration.ofSeconds(1);

  /** Longer than any call takes; deadlines further away are as good as none. */
  private static final Duration LONGEST = Duration.ofDays(1);

  /** How long the end of all processes is waited for. */
  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final Surroundings surroundings;
  private final ProcessStarter starter;
  private final ProcessPool pool;
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * What functions run in.
   *
   * @param directory for launchers and temporary directories, of the server alone; the user of
   *     functions must be able to pass through the directories above it
   * @param sandbox what keeps functions away from everything else
   * @param interpreters what is installed
   * @param authorities files of certificates, in PEM, that functions trust besides the system's;
   *     read whenever a process starts
   * @param logs where the logs of functions are
   * @param limits the bounds
   * @param clock for deadlines
   * @param ticks a clock that only goes forward, in nanoseconds
   * @param entropy for ids
   */
  public record Surroundings(
      Path directory,
      Sandbox sandbox,
      Interpreters interpreters,
      List<Path> authorities,
      FunctionLogs logs,
      ProcessLimits limits,
      InstantSource clock,
      LongSupplier ticks,
      Entropy entropy) {}

  private FunctionProcesses(Surroundings surroundings, ProcessStarter starter) {
    this.surroundings = surroundings;
    this.starter = starter;
    this.pool = new ProcessPool(surroundings.limits());
  }

  /**
   * Makes ready to run functions; no process is started yet.
   *
   * @throws IOException if the directory cannot be written
   */
  public static FunctionProcesses start(Surroundings surroundings) throws IOException {
    WorkDirectory work = WorkDirectory.open(surroundings.directory());
    FunctionProcesses processes =
        new FunctionProcesses(surroundings, new ProcessStarter(work, surroundings));
    Thread.ofVirtual().name("function-upkeep").start(processes::upkeep);
    return processes;
  }

  /**
   * Returns what keeps functions of {@code runtime} from running in the sandbox, in one line that
   * names what is missing, or null if nothing does.
   */
  public @Nullable String missing(String runtime) {
    return starter.missing(runtime);
  }

  /**
   * Runs one call and waits for its end.
   *
   * @throws InterruptedException if the thread is interrupted; the process and all under it are
   *     killed then
   */
  public InvocationResult invoke(FunctionSpec spec, Invocation invocation)
      throws InterruptedException {
    String hindrance = starter.hindrance(spec);
    if (hindrance != null) {
      return new Unavailable(hindrance);
    }
    if (Interpreters.isProvided(spec.runtime()) && !hasBootstrap(spec)) {
      return withoutBootstrap(invocation);
    }
    while (true) {
      InvocationResult result = attempt(spec, invocation);
      if (result != null) {
        return result;
      }
    }
  }

  private static boolean hasBootstrap(FunctionSpec spec) {
    Path bootstrap = spec.code().resolve(LaunchedProgram.BOOTSTRAP);
    return Files.isRegularFile(bootstrap) && Files.isExecutable(bootstrap);
  }

  private static Failed withoutBootstrap(Invocation invocation) {
    String text = "Couldn't find valid bootstrap(s): [/var/task/bootstrap]";
    String type = ErrorDocument.NO_BOOTSTRAP;
    return new Failed(
        type,
        ErrorDocument.of(invocation.requestId(), type, text),
        SensitiveBytes.owning(new byte[0]));
  }

  /** Runs the call, or returns null if the process that should have got it was gone before. */
  private @Nullable InvocationResult attempt(FunctionSpec spec, Invocation invocation)
      throws InterruptedException {
    endIdle(process -> isOutdated(process, spec));
    Duration left = left(invocation);
    Instant byTimeout = surroundings.clock().instant().plus(spec.timeout());
    Instant deadline = invocation.deadline();
    Instant until = byTimeout.isBefore(deadline) ? byTimeout : deadline;
    ProcessPool.Place place =
        pool.place(spec, invocation.group(), until, Math.max(0, left.toNanos()));
    return switch (place) {
      case ProcessPool.Place.Warm(FunctionProcess process) -> run(process, invocation, null);
      case ProcessPool.Place.Room(FunctionProcess displaced) -> fresh(spec, invocation, displaced);
      case ProcessPool.Place.None() -> new Throttled();
      case ProcessPool.Place.Closed() -> new Unavailable("the server is stopping");
    };
  }

  private Duration left(Invocation invocation) {
    Duration left = Duration.between(surroundings.clock().instant(), invocation.deadline());
    return left.compareTo(LONGEST) < 0 ? left : LONGEST;
  }

  private static boolean isOutdated(FunctionProcess process, FunctionSpec spec) {
    return process.spec().arn().equals(spec.arn())
        && !process.spec().revision().equals(spec.revision());
  }

  private @Nullable InvocationResult fresh(
      FunctionSpec spec, Invocation invocation, @Nullable FunctionProcess displaced)
      throws InterruptedException {
    FunctionProcess process = null;
    try {
      if (displaced != null) {
        displaced.end();
      }
      process = starter.start(spec, invocation);
      pool.started(process);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "the function " + spec.arn() + " cannot be started: " + e);
      return new Unavailable("the function cannot be started: " + e.getMessage());
    } finally {
      if (process == null) {
        pool.gone(spec.arn(), null);
      }
    }
    return run(process, invocation, starter.remark(spec));
  }

  private @Nullable InvocationResult run(
      FunctionProcess process, Invocation invocation, @Nullable String remark)
      throws InterruptedException {
    boolean rests = false;
    try (Call call = call(process, invocation)) {
      if (remark != null) {
        call.remark(remark);
      }
      Call.End end = call.run();
      process.idleSince(surroundings.ticks());
      rests = end instanceof Call.End.Reusable && pool.rest(process);
      return switch (end) {
        case Call.End.Reusable(InvocationResult result) -> result;
        case Call.End.Finished(InvocationResult result) -> result;
        case Call.End.NotDelivered() -> null;
      };
    } finally {
      if (!rests) {
        end(process);
      }
    }
  }

  private Call call(FunctionProcess process, Invocation invocation) {
    return new Call(
        process,
        invocation,
        surroundings.limits(),
        left(invocation),
        surroundings.logs(),
        surroundings.ticks());
  }

  private void end(FunctionProcess process) throws InterruptedException {
    try {
      process.end();
    } finally {
      process.forget();
      pool.gone(process.spec().arn(), process);
    }
  }

  /**
   * Ends the idle processes of a function now, and those that have a call after it. For functions
   * that are deleted, and for a secret whose rotation is over.
   */
  public void endAll(String arn) throws InterruptedException {
    pool.markStale(process -> process.spec().arn().equals(arn));
    endIdle(process -> process.spec().arn().equals(arn));
  }

  private void endIdle(Predicate<FunctionProcess> which) throws InterruptedException {
    List<Thread> ending =
        pool.removeIdle(which).stream()
            .map(process -> Thread.ofVirtual().name("function-end").start(() -> endAlone(process)))
            .toList();
    for (Thread thread : ending) {
      thread.join();
    }
  }

  private void endAlone(FunctionProcess process) {
    try {
      end(process);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void upkeep() {
    try {
      while (!closed.await(UPKEEP.toMillis(), TimeUnit.MILLISECONDS)) {
        long now = surroundings.ticks().getAsLong();
        Instant time = surroundings.clock().instant();
        // Looking takes a while, so it is done before the pool is asked for them.
        Set<FunctionProcess> over = new HashSet<>(pool.idle());
        over.removeIf(process -> !process.isOver(now, time));
        endIdle(over::contains);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends all processes, and waits until they are gone. Calls that run fail. */
  @Override
  public void close() {
    closed.countDown();
    List<FunctionProcess> running = pool.close();
    try {
      endIdle(_ -> true);
      running.forEach(process -> Thread.ofVirtual().start(() -> stop(process)));
      if (!pool.awaitEmpty(CLOSING.toNanos())) {
        LOG.log(Level.WARNING, "not all processes of functions could be ended");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      starter.close();
    }
  }

  /** Ends a process under a call, which fails of it and gives its place back. */
  private static void stop(FunctionProcess process) {
    try {
      process.end();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
