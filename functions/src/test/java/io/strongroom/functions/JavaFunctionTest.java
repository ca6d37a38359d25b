package io.strongroom.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.strongroom.functions.InvocationResult.Failed;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions in Java, which bring the published runtime interface client along. */
class JavaFunctionTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String SOURCE =
      """
      package trial;
      import com.amazonaws.services.lambda.runtime.Context;
      import com.amazonaws.services.lambda.runtime.RequestHandler;
      import java.util.Map;
      public class Rotation implements RequestHandler<Map<String, String>, String> {
        private int calls;
        @Override
        public String handleRequest(Map<String, String> event, Context context) {
          if (event.get("Step").equals("fail")) {
            throw new IllegalStateException("as asked");
          }
          return event.get("Step") + " " + context.getFunctionName() + " " + ++calls;
        }
      }
      """;

  @TempDir private Path root;
  private TrialFunctions functions;

  @BeforeEach
  void start() throws IOException {
    assumeTrue(TrialFunctions.has("java21"), "no java is installed");
    functions = TrialFunctions.start(root, TrialFunctions.limits());
  }

  @AfterEach
  void stop() {
    if (functions != null) {
      functions.close();
    }
  }

  private static List<Path> clientJars() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> entry.matches(".*/(aws-lambda-java|utils-lite)[^/]*\\.jar"))
        .map(Path::of)
        .toList();
  }

  /** Compiles the function into its code, and puts the jars beside it. */
  private FunctionSpec function(String runtime, String... files) throws IOException {
    FunctionSpec spec = functions.function(runtime, "trial.Rotation::handleRequest", files);
    Path lib = Files.createDirectory(spec.code().resolve("lib"));
    for (Path jar : clientJars()) {
      Files.copy(jar, lib.resolve(jar.getFileName()));
    }
    Path source = Files.writeString(root.resolve("Rotation.java"), SOURCE);
    JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
    String classPath =
        String.join(File.pathSeparator, clientJars().stream().map(Path::toString).toList());
    int status =
        compiler.run(
            null, null, null, "-d", spec.code().toString(), "-cp", classPath, source.toString());
    assertEquals(0, status);
    return TrialFunctions.with(spec, PATIENCE, 512);
  }

  private void assertRuns(FunctionSpec spec) throws Exception {
    String event = "{\"Step\":\"setSecret\"}";
    assertEquals("\"setSecret %s 1\"".formatted(spec.name()), functions.answer(spec, event));
    assertEquals("\"setSecret %s 2\"".formatted(spec.name()), functions.answer(spec, event));
    Failed failed = TrialFunctions.failureOf(functions.invoke(spec, "{\"Step\":\"fail\"}"));
    // The published client tells the type in the document, and this in the header.
    assertEquals("Runtime.UserException", failed.errorType());
    String document = TrialFunctions.text(failed.document());
    assertTrue(document.contains("\"errorType\":\"java.lang.IllegalStateException\""), document);
    assertEquals("\"setSecret %s 3\"".formatted(spec.name()), functions.answer(spec, event));
    assertEquals(1, functions.starts.get());
  }

  @Test
  void theRuntimeOfJavaStartsThePublishedClient() throws Exception {
    assertRuns(function("java21", "about.txt", "a function in Java"));
  }

  @Test
  void aBootstrapStartsThePublishedClient() throws Exception {
    String script =
        """
        #!/bin/sh
        exec %s -Xmx128m -XX:+UseSerialGC -cp "$LAMBDA_TASK_ROOT:$LAMBDA_TASK_ROOT/lib/*" \\
          com.amazonaws.services.lambda.runtime.api.client.AWSLambda "$_HANDLER"
        """
            .formatted(TrialFunctions.ownJava());
    assertRuns(function("provided.al2023", "bootstrap", script));
  }
}
