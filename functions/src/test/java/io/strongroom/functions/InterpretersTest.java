package io.strongroom.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which interpreter runs a runtime. The interpreters are scripts that say what they are. */
class InterpretersTest {
  @TempDir private Path root;

  private void program(String name, String output) throws IOException {
    Path bin = Files.createDirectories(root.resolve("bin"));
    Path file = Files.writeString(bin.resolve(name), "#!/bin/sh\necho '" + output + "'\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private void python(String name, String version) throws IOException {
    String home = root.resolve("bin").toString();
    program(name, version + "|" + home + "/" + name + "|" + home + "|/usr");
  }

  private Interpreters interpreters() {
    return new Interpreters(List.of(root.resolve("bin")), Map.of());
  }

  private String version(String runtime) {
    return interpreters().find(runtime).orElseThrow().version();
  }

  @Test
  void theVersionThatIsNamedComesFirst() throws Exception {
    python("python3", "3.14");
    python("python3.12", "3.12");
    python("python3.13", "3.13");
    assertEquals("3.12", version("python3.12"));
    assertEquals("3.14", version("python3.14"));
  }

  @Test
  void elseTheNextNewerElseTheNewest() throws Exception {
    python("python3.9", "3.9");
    python("python3.11", "3.11");
    python("python3.13", "3.13");
    assertEquals("3.11", version("python3.10"));
    assertEquals("3.13", version("python3.14"));
  }

  @Test
  void nodeAndJavaAreFoundAsWell() throws Exception {
    program("node", "22|" + root.resolve("bin/node"));
    program("java", "openjdk version \"25.0.1\" 2025-10-21");
    assertEquals("22", version("nodejs20.x"));
    assertEquals("25", version("java21"));
  }

  @Test
  void anOlderJavaRunsNoNewerClasses() throws Exception {
    program("java", "openjdk version \"17.0.9\" 2023-10-17");
    assertTrue(interpreters().find("java21").isEmpty());
    assertEquals("17", version("java11"));
  }

  @Test
  void aProgramThatFailsIsNone() throws Exception {
    program("python3.12", "pyenv: python3.12: command not found");
    assertTrue(interpreters().find("python3.12").isEmpty());
  }

  @Test
  void anotherByTheSameNameMayDo() throws Exception {
    python("python3.12", "3.12");
    Path first = Files.createDirectories(root.resolve("first"));
    Path shim = Files.writeString(first.resolve("python3.12"), "#!/bin/sh\nexit 127\n");
    Files.setPosixFilePermissions(shim, PosixFilePermissions.fromString("rwxr-xr-x"));
    Interpreters both = new Interpreters(List.of(first, root.resolve("bin")), Map.of());
    assertEquals(
        root.resolve("bin/python3.12"), both.find("python3.12").orElseThrow().executable());
  }

  @Test
  void whatIsMissingIsNamed() {
    String missing = Objects.requireNonNull(interpreters().missing("python3.12"));
    assertTrue(missing.contains("python3.12") && missing.contains(root.toString()), missing);
    assertEquals("there is no runtime go1.x", interpreters().missing("go1.x"));
    assertNull(interpreters().missing("provided.al2023"));
  }

  @Test
  void theOperatorsChoiceGoesFirst() throws Exception {
    python("python3.12", "3.12");
    python("other", "3.13");
    Path other = root.resolve("bin/other");
    Interpreters chosen =
        new Interpreters(List.of(root.resolve("bin")), Map.of("python3.12", other));
    assertEquals(other, chosen.find("python3.12").orElseThrow().executable());
  }

  @Test
  void knownRuntimesAreThoseOfLambda() {
    for (String runtime : List.of("python3.8", "nodejs22.x", "java21", "provided.al2")) {
      assertTrue(Interpreters.isKnown(runtime), runtime);
    }
    for (String runtime : List.of("python2.7", "nodejs", "dotnet8", "provided.al3", "")) {
      assertFalse(Interpreters.isKnown(runtime), runtime);
    }
  }
}
