package io.strongroom.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.strongroom.functions.InvocationResult.Failed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Functions in node as Lambda runs them. */
class NodeFunctionTest {
  @TempDir private Path root;
  private TrialFunctions functions;

  @BeforeEach
  void start() throws IOException {
    assumeTrue(TrialFunctions.has("nodejs20.x"), "no node is installed");
    functions = TrialFunctions.start(root, TrialFunctions.limits());
  }

  @AfterEach
  void stop() {
    if (functions != null) {
      functions.close();
    }
  }

  static Stream<Arguments> handlers() {
    return Stream.of(
        Arguments.of("a promise", "index.js", "exports.handler = async (e) => e.n + 1;"),
        Arguments.of("a module", "index.mjs", "export const handler = async (e) => e.n + 1;"),
        Arguments.of("CommonJS", "index.cjs", "exports.handler = async (e) => e.n + 1;"),
        Arguments.of(
            "a callback",
            "index.js",
            "exports.handler = (e, c, done) => { setTimeout(() => done(null, e.n + 1), 5); };"),
        Arguments.of(
            "a callback that waits for nothing",
            "index.js",
            "exports.handler = (e, c, done) => { c.callbackWaitsForEmptyEventLoop = false;"
                + " setInterval(() => {}, 1000); done(null, e.n + 1); };"),
        Arguments.of(
            "the oldest way", "index.js", "exports.handler = (e, c) => c.succeed(e.n + 1);"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("handlers")
  void everyKindOfHandlerAnswers(String kind, String file, String source) throws Exception {
    FunctionSpec spec = functions.function("nodejs20.x", "index.handler", file, source);
    assertEquals("2", functions.answer(spec, "{\"n\":1}"));
    assertEquals("3", functions.answer(spec, "{\"n\":2}"));
    assertEquals(1, functions.starts.get());
  }

  @Test
  void aHandlerThatDoesNothingAnswersNull() throws Exception {
    assertEquals("null", functions.answer(functions.node("exports.handler = () => {};"), "{}"));
  }

  @Test
  void aModuleInADirectoryIsFound() throws Exception {
    FunctionSpec spec =
        functions.function(
            "nodejs20.x",
            "lib/deep.api.handler",
            "lib/deep.js",
            "exports.api = { handler: async () => __dirname.endsWith('/lib') };");
    assertEquals("true", functions.answer(spec, "{}"));
  }

  @Test
  void theContextTellsWhatLambdaTells() throws Exception {
    FunctionSpec spec =
        functions.node(
            """
            exports.handler = async (e, c) => [c.functionName, c.functionVersion, c.memoryLimitInMB,
              c.invokedFunctionArn, c.awsRequestId.length, c.getRemainingTimeInMillis() > 0,
              process.env.AWS_EXECUTION_ENV];
            """);
    assertEquals(
        "[\"%s\",\"$LATEST\",\"256\",\"%s\",36,true,\"AWS_Lambda_nodejs20.x\"]"
            .formatted(spec.name(), spec.arn()),
        functions.answer(spec, "{}"));
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of("exports.handler = async () => { throw new TypeError('x'); };", "TypeError"),
        Arguments.of("exports.handler = (e, c, done) => done(new RangeError('x'));", "RangeError"),
        Arguments.of("exports.handler = () => { throw 'x'; };", "string"),
        Arguments.of("exports.other = 1;", "Runtime.HandlerNotFound"),
        Arguments.of("require('no-such-module');", "Runtime.ImportModuleError"),
        Arguments.of("exports.handler = ;", "Runtime.UserCodeSyntaxError"),
        Arguments.of("throw new Error('while loading');", "Error"),
        Arguments.of(
            "exports.handler = () => new Promise(() => setTimeout(() => { throw new Error(); }));",
            "Error"),
        Arguments.of(
            "exports.handler = () => { Promise.reject(new Error('x'));"
                + " return new Promise(() => setTimeout(() => {}, 60000)); };",
            "Runtime.UnhandledPromiseRejection"),
        Arguments.of("exports.handler = () => process.exit(7);", "Runtime.ExitError"),
        Arguments.of("exports.handler = () => process.abort();", "Runtime.ExitError"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void everyFailureHasItsType(String source, String errorType) throws Exception {
    Failed failed = TrialFunctions.failureOf(functions.invoke(functions.node(source), "{}"));
    assertEquals(errorType, failed.errorType(), () -> TrialFunctions.text(failed.logTail()));
  }

  @Test
  void whatIsLoggedStandsInTheLogAsLambdaWritesIt() throws Exception {
    FunctionSpec spec = functions.node("exports.handler = async () => console.log('a %d', 1);");
    functions.answer(spec, "{}");
    String log = functions.log(spec);
    assertTrue(log.matches("(?s).*\\n20\\S+Z\\t[0-9a-f-]{36}\\tINFO\\ta 1\\nEND .*"), log);
  }

  @Test
  void theRealServiceIsNotCalled() throws Exception {
    FunctionSpec spec =
        functions.node(
            """
            exports.handler = () => new Promise((resolve, reject) =>
              require('https').get('https://secretsmanager.eu-central-1.amazonaws.com/')
                .on('error', reject).on('response', () => resolve('called')));
            """);
    Failed failed = TrialFunctions.failureOf(functions.invoke(spec, "{}"));
    assertTrue(
        TrialFunctions.text(failed.document()).contains("does not look at AWS_ENDPOINT_URL"));
  }
}
