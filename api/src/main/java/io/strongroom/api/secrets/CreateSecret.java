package io.strongroom.api.secrets;

import static io.strongroom.api.shape.OutputStructure.shown;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.WriteOperation;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.InputValues;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.key.KmsKeys;
import io.strongroom.core.secret.ArnSuffix;
import io.strongroom.core.secret.Replication;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretId;
import io.strongroom.core.secret.SecretIdentity;
import io.strongroom.core.secret.SecretName;
import io.strongroom.core.secret.SecretValue;
import io.strongroom.core.secret.StagingLabel;
import io.strongroom.core.secret.Tags;
import io.strongroom.core.secret.Version;
import io.strongroom.core.secret.VersionId;
import io.strongroom.core.store.Change;
import io.strongroom.core.store.SecretWrite;
import io.strongroom.core.store.Vault;
import io.strongroom.iam.policy.eval.Action;
import io.strongroom.iam.policy.eval.ConditionKeys;
import io.strongroom.keys.Entropy;
import io.strongroom.keys.SensitiveBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code CreateSecret}: a new secret, with or without a first value, tags and replicas. The same
 * token with the same value is the same call again.
 */
final class CreateSecret implements WriteOperation<CreateSecret.Input, CreateSecret.Output> {

  /** What the caller wants created. */
  public record Input(
      SecretName secretName,
      @Nullable VersionId token,
      @Nullable SecretValue value,
      @Nullable String description,
      @Nullable String kmsKeyId,
      @Nullable String type,
      @Nullable Tags tags,
      List<RequestReplicas.Given> replicas,
      Replication.Overwrite overwrite,
      @Nullable Boolean force) {}

  /** The secret's names and, if there is a value, its version. */
  public record Output(
      String arn,
      String name,
      @Nullable String versionId,
      @Nullable List<RequestReplicas.Shown> replicationStatus) {}

  private static final InputMember<String> NAME = InputMember.required("Name", Shapes.NAME).shown();
  private static final InputMember<String> TOKEN =
      InputMember.optional("ClientRequestToken", Shapes.VERSION_ID).hashed();
  private static final InputMember<String> DESCRIPTION =
      InputMember.optional("Description", Shapes.DESCRIPTION);
  private static final InputMember<String> KMS_KEY_ID =
      InputMember.optional("KmsKeyId", Shapes.KMS_KEY_ID).shown();
  private static final InputMember<SensitiveBytes> BINARY =
      InputMember.optional("SecretBinary", Shapes.SECRET_BINARY);
  private static final InputMember<SensitiveBytes> STRING =
      InputMember.optional("SecretString", Shapes.SECRET_STRING);
  private static final InputMember<List<RequestTags.Given>> TAGS =
      InputMember.optional("Tags", Shapes.TAGS_IN).shown();
  private static final InputMember<List<RequestReplicas.Given>> ADD_REPLICA_REGIONS =
      InputMember.optional("AddReplicaRegions", RequestReplicas.SHAPE).shown();
  private static final InputMember<Boolean> FORCE =
      InputMember.optional("ForceOverwriteReplicaSecret", Shapes.FLAG).shown();
  private static final InputMember<String> TYPE = InputMember.optional("Type", Shapes.TYPE).shown();

  private static final InputStructure<Input> INPUT =
      InputStructure.of(
          "CreateSecretRequest",
          CreateSecret::parse,
          NAME,
          TOKEN,
          DESCRIPTION,
          KMS_KEY_ID,
          BINARY,
          STRING,
          TAGS,
          ADD_REPLICA_REGIONS,
          FORCE,
          TYPE);

  private static final OutputStructure<Output> OUTPUT =
      OutputStructure.of(
          "CreateSecretResponse",
          shown("ARN", Shapes.ARN, Output::arn),
          shown("Name", Shapes.SHOWN_NAME, Output::name),
          shown("VersionId", Shapes.VERSION_ID, Output::versionId),
          shown("ReplicationStatus", RequestReplicas.STATUS, Output::replicationStatus));

  private static final Contract<Input, Output> CONTRACT =
      Contract.of(
          "CreateSecret",
          INPUT,
          OUTPUT,
          ErrorCode.INVALID_PARAMETER,
          ErrorCode.INVALID_REQUEST,
          ErrorCode.LIMIT_EXCEEDED,
          ErrorCode.ENCRYPTION_FAILURE,
          ErrorCode.RESOURCE_EXISTS,
          ErrorCode.RESOURCE_NOT_FOUND,
          ErrorCode.MALFORMED_POLICY_DOCUMENT,
          ErrorCode.PRECONDITION_NOT_MET,
          ErrorCode.DECRYPTION_FAILURE);

  private static final Action TAG_RESOURCE = Action.of("secretsmanager:TagResource");
  private static final Action REPLICATE = Action.of("secretsmanager:ReplicateSecretToRegions");

  private final Vault vault;
  private final ValueStoring storing;
  private final Entropy entropy;

  /** Seals values with {@code vault} and draws ids from {@code entropy}. */
  public CreateSecret(Vault vault, Entropy entropy) {
    this.vault = vault;
    this.storing = new ValueStoring(vault);
    this.entropy = entropy;
  }

  private static Input parse(InputValues in) {
    SecretName name = SecretName.parse(in.require(NAME));
    SecretValue value = SecretValue.ofAtMostOne(in.get(STRING), in.get(BINARY));
    VersionId token = value == null ? null : Answers.requireToken(in.get(TOKEN));
    String type = PartnerTypes.known(in.get(TYPE));
    PartnerTypes.requireForm(type, value);
    List<RequestTags.Given> tags = in.get(TAGS);
    return new Input(
        name,
        token,
        value,
        emptyToNull(in.get(DESCRIPTION)),
        emptyToNull(in.get(KMS_KEY_ID)),
        type,
        tags == null ? null : RequestTags.requireFew(new Tags(RequestTags.parse(tags))),
        in.get(ADD_REPLICA_REGIONS, List.of()),
        RequestReplicas.overwrite(in.get(FORCE)),
        in.get(FORCE));
  }

  static @Nullable String emptyToNull(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  @Override
  public ConditionKeys keys(Input in) {
    RequestKeys keys =
        new RequestKeys()
            .one("secretsmanager:name", in.secretName())
            .one("secretsmanager:description", in.description())
            .one("secretsmanager:kmskeyid", in.kmsKeyId())
            .one("secretsmanager:type", in.type())
            .one("secretsmanager:forceoverwritereplicasecret", in.force())
            .regions(in.replicas());
    if (in.tags() != null) {
      keys.tags(in.tags().byKey());
      in.tags()
          .byKey()
          .forEach(
              (key, value) ->
                  keys.one("aws:resourcetag/" + RequestKeys.fold(key), value)
                      .one("secretsmanager:resourcetag/" + RequestKeys.fold(key), value));
    }
    return keys.asKeys();
  }

  @Override
  public List<Action> also(Input in) {
    List<Action> also = new ArrayList<>();
    if (in.tags() != null && !in.tags().byKey().isEmpty()) {
      also.add(TAG_RESOURCE);
    }
    if (!in.replicas().isEmpty()) {
      also.add(REPLICATE);
    }
    return also;
  }

  @Override
  public Contract<Input, Output> contract() {
    return CONTRACT;
  }

  @Override
  public SecretId target(Input in) {
    return new SecretId.ByName(in.secretName());
  }

  @Override
  public Change<Output> decideMissing(Input in, Call call) {
    SecretIdentity identity =
        SecretIdentity.of(
            call.account(),
            call.region(),
            in.secretName(),
            ArnSuffix.random(entropy),
            KmsKeys.randomUuid(entropy));
    Secret described =
        Secret.create(identity, call.now())
            .describing(in.description(), call.now())
            .keyed(in.kmsKeyId(), call.now())
            .typed(in.type(), call.now())
            .tagged(in.tags(), call.now());
    Secret secret = RequestReplicas.joining(described, in.replicas(), in.overwrite(), call.now());
    if (in.value() == null || in.token() == null) {
      return Change.of(new SecretWrite.Insert(secret, List.of()), output(secret, in));
    }
    if (in.kmsKeyId() != null) {
      vault.validateKey(call, secret);
    }
    ValueStoring.Stored stored =
        Objects.requireNonNull(
            storing.store(call, secret, in.token(), in.value(), List.of(StagingLabel.CURRENT)));
    return Change.of(new SecretWrite.Insert(stored.secret(), stored.added()), output(secret, in));
  }

  @Override
  public Change<Output> decide(Input in, Secret secret, Call call) {
    if (secret.isDeleted()) {
      throw new ServiceException(
          ErrorCode.INVALID_REQUEST,
          "You can't create this secret because a secret with this name is already scheduled for"
              + " deletion.");
    }
    Version same = in.token() == null ? null : secret.versions().find(in.token());
    boolean replica = secret.replication() instanceof Replication.Replica;
    if (same == null || !same.hasValue() || in.value() == null || replica) {
      throw new ServiceException(
          ErrorCode.RESOURCE_EXISTS,
          "The operation failed because the secret " + secret.name() + " already exists.");
    }
    try (SecretValue stored = vault.open(call, secret, same)) {
      if (!stored.sameAs(in.value())) {
        throw ValueStoring.tokenTaken(secret, same.id());
      }
    }
    return Change.none(output(secret, in));
  }

  private static Output output(Secret secret, Input in) {
    return new Output(
        secret.arn(),
        secret.name(),
        in.token() == null ? null : in.token().text(),
        in.replicas().isEmpty() ? null : RequestReplicas.shown(secret));
  }
}
