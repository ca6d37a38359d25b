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
import io.strongroom.iam.policy.PolicyKind;
import io.strongroom.iam.policy.eval.Caller;
import java.util.List;

/** {@code SimulateCustomPolicy}: what policies that the request brings would allow. */
final class SimulateCustomPolicy
    implements DirectoryRead<SimulateCustomPolicy.Input, Pages.Page<ShownDecision>> {

  /** The policies, and what would be asked. */
  record Input(List<String> policies, Simulation.Asked asked) {}

  private static final InputMember<List<String>> POLICIES =
      InputMember.required(Simulation.POLICIES, Shape.list(Shapes.POLICY_DOCUMENT));

  private static final Contract<Input, Pages.Page<ShownDecision>> CONTRACT =
      Contract.ofService(
          "iam",
          "SimulateCustomPolicy",
          InputStructure.of(
              "SimulateCustomPolicyRequest",
              in -> new Input(in.require(POLICIES), Simulation.Asked.of(in)),
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
          ErrorCode.INVALID_INPUT,
          ErrorCode.POLICY_EVALUATION);

  private final Pages pages;

  /** Cuts results by {@code pages}. */
  SimulateCustomPolicy(Pages pages) {
    this.pages = pages;
  }

  @Override
  public Contract<Input, Pages.Page<ShownDecision>> contract() {
    return CONTRACT;
  }

  @Override
  public Permission permission(Input in, Directory directory, Call call) {
    return Permission.withoutResource();
  }

  @Override
  public Pages.Page<ShownDecision> answer(Input in, Directory directory, Call call) {
    Simulation.Asked asked = in.asked();
    Simulation.requireFew(in.policies().size());
    List<SimulatedPolicy> policies =
        SimulatedPolicy.given(Simulation.POLICIES, PolicyKind.IDENTITY, in.policies());
    Caller caller = SimulatedCaller.of(asked.caller(), null, asked.resourcePolicy(), directory);
    return new Simulation(policies, null, caller, asked).page(pages, CONTRACT.name(), call);
  }
}
