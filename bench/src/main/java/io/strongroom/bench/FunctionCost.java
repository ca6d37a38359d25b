package io.strongroom.bench;

import io.strongroom.functions.Credentials;
import io.strongroom.functions.FunctionLogs;
import io.strongroom.functions.FunctionProcesses;
import io.strongroom.functions.FunctionSpec;
import io.strongroom.functions.Interpreters;
import io.strongroom.functions.Invocation;
import io.strongroom.functions.InvocationResult;
import io.strongroom.functions.InvocationResult.Answered;
import io.strongroom.functions.KnownValues;
import io.strongroom.functions.ProcessLimits;
import io.strongroom.functions.Sandbox;
import io.strongroom.keys.Entropy;
import io.strongroom.keys.SensitiveBytes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Measures what a call of a function takes that does nothing: cold, with the start of its process,
 * and warm. The sandbox is the strongest that there is here.
 *
 * <pre>
 *   FunctionCost DIRECTORY USER RUNTIME
 * </pre>
 */
public final class FunctionCost {
  private static final int COLD_CALLS = 50;
  private static final int WARM_CALLS = 1_000;
  private static final int MEMORY_MIB = 256;
  private static final double NANOS_PER_MILLI = 1e6;

  private final FunctionProcesses processes;
  private final FunctionSpec spec;

  private FunctionCost(FunctionProcesses processes, FunctionSpec spec) {
    this.processes = processes;
    this.spec = spec;
  }

  /** Prints medians and 95th percentiles in milliseconds; each is taken after a round before. */
  public static void main(String[] arguments) throws Exception {
    Path root = Path.of(arguments[0]);
    List<Path> path =
        Stream.of(System.getenv("PATH").split(":", -1)).distinct().map(Path::of).toList();
    Sandbox sandbox = Sandbox.find(path, arguments[1], List.of()).sandbox();
    FunctionProcesses.Surroundings surroundings =
        new FunctionProcesses.Surroundings(
            root.resolve("work"),
            sandbox,
            new Interpreters(path, Map.of()),
            List.of(),
            new FunctionLogs(root.resolve("logs")),
            ProcessLimits.standard(),
            InstantSource.system(),
            System::nanoTime,
            Entropy.secure());
    try (FunctionProcesses processes = FunctionProcesses.start(surroundings)) {
      FunctionCost cost = new FunctionCost(processes, function(root, arguments[2]));
      System.out.println(arguments[2] + " in " + sandbox.describe());
      cost.cold();
      System.out.println("cold  " + line(cost.cold()));
      cost.warm();
      System.out.println("warm  " + line(cost.warm()));
    }
  }

  private static FunctionSpec function(Path root, String runtime) throws Exception {
    Path code = Files.createDirectories(root.resolve("code"));
    boolean python = runtime.startsWith("python");
    String text =
        python ? "def handler(event, context): return event" : "exports.handler = async (e) => e;";
    Path file = Files.writeString(code.resolve(python ? "index.py" : "index.js"), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    return new FunctionSpec(
        "123456789012",
        "eu-central-1",
        "trivial",
        "arn:aws:lambda:eu-central-1:123456789012:function:trivial",
        runtime,
        "index.handler",
        code,
        "1",
        Duration.ofMinutes(1),
        MEMORY_MIB,
        Map.of());
  }

  private long[] cold() throws InterruptedException {
    long[] nanos = new long[COLD_CALLS];
    for (int i = 0; i < nanos.length; i++) {
      processes.endAll(spec.arn());
      nanos[i] = call();
    }
    return nanos;
  }

  private long[] warm() throws InterruptedException {
    long[] nanos = new long[WARM_CALLS];
    for (int i = 0; i < nanos.length; i++) {
      nanos[i] = call();
    }
    return nanos;
  }

  private long call() throws InterruptedException {
    Invocation invocation =
        new Invocation(
            UUID.randomUUID().toString(),
            bytes("{\"Step\":\"createSecret\"}"),
            Instant.now().plus(Duration.ofMinutes(1)),
            "",
            null,
            null,
            FunctionCost::credentials,
            Map.of(),
            List.of());
    long before = System.nanoTime();
    InvocationResult result = processes.invoke(spec, invocation);
    long nanos = System.nanoTime() - before;
    if (!(result instanceof Answered)) {
      throw new IllegalStateException(result.toString());
    }
    return nanos;
  }

  private static Credentials credentials() {
    Instant expiration = Instant.now().plus(Duration.ofHours(1));
    return new Credentials(
        "ASIAEXAMPLE", bytes("secret"), bytes("token"), expiration, new KnownValues());
  }

  private static SensitiveBytes bytes(String text) {
    return SensitiveBytes.owning(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String line(long[] nanos) {
    Arrays.sort(nanos);
    return String.format(
        Locale.ROOT,
        "median %.2f ms, 95 %% within %.2f ms, of %d calls",
        nanos[nanos.length / 2] / NANOS_PER_MILLI,
        nanos[nanos.length * 95 / 100] / NANOS_PER_MILLI,
        nanos.length);
  }
}
