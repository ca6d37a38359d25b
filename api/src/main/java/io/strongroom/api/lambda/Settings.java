package io.strongroom.api.lambda;

import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.InputValues;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.function.Environment;
import io.strongroom.core.function.FunctionSettings;
import io.strongroom.keys.SensitiveBytes;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a function as a request gives them, each of which it may leave out.
 *
 * @param environment null for none given
 */
record Settings(
    @Nullable String role,
    @Nullable String runtime,
    @Nullable String handler,
    @Nullable String description,
    @Nullable Long timeout,
    @Nullable Long memory,
    @Nullable Long storage,
    @Nullable Environment environment) {

  static final InputMember<String> RUNTIME =
      InputMember.optional("Runtime", Shapes.RUNTIME).shown();
  static final InputMember<String> HANDLER =
      InputMember.optional("Handler", Shapes.HANDLER).shown();
  static final InputMember<String> DESCRIPTION =
      InputMember.optional("Description", Shapes.DESCRIPTION).shown();
  static final InputMember<Long> TIMEOUT = InputMember.optional("Timeout", Shapes.TIMEOUT).shown();
  static final InputMember<Long> MEMORY_SIZE =
      InputMember.optional("MemorySize", Shapes.MEMORY).shown();

  private static final InputMember<Map<String, SensitiveBytes>> VARIABLES =
      InputMember.optional("Variables", Shapes.VARIABLES);
  static final InputMember<Environment> ENVIRONMENT =
      InputMember.optional(
          "Environment",
          InputStructure.of(
              "Environment", in -> Variables.require(in.get(VARIABLES, Map.of())), VARIABLES));

  private static final InputMember<Long> SIZE =
      InputMember.required("Size", Shapes.STORAGE).shown();
  static final InputMember<Long> EPHEMERAL_STORAGE =
      InputMember.optional(
              "EphemeralStorage",
              InputStructure.of("EphemeralStorage", in -> in.require(SIZE), SIZE))
          .shown();

  private static final InputMember<String> MODE =
      InputMember.optional("Mode", Shapes.TRACING_MODE).shown();

  /** Nothing is traced here, whatever is asked for, and no answer of the function differs. */
  static final InputMember<String> TRACING_CONFIG =
      InputMember.optional(
              "TracingConfig",
              InputStructure.of("TracingConfig", in -> in.get(MODE, "PassThrough"), MODE))
          .shown();

  private static final InputMember<String> APPLY_ON =
      InputMember.optional("ApplyOn", Shapes.SNAP_START).shown();
  static final InputMember<String> SNAP_START =
      InputMember.optional(
              "SnapStart", InputStructure.of("SnapStart", in -> in.get(APPLY_ON, "None"), APPLY_ON))
          .shown();

  private static final InputMember<String> LOG_FORMAT =
      InputMember.optional("LogFormat", Shapes.LOG_FORMAT).shown();
  private static final InputMember<String> APPLICATION_LOG_LEVEL =
      InputMember.optional("ApplicationLogLevel", Shapes.LOG_LEVEL).shown();
  private static final InputMember<String> SYSTEM_LOG_LEVEL =
      InputMember.optional("SystemLogLevel", Shapes.SYSTEM_LOG_LEVEL).shown();
  private static final InputMember<String> LOG_GROUP =
      InputMember.optional("LogGroup", Shapes.LOG_GROUP).shown();
  static final InputMember<String> LOGGING_CONFIG =
      InputMember.optional(
              "LoggingConfig",
              InputStructure.of(
                  "LoggingConfig",
                  in -> in.get(LOG_FORMAT, "Text"),
                  LOG_FORMAT,
                  APPLICATION_LOG_LEVEL,
                  SYSTEM_LOG_LEVEL,
                  LOG_GROUP))
          .shown();

  static final InputMember<String> KMS_KEY_ARN =
      InputMember.optional("KMSKeyArn", Shapes.KMS_KEY_ARN).shown();
  static final InputMember<Boolean> VPC_CONFIG = opaque("VpcConfig");
  static final InputMember<Boolean> DEAD_LETTER_CONFIG = opaque("DeadLetterConfig");
  static final InputMember<Boolean> LAYERS = opaque("Layers");
  static final InputMember<Boolean> FILE_SYSTEM_CONFIGS = opaque("FileSystemConfigs");
  static final InputMember<Boolean> IMAGE_CONFIG = opaque("ImageConfig");
  static final InputMember<Boolean> CAPACITY_PROVIDER_CONFIG = opaque("CapacityProviderConfig");
  static final InputMember<Boolean> DURABLE_CONFIG = opaque("DurableConfig");

  private static final String NOT_OFFERED = "%s is not supported.";

  static InputMember<Boolean> opaque(String name) {
    return InputMember.optional(name, Shapes.OPAQUE);
  }

  /**
   * Reads those settings that both requests have.
   *
   * @throws ServiceException InvalidParameterValueException for what is not offered
   */
  static Settings read(InputValues in, @Nullable String role) {
    for (InputMember<Boolean> member :
        List.of(
            VPC_CONFIG,
            DEAD_LETTER_CONFIG,
            LAYERS,
            FILE_SYSTEM_CONFIGS,
            IMAGE_CONFIG,
            CAPACITY_PROVIDER_CONFIG,
            DURABLE_CONFIG)) {
      requireNothing(in, member);
    }
    if (!in.get(KMS_KEY_ARN, "").isEmpty()) {
      throw Refusals.invalid(NOT_OFFERED.formatted(KMS_KEY_ARN.name()));
    }
    if (!in.get(SNAP_START, "None").equals("None")) {
      throw Refusals.invalid(NOT_OFFERED.formatted(SNAP_START.name()));
    }
    if (!in.get(LOGGING_CONFIG, "Text").equals("Text")) {
      throw Refusals.invalid(NOT_OFFERED.formatted("LoggingConfig with LogFormat JSON"));
    }
    return new Settings(
        role,
        in.get(RUNTIME),
        in.get(HANDLER),
        in.get(DESCRIPTION),
        in.get(TIMEOUT),
        in.get(MEMORY_SIZE),
        in.get(EPHEMERAL_STORAGE),
        in.get(ENVIRONMENT));
  }

  /** Refuses a member of a request that asks for anything. */
  static void requireNothing(InputValues in, InputMember<Boolean> member) {
    if (in.get(member, false)) {
      throw Refusals.invalid(NOT_OFFERED.formatted(member.name()));
    }
  }

  /**
   * Returns the settings with what is not given taken from others.
   *
   * @throws ServiceException InvalidParameterValueException for what is out of range or no runtime
   *     of this server
   */
  FunctionSettings over(FunctionSettings before, @Nullable List<String> architectures) {
    if (runtime != null) {
      Runtimes.require(runtime);
    }
    return new FunctionSettings(
        Objects.requireNonNullElse(role, before.role()),
        Objects.requireNonNullElse(runtime, before.runtime()),
        Objects.requireNonNullElse(handler, before.handler()),
        Objects.requireNonNullElse(description, before.description()),
        atMost(FunctionSettings.MAX_TIMEOUT_SECONDS, timeout, before.timeoutSeconds(), "timeout"),
        atMost(FunctionSettings.MAX_MEMORY_MIB, memory, before.memoryMiB(), "memorySize"),
        storage == null ? before.storageMiB() : Math.toIntExact(storage),
        Objects.requireNonNullElse(architectures, before.architectures()));
  }

  /** The model's bounds are wider than those of the service. */
  private static int atMost(int max, @Nullable Long given, int before, String name) {
    if (given == null) {
      return before;
    }
    if (given > max) {
      String constraint =
          "at '%s' failed to satisfy constraint: Member must have value less than or equal to %d"
              .formatted(name, max);
      throw ServiceException.quoting(
          ErrorCode.VALIDATION,
          "1 validation error detected: Value '" + given + "' " + constraint,
          "1 validation error detected: Value " + constraint);
    }
    return given.intValue();
  }
}
