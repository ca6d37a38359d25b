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
import io.strongroom.iam.directory.Group;
import io.strongroom.iam.directory.User;
import java.util.List;

/** {@code GetGroup}: a group and, page by page, who is in it. */
final class GetGroup implements DirectoryRead<GetGroup.Input, GetGroup.Output> {

  /** The group and the page of its users. */
  record Input(String name, Pages.Asked page) {}

  /** The group and one page of its users. */
  record Output(Group group, Pages.Page<ShownUser> users) {}

  private static final Contract<Input, Output> CONTRACT =
      Contract.iam(
          "GetGroup",
          InputStructure.of(
              "GetGroupRequest",
              in -> new Input(in.require(Members.GROUP_NAME), Pages.Asked.of(in)),
              Members.GROUP_NAME,
              Members.MARKER,
              Members.MAX_ITEMS),
          OutputStructure.of("GetGroupResponse", members()),
          ErrorCode.NO_SUCH_ENTITY);

  private final Pages pages;

  /** Cuts lists by {@code pages}. */
  GetGroup(Pages pages) {
    this.pages = pages;
  }

  private static List<OutputStructure.Member<Output, ?>> members() {
    List<OutputStructure.Member<Output, ?>> members =
        Pages.members(
            member("Users", Shape.list(ShownUser.SHAPE), out -> out.users().items()),
            Output::users);
    members.add(member("Group", ShownGroup.SHAPE, Output::group));
    return members;
  }

  @Override
  public Contract<Input, Output> contract() {
    return CONTRACT;
  }

  @Override
  public Permission permission(Input in, Directory directory, Call call) {
    return Target.GROUP.permission(directory, call, in.name());
  }

  @Override
  public Output answer(Input in, Directory directory, Call call) {
    Group group = Target.GROUP.require(directory, in.name());
    Pages.Page<User> users =
        pages.ordered(
            Pages.sorted(directory.members(group), user -> user.identifiers().foldedName()),
            user -> user.identifiers().foldedName(),
            in.page(),
            CONTRACT.name() + "\n" + group.id(),
            call);
    return new Output(group, users.map(ShownUser::listed));
  }
}
