package io.strongroom.api.kms;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.KeyAsk;
import io.strongroom.api.KeyWriteOperation;
import io.strongroom.api.Nothing;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.InputValues;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.identity.PolicyPrincipals;
import io.strongroom.core.key.Key;
import io.strongroom.core.key.KeyChange;
import java.util.List;

/** {@code PutKeyPolicy}: gives a key another policy. */
final class PutKeyPolicy implements KeyWriteOperation<PutKeyPolicy.Input, Nothing> {

  /** What the caller asks for. */
  public record Input(String keyId, String policy, KeyPolicies.LockOutCheck lockOutCheck) {}

  private static final InputMember<String> KEY_ID =
      InputMember.required("KeyId", Shapes.KEY_ID).shown();
  private static final InputMember<String> POLICY_NAME =
      InputMember.optional("PolicyName", Shapes.POLICY_NAME).shown();
  private static final InputMember<String> POLICY =
      InputMember.required("Policy", Shapes.POLICY).shown();
  private static final InputMember<Boolean> BYPASS_POLICY_LOCKOUT_SAFETY_CHECK =
      InputMember.optional("BypassPolicyLockoutSafetyCheck", Shapes.FLAG).shown();

  private static final InputStructure<Input> INPUT =
      InputStructure.of(
          "PutKeyPolicyRequest",
          PutKeyPolicy::parse,
          KEY_ID,
          POLICY_NAME,
          POLICY,
          BYPASS_POLICY_LOCKOUT_SAFETY_CHECK);

  private static final Contract<Input, Nothing> CONTRACT =
      KmsContract.of(
          "PutKeyPolicy",
          INPUT,
          null,
          ErrorCode.KEY_NOT_FOUND,
          ErrorCode.INVALID_ARN,
          ErrorCode.KEY_POLICY_MALFORMED,
          ErrorCode.UNSUPPORTED_OPERATION,
          ErrorCode.KEY_LIMIT_EXCEEDED,
          ErrorCode.KEY_INVALID_STATE);

  private final PolicyPrincipals principals;

  /** Keeps {@code principals} by their unique ids. */
  PutKeyPolicy(PolicyPrincipals principals) {
    this.principals = principals;
  }

  @Override
  public Contract<Input, Nothing> contract() {
    return CONTRACT;
  }

  @Override
  public List<KeyAsk> asks(Input in, Call call) {
    boolean bypassed = in.lockOutCheck() == KeyPolicies.LockOutCheck.BYPASSED;
    return List.of(
        new KeyAsk.OnKey(
            "kms:PutKeyPolicy",
            Asks.exactRef(in.keyId(), call),
            java.util.Map.of(
                "kms:BypassPolicyLockoutSafetyCheck", List.of(Boolean.toString(bypassed)))));
  }

  @Override
  public KeyChange<Nothing> decide(Input in, List<Key> keys, Call call) {
    Key key = KeyRules.requireCustomer(keys.getFirst());
    String policy = KeyPolicies.require(in.policy(), call.principal(), in.lockOutCheck());
    String stored = principals.stored(policy, _ -> KeyPolicies.invalidPrincipal());
    return KeyChange.of(key.governed(stored), new Nothing());
  }

  private static Input parse(InputValues in) {
    KeyPolicies.requireName(in.get(POLICY_NAME));
    return new Input(
        in.require(KEY_ID),
        in.require(POLICY),
        in.get(BYPASS_POLICY_LOCKOUT_SAFETY_CHECK, false)
            ? KeyPolicies.LockOutCheck.BYPASSED
            : KeyPolicies.LockOutCheck.DONE);
  }
}
