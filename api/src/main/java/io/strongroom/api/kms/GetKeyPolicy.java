package io.strongroom.api.kms;

import static io.strongroom.api.shape.OutputStructure.member;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.KeyAsk;
import io.strongroom.api.KeyReadOperation;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.identity.PolicyPrincipals;
import io.strongroom.core.key.Key;
import java.util.List;

/** {@code GetKeyPolicy}: the policy of a key. */
final class GetKeyPolicy implements KeyReadOperation<GetKeyPolicy.Input, GetKeyPolicy.Output> {

  /** What the caller asks for. */
  public record Input(String keyId, String policyName) {}

  /** The policy. */
  public record Output(String policy, String policyName) {}

  private static final InputMember<String> KEY_ID =
      InputMember.required("KeyId", Shapes.KEY_ID).shown();
  private static final InputMember<String> POLICY_NAME =
      InputMember.optional("PolicyName", Shapes.POLICY_NAME).shown();

  private static final InputStructure<Input> INPUT =
      InputStructure.of(
          "GetKeyPolicyRequest",
          in -> new Input(in.require(KEY_ID), KeyPolicies.requireName(in.get(POLICY_NAME))),
          KEY_ID,
          POLICY_NAME);

  private static final OutputStructure<Output> OUTPUT =
      OutputStructure.of(
          "GetKeyPolicyResponse",
          member("Policy", Shapes.POLICY, Output::policy),
          member("PolicyName", Shapes.POLICY_NAME, Output::policyName));

  private static final Contract<Input, Output> CONTRACT =
      KmsContract.of(
          "GetKeyPolicy",
          INPUT,
          OUTPUT,
          ErrorCode.KEY_NOT_FOUND,
          ErrorCode.INVALID_ARN,
          ErrorCode.KEY_INVALID_STATE);

  private final PolicyPrincipals principals;

  /** Shows the ARNs that {@code principals} have now. */
  GetKeyPolicy(PolicyPrincipals principals) {
    this.principals = principals;
  }

  @Override
  public Contract<Input, Output> contract() {
    return CONTRACT;
  }

  @Override
  public List<KeyAsk> asks(Input in, Call call) {
    return Asks.exact(CONTRACT.name(), in.keyId(), call);
  }

  @Override
  public Output answer(Input in, List<Key> keys, Call call) {
    return new Output(principals.shown(keys.getFirst().policy()), in.policyName());
  }
}
