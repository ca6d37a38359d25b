package io.strongroom.api.iam;

import static io.strongroom.api.shape.OutputStructure.shown;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.DirectoryWrite;
import io.strongroom.api.Permission;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.identity.Decision;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.DirectoryChange;
import io.strongroom.iam.directory.ManagedPolicy;

/** {@code CreatePolicyVersion}: adds a text to a managed policy, and puts it in force if asked. */
final class CreatePolicyVersion implements DirectoryWrite<CreatePolicyVersion.Input, ShownVersion> {

  /** The policy, its next text, and whether it comes into force. */
  record Input(String policyArn, String document, boolean asDefault) {}

  private static final InputMember<Boolean> SET_AS_DEFAULT =
      InputMember.optional("SetAsDefault", Shapes.FLAG).shown();

  private static final Contract<Input, ShownVersion> CONTRACT =
      Contract.iam(
          "CreatePolicyVersion",
          InputStructure.of(
              "CreatePolicyVersionRequest",
              in ->
                  new Input(
                      in.require(Members.POLICY_ARN),
                      in.require(Members.POLICY_DOCUMENT),
                      in.get(SET_AS_DEFAULT, false)),
              Members.POLICY_ARN,
              Members.POLICY_DOCUMENT,
              SET_AS_DEFAULT),
          OutputStructure.of(
              "CreatePolicyVersionResponse",
              shown("PolicyVersion", ShownVersion.SHAPE, version -> version)),
          ErrorCode.NO_SUCH_ENTITY,
          ErrorCode.MALFORMED_POLICY_DOCUMENT,
          ErrorCode.INVALID_INPUT,
          ErrorCode.LIMIT_EXCEEDED);

  @Override
  public Contract<Input, ShownVersion> contract() {
    return CONTRACT;
  }

  @Override
  public Permission permission(Input in, Directory directory, Call call) {
    return Target.POLICY.permission(directory, call, in.policyArn());
  }

  @Override
  public Decision<ShownVersion> decide(Input in, Directory directory, Call call) {
    ManagedPolicy before = Target.POLICY.requireOwn(directory, in.policyArn());
    ManagedPolicies.requireDocument(in.document());
    if (before.versions().size() >= ManagedPolicy.MAX_VERSIONS) {
      throw Refusals.limit(
          "A managed policy can have up to %d versions. Before you create a new version, you must"
                  .formatted(ManagedPolicy.MAX_VERSIONS)
              + " delete an existing version.");
    }
    ManagedPolicy added = before.adding(in.document(), call.now());
    ManagedPolicy policy = in.asDefault() ? added.enforcing(added.lastNumber(), call.now()) : added;
    return Decision.of(
        DirectoryChange.of(directory).putting(policy),
        ShownVersion.listed(policy, policy.versions().getLast()));
  }
}
