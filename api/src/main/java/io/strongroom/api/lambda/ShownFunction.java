package io.strongroom.api.lambda;

import static io.strongroom.api.shape.OutputStructure.member;
import static io.strongroom.api.shape.OutputStructure.shown;

import io.strongroom.api.Call;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.core.function.Environments;
import io.strongroom.core.function.Function;
import io.strongroom.core.function.FunctionArn;
import io.strongroom.core.function.FunctionSettings;
import io.strongroom.keys.SensitiveBytes;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A function as answers show it, with its variables in plain.
 *
 * @param variables null for none; overwritten at the end of the call
 */
record ShownFunction(Function function, @Nullable Map<String, SensitiveBytes> variables) {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxx").withZone(ZoneOffset.UTC);

  private static final OutputStructure<ShownFunction> ENVIRONMENT =
      OutputStructure.of(
          "EnvironmentResponse", member("Variables", Shapes.VARIABLES, ShownFunction::variables));
  private static final OutputStructure<ShownFunction> TRACING =
      OutputStructure.of(
          "TracingConfigResponse", shown("Mode", Shapes.TRACING_MODE, _ -> "PassThrough"));
  private static final OutputStructure<ShownFunction> EPHEMERAL_STORAGE =
      OutputStructure.of(
          "EphemeralStorage", shown("Size", Shapes.STORAGE, f -> (long) f.settings().storageMiB()));
  private static final OutputStructure<ShownFunction> SNAP_START =
      OutputStructure.of(
          "SnapStartResponse",
          shown("ApplyOn", Shapes.SNAP_START, _ -> "None"),
          shown("OptimizationStatus", Shapes.SNAP_START_STATUS, _ -> "Off"));
  private static final OutputStructure<ShownFunction> LOGGING =
      OutputStructure.of(
          "LoggingConfig",
          shown("LogFormat", Shapes.LOG_FORMAT, _ -> "Text"),
          shown("LogGroup", Shapes.LOG_GROUP, f -> "/aws/lambda/" + f.function().name()));

  /** Source: the service model's FunctionConfiguration. */
  static final OutputStructure<ShownFunction> SHAPE =
      OutputStructure.of(
          "FunctionConfiguration",
          shown("FunctionName", Shapes.NAMESPACED_NAME, f -> f.function().name().text()),
          shown("FunctionArn", Shapes.FUNCTION_ARN, f -> f.function().arn().text()),
          shown("Runtime", Shapes.RUNTIME, f -> f.settings().runtime()),
          shown("Role", Shapes.ROLE_ARN, f -> f.settings().role()),
          shown("Handler", Shapes.HANDLER, f -> f.settings().handler()),
          shown("CodeSize", Shapes.SIZE, f -> f.function().code().size()),
          shown("Description", Shapes.DESCRIPTION, f -> f.settings().description()),
          shown("Timeout", Shapes.TIMEOUT, f -> (long) f.settings().timeoutSeconds()),
          shown("MemorySize", Shapes.MEMORY, f -> (long) f.settings().memoryMiB()),
          shown("LastModified", Shapes.TEXT, f -> DATE.format(f.function().modified())),
          shown("CodeSha256", Shapes.TEXT, f -> f.function().code().base64()),
          shown("Version", Shapes.VERSION, _ -> FunctionArn.LATEST),
          member("Environment", ENVIRONMENT, f -> f.variables() == null ? null : f),
          shown("TracingConfig", TRACING, f -> f),
          shown("RevisionId", Shapes.TEXT, f -> f.function().revisionId()),
          shown("State", Shapes.STATE, _ -> "Active"),
          shown("LastUpdateStatus", Shapes.UPDATE_STATUS, _ -> "Successful"),
          shown("PackageType", Shapes.PACKAGE_TYPE, _ -> "Zip"),
          shown("Architectures", Shapes.ARCHITECTURES, f -> f.settings().architectures()),
          shown("EphemeralStorage", EPHEMERAL_STORAGE, f -> f),
          shown("SnapStart", SNAP_START, f -> f),
          shown("LoggingConfig", LOGGING, f -> f));

  private FunctionSettings settings() {
    return function.settings();
  }

  /** Opens the variables of a function for an answer. */
  static ShownFunction of(Function function, Environments environments, Call call) {
    if (function.environment() == null) {
      return new ShownFunction(function, null);
    }
    Map<String, SensitiveBytes> variables = environments.open(function).values();
    variables.values().forEach(call::closing);
    return new ShownFunction(function, variables);
  }
}
