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
import java.util.Objects;

/** {@code ListGroupsForUser}: the groups of a user, in the order in which it joined. */
final class ListGroupsForUser implements DirectoryRead<ListGroupsForUser.Input, Pages.Page<Group>> {

  /** Whose groups, and which page. */
  record Input(String userName, Pages.Asked page) {}

  private static final Contract<Input, Pages.Page<Group>> CONTRACT =
      Contract.iam(
          "ListGroupsForUser",
          InputStructure.of(
              "ListGroupsForUserRequest",
              in -> new Input(in.require(Members.USER_NAME), Pages.Asked.of(in)),
              Members.USER_NAME,
              Members.MARKER,
              Members.MAX_ITEMS),
          OutputStructure.of(
              "ListGroupsForUserResponse",
              Pages.members(
                  member("Groups", Shape.list(ShownGroup.SHAPE), Pages.Page<Group>::items),
                  page -> page)),
          ErrorCode.NO_SUCH_ENTITY);

  private final Pages pages;

  /** Cuts lists by {@code pages}. */
  ListGroupsForUser(Pages pages) {
    this.pages = pages;
  }

  @Override
  public Contract<Input, Pages.Page<Group>> contract() {
    return CONTRACT;
  }

  @Override
  public Permission permission(Input in, Directory directory, Call call) {
    return Target.USER.permission(directory, call, in.userName());
  }

  @Override
  public Pages.Page<Group> answer(Input in, Directory directory, Call call) {
    User user = Target.USER.require(directory, in.userName());
    List<Group> groups =
        user.groups().stream()
            .map(id -> directory.find(Group.class, id))
            .filter(Objects::nonNull)
            .toList();
    return pages.counted(groups, in.page(), CONTRACT.name() + "\n" + user.id(), call);
  }
}
