package io.strongroom.api.iam;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.DirectoryRead;
import io.strongroom.api.Permission;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.Shape;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.Identity;
import io.strongroom.iam.policy.PolicyKind;
import io.strongroom.iam.policy.eval.Caller;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code SimulatePrincipalPolicy}: what the policies of a user, a group or a role would allow, with
 * those that the request adds.
 */
final class SimulatePrincipalPolicy
    implements DirectoryRead<SimulatePrincipalPolicy.Input, Pages.Page<ShownDecision>> {

  /** Whose policies, what is added to them, and what would be asked. */
  record Input(String source, List<String> policies, Simulation.Asked asked) {}

  static final InputMember<List<String>> POLICIES =
      InputMember.optional(Simulation.POLICIES, Shape.list(Shapes.POLICY_DOCUMENT));

  private static final Contract<Input, Pages.Page<ShownDecision>> CONTRACT =
      Contract.ofService(
          "iam",
          "SimulatePrincipalPolicy",
          InputStructure.of(
              "SimulatePrincipalPolicyRequest",
              in ->
                  new Input(
                      in.require(SimulationSource.ARN),
                      in.get(POLICIES, List.of()),
                      Simulation.Asked.of(in)),
              SimulationSource.ARN,
              POLICIES,
              Simulation.BOUNDARY_LIST,
              Simulation.ACTIONS,
              Simulation.RESOURCES,
              Simulation.RESOURCE_POLICY,
              Simulation.OWNER,
              Simulation.CALLER,
              ContextEntry.ALL,
              Simulation.HANDLING,
              Members.MAX_ITEMS,
              Members.MARKER),
          Simulation.RESPONSE,
          ErrorCode.NO_SUCH_ENTITY,
          ErrorCode.INVALID_INPUT,
          ErrorCode.POLICY_EVALUATION);

  private final Pages pages;

  /** Cuts results by {@code pages}. */
  SimulatePrincipalPolicy(Pages pages) {
    this.pages = pages;
  }

  @Override
  public Contract<Input, Pages.Page<ShownDecision>> contract() {
    return CONTRACT;
  }

  @Override
  public Permission permission(Input in, Directory directory, Call call) {
    return SimulationSource.permission(directory, in.source());
  }

  @Override
  public Pages.Page<ShownDecision> answer(Input in, Directory directory, Call call) {
    Simulation.Asked asked = in.asked();
    Simulation.requireFew(in.policies().size());
    Identity.Bearer source = SimulationSource.require(directory, in.source(), call);
    List<SimulatedPolicy> policies = new ArrayList<>(SimulatedPolicy.of(source, directory));
    policies.addAll(SimulatedPolicy.given(Simulation.POLICIES, PolicyKind.IDENTITY, in.policies()));
    Caller caller = SimulatedCaller.of(asked.caller(), source, asked.resourcePolicy(), directory);
    return new Simulation(policies, SimulatedPolicy.boundary(source, directory), caller, asked)
        .page(pages, CONTRACT.name() + "\n" + source.id(), call);
  }
}
