package io.strongroom.functions;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The program that a runtime starts, as the function sees its files. */
final class LaunchedProgram {

  /** The main class of the published runtime interface client, which Java functions bring along. */
  private static final String JAVA_CLIENT =
      "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

  /** The file that functions of {@code provided} are started by. */
  static final String BOOTSTRAP = "bootstrap";

  private LaunchedProgram() {}

  static List<String> of(
      FunctionSpec spec, @Nullable Interpreter interpreter, Sandbox.Places places) {
    Path task = places.task();
    if (interpreter == null) {
      return List.of(task.resolve(BOOTSTRAP).toString());
    }
    String executable = interpreter.executable().toString();
    if (spec.runtime().startsWith("python")) {
      // Unbuffered, and without compiled files beside the code.
      String launcher = places.launchers().resolve("bootstrap.py").toString();
      return List.of(executable, "-u", "-B", launcher);
    }
    if (spec.runtime().startsWith("nodejs")) {
      String launcher = places.launchers().resolve("bootstrap.mjs").toString();
      return List.of(executable, launcher);
    }
    return List.of(
        executable,
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xmx" + Math.max(MIN_HEAP_MIB, spec.memoryMiB() * HEAP_PERCENT / 100) + "m",
        "-cp",
        task + ":" + task.resolve("lib") + "/*",
        JAVA_CLIENT,
        spec.handler());
  }

  private static final int HEAP_PERCENT = 60;
  private static final int MIN_HEAP_MIB = 32;
}
