package io.strongroom.functions;

import java.nio.file.Path;
import java.util.List;

/** A server that is killed while it runs a function: tells the function's name and waits. */
final class KilledServer {
  private KilledServer() {}

  /** Takes a directory, and whether to use the strongest sandbox there is. */
  public static void main(String[] arguments) throws Exception {
    Path root = Path.of(arguments[0]);
    Programs programs = new Programs(TrialFunctions.path());
    Sandbox sandbox =
        Boolean.parseBoolean(arguments[1])
            ? Sandbox.find(TrialFunctions.path(), "nobody", List.of()).sandbox()
            : Unconfined.find(programs);
    TrialFunctions functions = TrialFunctions.start(root, sandbox, TrialFunctions.limits());
    FunctionSpec spec =
        functions.function(
            "python3.11",
            "index.handler",
            "index.py",
            "import time\ndef handler(e, c):\n  if e: time.sleep(600)\n  return 'warm'");
    System.out.println(functions.answer(spec, "0"));
    System.out.println(sandbox.describe());
    functions.invoke(spec, "1");
  }
}
