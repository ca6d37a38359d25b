package io.strongroom.api.secrets;

import io.strongroom.api.Authorizer;
import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.WriteOperation;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.InputValues;
import io.strongroom.api.shape.Shape;
import io.strongroom.core.audit.ServiceEvent;
import io.strongroom.core.audit.ServiceEvent.Kind;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.function.Function;
import io.strongroom.core.rotation.RotationRules;
import io.strongroom.core.rotation.run.Rotations;
import io.strongroom.core.secret.RotatedBy;
import io.strongroom.core.secret.RotationConfig;
import io.strongroom.core.secret.RotationRun;
import io.strongroom.core.secret.RotationRun.Trigger;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretId;
import io.strongroom.core.secret.VersionId;
import io.strongroom.core.secret.Versions;
import io.strongroom.core.store.Change;
import io.strongroom.core.store.SecretWrite;
import io.strongroom.core.store.Secrets;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Arn;
import io.strongroom.iam.Region;
import io.strongroom.iam.policy.eval.Action;
import io.strongroom.iam.policy.eval.ConditionKeys;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code RotateSecret}: configures rotation and, unless told otherwise, starts one: the token
 * becomes the id of a version that carries AWSPENDING and has no value yet. Told otherwise, it
 * starts a test of the function on a copy of the current value. The function is called later, by
 * the {@linkplain io.strongroom.core.rotation.run.RotationWorker rotation's worker}.
 */
final class RotateSecret implements WriteOperation<RotateSecret.Input, Answers.Versioned> {

  /** What the caller wants; null leaves a stored part as it is. */
  public record Input(
      SecretId secretId,
      VersionId token,
      @Nullable String lambdaArn,
      @Nullable RotationRules rules,
      @Nullable SequencedMap<String, String> metadata,
      @Nullable String role,
      Start start) {}

  /** When the first rotation is. */
  public enum Start {
    IMMEDIATELY,
    IN_NEXT_WINDOW
  }

  /** Metadata of a partner's secret, as a request gave it. */
  private record External(@Nullable String key, @Nullable String value) {}

  private static final InputMember<String> SECRET_ID =
      InputMember.required("SecretId", Shapes.SECRET_ID).shown();
  private static final InputMember<String> TOKEN =
      InputMember.optional("ClientRequestToken", Shapes.VERSION_ID).hashed();
  private static final InputMember<String> LAMBDA_ARN =
      InputMember.optional("RotationLambdaARN", Shapes.LAMBDA_ARN).shown();
  private static final InputMember<RotationRules> RULES =
      InputMember.optional("RotationRules", RulesShown.REQUEST).shown();
  private static final InputMember<String> EXTERNAL_KEY =
      InputMember.optional("Key", Shape.text(1, 256));
  private static final InputMember<String> EXTERNAL_VALUE =
      InputMember.optional("Value", Shape.text(1, 2_048));
  private static final InputMember<List<External>> EXTERNAL_METADATA =
      InputMember.optional(
          "ExternalSecretRotationMetadata",
          Shape.list(
              InputStructure.of(
                  "ExternalSecretRotationMetadataItem",
                  in -> new External(in.get(EXTERNAL_KEY), in.get(EXTERNAL_VALUE)),
                  EXTERNAL_KEY,
                  EXTERNAL_VALUE)));
  private static final InputMember<String> EXTERNAL_ROLE =
      InputMember.optional("ExternalSecretRotationRoleArn", Shapes.ROLE_ARN).shown();
  private static final InputMember<Boolean> ROTATE_IMMEDIATELY =
      InputMember.optional("RotateImmediately", Shapes.FLAG).shown();

  private static final InputStructure<Input> INPUT =
      InputStructure.of(
          "RotateSecretRequest",
          RotateSecret::parse,
          SECRET_ID,
          TOKEN,
          LAMBDA_ARN,
          RULES,
          EXTERNAL_METADATA,
          EXTERNAL_ROLE,
          ROTATE_IMMEDIATELY);

  /** What the caller must be allowed on the function. Source: user guide, "Rotate secrets". */
  private static final Action INVOKE = Action.of("lambda:InvokeFunction");

  /** Whom the role of a partner's rotation is handed to. */
  private static final String SERVICE = "secretsmanager.amazonaws.com";

  private static final Contract<Input, Answers.Versioned> CONTRACT =
      Contract.of(
          "RotateSecret",
          INPUT,
          Answers.Versioned.shape("RotateSecretResponse"),
          ErrorCode.RESOURCE_NOT_FOUND,
          ErrorCode.INVALID_PARAMETER,
          ErrorCode.INVALID_REQUEST);

  private final Authorizer authorizer;
  private final Rotations rotations;

  RotateSecret(Authorizer authorizer, Rotations rotations) {
    this.authorizer = authorizer;
    this.rotations = rotations;
  }

  private static Input parse(InputValues in) {
    SecretId id = SecretId.parse(in.require(SECRET_ID));
    VersionId token = Answers.requireToken(in.get(TOKEN));
    RotationRules rules = in.get(RULES);
    List<External> metadata = in.get(EXTERNAL_METADATA);
    Start start = in.get(ROTATE_IMMEDIATELY, true) ? Start.IMMEDIATELY : Start.IN_NEXT_WINDOW;
    return new Input(
        id,
        token,
        CreateSecret.emptyToNull(in.get(LAMBDA_ARN)),
        rules,
        metadata == null ? null : metadata(metadata),
        in.get(EXTERNAL_ROLE),
        start);
  }

  private static SequencedMap<String, String> metadata(List<External> given) {
    SequencedMap<String, String> metadata = new LinkedHashMap<>();
    for (External each : given) {
      if (each.key() == null
          || each.value() == null
          || metadata.put(each.key(), each.value()) != null
          || metadata.size() > RotatedBy.Partner.MAX_METADATA) {
        throw new ServiceException(
            ErrorCode.INVALID_PARAMETER,
            "External secret rotation metadata must have a key and a value in each of at most %d"
                    .formatted(RotatedBy.Partner.MAX_METADATA)
                + " items, and each key once.");
      }
    }
    return metadata;
  }

  @Override
  public ConditionKeys keys(Input in) {
    return new RequestKeys()
        .one("secretsmanager:rotationlambdaarn", in.lambdaArn())
        .one("secretsmanager:externalsecretrotationrolearn", in.role())
        .one("secretsmanager:modifyrotationrules", in.rules() != null)
        .one("secretsmanager:rotateimmediately", in.start() == Start.IMMEDIATELY)
        .asKeys();
  }

  @Override
  public Contract<Input, Answers.Versioned> contract() {
    return CONTRACT;
  }

  @Override
  public SecretId target(Input in) {
    return in.secretId();
  }

  /** What is wrong with the request itself is said first. */
  @Override
  public Change<Answers.Versioned> decideMissing(Input in, Call call) {
    requireFunctionArn(in.lambdaArn(), call.region());
    throw Secrets.notFound();
  }

  @Override
  public Change<Answers.Versioned> decide(Input in, Secret secret, Call call) {
    requireFunctionArn(in.lambdaArn(), call.region());
    RotationConfig before = UnnotedSuccess.counted(secret.requireWritable(), call.now());
    Answers.Versioned answer = Answers.Versioned.of(secret, in.token());
    if (secret.versions().find(in.token()) != null) {
      return Change.none(answer);
    }
    RotationConfig config = configured(in, secret, before, call.now());
    requireNonePending(secret);
    requirePermitted(config.by(), secret, call);
    boolean test = in.start() == Start.IN_NEXT_WINDOW;
    Trigger trigger = test ? Trigger.TEST : Trigger.REQUEST;
    Versions versions = test ? secret.versions() : announced(secret.versions(), in, call);
    RotationConfig started = config.running(RotationRun.begin(in.token(), trigger, call.now()));
    Secret next = secret.versioned(versions, call.now()).rotating(started, call.now());
    Kind kind = test ? Kind.TEST_ROTATION_STARTED : Kind.ROTATION_STARTED;
    Change<Answers.Versioned> change =
        Change.of(SecretWrite.replacing(secret, next, List.of()), answer);
    return UnnotedSuccess.noted(change, secret).with(ServiceEvent.of(kind, secret, in.token()));
  }

  /**
   * Returns the versions with the one to be made; a test makes its own when it runs. The operation
   * declares no LimitExceededException.
   */
  private static Versions announced(Versions versions, Input in, Call call) {
    Versions next = versions.announcing(in.token(), call.now());
    ValueStoring.requireRoom(next, ErrorCode.INVALID_REQUEST);
    return next;
  }

  private static RotationConfig configured(
      Input in, Secret secret, @Nullable RotationConfig before, Instant now) {
    RotatedBy stored = before == null ? null : before.by();
    RotatedBy by = secret.type() == null ? function(in, stored) : partner(in, stored);
    RotationConfig config =
        before == null || in.rules() != null
            ? RotationConfig.of(by, in.rules(), now, rotated(before))
            : RotationConfig.of(by, before.rules(), before.rulesSet(), before.rotated());
    return config.countingFrom(now);
  }

  private static RotatedBy function(Input in, @Nullable RotatedBy stored) {
    if (in.metadata() != null || in.role() != null) {
      throw new ServiceException(
          ErrorCode.INVALID_PARAMETER,
          "You can only specify external secret rotation settings for an external secret.");
    }
    if (in.lambdaArn() != null) {
      return new RotatedBy.Function(in.lambdaArn());
    }
    if (stored instanceof RotatedBy.Function function) {
      return function;
    }
    throw new ServiceException(
        ErrorCode.INVALID_REQUEST,
        "No Lambda rotation function ARN is associated with this secret.");
  }

  /** The texts of these refusals are not published, see COMPATIBILITY. */
  private static RotatedBy partner(Input in, @Nullable RotatedBy stored) {
    if (in.lambdaArn() != null) {
      throw new ServiceException(
          ErrorCode.INVALID_PARAMETER,
          "You can't specify a rotation Lambda ARN for an external secret.");
    }
    RotatedBy.Partner before = stored instanceof RotatedBy.Partner partner ? partner : null;
    String role = in.role() == null && before != null ? before.role() : in.role();
    if (role == null) {
      throw new ServiceException(
          ErrorCode.INVALID_PARAMETER,
          "You must specify ExternalSecretRotationRoleArn to rotate an external secret.");
    }
    if (in.metadata() != null) {
      return new RotatedBy.Partner(role, in.metadata());
    }
    return new RotatedBy.Partner(role, before == null ? new LinkedHashMap<>() : before.metadata());
  }

  /** Asks whether both the service and the caller may: the role is the caller's to hand on. */
  private void requirePermitted(RotatedBy by, Secret secret, Call call) {
    switch (by) {
      case RotatedBy.Function(String arn) -> {
        rotations.functions().requireInvocable(by, secret);
        Function function = rotations.functions().here(arn);
        if (function == null) {
          authorizer.requireElsewhere(call, INVOKE, arn);
        } else {
          authorizer.require(call, INVOKE, function.arn(), function, ConditionKeys.none());
        }
      }
      case RotatedBy.Partner(String role, var _) -> {
        authorizer.requirePassing(call, role, secret.account(), SERVICE, secret.arn());
        rotations.functions().requireInvocable(by, secret);
      }
    }
  }

  private static @Nullable Instant rotated(@Nullable RotationConfig before) {
    return before == null ? null : before.rotated();
  }

  /** One that waits for its next attempt is attempted now, unless rotation was cancelled. */
  private void requireNonePending(Secret secret) {
    if (secret.isRotating()) {
      if (secret.rotation() != null && secret.rotation().enabled()) {
        rotations.hurry().hurry(secret.identity());
      }
      throw new ServiceException(
          ErrorCode.INVALID_REQUEST,
          "A previous rotation isn't complete. That rotation will be reattempted.");
    }
  }

  private static void requireFunctionArn(@Nullable String text, Region region) {
    if (text == null) {
      return;
    }
    Arn arn = Arn.parse(text);
    boolean function =
        arn != null
            && arn.service().equals("lambda")
            && arn.region().equals(region.name())
            && AccountId.isAccountId(arn.account())
            && arn.resource().startsWith("function:")
            && arn.resource().length() > "function:".length();
    if (!function) {
      throw new ServiceException(
          ErrorCode.INVALID_PARAMETER,
          "Invalid rotation Lambda ARN. Ensure the ARN matches format"
              + " arn:aws:lambda:<region>:<account>:function:<functionName>.");
    }
  }
}
