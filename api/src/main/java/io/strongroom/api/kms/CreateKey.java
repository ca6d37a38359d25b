package io.strongroom.api.kms;

import static io.strongroom.api.shape.OutputStructure.shown;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.KeyAccountOperation;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.InputValues;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.identity.PolicyPrincipals;
import io.strongroom.core.key.Key;
import io.strongroom.core.key.KeyChange;
import io.strongroom.core.key.KeyIdentity;
import io.strongroom.core.key.KeyWrite;
import io.strongroom.core.key.Keys;
import io.strongroom.core.secret.Tags;
import io.strongroom.iam.policy.eval.Action;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code CreateKey}: a new key in the account and region of the caller. It encrypts and decrypts;
 * other kinds of key are not offered.
 */
final class CreateKey implements KeyAccountOperation<CreateKey.Input, CreateKey.Output> {

  /** What the key is to be. */
  public record Input(
      @Nullable String policy,
      KeyPolicies.LockOutCheck lockOutCheck,
      String description,
      Tags tags) {}

  /** The key. */
  public record Output(Key key) {}

  private static final InputMember<String> POLICY =
      InputMember.optional("Policy", Shapes.POLICY).shown();
  private static final InputMember<String> DESCRIPTION =
      InputMember.optional("Description", Shapes.DESCRIPTION);
  private static final InputMember<String> KEY_USAGE =
      InputMember.optional("KeyUsage", Shapes.KEY_USAGE).shown();
  private static final InputMember<String> CUSTOMER_MASTER_KEY_SPEC =
      InputMember.optional("CustomerMasterKeySpec", Shapes.MASTER_KEY_SPEC).shown();
  private static final InputMember<String> KEY_SPEC =
      InputMember.optional("KeySpec", Shapes.KEY_SPEC).shown();
  private static final InputMember<String> ORIGIN =
      InputMember.optional("Origin", Shapes.ORIGIN).shown();
  private static final InputMember<String> CUSTOM_KEY_STORE_ID =
      InputMember.optional("CustomKeyStoreId", Shapes.CUSTOM_KEY_STORE_ID).shown();
  private static final InputMember<Boolean> BYPASS_POLICY_LOCKOUT_SAFETY_CHECK =
      InputMember.optional("BypassPolicyLockoutSafetyCheck", Shapes.FLAG).shown();
  private static final InputMember<List<RequestTags.Given>> TAGS =
      InputMember.optional("Tags", Shapes.TAGS_IN).shown();
  private static final InputMember<Boolean> MULTI_REGION =
      InputMember.optional("MultiRegion", Shapes.FLAG).shown();
  private static final InputMember<String> XKS_KEY_ID =
      InputMember.optional("XksKeyId", Shapes.XKS_KEY_ID).shown();

  private static final InputStructure<Input> INPUT =
      InputStructure.of(
          "CreateKeyRequest",
          CreateKey::parse,
          POLICY,
          DESCRIPTION,
          KEY_USAGE,
          CUSTOMER_MASTER_KEY_SPEC,
          KEY_SPEC,
          ORIGIN,
          CUSTOM_KEY_STORE_ID,
          BYPASS_POLICY_LOCKOUT_SAFETY_CHECK,
          TAGS,
          MULTI_REGION,
          XKS_KEY_ID);

  private static final OutputStructure<Output> OUTPUT =
      OutputStructure.of("CreateKeyResponse", shown("KeyMetadata", KeyMetadata.SHAPE, Output::key));

  private static final Action TAGGING = Action.of("kms:TagResource");

  private static final Contract<Input, Output> CONTRACT =
      KmsContract.of(
          "CreateKey",
          INPUT,
          OUTPUT,
          ErrorCode.KEY_POLICY_MALFORMED,
          ErrorCode.INVALID_ARN,
          ErrorCode.UNSUPPORTED_OPERATION,
          ErrorCode.KEY_LIMIT_EXCEEDED,
          ErrorCode.KEY_TAG);

  private final Keys keys;
  private final PolicyPrincipals principals;

  /** Makes keys in {@code keys}, and keeps {@code principals} by their unique ids. */
  CreateKey(Keys keys, PolicyPrincipals principals) {
    this.keys = keys;
    this.principals = principals;
  }

  @Override
  public Contract<Input, Output> contract() {
    return CONTRACT;
  }

  @Override
  public Map<String, List<String>> conditions(Input in) {
    boolean bypassed = in.lockOutCheck() == KeyPolicies.LockOutCheck.BYPASSED;
    Map<String, List<String>> conditions = RequestTags.conditions(in.tags().byKey());
    conditions.put("kms:KeySpec", List.of(KeyMetadata.SYMMETRIC));
    conditions.put("kms:KeyUsage", List.of(KeyMetadata.ENCRYPT_DECRYPT));
    conditions.put("kms:KeyOrigin", List.of(KeyMetadata.AWS_KMS));
    conditions.put("kms:MultiRegion", List.of("false"));
    conditions.put("kms:BypassPolicyLockoutSafetyCheck", List.of(Boolean.toString(bypassed)));
    return conditions;
  }

  /** Source: KMS API Reference, CreateKey, "Required permissions". */
  @Override
  public List<Action> also(Input in) {
    return in.tags().byKey().isEmpty() ? List.of() : List.of(TAGGING);
  }

  @Override
  public KeyChange<Output> decide(Input in, Call call) {
    String policy =
        in.policy() == null
            ? KeyPolicies.standard(call.account())
            : principals.stored(
                KeyPolicies.require(in.policy(), call.principal(), in.lockOutCheck()),
                _ -> KeyPolicies.invalidPrincipal());
    if (keys.isFull(call.account(), call.region())) {
      throw new ServiceException(
          ErrorCode.KEY_LIMIT_EXCEEDED,
          "An account can have at most " + Key.MAX_PER_REGION + " keys in a region");
    }
    KeyIdentity identity = keys.newIdentity(call.account(), call.region());
    Key key = Key.create(identity, in.description(), policy, in.tags(), call.now());
    return new KeyChange<>(new KeyWrite.Insert(key, keys.newMaterial(key), null), new Output(key));
  }

  private static Input parse(InputValues in) {
    requireOnly(KeyMetadata.ENCRYPT_DECRYPT, in.get(KEY_USAGE));
    requireOnly(KeyMetadata.SYMMETRIC, in.get(CUSTOMER_MASTER_KEY_SPEC));
    requireOnly(KeyMetadata.SYMMETRIC, in.get(KEY_SPEC));
    requireOnly(KeyMetadata.AWS_KMS, in.get(ORIGIN));
    if (in.get(CUSTOM_KEY_STORE_ID) != null
        || in.get(XKS_KEY_ID) != null
        || in.get(MULTI_REGION, false)) {
      throw unsupported();
    }
    return new Input(
        in.get(POLICY),
        in.get(BYPASS_POLICY_LOCKOUT_SAFETY_CHECK, false)
            ? KeyPolicies.LockOutCheck.BYPASSED
            : KeyPolicies.LockOutCheck.DONE,
        in.get(DESCRIPTION, ""),
        RequestTags.requireFew(new Tags(RequestTags.parse(in.get(TAGS, List.of())))));
  }

  private static void requireOnly(String offered, @Nullable String asked) {
    if (asked != null && !asked.equals(offered)) {
      throw unsupported();
    }
  }

  private static ServiceException unsupported() {
    return new ServiceException(
        ErrorCode.UNSUPPORTED_OPERATION,
        "Only symmetric encryption keys of one region with material from KMS are supported.");
  }
}
