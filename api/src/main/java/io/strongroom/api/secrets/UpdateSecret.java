package io.strongroom.api.secrets;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.WriteOperation;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.InputValues;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretId;
import io.strongroom.core.secret.SecretValue;
import io.strongroom.core.secret.StagingLabel;
import io.strongroom.core.secret.Version;
import io.strongroom.core.secret.VersionId;
import io.strongroom.core.secret.Versions;
import io.strongroom.core.store.Change;
import io.strongroom.core.store.SecretWrite;
import io.strongroom.core.store.Vault;
import io.strongroom.iam.policy.eval.ConditionKeys;
import io.strongroom.keys.SensitiveBytes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code UpdateSecret}: changes the description, the key, the type, or the current value. Members
 * that are absent keep what is there; an empty description or key goes back to none or to the
 * default.
 */
final class UpdateSecret implements WriteOperation<UpdateSecret.Input, Answers.Versioned> {

  /** What the caller wants changed; null keeps what is there. */
  public record Input(
      SecretId secretId,
      @Nullable VersionId token,
      @Nullable SecretValue value,
      @Nullable String description,
      @Nullable String kmsKeyId,
      @Nullable String type) {}

  private static final InputMember<String> SECRET_ID =
      InputMember.required("SecretId", Shapes.SECRET_ID).shown();
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
  private static final InputMember<String> TYPE = InputMember.optional("Type", Shapes.TYPE).shown();

  private static final InputStructure<Input> INPUT =
      InputStructure.of(
          "UpdateSecretRequest",
          UpdateSecret::parse,
          SECRET_ID,
          TOKEN,
          DESCRIPTION,
          KMS_KEY_ID,
          BINARY,
          STRING,
          TYPE);

  private static final Contract<Input, Answers.Versioned> CONTRACT =
      Contract.of(
          "UpdateSecret",
          INPUT,
          Answers.Versioned.shape("UpdateSecretResponse"),
          ErrorCode.INVALID_PARAMETER,
          ErrorCode.INVALID_REQUEST,
          ErrorCode.LIMIT_EXCEEDED,
          ErrorCode.ENCRYPTION_FAILURE,
          ErrorCode.RESOURCE_EXISTS,
          ErrorCode.RESOURCE_NOT_FOUND,
          ErrorCode.MALFORMED_POLICY_DOCUMENT,
          ErrorCode.PRECONDITION_NOT_MET,
          ErrorCode.DECRYPTION_FAILURE);

  private final Vault vault;
  private final ValueStoring storing;

  /** Seals values with {@code vault}. */
  public UpdateSecret(Vault vault) {
    this.vault = vault;
    this.storing = new ValueStoring(vault);
  }

  private static Input parse(InputValues in) {
    SecretId id = SecretId.parse(in.require(SECRET_ID));
    SecretValue value = SecretValue.ofAtMostOne(in.get(STRING), in.get(BINARY));
    VersionId token = value == null ? null : Answers.requireToken(in.get(TOKEN));
    String type = PartnerTypes.known(in.get(TYPE));
    return new Input(id, token, value, in.get(DESCRIPTION), in.get(KMS_KEY_ID), type);
  }

  @Override
  public ConditionKeys keys(Input in) {
    return new RequestKeys()
        .one("secretsmanager:description", in.description())
        .one("secretsmanager:kmskeyid", in.kmsKeyId())
        .one("secretsmanager:type", in.type())
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

  @Override
  public Change<Answers.Versioned> decide(Input in, Secret secret, Call call) {
    Answers.Versioned answer = Answers.Versioned.of(secret.requireWritable(), in.token());
    List<SecretWrite.Added> added = new ArrayList<>();
    Secret next = described(in, secret, call.now());
    if (in.type() != null && !in.type().equals(secret.type())) {
      next = next.typed(in.type(), call.now());
    }
    PartnerTypes.requireForm(next.type(), in.value());
    if (in.kmsKeyId() != null) {
      next = resealed(next.keyed(CreateSecret.emptyToNull(in.kmsKeyId()), call.now()), added, call);
    }
    if (in.value() != null && in.token() != null) {
      ValueStoring.Stored stored =
          storing.store(call, next, in.token(), in.value(), List.of(StagingLabel.CURRENT));
      if (stored != null) {
        added.addAll(stored.added());
        next = stored.secret();
      }
    }
    return next.equals(secret)
        ? Change.none(answer)
        : ValueStoring.change(secret, next, added, answer);
  }

  private static Secret described(Input in, Secret secret, Instant now) {
    return in.description() == null
        ? secret
        : secret.describing(CreateSecret.emptyToNull(in.description()), now);
  }

  /**
   * Seals the versions that matter under the secret's new key, if that is another key and the
   * caller may encrypt with it; otherwise they stay as they are.
   *
   * <p>Source: API reference, "UpdateSecret", KmsKeyId.
   */
  private Secret resealed(Secret secret, List<SecretWrite.Added> added, Call call) {
    vault.validateKey(call, secret);
    Versions versions = secret.versions();
    for (StagingLabel label :
        List.of(StagingLabel.CURRENT, StagingLabel.PENDING, StagingLabel.PREVIOUS)) {
      Version version = versions.find(label);
      if (version != null
          && version.hasValue()
          && !vault.isSealedForNext(call, secret, version)
          && vault.mayReseal(call, secret, version)) {
        try (SecretValue value = vault.open(call, secret, version)) {
          Vault.Sealed sealed = vault.seal(call, secret, version, value);
          versions = versions.with(sealed.version());
          added.add(sealed.added());
        }
      }
    }
    return secret.versioned(versions, call.now());
  }
}
