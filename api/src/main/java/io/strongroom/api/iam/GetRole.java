package io.strongroom.api.iam;

import static io.strongroom.api.shape.OutputStructure.member;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.DirectoryRead;
import io.strongroom.api.Permission;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.identity.LastUses;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.DirectoryStore;
import io.strongroom.iam.directory.LastUse;
import io.strongroom.iam.directory.Role;

/** {@code GetRole}: one role, and when it was last used. */
final class GetRole implements DirectoryRead<String, ShownRole> {
  private static final Contract<String, ShownRole> CONTRACT =
      Contract.iam(
          "GetRole",
          Target.ROLE.input("GetRole"),
          OutputStructure.of("GetRoleResponse", member("Role", ShownRole.SHAPE, role -> role)),
          ErrorCode.NO_SUCH_ENTITY);

  private final TrustPolicies trusts;
  private final LastUses uses;

  /** Asks {@code uses} when roles were used. */
  GetRole(TrustPolicies trusts, LastUses uses) {
    this.trusts = trusts;
    this.uses = uses;
  }

  @Override
  public Contract<String, ShownRole> contract() {
    return CONTRACT;
  }

  @Override
  public Permission permission(String name, Directory directory, Call call) {
    return Target.ROLE.permission(directory, call, name);
  }

  @Override
  public ShownRole answer(String name, Directory directory, Call call) {
    Role role = Target.ROLE.require(directory, name);
    LastUse use = uses.of(new DirectoryStore.Subject(call.account(), role.id()));
    return ShownRole.whole(role, trusts.shown(role.trustPolicy()), use);
  }
}
