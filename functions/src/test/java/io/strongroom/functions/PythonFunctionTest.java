package io.strongroom.functions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.strongroom.functions.InvocationResult.Failed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions in Python as Lambda runs them: handlers, context, environment, errors, logs. */
class PythonFunctionTest {
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

  @Test
  void answersWithWhatTheHandlerReturns() throws Exception {
    FunctionSpec spec =
        functions.python("def handler(event, context): return {'got': event['Step'], 'é': 'ü'}");
    assertEquals(
        "{\"got\": \"createSecret\", \"\\u00e9\": \"\\u00fc\"}",
        functions.answer(spec, "{\"Step\":\"createSecret\"}"));
  }

  @Test
  void aWarmProcessKeepsItsState() throws Exception {
    FunctionSpec spec =
        functions.python("calls = []\ndef handler(e, c):\n  calls.append(1)\n  return len(calls)");
    assertEquals("1", functions.answer(spec, "{}"));
    assertEquals("2", functions.answer(spec, "{}"));
    assertEquals(1, functions.starts.get());
  }

  @Test
  void theContextTellsWhatLambdaTells() throws Exception {
    FunctionSpec spec =
        functions.python(
            """
            def handler(event, c):
                left = c.get_remaining_time_in_millis()
                return [c.function_name, c.function_version, c.invoked_function_arn,
                        c.memory_limit_in_mb, c.log_group_name, len(c.aws_request_id),
                        0 < left <= 30000, c.identity.cognito_identity_id, c.client_context]
            """);
    assertEquals(
        "[\"%s\", \"$LATEST\", \"%s\", \"256\", \"/aws/lambda/%s\", 36, true, null, null]"
            .formatted(spec.name(), spec.arn(), spec.name()),
        functions.answer(spec, "{}"));
  }

  @Test
  void theCertificatesThatItTrustsAreThoseOfTheMomentItStarts() throws Exception {
    Path file = Files.writeString(root.resolve("ours.pem"), "first", UTF_8);
    try (TrialFunctions trusting = TrialFunctions.start(root.resolve("more"), List.of(file))) {
      String source =
          """
          import os
          bundle = open(os.environ['AWS_CA_BUNDLE']).read()
          def handler(e, c): return bundle.splitlines()[-1]
          """;
      assertEquals("\"first\"", trusting.answer(trusting.python(source), "{}"));
      Files.writeString(file, "second", UTF_8);
      assertEquals("\"second\"", trusting.answer(trusting.python(source), "{}"));
    }
  }

  @Test
  void theEnvironmentIsLambdasAndNothingIsInherited() throws Exception {
    FunctionSpec spec =
        TrialFunctions.with(
            functions.python(
                "import os\ndef handler(e, c): return [os.environ.get(n) for n in e]\n"),
            Map.of("EXCLUDE_CHARACTERS", "/@\"'\\ $(x)\n;", "AWS_REGION", "mars"),
            "1");
    assertEquals(
        "[\"/@\\\"'\\\\ $(x)\\n;\", \"eu-central-1\", \"AWS_Lambda_python3.11\","
            + " \"http://127.0.0.1:8774\", null, null]",
        functions.answer(
            spec,
            "[\"EXCLUDE_CHARACTERS\",\"AWS_REGION\",\"AWS_EXECUTION_ENV\",\"AWS_ENDPOINT_URL\","
                + "\"JAVA_HOME\",\"STRONGROOM_AWS_REGION\"]"));
  }

  @Test
  void anExceptionIsAnErrorDocumentAndTheProcessGoesOn() throws Exception {
    FunctionSpec spec = functions.python("def handler(e, c): return 1 // e");
    Failed failed = TrialFunctions.failureOf(functions.invoke(spec, "0"));
    assertEquals("ZeroDivisionError", failed.errorType());
    String document = TrialFunctions.text(failed.document());
    assertTrue(document.contains("\"errorType\": \"ZeroDivisionError\""), document);
    assertTrue(document.contains("index.py\\\", line 1, in handler"), document);
    assertFalse(document.contains("bootstrap.py"), document);
    assertEquals("1", functions.answer(spec, "1"));
    assertEquals(1, functions.starts.get());
  }

  @Test
  void anImportThatFailsIsAnInitError() throws Exception {
    FunctionSpec spec = functions.python("import no_such_module\n");
    Failed failed = TrialFunctions.failureOf(functions.invoke(spec, "{}"));
    assertEquals("Runtime.ImportModuleError", failed.errorType());
    assertTrue(
        TrialFunctions.text(failed.document())
            .contains("Unable to import module 'index': No module named 'no_such_module'"));
  }

  @Test
  void theLogHasLambdasLines() throws Exception {
    FunctionSpec spec =
        functions.python(
            """
            import logging
            def handler(event, context):
                print('hello', flush=False)
                logging.getLogger().error('from the logger')
            """);
    functions.answer(spec, "{}");
    String log = functions.log(spec);
    assertTrue(log.contains("START RequestId: "), log);
    assertTrue(log.contains(" Version: $LATEST\nhello\n[ERROR]\t"), log);
    assertTrue(log.contains("\tfrom the logger\nEND RequestId: "), log);
    assertTrue(log.matches("(?s).*\nREPORT RequestId: \\S+\tDuration: [\\d.]+ ms\tBilled .*"), log);
    assertTrue(log.contains("\tInit Duration: "), log);
  }
}
