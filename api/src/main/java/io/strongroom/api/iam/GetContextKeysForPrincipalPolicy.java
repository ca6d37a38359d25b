package io.strongroom.api.iam;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.DirectoryRead;
import io.strongroom.api.Permission;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.policy.PolicyKind;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code GetContextKeysForPrincipalPolicy}: the condition keys that the policies of a user, a group
 * or a role ask for, with those that the request adds.
 */
final class GetContextKeysForPrincipalPolicy
    implements DirectoryRead<GetContextKeysForPrincipalPolicy.Input, List<String>> {

  /** Whose policies, and what is added to them. */
  record Input(String source, List<String> policies) {}

  private static final Contract<Input, List<String>> CONTRACT =
      Contract.ofService(
          "iam",
          "GetContextKeysForPrincipalPolicy",
          InputStructure.of(
              "GetContextKeysForPrincipalPolicyRequest",
              in ->
                  new Input(
                      in.require(SimulationSource.ARN),
                      in.get(SimulatePrincipalPolicy.POLICIES, List.of())),
              SimulationSource.ARN,
              SimulatePrincipalPolicy.POLICIES),
          GetContextKeysForCustomPolicy.RESPONSE,
          ErrorCode.NO_SUCH_ENTITY,
          ErrorCode.INVALID_INPUT);

  @Override
  public Contract<Input, List<String>> contract() {
    return CONTRACT;
  }

  @Override
  public Permission permission(Input in, Directory directory, Call call) {
    return SimulationSource.permission(directory, in.source());
  }

  @Override
  public List<String> answer(Input in, Directory directory, Call call) {
    Simulation.requireFew(in.policies().size());
    List<SimulatedPolicy> policies =
        new ArrayList<>(
            SimulatedPolicy.of(SimulationSource.require(directory, in.source(), call), directory));
    policies.addAll(SimulatedPolicy.given(Simulation.POLICIES, PolicyKind.IDENTITY, in.policies()));
    return GetContextKeysForCustomPolicy.keys(policies);
  }
}
