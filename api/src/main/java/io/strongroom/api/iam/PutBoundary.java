package io.strongroom.api.iam;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.DirectoryWrite;
import io.strongroom.api.Nothing;
import io.strongroom.api.Permission;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.identity.Decision;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.Identity;

/** {@code PutUserPermissionsBoundary} and {@code PutRolePermissionsBoundary}. */
final class PutBoundary implements DirectoryWrite<PutBoundary.Input, Nothing> {

  /** Whose boundary, and the ARN of the policy that is to be it. */
  record Input(String name, String boundary) {}

  private static final InputMember<String> BOUNDARY =
      InputMember.required("PermissionsBoundary", Shapes.ARN).shown();

  private final Target<? extends Identity.Bearer> target;
  private final Contract<Input, Nothing> contract;

  /** Puts boundaries of users or roles. */
  PutBoundary(Target<? extends Identity.Bearer> target) {
    this.target = target;
    String operation = "Put" + target.word() + "PermissionsBoundary";
    this.contract =
        Contract.iam(
            operation,
            InputStructure.of(
                operation + "Request",
                in -> new Input(in.require(target.member()), in.require(BOUNDARY)),
                target.member(),
                BOUNDARY),
            null,
            target.changing(
                ErrorCode.NO_SUCH_ENTITY,
                ErrorCode.INVALID_INPUT,
                ErrorCode.POLICY_NOT_ATTACHABLE));
  }

  @Override
  public Contract<Input, Nothing> contract() {
    return contract;
  }

  @Override
  public Permission permission(Input in, Directory directory, Call call) {
    return target
        .permission(directory, call, in.name())
        .with("iam:PermissionsBoundary", in.boundary());
  }

  @Override
  public Decision<Nothing> decide(Input in, Directory directory, Call call) {
    Identity.Bearer bearer = target.require(directory, in.name());
    String boundary = ManagedPolicies.requireAttachable(directory, in.boundary()).arn();
    return Identities.putting(directory, Identities.bounded(bearer, boundary));
  }
}
