package io.strongroom.functions;

import io.strongroom.keys.Entropy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Starts the processes of functions. */
final class ProcessStarter implements AutoCloseable {
  private final WorkDirectory work;
  private final Sandbox sandbox;
  private final Interpreters interpreters;
  private final List<Path> authorities;
  private final ProcessLimits limits;
  private final InstantSource clock;
  private final LongSupplier ticks;
  private final Entropy entropy;

  /**
   * The thread that starts processes. The kernel ends a sandbox when the thread that started it
   * ends, so that must be one that lives as long as the server does.
   */
  private final ExecutorService starter =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("function-starter").factory());

  ProcessStarter(WorkDirectory work, FunctionProcesses.Surroundings surroundings) {
    this.work = work;
    this.sandbox = surroundings.sandbox();
    this.interpreters = surroundings.interpreters().within(sandbox);
    this.authorities = List.copyOf(surroundings.authorities());
    this.limits = surroundings.limits();
    this.clock = surroundings.clock();
    this.ticks = surroundings.ticks();
    this.entropy = surroundings.entropy();
  }

  @Nullable String missing(String runtime) {
    return interpreters.missing(runtime);
  }

  /** Returns what keeps the function from running, in one line, or null if nothing does. */
  @Nullable String hindrance(FunctionSpec spec) {
    String missing = interpreters.missing(spec.runtime());
    if (missing != null) {
      return missing;
    }
    if (!Files.isDirectory(spec.code())) {
      return "the code of " + spec.name() + " is missing: there is no directory " + spec.code();
    }
    for (Path path : List.of(spec.code(), work.launchers())) {
      String hindrance = sandbox.hindrance(path);
      if (hindrance != null) {
        return hindrance;
      }
    }
    return null;
  }

  /** Returns a line for the log of a function that runs on another version than it names. */
  @Nullable String remark(FunctionSpec spec) {
    return interpreters
        .find(spec.runtime())
        .filter(found -> !names(spec.runtime(), found.version()))
        .map(
            found ->
                "The runtime "
                    + spec.runtime()
                    + " is not installed; version "
                    + found.version()
                    + " runs the function ("
                    + found.executable()
                    + ").")
        .orElse(null);
  }

  private static boolean names(String runtime, String version) {
    return runtime.replaceAll("^[a-z]+|\\.x$", "").equals(version);
  }

  /** Starts a process for a call, which is its first. */
  FunctionProcess start(FunctionSpec spec, Invocation invocation) throws IOException {
    Credentials credentials = invocation.credentials().get();
    try {
      return start(spec, invocation, credentials);
    } catch (IOException | RuntimeException e) {
      credentials.close();
      throw e;
    }
  }

  private FunctionProcess start(FunctionSpec spec, Invocation invocation, Credentials credentials)
      throws IOException {
    RuntimeApi api = RuntimeApi.open();
    Scratch scratch = null;
    try {
      scratch = sandbox.needsScratch() ? Scratch.in(work.scratches(), sandbox) : null;
      return start(spec, invocation, credentials, api, scratch);
    } catch (IOException | RuntimeException e) {
      api.close();
      if (scratch != null) {
        scratch.close();
      }
      throw e;
    }
  }

  private FunctionProcess start(
      FunctionSpec spec,
      Invocation invocation,
      Credentials credentials,
      RuntimeApi api,
      @Nullable Scratch scratch)
      throws IOException {
    Interpreter interpreter = interpreters.find(spec.runtime()).orElse(null);
    Sandbox.Launch launch =
        new Sandbox.Launch(
            spec.code().toRealPath(),
            work.launchers(),
            scratch == null ? work.scratches() : scratch.path(),
            work.bundle(authorities),
            work.hostsFile(spec.region()),
            interpreter == null ? List.of() : interpreter.directories(),
            spec.memoryMiB(),
            limits,
            List.of(),
            List.of());
    Sandbox.Places places = sandbox.places(launch);
    Map<String, String> variables =
        FunctionEnvironment.of(
            spec,
            invocation,
            credentials,
            api.authority(),
            places,
            interpreter,
            clock.instant(),
            entropy);
    List<String> program = LaunchedProgram.of(spec, interpreter, places);
    List<String> names = List.copyOf(variables.keySet());
    long startedAt = ticks.getAsLong();
    Process process = spawn(sandbox.command(launch.running(program, names)), variables, spec);
    String mark = sandbox.hasOwnProcesses() ? null : "AWS_LAMBDA_RUNTIME_API=" + api.authority();
    ProcessTree tree = new ProcessTree(process, sandbox.wraps(), mark);
    RuntimeSession session = new RuntimeSession(ticks);
    api.serve(
        new PeerCheck(api.port(), tree),
        socket ->
            new RuntimeConnection(session, spec, deadlines(spec), limits.responseBytes(), socket)
                .serve());
    return new FunctionProcess(
        spec,
        invocation.group(),
        credentials,
        process,
        tree,
        api,
        session,
        scratch,
        limits,
        startedAt);
  }

  private RuntimeConnection.Deadlines deadlines(FunctionSpec spec) {
    return invocation -> {
      Instant byTimeout = clock.instant().plus(spec.timeout());
      Instant deadline = invocation.deadline();
      return (byTimeout.isBefore(deadline) ? byTimeout : deadline).toEpochMilli();
    };
  }

  private Process spawn(List<String> command, Map<String, String> variables, FunctionSpec spec)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.directory(sandbox.needsScratch() ? spec.code().toFile() : Path.of("/").toFile());
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    Map<String, String> environment = builder.environment();
    environment.clear();
    variables.forEach((name, value) -> environment.put(Sandbox.PREFIX + name, value));
    return await(starter.submit(builder::start));
  }

  /**
   * Waits for the process even if the caller has lost patience, for nobody else knows of it. It
   * takes milliseconds; the interrupt is left for the next who waits.
   */
  private static Process await(Future<Process> starting) throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return starting.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw new IOException("the sandbox cannot be started: " + e.getCause(), e);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    starter.shutdown();
  }
}
