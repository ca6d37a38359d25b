package io.strongroom.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.strongroom.functions.InvocationResult.Answered;
import io.strongroom.functions.InvocationResult.Failed;
import io.strongroom.keys.SensitiveBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Functions that mean harm, inside of bubblewrap: each call ends as its file says, nothing is left
 * of it, and the server goes on. Requirements ROT-2, ROT-4, ROT-5.
 */
@Tag("sandbox")
class HostileFunctionsTest {
  @TempDir private static Path root;
  private static TrialFunctions functions;
  private static FunctionSpec bystander;
  private static Map<String, String> values;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(TrialFunctions.has("python3.11"), "no python is installed");
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
    Sandbox.Choice choice = Sandbox.find(TrialFunctions.path(), "nobody", List.of());
    assumeTrue(choice.sandbox() instanceof Bubblewrap, () -> choice.remarks().toString());
    functions = TrialFunctions.start(root, choice.sandbox(), TrialFunctions.limits());
    Path data = Files.createDirectories(root.resolve("data")).resolve("root.key");
    Files.writeString(data, "the server's secret");
    bystander =
        functions.python(
            "import os\n"
                + "def handler(e, c): return int(os.environ['AWS_LAMBDA_RUNTIME_API'][10:])");
    values =
        Map.of(
            "data", data.toString(),
            "root", root.toString(),
            "pid", Long.toString(ProcessHandle.current().pid()),
            "otherPort", functions.answer(bystander, "{}"));
  }

  @AfterAll
  static void stop() {
    if (functions != null) {
      functions.close();
    }
  }

  static Stream<HostileFunction> hostile() throws IOException {
    return HostileFunction.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostile")
  void endsAsItsFileSaysAndLeavesNothing(HostileFunction hostile) throws Exception {
    FunctionSpec spec = specOf(hostile);
    InvocationResult result = functions.invoke(spec, hostile.event(values));
    String log = functions.log(spec);
    assertTrue(hostile.ends().contains(end(result)), () -> end(result) + "\n" + log);
    assertTrue(hostile.log().matcher(log).find(), log);
    functions.processes().endAll(spec.arn());
    assertEquals(List.of(), Leftovers.processesOf(spec.name()));
    assertEquals(List.of(), Leftovers.in(functions.scratches()));
  }

  private static FunctionSpec specOf(HostileFunction hostile) throws IOException {
    FunctionSpec spec =
        hostile.isBootstrap()
            ? functions.function("provided.al2023", "", "bootstrap", hostile.source())
            : functions.python(hostile.source());
    return TrialFunctions.with(
        spec, Duration.ofSeconds(hostile.timeoutSeconds()), hostile.memoryMiB());
  }

  private static String end(InvocationResult result) {
    return switch (result) {
      case Answered(SensitiveBytes payload, SensitiveBytes _) ->
          ("answered " + TrialFunctions.text(payload)).strip();
      case Failed(String type, SensitiveBytes _, SensitiveBytes _) -> "failed " + type;
      default -> result.toString();
    };
  }

  @Test
  void thereAreEnoughOfThem() throws IOException {
    assertTrue(HostileFunction.all().count() >= 30);
  }

  @Test
  void aFunctionThatMeansNoHarmGoesOnBesideThem() throws Exception {
    int before = functions.starts.get();
    assertEquals(values.get("otherPort"), functions.answer(bystander, "{}"));
    assertEquals(before, functions.starts.get());
  }

  @Test
  void anEventThatIsTooDeepForTheFunctionFailsTheCall() throws Exception {
    FunctionSpec spec = functions.python("def handler(e, c): return 1");
    Failed failed = TrialFunctions.failureOf(functions.invoke(spec, "[".repeat(200_000)));
    assertEquals("Runtime.UnmarshalError", failed.errorType());
  }
}
