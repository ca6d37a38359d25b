package io.strongroom.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.strongroom.functions.InvocationResult.Unavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions as another user, where bubblewrap is not installed and the server is root. */
@Tag("sandbox")
class OtherUserTest {
  @TempDir private Path root;
  private TrialFunctions functions;

  @BeforeEach
  void start() throws IOException {
    assumeTrue(TrialFunctions.has("python3.11"), "no python is installed");
    assumeTrue(SystemUser.isRoot(), "only root can switch users");
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
    Programs programs = new Programs(TrialFunctions.path());
    SystemUser nobody = Objects.requireNonNull(SystemUser.find(programs, "nobody").user());
    OtherUser sandbox = OtherUser.find(programs, nobody, new ArrayList<>());
    assertNotNull(sandbox);
    functions = TrialFunctions.start(root, sandbox, TrialFunctions.limits());
  }

  @AfterEach
  void stop() {
    if (functions != null) {
      functions.close();
    }
  }

  private FunctionSpec hostile(String name) throws IOException {
    return functions.python(Files.readString(Path.of("src/test/resources/hostile", name)));
  }

  private void assertNothingIsLeft(FunctionSpec spec) throws Exception {
    functions.processes().endAll(spec.arn());
    assertEquals(List.of(), Leftovers.processesOf(spec.name()));
    assertEquals(List.of(), Leftovers.in(functions.scratches()));
  }

  @Test
  void theUserIsNotTheServers() throws Exception {
    FunctionSpec spec = functions.python("import os\ndef handler(e, c): return os.getuid()");
    assertEquals("65534", functions.answer(spec, "{}"));
    assertNothingIsLeft(spec);
  }

  @Test
  void theTemporaryDirectoryIsItsOwn() throws Exception {
    FunctionSpec spec =
        functions.python(
            """
            import os
            import tempfile

            def handler(event, context):
                with open(tempfile.gettempdir() + "/file", "w") as file:
                    file.write("text")
                return os.stat(tempfile.gettempdir()).st_uid == os.getuid()
            """);
    assertEquals("true", functions.answer(spec, "{}"));
    assertNothingIsLeft(spec);
  }

  @Test
  void whatIsTheServersCannotBeRead() throws Exception {
    Path key = Files.writeString(root.resolve("root.key"), "the server's secret");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    String payload = "\"" + key + "\"";
    assertEquals("\"PermissionError\"", functions.answer(hostile("reads-the-data.py"), payload));
  }

  @Test
  void theServerCannotBeKilledNorRead() throws Exception {
    String pid = Long.toString(ProcessHandle.current().pid());
    String said = functions.answer(hostile("kills-the-server.py"), pid);
    assertTrue(List.of("\"ProcessLookupError\"", "\"PermissionError\"").contains(said), said);
    assertTrue(!functions.answer(hostile("reads-the-server.py"), pid).contains("\"read\""));
  }

  @Test
  void whatLeftItsParentEndsToo() throws Exception {
    assumeTrue(functions.sandbox().hasOwnProcesses(), "the kernel lends no process namespace");
    FunctionSpec spec = hostile("daemon-then-exit.py");
    assertEquals(
        "Runtime.ExitError", TrialFunctions.failureOf(functions.invoke(spec, "{}")).errorType());
    assertNothingIsLeft(spec);
  }

  @Test
  void whoIgnoresTheRequestToEndIsKilled() throws Exception {
    FunctionSpec spec =
        TrialFunctions.with(hostile("ignores-sigterm.py"), Duration.ofSeconds(1), 128);
    assertEquals(
        "Sandbox.Timedout", TrialFunctions.failureOf(functions.invoke(spec, "{}")).errorType());
    assertNothingIsLeft(spec);
  }

  @Test
  void aForkBombEnds() throws Exception {
    FunctionSpec spec = TrialFunctions.with(hostile("fork-bomb.py"), Duration.ofSeconds(5), 128);
    TrialFunctions.failureOf(functions.invoke(spec, "{}"));
    assertNothingIsLeft(spec);
  }

  @Test
  void aLibraryOfTheFunctionsIsNotLoadedByTheServersPrograms() throws Exception {
    // Loaded by a program that still is root, this would end it before it changes users.
    FunctionSpec spec =
        functions.function(
            "python3.11",
            "index.handler",
            "index.py",
            "def handler(e, c): return 'fine'",
            "lib/libcap-ng.so.0",
            "no library",
            "libc.so.6",
            "no library");
    InvocationResult result = functions.invoke(spec, "{}");
    // The function's own interpreter does find it, as it would in Lambda.
    assertTrue(
        TrialFunctions.text(TrialFunctions.failureOf(result).logTail()).contains("libc.so.6"));
  }

  @Test
  void anInterpreterThatTheUserMayNotReadIsPassedOver() throws Exception {
    Path bin = Files.createDirectories(root.resolve("private/bin"));
    Path copy = Files.copy(Path.of("/usr/bin/python3").toRealPath(), bin.resolve("python3.11"));
    Files.setPosixFilePermissions(
        root.resolve("private"), PosixFilePermissions.fromString("rwx------"));
    Sandbox sandbox = functions.sandbox();
    Interpreters all = new Interpreters(List.of(bin, Path.of("/usr/bin")), Map.of());
    Path found = all.within(sandbox).find("python3.11").orElseThrow().executable();
    assertTrue(found.startsWith("/usr/bin"), found.toString());
    Interpreters one = new Interpreters(List.of(bin), Map.of());
    assertTrue(one.find("python3.11").isPresent(), copy.toString());
    String missing = Objects.requireNonNull(one.within(sandbox).missing("python3.11"));
    assertTrue(missing.contains(root.resolve("private").toString()), missing);
  }

  @Test
  void codeThatTheUserMayNotReadIsNamed() throws Exception {
    FunctionSpec spec = functions.python("def handler(e, c): return 1");
    Files.setPosixFilePermissions(spec.code(), PosixFilePermissions.fromString("rwx------"));
    Unavailable unavailable = assertInstanceOf(Unavailable.class, functions.invoke(spec, "{}"));
    assertTrue(unavailable.text().contains(spec.code().toString()), unavailable.text());
  }
}
