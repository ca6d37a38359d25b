package io.strongroom.api.iam;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.DirectoryWrite;
import io.strongroom.api.Nothing;
import io.strongroom.api.Permission;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.identity.Decision;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.Role;

/** {@code UpdateAssumeRolePolicy}: another answer to who may assume a role. */
final class UpdateAssumeRolePolicy
    implements DirectoryWrite<UpdateAssumeRolePolicy.Input, Nothing> {

  /** The role and its next trust policy. */
  record Input(String name, String document) {}

  private static final Contract<Input, Nothing> CONTRACT =
      Contract.iam(
          "UpdateAssumeRolePolicy",
          InputStructure.of(
              "UpdateAssumeRolePolicyRequest",
              in -> new Input(in.require(Members.ROLE_NAME), in.require(Members.POLICY_DOCUMENT)),
              Members.ROLE_NAME,
              Members.POLICY_DOCUMENT),
          null,
          ErrorCode.NO_SUCH_ENTITY,
          ErrorCode.MALFORMED_POLICY_DOCUMENT,
          ErrorCode.LIMIT_EXCEEDED,
          ErrorCode.UNMODIFIABLE_ENTITY);

  private final TrustPolicies trusts;

  /** Keeps what {@code trusts} make of a document. */
  UpdateAssumeRolePolicy(TrustPolicies trusts) {
    this.trusts = trusts;
  }

  @Override
  public Contract<Input, Nothing> contract() {
    return CONTRACT;
  }

  @Override
  public Permission permission(Input in, Directory directory, Call call) {
    return Target.ROLE.permission(directory, call, in.name());
  }

  @Override
  public Decision<Nothing> decide(Input in, Directory directory, Call call) {
    Role role = Target.ROLE.require(directory, in.name());
    return Identities.putting(directory, role.trusting(trusts.stored(in.document())));
  }
}
