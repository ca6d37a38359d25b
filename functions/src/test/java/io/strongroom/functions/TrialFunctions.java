package io.strongroom.functions;

import io.strongroom.functions.InvocationResult.Answered;
import io.strongroom.functions.InvocationResult.Failed;
import io.strongroom.keys.Entropy;
import io.strongroom.keys.SensitiveBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Functions that are written down in a test and run for real. */
final class TrialFunctions implements AutoCloseable {
  static final String ACCOUNT = "123456789012";
  static final String REGION = "eu-central-1";
  static final String SESSION_TOKEN = "token-of-the-session";
  static final String SECRET_KEY = "wJalrXUtnFEMI/secret";

  private static final Interpreters INTERPRETERS =
      new Interpreters(path(), Map.of("java21", ownJava()));

  private final Path root;
  private final FunctionLogs logs;
  private final FunctionProcesses processes;
  private final Sandbox sandbox;
  private final AtomicInteger count = new AtomicInteger();

  /** How many times credentials were asked for: how many processes were started. */
  final AtomicInteger starts = new AtomicInteger();

  private TrialFunctions(Path root, Sandbox sandbox, ProcessLimits limits, List<Path> authorities)
      throws IOException {
    this.root = root;
    this.sandbox = sandbox;
    this.logs = new FunctionLogs(root.resolve("logs"));
    this.processes =
        FunctionProcesses.start(
            new FunctionProcesses.Surroundings(
                root.resolve("work"),
                sandbox,
                INTERPRETERS,
                authorities,
                logs,
                limits,
                InstantSource.system(),
                System::nanoTime,
                Entropy.secure()));
  }

  /** Runs functions without a sandbox. */
  static TrialFunctions start(Path root, ProcessLimits limits) throws IOException {
    return start(root, new Programs(path()), limits);
  }

  /** Runs functions that trust more than the system does. */
  static TrialFunctions start(Path root, List<Path> authorities) throws IOException {
    Sandbox sandbox = Unconfined.find(new Programs(path()));
    return new TrialFunctions(root, sandbox, limits(), authorities);
  }

  private static TrialFunctions start(Path root, Programs programs, ProcessLimits limits)
      throws IOException {
    return new TrialFunctions(root, Unconfined.find(programs), limits, List.of());
  }

  static TrialFunctions start(Path root, Sandbox sandbox, ProcessLimits limits) throws IOException {
    return new TrialFunctions(root, sandbox, limits, List.of());
  }

  /** The directories of the system first: other users may enter those. */
  static List<Path> path() {
    Stream<String> system = Stream.of("/usr/local/bin", "/usr/bin", "/bin", "/usr/sbin");
    Stream<String> own = Stream.of(System.getenv("PATH").split(":", -1));
    return Stream.concat(system, own).distinct().map(Path::of).toList();
  }

  /** The java that runs the test: it can run what the test compiles. */
  static Path ownJava() {
    return Path.of(System.getProperty("java.home")).resolve("bin/java");
  }

  static boolean has(String runtime) {
    return INTERPRETERS.missing(runtime) == null;
  }

  /** Bounds in which a test reaches every limit quickly. */
  static ProcessLimits limits() {
    return new ProcessLimits(
        4,
        2,
        2,
        Duration.ofMinutes(10),
        Duration.ofSeconds(20),
        64 << 10,
        1 << 20,
        ProcessLimits.AWS_RESPONSE_BYTES,
        8 << 20,
        64,
        256,
        256 << 10);
  }

  FunctionProcesses processes() {
    return processes;
  }

  Sandbox sandbox() {
    return sandbox;
  }

  Path scratches() {
    return root.resolve("work/scratch");
  }

  /** Writes a function of files, each named before its text. */
  FunctionSpec function(String runtime, String handler, String... files) throws IOException {
    String name = "function-" + count.incrementAndGet();
    Path code = Files.createDirectories(root.resolve("code").resolve(name));
    for (int i = 0; i < files.length; i += 2) {
      Path file = code.resolve(files[i]);
      Files.createDirectories(file.getParent());
      Files.writeString(file, files[i + 1]);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    return new FunctionSpec(
        ACCOUNT,
        REGION,
        name,
        "arn:aws:lambda:" + REGION + ":" + ACCOUNT + ":function:" + name,
        runtime,
        handler,
        code,
        "1",
        Duration.ofSeconds(30),
        256,
        Map.of());
  }

  FunctionSpec python(String source) throws IOException {
    return function("python3.11", "index.handler", "index.py", source);
  }

  FunctionSpec node(String source) throws IOException {
    return function("nodejs20.x", "index.handler", "index.js", source);
  }

  static FunctionSpec with(FunctionSpec spec, Duration timeout, int memoryMiB) {
    return new FunctionSpec(
        spec.account(),
        spec.region(),
        spec.name(),
        spec.arn(),
        spec.runtime(),
        spec.handler(),
        spec.code(),
        spec.revision(),
        timeout,
        memoryMiB,
        spec.environment());
  }

  static FunctionSpec with(FunctionSpec spec, Map<String, String> environment, String revision) {
    Map<String, SensitiveBytes> values = new HashMap<>();
    environment.forEach((name, value) -> values.put(name, bytes(value)));
    return new FunctionSpec(
        spec.account(),
        spec.region(),
        spec.name(),
        spec.arn(),
        spec.runtime(),
        spec.handler(),
        spec.code(),
        revision,
        spec.timeout(),
        spec.memoryMiB(),
        values);
  }

  Invocation call(String payload, @Nullable String group, String... masked) {
    return new Invocation(
        UUID.randomUUID().toString(),
        bytes(payload),
        Instant.now().plus(Duration.ofMinutes(5)),
        "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Sampled=0",
        null,
        group,
        this::credentials,
        Map.of("AWS_ENDPOINT_URL", "http://127.0.0.1:8774"),
        Stream.of(masked).map(TrialFunctions::bytes).toList());
  }

  private Credentials credentials() {
    starts.incrementAndGet();
    return new Credentials(
        "ASIAEXAMPLE",
        bytes(SECRET_KEY),
        bytes(SESSION_TOKEN),
        Instant.now().plus(Duration.ofHours(1)),
        new KnownValues());
  }

  static SensitiveBytes bytes(String text) {
    return SensitiveBytes.owning(text.getBytes(StandardCharsets.UTF_8));
  }

  static String text(SensitiveBytes bytes) {
    return bytes.use(all -> new String(all, StandardCharsets.UTF_8));
  }

  InvocationResult invoke(FunctionSpec spec, String payload) throws InterruptedException {
    return processes.invoke(spec, call(payload, null));
  }

  /** Calls and returns the answer; anything else fails the test with what was said. */
  String answer(FunctionSpec spec, String payload) throws InterruptedException {
    return answerOf(invoke(spec, payload));
  }

  static String answerOf(InvocationResult result) {
    return switch (result) {
      case Answered(SensitiveBytes payload, SensitiveBytes _) -> text(payload);
      case Failed(String type, SensitiveBytes document, SensitiveBytes tail) ->
          throw new AssertionError(type + " " + text(document) + "\n" + text(tail));
      default -> throw new AssertionError(result.toString());
    };
  }

  static Failed failureOf(InvocationResult result) {
    return switch (result) {
      case Failed failed -> failed;
      case Answered(SensitiveBytes payload, SensitiveBytes tail) ->
          throw new AssertionError("answered " + text(payload) + "\n" + text(tail));
      default -> throw new AssertionError(result.toString());
    };
  }

  String log(FunctionSpec spec) throws IOException {
    return logs.read(spec.account(), spec.region(), spec.name());
  }

  @Override
  public void close() {
    processes.close();
  }
}
