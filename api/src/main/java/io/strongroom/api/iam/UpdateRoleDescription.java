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
import io.strongroom.iam.directory.Role;

/** {@code UpdateRoleDescription}: another description for a role, which is shown then. */
final class UpdateRoleDescription
    implements DirectoryWrite<UpdateRoleDescription.Input, ShownRole> {

  /** The role and its next description. */
  record Input(String name, String description) {}

  private static final InputMember<String> DESCRIPTION =
      InputMember.required("Description", Shapes.ROLE_DESCRIPTION);

  private static final Contract<Input, ShownRole> CONTRACT =
      Contract.iam(
          "UpdateRoleDescription",
          InputStructure.of(
              "UpdateRoleDescriptionRequest",
              in -> new Input(in.require(Members.ROLE_NAME), in.require(DESCRIPTION)),
              Members.ROLE_NAME,
              DESCRIPTION),
          OutputStructure.of(
              "UpdateRoleDescriptionResponse", shown("Role", ShownRole.SHAPE, role -> role)),
          ErrorCode.NO_SUCH_ENTITY,
          ErrorCode.UNMODIFIABLE_ENTITY);

  private final TrustPolicies trusts;

  /** Shows the role with its trust policy, which {@code trusts} know to read. */
  UpdateRoleDescription(TrustPolicies trusts) {
    this.trusts = trusts;
  }

  @Override
  public Contract<Input, ShownRole> contract() {
    return CONTRACT;
  }

  @Override
  public Permission permission(Input in, Directory directory, Call call) {
    return Target.ROLE.permission(directory, call, in.name());
  }

  @Override
  public Decision<ShownRole> decide(Input in, Directory directory, Call call) {
    Role before = Target.ROLE.require(directory, in.name());
    Role role = before.described(in.description(), before.maxSession());
    String trustPolicy = trusts.shown(role.trustPolicy());
    return Decision.of(
        DirectoryChange.of(directory).putting(role), ShownRole.changed(role, trustPolicy));
  }
}
