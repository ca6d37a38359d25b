package io.strongroom.api.lambda;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.FunctionReadOperation;
import io.strongroom.api.RestRoute;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.InputValues;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.function.Function;
import io.strongroom.core.function.FunctionArn;
import io.strongroom.core.function.FunctionEvents;
import io.strongroom.core.function.FunctionRunner;
import io.strongroom.keys.SensitiveBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code Invoke}: runs a function and returns its answer, or has it run later. */
final class Invoke implements FunctionReadOperation<Invoke.Input, Invoked> {

  /** What the function is invoked with. */
  record Input(
      Named function,
      String type,
      Tail tail,
      @Nullable String clientContext,
      SensitiveBytes payload) {}

  /** Whether the end of the log is wanted. */
  enum Tail {
    WANTED,
    UNWANTED
  }

  /** The most that an event may have, in bytes. Source: the service model, Invoke, "Payload". */
  static final int MAX_EVENT = 1 << 20;

  /** The most that a caller can say of itself, in base64. Source: as above, "ClientContext". */
  private static final int MAX_CONTEXT = 3_583;

  /** Whoever invokes a function by hand shares its processes, as in the public service. */
  private static final String GROUP = "invoke";

  private static final int MAX_DEPTH = 1_000;

  private static final InputMember<String> INVOCATION_TYPE =
      InputMember.optional("InvocationType", Shapes.INVOCATION_TYPE).shown();
  private static final InputMember<String> LOG_TYPE =
      InputMember.optional("LogType", Shapes.LOG_TYPE).shown();
  private static final InputMember<String> CLIENT_CONTEXT =
      InputMember.optional("ClientContext", Shapes.TEXT);
  private static final InputMember<String> DURABLE_EXECUTION_NAME =
      InputMember.optional("DurableExecutionName", Shapes.EXECUTION_NAME);
  private static final InputMember<SensitiveBytes> PAYLOAD =
      InputMember.optional("Payload", Shapes.PAYLOAD);
  private static final InputMember<String> TENANT_ID =
      InputMember.optional("TenantId", Shapes.TENANT);

  private static final Contract<Input, Invoked> CONTRACT =
      Contract.lambda(
          "Invoke",
          "InvokeFunction",
          InputStructure.of(
              "InvocationRequest",
              Invoke::read,
              Members.NAMESPACED_NAME,
              INVOCATION_TYPE,
              LOG_TYPE,
              CLIENT_CONTEXT,
              DURABLE_EXECUTION_NAME,
              PAYLOAD,
              Members.QUALIFIER,
              TENANT_ID),
          null,
          ErrorCode.LAMBDA_INVALID_PARAMETER,
          ErrorCode.LAMBDA_NOT_FOUND,
          ErrorCode.LAMBDA_INVALID_CONTENT,
          ErrorCode.LAMBDA_TOO_LARGE,
          ErrorCode.LAMBDA_INVALID_RUNTIME);

  private static final RestRoute ROUTE =
      RestRoute.of("POST", "/2015-03-31/functions/{FunctionName}/invocations", "Invoke")
          .query("Qualifier", "Qualifier")
          .header("x-amz-invocation-type", "InvocationType")
          .header("x-amz-log-type", "LogType")
          .header("x-amz-client-context", "ClientContext")
          .header("x-amz-durable-execution-name", "DurableExecutionName")
          .header("x-amz-tenant-id", "TenantId")
          .payload("Payload");

  /** The bound of the body is the listener's; tokens are not counted here. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();

  private final FunctionRunner runner;
  private final FunctionEvents events;

  Invoke(FunctionRunner runner, FunctionEvents events) {
    this.runner = runner;
    this.events = events;
  }

  @Override
  public Contract<Input, Invoked> contract() {
    return CONTRACT;
  }

  @Override
  public RestRoute route() {
    return ROUTE;
  }

  @Override
  public FunctionArn target(Input in, Call call) {
    return in.function().ref(call).requireLatest().arn();
  }

  @Override
  public Invoked answer(Input in, Function function, Call call) {
    requireJson(in.payload());
    return switch (in.type()) {
      case "DryRun" -> new Invoked.Permitted();
      case "Event" -> queued(in, function, call);
      default -> run(in, function, call);
    };
  }

  private Invoked queued(Input in, Function function, Call call) {
    if (in.payload().length() > MAX_EVENT) {
      throw new ServiceException(
          ErrorCode.LAMBDA_TOO_LARGE,
          "%d byte payload is too large for the Event invocation type (limit %d bytes)"
              .formatted(in.payload().length(), MAX_EVENT));
    }
    FunctionRunner.Request request = request(in, function, call);
    if (!events.offer(function.arn(), request)) {
      throw throttled();
    }
    return new Invoked.Queued();
  }

  private Invoked run(Input in, Function function, Call call) {
    FunctionRunner.Outcome outcome = runner.invoke(function, request(in, function, call));
    return switch (outcome) {
      case FunctionRunner.Answered(SensitiveBytes payload, SensitiveBytes tail) -> {
        closing(call, payload, tail);
        yield new Invoked.Ended(null, payload, tail);
      }
      case FunctionRunner.Failed(var _, SensitiveBytes document, SensitiveBytes tail) -> {
        closing(call, document, tail);
        yield new Invoked.Ended("Unhandled", document, tail);
      }
      case FunctionRunner.Throttled() -> throw throttled();
      case FunctionRunner.Unavailable(String reason) ->
          throw new ServiceException(ErrorCode.LAMBDA_INVALID_RUNTIME, reason);
    };
  }

  private static void closing(Call call, SensitiveBytes one, @Nullable SensitiveBytes other) {
    call.closing(one);
    if (other != null) {
      call.closing(other);
    }
  }

  private static FunctionRunner.Request request(Input in, Function function, Call call) {
    return new FunctionRunner.Request(
        in.payload(),
        call.requestId(),
        call.now().plusSeconds(function.settings().timeoutSeconds()),
        in.tail() == Tail.WANTED,
        in.clientContext(),
        GROUP);
  }

  private static ServiceException throttled() {
    return new ServiceException(ErrorCode.LAMBDA_TOO_MANY_REQUESTS, "Rate Exceeded.");
  }

  private static void requireJson(SensitiveBytes payload) {
    boolean json = payload.use(Invoke::isJson);
    if (!json) {
      throw new ServiceException(
          ErrorCode.LAMBDA_INVALID_CONTENT, "Could not parse request body into json.");
    }
  }

  private static boolean isJson(byte[] payload) {
    try (JsonParser json = JSON.createParser(payload)) {
      if (json.nextToken() == null) {
        return false;
      }
      json.skipChildren();
      return json.nextToken() == null;
    } catch (IOException e) {
      return false;
    }
  }

  private static Input read(InputValues in) {
    for (InputMember<String> member : List.of(DURABLE_EXECUTION_NAME, TENANT_ID)) {
      if (in.get(member) != null) {
        throw Refusals.invalid(member.name() + " is not supported.");
      }
    }
    SensitiveBytes payload = in.require(PAYLOAD);
    return new Input(
        Named.read(in),
        in.get(INVOCATION_TYPE, "RequestResponse"),
        in.get(LOG_TYPE, "None").equals("Tail") ? Tail.WANTED : Tail.UNWANTED,
        context(in.get(CLIENT_CONTEXT)),
        payload.length() == 0
            ? SensitiveBytes.owning("{}".getBytes(StandardCharsets.US_ASCII))
            : payload);
  }

  private static @Nullable String context(@Nullable String base64) {
    if (base64 == null) {
      return null;
    }
    try {
      String context = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
      if (base64.length() <= MAX_CONTEXT && isJson(context.getBytes(StandardCharsets.UTF_8))) {
        return context;
      }
    } catch (IllegalArgumentException e) {
      // Answered as what is no JSON is.
    }
    throw new ServiceException(
        ErrorCode.LAMBDA_INVALID_CONTENT,
        "Client context must be a valid Base64-encoded JSON object.");
  }
}
