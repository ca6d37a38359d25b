package io.strongroom.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the server is killed its functions end with it. Linux only. */
class KilledServerTest {
  private static final String FUNCTION = "function-1";
  private static final int ROUNDS = 1000;

  @TempDir private Path root;

  @BeforeEach
  void check() throws IOException {
    assumeTrue(TrialFunctions.has("python3.11"), "no python is installed");
    assumeTrue(Files.exists(Path.of("/proc/self/environ")), "processes are not shown as files");
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private String killWithRunningFunction(boolean confined) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            TrialFunctions.ownJava().toString(),
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            KilledServer.class.getName(),
            root.toString(),
            Boolean.toString(confined));
    Process server = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader lines = server.inputReader()) {
      assertEquals("\"warm\"", lines.readLine());
      String sandbox = lines.readLine();
      assertTrue(!Leftovers.processesOf(FUNCTION).isEmpty());
      server.destroyForcibly().waitFor();
      awaitNoFunction();
      return sandbox;
    } finally {
      server.destroyForcibly();
    }
  }

  /** The kernel ends them; how soon after the server is its affair. */
  private static void awaitNoFunction() throws Exception {
    for (int i = 0; i < ROUNDS && !Leftovers.processesOf(FUNCTION).isEmpty(); i++) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    assertEquals(List.of(), Leftovers.processesOf(FUNCTION));
  }

  @Test
  void functionsWithoutASandboxEndWithTheServer() throws Exception {
    assertEquals("no sandbox", killWithRunningFunction(false));
  }

  @Test
  @Tag("sandbox")
  void functionsInASandboxEndWithTheServer() throws Exception {
    assertTrue(killWithRunningFunction(true).startsWith("bubblewrap"));
  }
}
