package io.strongroom.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a function sees in bubblewrap, beside what those that mean harm look for. */
@Tag("sandbox")
class BubblewrapTest {
  @TempDir private Path root;

  private TrialFunctions start(List<Path> hidden) throws Exception {
    assumeTrue(TrialFunctions.has("python3.11"), "no python is installed");
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
    Sandbox.Choice choice = Sandbox.find(TrialFunctions.path(), "nobody", hidden);
    assumeTrue(choice.sandbox() instanceof Bubblewrap, () -> choice.remarks().toString());
    return TrialFunctions.start(root, choice.sandbox(), TrialFunctions.limits());
  }

  @Test
  void whatIsHiddenCannotBeReadWhereverItIs() throws Exception {
    List<Path> hidden = List.of(Path.of("/usr/share"), Path.of("/usr/bin/env"), root);
    try (TrialFunctions functions = start(hidden)) {
      FunctionSpec spec =
          functions.python(
              """
              import os

              def handler(event, context):
                  try:
                      found = open(event[1]).read()
                  except PermissionError:
                      found = ""
                  return os.listdir(event[0]), found
              """);
      assertEquals("[[], \"\"]", functions.answer(spec, "[\"/usr/share\", \"/usr/bin/env\"]"));
    }
  }

  @Test
  void directoriesAreWhereLambdaHasThem() throws Exception {
    try (TrialFunctions functions = start(List.of())) {
      FunctionSpec spec =
          functions.python(
              """
              import os
              import tempfile

              def handler(event, context):
                  return [os.getcwd(), os.environ["LAMBDA_TASK_ROOT"], os.listdir("/var/task"),
                          tempfile.gettempdir(), os.path.exists(os.environ["AWS_CA_BUNDLE"])]
              """);
      assertEquals(
          "[\"/var/task\", \"/var/task\", [\"index.py\"], \"/tmp\", true]",
          functions.answer(spec, "{}"));
    }
  }

  @Test
  void nodeRunsInIt() throws Exception {
    assumeTrue(TrialFunctions.has("nodejs20.x"), "no node is installed");
    try (TrialFunctions functions = start(List.of())) {
      FunctionSpec spec = functions.node("exports.handler = async () => process.getuid() > 0;");
      assertEquals("true", functions.answer(spec, "{}"));
    }
  }
}
