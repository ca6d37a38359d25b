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
import io.strongroom.iam.directory.Identity;
import io.strongroom.iam.directory.ManagedPolicy;
import java.util.List;
import java.util.Objects;

/**
 * {@code ListAttachedUserPolicies}, {@code ListAttachedGroupPolicies} and {@code
 * ListAttachedRolePolicies}: managed policies in the order in which they were attached.
 */
final class ListAttachedPolicies
    implements DirectoryRead<ListAttachedPolicies.Input, Pages.Page<ManagedPolicy>> {

  /** Whose policies, what their paths begin with, and which page. */
  record Input(String bearer, String pathPrefix, Pages.Asked page) {}

  static final OutputStructure<ManagedPolicy> ATTACHED =
      OutputStructure.of(
          "AttachedPolicy",
          member("PolicyName", Shapes.POLICY_NAME, ManagedPolicy::name),
          member("PolicyArn", Shapes.ARN, ManagedPolicy::arn));

  private final Target<? extends Identity.Bearer> target;
  private final Pages pages;
  private final Contract<Input, Pages.Page<ManagedPolicy>> contract;

  /** Lists policies of one kind of identities. */
  ListAttachedPolicies(Target<? extends Identity.Bearer> target, Pages pages) {
    this.target = target;
    this.pages = pages;
    String operation = "ListAttached" + target.word() + "Policies";
    this.contract =
        Contract.iam(
            operation,
            InputStructure.of(
                operation + "Request",
                in ->
                    new Input(
                        in.require(target.member()),
                        in.get(Members.POLICY_PATH_PREFIX, "/"),
                        Pages.Asked.of(in)),
                target.member(),
                Members.POLICY_PATH_PREFIX,
                Members.MARKER,
                Members.MAX_ITEMS),
            OutputStructure.of(
                operation + "Response",
                Pages.members(
                    member(
                        "AttachedPolicies", Shape.list(ATTACHED), Pages.Page<ManagedPolicy>::items),
                    page -> page)),
            ErrorCode.NO_SUCH_ENTITY,
            ErrorCode.INVALID_INPUT);
  }

  @Override
  public Contract<Input, Pages.Page<ManagedPolicy>> contract() {
    return contract;
  }

  @Override
  public Permission permission(Input in, Directory directory, Call call) {
    return target.permission(directory, call, in.bearer());
  }

  @Override
  public Pages.Page<ManagedPolicy> answer(Input in, Directory directory, Call call) {
    Identity.Bearer bearer = target.require(directory, in.bearer());
    List<ManagedPolicy> attached =
        bearer.policies().attached().stream()
            .map(directory::policy)
            .filter(Objects::nonNull)
            .filter(policy -> policy.path().startsWith(in.pathPrefix()))
            .toList();
    String request = String.join("\n", contract.name(), bearer.id(), in.pathPrefix());
    return pages.counted(attached, in.page(), request, call);
  }
}
