package io.strongroom.api;

import static io.strongroom.api.LambdaRoom.ARN;
import static io.strongroom.api.LambdaRoom.FUNCTIONS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.api.LambdaRoom.Answer;
import io.strongroom.core.function.FunctionRunner;
import io.strongroom.keys.SensitiveBytes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Invoke: what the runner is told, and what the caller is. */
class LambdaInvokeTest {
  private static final String PATH = FUNCTIONS + "/fn/invocations";

  private final LambdaRoom lambda = new LambdaRoom();
  private final AtomicReference<FunctionRunner.@Nullable Request> seen = new AtomicReference<>();
  private final AtomicReference<String> payload = new AtomicReference<>("");

  @BeforeEach
  void makeAFunction() {
    lambda.create("fn", ",\"Timeout\":7");
    answering((request) -> new FunctionRunner.Answered(bytes("{\"a\":1}"), null));
  }

  private static SensitiveBytes bytes(String text) {
    return SensitiveBytes.owning(text.getBytes(UTF_8));
  }

  private interface Running {
    FunctionRunner.Outcome run(FunctionRunner.Request request);
  }

  private void answering(Running running) {
    lambda.room.runner.set(
        (function, request) -> {
          seen.set(request);
          payload.set(request.payload().use(each -> new String(each, UTF_8)));
          return running.run(request);
        });
  }

  private FunctionRunner.Request request() {
    return java.util.Objects.requireNonNull(seen.get());
  }

  @Test
  void theAnswerOfAFunctionIsTheBody() {
    Answer answer = lambda.call("POST", PATH, "{\"in\":2}");
    assertEquals(200, answer.status());
    assertEquals("{\"a\":1}", answer.body());
    assertEquals("$LATEST", answer.field("X-Amz-Executed-Version"));
    assertEquals("", answer.field("X-Amz-Function-Error"));
    assertEquals("", answer.field("X-Amz-Log-Result"));
    assertEquals("{\"in\":2}", payload.get());
    assertEquals(lambda.clock.instant().plusSeconds(7), request().deadline());
  }

  @Test
  void aFailureIsABodyToo() {
    answering(
        (_) ->
            new FunctionRunner.Failed(
                "ValueError", bytes("{\"errorType\":\"ValueError\"}"), bytes("the end")));
    Answer answer = lambda.call("POST", PATH, "", Map.of("x-amz-log-type", "Tail"));
    assertEquals(200, answer.status());
    assertEquals("Unhandled", answer.field("X-Amz-Function-Error"));
    assertEquals("{\"errorType\":\"ValueError\"}", answer.body());
    assertEquals("dGhlIGVuZA==", answer.field("X-Amz-Log-Result"));
    assertTrue(request().tail());
    assertEquals("{}", payload.get());
  }

  @Test
  void whatCannotRunIsTold() {
    answering((_) -> new FunctionRunner.Throttled());
    Answer throttled = lambda.call("POST", PATH, "");
    assertEquals("429 TooManyRequestsException: Rate Exceeded.", throttled.told());
    assertEquals("1", throttled.field("Retry-After"));
    answering((_) -> new FunctionRunner.Unavailable("There is no python3.13 here."));
    assertEquals(
        "502 InvalidRuntimeException: There is no python3.13 here.",
        lambda.call("POST", PATH, "").told());
  }

  @Test
  void aPayloadIsJson() {
    for (String body : List.of("{", "{} {}", "nope", "\u0001")) {
      assertEquals(
          "400 InvalidRequestContentException: Could not parse request body into json.",
          lambda.call("POST", PATH, body).told());
    }
    for (String body : List.of("1", "\"text\"", "null", "[{}]", " {} ")) {
      assertEquals("200", lambda.call("POST", PATH, body).told());
    }
    StringBuilder many = new StringBuilder("[0");
    many.repeat(",0", 50_000).append(']');
    assertEquals("200", lambda.call("POST", PATH, many.toString()).told());
    assertEquals("400", lambda.call("POST", PATH, "[".repeat(2_000)).told().substring(0, 3));
  }

  @Test
  void anEventIsQueuedAndADryRunIsNot() {
    Map<String, String> event = Map.of("x-amz-invocation-type", "Event");
    assertEquals("202", lambda.call("POST", PATH, "{\"in\":2}", event).told());
    assertEquals(List.of(ARN + "fn 8"), lambda.room.events);
    assertEquals(
        "413 RequestTooLargeException: 1048577 byte payload is too large for the Event invocation"
            + " type (limit 1048576 bytes)",
        lambda.call("POST", PATH, "\"" + "x".repeat((1 << 20) - 1) + "\"", event).told());
    Map<String, String> dry = Map.of("x-amz-invocation-type", "DryRun");
    assertEquals("204", lambda.call("POST", PATH, "", dry).told());
    assertEquals("", payload.get());
    assertTrue(
        lambda
            .call("POST", PATH, "", Map.of("x-amz-invocation-type", "Later"))
            .told()
            .startsWith("400 ValidationException: "));
  }

  @Test
  void aClientContextIsHandedOn() {
    Map<String, String> context = Map.of("x-amz-client-context", "eyJjIjoxfQ==");
    lambda.call("POST", PATH, "", context);
    assertEquals("{\"c\":1}", request().clientContext());
    assertTrue(
        lambda
            .call("POST", PATH, "", Map.of("x-amz-client-context", "%%"))
            .told()
            .startsWith("400 InvalidRequestContentException: "));
  }

  @Test
  void noFunctionIsInvokedThatDoesNotExist() {
    assertEquals(
        "404 ResourceNotFoundException: Function not found: " + ARN + "no",
        lambda.call("POST", FUNCTIONS + "/no/invocations", "").told());
    assertEquals(
        "404 ResourceNotFoundException: Function not found: " + ARN + "fn:2",
        lambda.call("POST", PATH + "?Qualifier=2", "").told());
  }
}
