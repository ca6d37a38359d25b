package io.strongroom.api.iam;

import static io.strongroom.api.shape.OutputStructure.member;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.DirectoryRead;
import io.strongroom.api.Permission;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.api.shape.Shape;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.policy.PolicyKind;
import io.strongroom.iam.policy.eval.ContextKeys;
import java.util.List;

/**
 * {@code GetContextKeysForCustomPolicy}: the condition keys that policies of the request ask for.
 */
final class GetContextKeysForCustomPolicy implements DirectoryRead<List<String>, List<String>> {
  private static final InputMember<List<String>> POLICIES =
      InputMember.required(Simulation.POLICIES, Shape.list(Shapes.POLICY_DOCUMENT));

  static final OutputStructure<List<String>> RESPONSE =
      OutputStructure.of(
          "GetContextKeysForPolicyResponse",
          member("ContextKeyNames", Shape.list(Shapes.CONTEXT_KEY_NAME), names -> names));

  private static final Contract<List<String>, List<String>> CONTRACT =
      Contract.ofService(
          "iam",
          "GetContextKeysForCustomPolicy",
          InputStructure.of(
              "GetContextKeysForCustomPolicyRequest", in -> in.require(POLICIES), POLICIES),
          RESPONSE,
          ErrorCode.INVALID_INPUT);

  @Override
  public Contract<List<String>, List<String>> contract() {
    return CONTRACT;
  }

  @Override
  public Permission permission(List<String> policies, Directory directory, Call call) {
    return Permission.withoutResource();
  }

  @Override
  public List<String> answer(List<String> policies, Directory directory, Call call) {
    Simulation.requireFew(policies.size());
    return keys(SimulatedPolicy.given(Simulation.POLICIES, PolicyKind.IDENTITY, policies));
  }

  static List<String> keys(List<SimulatedPolicy> policies) {
    return List.copyOf(ContextKeys.of(policies.stream().map(SimulatedPolicy::document).toList()));
  }
}
