package io.strongroom.api.lambda;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.FunctionWriteOperation;
import io.strongroom.api.RestRoute;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.InputValues;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.function.Environment;
import io.strongroom.core.function.Environments;
import io.strongroom.core.function.Function;
import io.strongroom.core.function.FunctionArn;
import io.strongroom.core.function.FunctionChange;
import io.strongroom.core.function.FunctionSettings;
import io.strongroom.core.function.FunctionWrite;
import io.strongroom.core.key.Keys;
import io.strongroom.keys.Entropy;
import org.jspecify.annotations.Nullable;

/** {@code UpdateFunctionConfiguration}: sets a function otherwise; what is left out stays. */
final class UpdateFunctionConfiguration
    implements FunctionWriteOperation<UpdateFunctionConfiguration.Input, ShownFunction> {

  /** What the caller asks for. */
  record Input(String name, Settings settings, @Nullable String revisionId) {}

  private static final InputMember<String> ROLE =
      InputMember.optional("Role", Shapes.ROLE_ARN).shown();

  private static final Contract<Input, ShownFunction> CONTRACT =
      Contract.lambda(
          "UpdateFunctionConfiguration",
          "UpdateFunctionConfiguration",
          InputStructure.of(
              "UpdateFunctionConfigurationRequest",
              UpdateFunctionConfiguration::read,
              Members.FUNCTION_NAME,
              ROLE,
              Settings.HANDLER,
              Settings.DESCRIPTION,
              Settings.TIMEOUT,
              Settings.MEMORY_SIZE,
              Settings.VPC_CONFIG,
              Settings.ENVIRONMENT,
              Settings.RUNTIME,
              Settings.DEAD_LETTER_CONFIG,
              Settings.KMS_KEY_ARN,
              Settings.TRACING_CONFIG,
              Members.REVISION_ID,
              Settings.LAYERS,
              Settings.FILE_SYSTEM_CONFIGS,
              Settings.IMAGE_CONFIG,
              Settings.EPHEMERAL_STORAGE,
              Settings.SNAP_START,
              Settings.LOGGING_CONFIG,
              Settings.CAPACITY_PROVIDER_CONFIG,
              Settings.DURABLE_CONFIG),
          ShownFunction.SHAPE,
          ErrorCode.LAMBDA_INVALID_PARAMETER,
          ErrorCode.LAMBDA_CONFLICT,
          ErrorCode.LAMBDA_NOT_FOUND,
          ErrorCode.LAMBDA_PRECONDITION);

  private static final RestRoute ROUTE =
      RestRoute.of(
          "PUT",
          "/2015-03-31/functions/{FunctionName}/configuration",
          "UpdateFunctionConfiguration20150331v2");

  private final Uploads uploads;
  private final Roles roles;
  private final Environments environments;
  private final Entropy entropy;

  /** Draws ids of revisions from {@code entropy}. */
  UpdateFunctionConfiguration(
      Uploads uploads, Roles roles, Environments environments, Entropy entropy) {
    this.uploads = uploads;
    this.roles = roles;
    this.environments = environments;
    this.entropy = entropy;
  }

  @Override
  public Contract<Input, ShownFunction> contract() {
    return CONTRACT;
  }

  @Override
  public RestRoute route() {
    return ROUTE;
  }

  @Override
  public FunctionArn target(Input in, Call call) {
    return FunctionRef.parse(in.name(), null, call).requireLatest().arn();
  }

  @Override
  public @Nullable String passedRole(Input in) {
    return in.settings().role();
  }

  @Override
  public FunctionChange<ShownFunction> decide(Input in, @Nullable Function found, Call call) {
    Function before = Refusals.requireChangeable(found, target(in, call));
    Refusals.requireRevision(in.revisionId(), before.revisionId(), "GetFunction");
    FunctionSettings settings = in.settings().over(before.settings(), null);
    if (in.settings().role() != null) {
      roles.requireAssumable(in.settings().role(), call);
    }
    Environment given = in.settings().environment();
    Function next =
        before.set(
            settings,
            given == null ? before.environment() : environments.seal(before.arn(), given),
            uploads.source(settings.handler(), before.source()),
            call.now(),
            Keys.randomUuid(entropy).toString());
    return FunctionChange.of(
        new FunctionWrite.Update(next), ShownFunction.of(next, environments, call));
  }

  private static Input read(InputValues in) {
    return new Input(
        in.require(Members.FUNCTION_NAME),
        Settings.read(in, in.get(ROLE)),
        in.get(Members.REVISION_ID));
  }
}
