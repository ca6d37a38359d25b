package io.strongroom.api.lambda;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.FunctionWriteOperation;
import io.strongroom.api.RestRoute;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.InputValues;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.function.CodeFile;
import io.strongroom.core.function.Environments;
import io.strongroom.core.function.Function;
import io.strongroom.core.function.FunctionArn;
import io.strongroom.core.function.FunctionChange;
import io.strongroom.core.function.FunctionSettings;
import io.strongroom.core.function.FunctionWrite;
import io.strongroom.core.function.Source;
import io.strongroom.core.key.Keys;
import io.strongroom.keys.Entropy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code UpdateFunctionCode}: gives a function other code. */
final class UpdateFunctionCode
    implements FunctionWriteOperation<UpdateFunctionCode.Input, ShownFunction> {

  /** What the caller asks for. */
  record Input(
      String name,
      CodeFile code,
      Effect effect,
      @Nullable String revisionId,
      @Nullable List<String> architectures) {}

  /** Whether anything changes. */
  enum Effect {
    STORED,
    TRIED
  }

  private static final InputMember<CodeFile> ZIP_FILE =
      InputMember.optional("ZipFile", Shapes.ZIP_FILE);
  private static final InputMember<String> S3_BUCKET =
      InputMember.optional("S3Bucket", Shapes.S3_BUCKET).shown();
  private static final InputMember<String> S3_KEY =
      InputMember.optional("S3Key", Shapes.S3_KEY).shown();
  private static final InputMember<String> S3_OBJECT_VERSION =
      InputMember.optional("S3ObjectVersion", Shapes.S3_KEY).shown();
  private static final InputMember<String> IMAGE_URI =
      InputMember.optional("ImageUri", Shapes.TEXT).shown();
  private static final InputMember<Boolean> PUBLISH =
      InputMember.optional("Publish", Shapes.FLAG).shown();
  private static final InputMember<Boolean> DRY_RUN =
      InputMember.optional("DryRun", Shapes.FLAG).shown();
  private static final InputMember<List<String>> ARCHITECTURES =
      InputMember.optional("Architectures", Shapes.ARCHITECTURES).shown();
  private static final InputMember<String> SOURCE_KMS_KEY_ARN =
      InputMember.optional("SourceKMSKeyArn", Shapes.KMS_KEY_ARN).shown();
  private static final InputMember<String> PUBLISH_TO =
      InputMember.optional("PublishTo", Shapes.PUBLISH_TO).shown();

  private static final Contract<Input, ShownFunction> CONTRACT =
      Contract.lambda(
          "UpdateFunctionCode",
          "UpdateFunctionCode",
          InputStructure.of(
              "UpdateFunctionCodeRequest",
              UpdateFunctionCode::read,
              Members.FUNCTION_NAME,
              ZIP_FILE,
              S3_BUCKET,
              S3_KEY,
              S3_OBJECT_VERSION,
              IMAGE_URI,
              PUBLISH,
              DRY_RUN,
              Members.REVISION_ID,
              ARCHITECTURES,
              SOURCE_KMS_KEY_ARN,
              PUBLISH_TO),
          ShownFunction.SHAPE,
          ErrorCode.LAMBDA_INVALID_PARAMETER,
          ErrorCode.LAMBDA_CONFLICT,
          ErrorCode.LAMBDA_NOT_FOUND,
          ErrorCode.LAMBDA_CODE_STORAGE,
          ErrorCode.LAMBDA_PRECONDITION);

  private static final RestRoute ROUTE =
      RestRoute.of(
              "PUT", "/2015-03-31/functions/{FunctionName}/code", "UpdateFunctionCode20150331v2")
          .withFile();

  private final Uploads uploads;
  private final Environments environments;
  private final Entropy entropy;

  /** Draws ids of revisions from {@code entropy}. */
  UpdateFunctionCode(Uploads uploads, Environments environments, Entropy entropy) {
    this.uploads = uploads;
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
  public FunctionChange<ShownFunction> decide(Input in, @Nullable Function found, Call call) {
    Function before = Refusals.requireChangeable(found, target(in, call));
    Refusals.requireRevision(in.revisionId(), before.revisionId(), "GetFunction");
    Source source = uploads.source(before.settings().handler(), in.code());
    uploads.requireRoom(before.account(), before, source.code());
    Function next =
        before.set(
            made(in.architectures(), before.settings()),
            before.environment(),
            source,
            call.now(),
            Keys.randomUuid(entropy).toString());
    ShownFunction shown = ShownFunction.of(next, environments, call);
    return switch (in.effect()) {
      case TRIED -> FunctionChange.none(shown);
      case STORED ->
          FunctionChange.of(new FunctionWrite.Update(next), shown)
              .with(source instanceof Source.Uploaded ? in.code() : null);
    };
  }

  private static FunctionSettings made(
      @Nullable List<String> architectures, FunctionSettings before) {
    return new Settings(null, null, null, null, null, null, null, null).over(before, architectures);
  }

  private static Input read(InputValues in) {
    if (in.get(PUBLISH, false)) {
      throw Refusals.invalid("Publishing versions is not supported.");
    }
    if (in.get(S3_BUCKET) != null || in.get(S3_KEY) != null || in.get(IMAGE_URI) != null) {
      throw Refusals.invalid("Code is sent in ZipFile; other places are not supported.");
    }
    CodeFile file = in.get(ZIP_FILE);
    if (file == null) {
      throw Refusals.invalid("Please provide a source for function code.");
    }
    return new Input(
        in.require(Members.FUNCTION_NAME),
        file,
        in.get(DRY_RUN, false) ? Effect.TRIED : Effect.STORED,
        in.get(Members.REVISION_ID),
        in.get(ARCHITECTURES));
  }
}
