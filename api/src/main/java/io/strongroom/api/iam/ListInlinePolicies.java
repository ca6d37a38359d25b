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
import java.util.List;

/** {@code ListUserPolicies}, {@code ListGroupPolicies} and {@code ListRolePolicies}: names. */
final class ListInlinePolicies
    implements DirectoryRead<ListInlinePolicies.Input, Pages.Page<String>> {

  /** Whose policies, and which page. */
  record Input(String bearer, Pages.Asked page) {}

  private final Target<? extends Identity.Bearer> target;
  private final Pages pages;
  private final Contract<Input, Pages.Page<String>> contract;

  /** Lists policies of one kind of identities. */
  ListInlinePolicies(Target<? extends Identity.Bearer> target, Pages pages) {
    this.target = target;
    this.pages = pages;
    String operation = "List" + target.word() + "Policies";
    this.contract =
        Contract.iam(
            operation,
            InputStructure.of(
                operation + "Request",
                in -> new Input(in.require(target.member()), Pages.Asked.of(in)),
                target.member(),
                Members.MARKER,
                Members.MAX_ITEMS),
            OutputStructure.of(
                operation + "Response",
                Pages.members(
                    member(
                        "PolicyNames", Shape.list(Shapes.POLICY_NAME), Pages.Page<String>::items),
                    page -> page)),
            ErrorCode.NO_SUCH_ENTITY);
  }

  @Override
  public Contract<Input, Pages.Page<String>> contract() {
    return contract;
  }

  @Override
  public Permission permission(Input in, Directory directory, Call call) {
    return target.permission(directory, call, in.bearer());
  }

  @Override
  public Pages.Page<String> answer(Input in, Directory directory, Call call) {
    Identity.Bearer bearer = target.require(directory, in.bearer());
    List<String> names = bearer.policies().inline().keySet().stream().sorted().toList();
    return pages.ordered(
        Pages.sorted(names, name -> name),
        name -> name,
        in.page(),
        contract.name() + "\n" + bearer.id(),
        call);
  }
}
