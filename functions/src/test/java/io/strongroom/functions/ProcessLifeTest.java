package io.strongroom.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.strongroom.functions.InvocationResult.Failed;
import io.strongroom.functions.InvocationResult.Unavailable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When processes are started, shared, ended, and what is left of them. */
class ProcessLifeTest {
  /** Says that it has begun by a file, and ends once another file is there. */
  private static final String WAITS =
      """
      import os
      import time

      def handler(event, context):
          open(event + ".begun", "w").close()
          while not os.path.exists(event):
              time.sleep(0.005)
          return "done"
      """;

  @TempDir private Path root;
  private TrialFunctions functions;

  @BeforeEach
  void start() throws IOException {
    assumeTrue(TrialFunctions.has("python3.11"), "no python is installed");
    functions = TrialFunctions.start(root, TrialFunctions.limits());
  }

  @AfterEach
  void stop() {
    if (functions != null) {
      functions.close();
    }
  }

  private FunctionSpec counting() throws IOException {
    return functions.python("n = []\ndef handler(e, c):\n  n.append(1)\n  return len(n)");
  }

  private String answer(FunctionSpec spec, @Nullable String group) throws InterruptedException {
    return TrialFunctions.answerOf(functions.processes().invoke(spec, functions.call("{}", group)));
  }

  private static void await(Path file) throws InterruptedException {
    while (!Files.exists(file)) {
      Thread.sleep(5);
    }
  }

  private Path gate(int number) {
    return root.resolve("gate" + number);
  }

  private static Path begun(Path gate) {
    return gate.resolveSibling(gate.getFileName() + ".begun");
  }

  private static String quoted(Path path) {
    return "\"" + path + "\"";
  }

  @Test
  void aProcessServesOneGroupOnly() throws Exception {
    FunctionSpec spec = counting();
    assertEquals("1", answer(spec, "secret-a"));
    assertEquals("2", answer(spec, "secret-a"));
    assertEquals("1", answer(spec, "secret-b"));
    assertEquals("3", answer(spec, "secret-a"));
    // Both places of the function are taken, so the longest idle process makes room.
    assertEquals("1", answer(spec, null));
    assertEquals("4", answer(spec, "secret-a"));
  }

  @Test
  void anotherRevisionEndsTheProcessesBefore() throws Exception {
    FunctionSpec spec = counting();
    assertEquals("1", functions.answer(spec, "{}"));
    FunctionSpec changed = TrialFunctions.with(spec, Map.of("A", "b"), "2");
    assertEquals("1", functions.answer(changed, "{}"));
    assertEquals(1, Leftovers.processesOf(spec.name()).size());
  }

  @Test
  void endAllLeavesNothing() throws Exception {
    FunctionSpec spec = counting();
    answer(spec, "a");
    answer(spec, "b");
    functions.processes().endAll(spec.arn());
    assertEquals(List.of(), Leftovers.processesOf(spec.name()));
    assertEquals(List.of(), Leftovers.in(functions.scratches()));
    assertEquals("1", answer(spec, "a"));
  }

  @Test
  void closingEndsRunningCalls() throws Exception {
    FunctionSpec spec = functions.python(WAITS);
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<InvocationResult> call = callers.submit(() -> functions.invoke(spec, quoted(gate(1))));
      await(begun(gate(1)));
      functions.close();
      assertEquals("Runtime.ExitError", TrialFunctions.failureOf(call.get()).errorType());
    }
    assertEquals(List.of(), Leftovers.processesOf(spec.name()));
    assertInstanceOf(Unavailable.class, functions.invoke(spec, "{}"));
  }

  @Test
  void anInterruptKillsTheProcess() throws Exception {
    FunctionSpec spec = functions.python(WAITS);
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Thread caller =
        Thread.ofVirtual()
            .start(
                () -> {
                  assertThrows(
                      InterruptedException.class, () -> functions.invoke(spec, quoted(gate(1))));
                  interrupted.complete(true);
                });
    await(begun(gate(1)));
    caller.interrupt();
    assertTrue(interrupted.get());
    assertEquals(List.of(), Leftovers.processesOf(spec.name()));
    assertEquals(List.of(), Leftovers.in(functions.scratches()));
  }

  @Test
  void callersWaitForAPlace() throws Exception {
    FunctionSpec spec = functions.python(WAITS);
    List<Future<InvocationResult>> calls = new ArrayList<>();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 2; i++) {
        Path gate = gate(i);
        calls.add(callers.submit(() -> functions.invoke(spec, quoted(gate))));
        await(begun(gate));
      }
      Path later = gate(2);
      calls.add(callers.submit(() -> functions.invoke(spec, quoted(later))));
      for (int i = 0; i < 3; i++) {
        Files.createFile(gate(i));
      }
      for (Future<InvocationResult> call : calls) {
        assertEquals("\"done\"", TrialFunctions.answerOf(call.get()));
      }
    }
    assertEquals(2, functions.starts.get());
  }

  @Test
  void anIdleProcessThatWasKilledIsReplacedWithoutAnybodyNoticing() throws Exception {
    FunctionSpec spec =
        functions.python(
            "import os\nn = []\ndef handler(e, c):\n  n.append(1)\n  return [os.getpid(), len(n)]");
    String first = functions.answer(spec, "{}");
    long pid = Long.parseLong(first.substring(1, first.indexOf(',')));
    ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
    process.destroyForcibly();
    process.onExit().get();
    assertTrue(functions.answer(spec, "{}").endsWith(", 1]"));
    assertEquals(2, functions.starts.get());
  }

  @Test
  void theTimeoutIsTheFunctions() throws Exception {
    FunctionSpec spec = TrialFunctions.with(functions.python(WAITS), Duration.ofSeconds(1), 128);
    Failed failed = TrialFunctions.failureOf(functions.invoke(spec, quoted(gate(1))));
    assertEquals("Sandbox.Timedout", failed.errorType());
    String document = TrialFunctions.text(failed.document());
    assertTrue(
        document.matches(
            "\\{\"errorType\":\"Sandbox.Timedout\",\"errorMessage\":"
                + "\"RequestId: \\S+ Error: Task timed out after 1.00 seconds\"}"),
        document);
    assertEquals(List.of(), Leftovers.processesOf(spec.name()));
  }

  @Test
  void aDaemonThatLeftItsParentIsFoundByItsEnvironment() throws Exception {
    String source = Files.readString(Path.of("src/test/resources/hostile/daemon.py"));
    FunctionSpec spec = functions.python(source);
    assertEquals("\"gone\"", functions.answer(spec, "{}"));
    functions.processes().endAll(spec.arn());
    assertEquals(List.of(), Leftovers.processesOf(spec.name()));
  }

  @Test
  void knownValuesDoNotReachTheLog() throws Exception {
    FunctionSpec spec =
        functions.python(
            "import os\ndef handler(e, c):\n  print(e)\n  print(os.environ['AWS_SESSION_TOKEN'],"
                + " os.environ['AWS_SECRET_ACCESS_KEY'])");
    InvocationResult result =
        functions.processes().invoke(spec, functions.call("\"hunter2hunter2\"", null, "hunter2"));
    TrialFunctions.answerOf(result);
    String log = functions.log(spec);
    assertTrue(log.contains("\n******\n*** ***\nEND"), log);
  }

  @Test
  void anUnknownRuntimeIsNamed() throws Exception {
    FunctionSpec spec = functions.function("ruby3.3", "a.b", "x", "");
    Unavailable unavailable = assertInstanceOf(Unavailable.class, functions.invoke(spec, "{}"));
    assertTrue(unavailable.text().contains("ruby3.3"), unavailable.text());
  }

  @Test
  void aVariableThatNoEnvironmentHoldsIsNotPartOfTheAnswer() throws Exception {
    FunctionSpec spec = TrialFunctions.with(counting(), Map.of("A", "hunter\0two"), "1");
    Unavailable unavailable = assertInstanceOf(Unavailable.class, functions.invoke(spec, "{}"));
    assertTrue(unavailable.text().contains("zero byte"), unavailable.text());
    assertFalse(unavailable.text().contains("hunter"));
  }

  @Test
  void missingCodeIsNamed() throws Exception {
    FunctionSpec spec = counting();
    Files.delete(spec.code().resolve("index.py"));
    Files.delete(spec.code());
    Unavailable unavailable = assertInstanceOf(Unavailable.class, functions.invoke(spec, "{}"));
    assertTrue(unavailable.text().contains(spec.code().toString()), unavailable.text());
  }

  @Test
  void aMissingBootstrapIsAnError() throws Exception {
    FunctionSpec spec = functions.function("provided.al2023", "", "other", "");
    Failed failed = TrialFunctions.failureOf(functions.invoke(spec, "{}"));
    assertEquals("Runtime.InvalidEntrypoint", failed.errorType());
  }

  @Test
  void whatAKilledServerLeftIsRemoved() throws Exception {
    Path left = Files.createDirectories(root.resolve("again/scratch/run1/deep"));
    Files.createFile(left.resolve("file"));
    WorkDirectory.open(root.resolve("again"));
    assertFalse(Files.exists(root.resolve("again/scratch/run1")));
  }

  @Test
  void aProcessOfAnotherUserOfTheMachineGetsNoEvent() throws Exception {
    FunctionSpec spec =
        functions.python(
            "import os\ndef handler(e, c): return os.environ['AWS_LAMBDA_RUNTIME_API']");
    String authority = functions.answer(spec, "{}").replace("\"", "");
    // This test is such a process: it is not under the function's.
    try (Socket socket =
        new Socket(
            InetAddress.getByAddress(new byte[] {127, 0, 0, 1}),
            Integer.parseInt(authority.split(":", -1)[1]))) {
      assertEquals(-1, socket.getInputStream().read());
    }
    assertEquals("\"" + authority + "\"", functions.answer(spec, "{}"));
  }
}
