package io.strongroom.api.iam;

import static io.strongroom.api.shape.OutputStructure.member;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.DirectoryRead;
import io.strongroom.api.Permission;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.api.shape.Shape;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.ManagedPolicy;

/** {@code ListPolicyVersions}: the versions of a managed policy, the newest first. */
final class ListPolicyVersions
    implements DirectoryRead<ListPolicyVersions.Input, Pages.Page<ShownVersion>> {

  /** Which policy, and which page. */
  record Input(String policyArn, Pages.Asked page) {}

  private static final Contract<Input, Pages.Page<ShownVersion>> CONTRACT =
      Contract.iam(
          "ListPolicyVersions",
          InputStructure.of(
              "ListPolicyVersionsRequest",
              in -> new Input(in.require(Members.POLICY_ARN), Pages.Asked.of(in)),
              Members.POLICY_ARN,
              Members.MARKER,
              Members.MAX_ITEMS),
          OutputStructure.of(
              "ListPolicyVersionsResponse",
              Pages.members(
                  member(
                      "Versions", Shape.list(ShownVersion.SHAPE), Pages.Page<ShownVersion>::items),
                  page -> page)),
          ErrorCode.NO_SUCH_ENTITY,
          ErrorCode.INVALID_INPUT);

  private final Pages pages;

  /** Cuts lists by {@code pages}. */
  ListPolicyVersions(Pages pages) {
    this.pages = pages;
  }

  @Override
  public Contract<Input, Pages.Page<ShownVersion>> contract() {
    return CONTRACT;
  }

  @Override
  public Permission permission(Input in, Directory directory, Call call) {
    return Target.POLICY.permission(directory, call, in.policyArn());
  }

  @Override
  public Pages.Page<ShownVersion> answer(Input in, Directory directory, Call call) {
    ManagedPolicy policy = Target.POLICY.require(directory, in.policyArn());
    return pages
        .counted(
            policy.versions().reversed(), in.page(), CONTRACT.name() + "\n" + policy.id(), call)
        .map(version -> ShownVersion.listed(policy, version));
  }
}
