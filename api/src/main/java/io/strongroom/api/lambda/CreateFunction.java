package io.strongroom.api.lambda;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.FunctionWriteOperation;
import io.strongroom.api.RestRoute;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.InputValues;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.function.CodeFile;
import io.strongroom.core.function.Environments;
import io.strongroom.core.function.Function;
import io.strongroom.core.function.FunctionArn;
import io.strongroom.core.function.FunctionChange;
import io.strongroom.core.function.FunctionPolicy;
import io.strongroom.core.function.FunctionSettings;
import io.strongroom.core.function.FunctionWrite;
import io.strongroom.core.function.SealedEnvironment;
import io.strongroom.core.function.Source;
import io.strongroom.core.key.Keys;
import io.strongroom.core.secret.Tags;
import io.strongroom.iam.policy.eval.Action;
import io.strongroom.keys.Entropy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code CreateFunction}: a new function with the code that comes along. */
final class CreateFunction implements FunctionWriteOperation<CreateFunction.Input, ShownFunction> {

  /** What the function is to be. */
  record Input(
      String name,
      String role,
      CodeFile code,
      Settings settings,
      @Nullable List<String> architectures,
      Map<String, String> tags) {}

  private static final InputMember<String> ROLE =
      InputMember.required("Role", Shapes.ROLE_ARN).shown();

  private static final InputMember<CodeFile> ZIP_FILE =
      InputMember.optional("ZipFile", Shapes.ZIP_FILE);
  private static final InputMember<String> S3_BUCKET =
      InputMember.optional("S3Bucket", Shapes.S3_BUCKET);
  private static final InputMember<String> S3_KEY = InputMember.optional("S3Key", Shapes.S3_KEY);
  private static final InputMember<String> S3_OBJECT_VERSION =
      InputMember.optional("S3ObjectVersion", Shapes.S3_KEY);
  private static final InputMember<String> IMAGE_URI =
      InputMember.optional("ImageUri", Shapes.TEXT);
  private static final InputMember<String> SOURCE_KMS_KEY_ARN =
      InputMember.optional("SourceKMSKeyArn", Shapes.KMS_KEY_ARN);
  private static final InputMember<CodeFile> CODE =
      InputMember.required(
          "Code",
          InputStructure.of(
              "FunctionCode",
              CreateFunction::code,
              ZIP_FILE,
              S3_BUCKET,
              S3_KEY,
              S3_OBJECT_VERSION,
              IMAGE_URI,
              SOURCE_KMS_KEY_ARN));

  private static final InputMember<Boolean> PUBLISH =
      InputMember.optional("Publish", Shapes.FLAG).shown();
  private static final InputMember<String> PACKAGE_TYPE =
      InputMember.optional("PackageType", Shapes.PACKAGE_TYPE).shown();
  private static final InputMember<Map<String, String>> TAGS =
      InputMember.optional("Tags", Shapes.TAGS).shown();
  private static final InputMember<String> CODE_SIGNING_CONFIG_ARN =
      InputMember.optional("CodeSigningConfigArn", Shapes.CODE_SIGNING).shown();
  private static final InputMember<List<String>> ARCHITECTURES =
      InputMember.optional("Architectures", Shapes.ARCHITECTURES).shown();
  private static final InputMember<String> PUBLISH_TO =
      InputMember.optional("PublishTo", Shapes.PUBLISH_TO).shown();
  private static final InputMember<Boolean> TENANCY_CONFIG = Settings.opaque("TenancyConfig");

  private static final Contract<Input, ShownFunction> CONTRACT =
      Contract.lambda(
          "CreateFunction",
          "CreateFunction",
          InputStructure.of(
              "CreateFunctionRequest",
              CreateFunction::read,
              Members.FUNCTION_NAME,
              Settings.RUNTIME,
              ROLE,
              Settings.HANDLER,
              CODE,
              Settings.DESCRIPTION,
              Settings.TIMEOUT,
              Settings.MEMORY_SIZE,
              PUBLISH,
              Settings.VPC_CONFIG,
              PACKAGE_TYPE,
              Settings.DEAD_LETTER_CONFIG,
              Settings.ENVIRONMENT,
              Settings.KMS_KEY_ARN,
              Settings.TRACING_CONFIG,
              TAGS,
              Settings.LAYERS,
              Settings.FILE_SYSTEM_CONFIGS,
              Settings.IMAGE_CONFIG,
              CODE_SIGNING_CONFIG_ARN,
              ARCHITECTURES,
              Settings.EPHEMERAL_STORAGE,
              Settings.SNAP_START,
              Settings.LOGGING_CONFIG,
              Settings.CAPACITY_PROVIDER_CONFIG,
              PUBLISH_TO,
              Settings.DURABLE_CONFIG,
              TENANCY_CONFIG),
          ShownFunction.SHAPE,
          ErrorCode.LAMBDA_INVALID_PARAMETER,
          ErrorCode.LAMBDA_CONFLICT,
          ErrorCode.LAMBDA_NOT_FOUND,
          ErrorCode.LAMBDA_CODE_STORAGE);

  private static final RestRoute ROUTE =
      RestRoute.of("POST", "/2015-03-31/functions", "CreateFunction20150331")
          .answering(201)
          .withFile();

  private static final Action TAGGING = Action.of("lambda:TagResource");

  private final Uploads uploads;
  private final Roles roles;
  private final Environments environments;
  private final Entropy entropy;

  /** Draws ids of revisions from {@code entropy}. */
  CreateFunction(Uploads uploads, Roles roles, Environments environments, Entropy entropy) {
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
    FunctionRef ref = FunctionRef.parse(in.name(), null, call);
    if (ref.qualifier() != null) {
      throw Refusals.invalid("A function that is created has no qualifier.");
    }
    return ref.arn();
  }

  @Override
  public Map<String, List<String>> conditions(Input in) {
    return TagRules.conditions(in.tags());
  }

  @Override
  public List<Action> also(Input in) {
    return in.tags().isEmpty() ? List.of() : List.of(TAGGING);
  }

  @Override
  public String passedRole(Input in) {
    return in.role();
  }

  @Override
  public FunctionChange<ShownFunction> decide(Input in, @Nullable Function function, Call call) {
    FunctionArn arn = target(in, call);
    if (function != null) {
      throw new ServiceException(
          ErrorCode.LAMBDA_CONFLICT, "Function already exist: " + arn.name());
    }
    if (!arn.account().equals(call.account())) {
      throw Refusals.invalid("A function is created in the account of the caller.");
    }
    Function created = created(in, arn, call);
    uploads.requireRoom(arn.account(), null, created.code());
    return FunctionChange.of(
            new FunctionWrite.Insert(created), ShownFunction.of(created, environments, call))
        .with(created.source() instanceof Source.Uploaded ? in.code() : null);
  }

  private Function created(Input in, FunctionArn arn, Call call) {
    String runtime = in.settings().runtime();
    String handler = in.settings().handler();
    if (runtime == null || handler == null) {
      throw Refusals.invalid(
          "Runtime and Handler are mandatory parameters for functions created with deployment"
              + " packages.");
    }
    FunctionSettings settings =
        in.settings().over(FunctionSettings.of(in.role(), runtime, handler), in.architectures());
    roles.requireAssumable(in.role(), call);
    SealedEnvironment sealed =
        in.settings().environment() == null
            ? null
            : environments.seal(arn, in.settings().environment());
    return new Function(
        arn,
        settings,
        sealed,
        uploads.source(handler, in.code()),
        TagRules.requireFew(new Tags(new LinkedHashMap<>(in.tags()))),
        FunctionPolicy.none(),
        call.now(),
        Keys.randomUuid(entropy).toString(),
        Function.UNSTORED);
  }

  private static CodeFile code(InputValues in) {
    if (in.get(S3_BUCKET) != null || in.get(S3_KEY) != null || in.get(IMAGE_URI) != null) {
      throw Refusals.invalid("Code is sent in ZipFile; other places are not supported.");
    }
    CodeFile file = in.get(ZIP_FILE);
    if (file == null) {
      throw Refusals.invalid("Please provide a source for function code.");
    }
    return file;
  }

  private static Input read(InputValues in) {
    if (in.get(PUBLISH, false)) {
      throw Refusals.invalid("Publishing versions is not supported.");
    }
    if (!in.get(PACKAGE_TYPE, "Zip").equals("Zip")) {
      throw Refusals.invalid("PackageType Image is not supported.");
    }
    if (in.get(CODE_SIGNING_CONFIG_ARN) != null) {
      throw Refusals.invalid("CodeSigningConfigArn is not supported.");
    }
    Settings.requireNothing(in, TENANCY_CONFIG);
    String role = in.require(ROLE);
    return new Input(
        in.require(Members.FUNCTION_NAME),
        role,
        in.require(CODE),
        Settings.read(in, role),
        in.get(ARCHITECTURES),
        TagRules.require(in.get(TAGS, Map.of())));
  }
}
