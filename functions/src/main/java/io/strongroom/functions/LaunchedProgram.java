package io.strongroom.functions;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The program that a runtime starts, as the function sees its files. */
final class LaunchedProgram {

  /** The main class of the published runtime interface client, which Java functions bring along. */
  private static final String JAVA_CLIENT =
      "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

  /** The file that functions of {@code provided} are started by. */
  static final String BOOTSTRAP = "bootstrap";

  /** How much of a function's memory its heap may take; the rest is for code, stacks, buffers. */
  private static final int NODE_HEAP_PERCENT = 90;

  private static final int JAVA_HEAP_PERCENT = 60;
  private static final int MIN_HEAP_MIB = 32;

  /** The first Java that warns of native code, which the published client has. */
  private static final int WARNS_OF_NATIVE_CODE = 24;

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
      int heap = spec.memoryMiB() * NODE_HEAP_PERCENT / 100;
      return List.of(executable, "--max-old-space-size=" + heap, launcher);
    }
    return java(spec, interpreter, task);
  }

  private static List<String> java(FunctionSpec spec, Interpreter interpreter, Path task) {
    int heap = Math.max(MIN_HEAP_MIB, spec.memoryMiB() * JAVA_HEAP_PERCENT / 100);
    List<String> command = new ArrayList<>();
    command.add(interpreter.executable().toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx" + heap + "m"));
    if (Integer.parseInt(interpreter.version()) >= WARNS_OF_NATIVE_CODE) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.addAll(List.of("-cp", task + ":" + task.resolve("lib") + "/*"));
    command.addAll(List.of(JAVA_CLIENT, spec.handler()));
    return command;
  }
}
