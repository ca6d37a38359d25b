package io.strongroom.api.iam;

import static io.strongroom.api.shape.OutputStructure.member;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.DirectoryRead;
import io.strongroom.api.Permission;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.api.shape.Shape;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.Group;
import io.strongroom.iam.directory.Identity;
import io.strongroom.iam.directory.Role;
import io.strongroom.iam.directory.User;
import java.util.function.BiFunction;

/**
 * {@code ListUsers}, {@code ListGroups} and {@code ListRoles}: the identities of one kind, in the
 * order of their names.
 *
 * @param <T> the kind
 * @param <S> how one is shown
 */
final class ListIdentities<T extends Identity, S>
    implements DirectoryRead<ListIdentities.Input, Pages.Page<S>> {

  /** What paths begin with, and which page. */
  record Input(String pathPrefix, Pages.Asked page) {}

  private final Target<T> target;
  private final BiFunction<Directory, T, S> shown;
  private final Pages pages;
  private final Contract<Input, Pages.Page<S>> contract;

  private ListIdentities(
      Target<T> target, OutputStructure<S> shape, BiFunction<Directory, T, S> shown, Pages pages) {
    this.target = target;
    this.shown = shown;
    this.pages = pages;
    String plural = target.word() + "s";
    this.contract =
        Contract.iam(
            "List" + plural,
            InputStructure.of(
                "List" + plural + "Request",
                in -> new Input(in.get(Members.PATH_PREFIX, "/"), Pages.Asked.of(in)),
                Members.PATH_PREFIX,
                Members.MARKER,
                Members.MAX_ITEMS),
            OutputStructure.of(
                "List" + plural + "Response",
                Pages.members(
                    member(plural, Shape.list(shape), Pages.Page<S>::items), page -> page)));
  }

  /** Lists users. */
  static ListIdentities<User, ShownUser> users(Pages pages) {
    return new ListIdentities<>(
        Target.USER, ShownUser.SHAPE, (_, user) -> ShownUser.listed(user), pages);
  }

  /** Lists groups. */
  static ListIdentities<Group, Group> groups(Pages pages) {
    return new ListIdentities<>(Target.GROUP, ShownGroup.SHAPE, (_, group) -> group, pages);
  }

  /** Lists roles. */
  static ListIdentities<Role, ShownRole> roles(TrustPolicies trusts, Pages pages) {
    return new ListIdentities<>(
        Target.ROLE,
        ShownRole.SHAPE,
        (directory, role) -> ShownRole.listed(role, trusts.shown(role.trustPolicy())),
        pages);
  }

  @Override
  public Contract<Input, Pages.Page<S>> contract() {
    return contract;
  }

  @Override
  public Permission permission(Input in, Directory directory, Call call) {
    return Permission.withoutResource();
  }

  @Override
  public Pages.Page<S> answer(Input in, Directory directory, Call call) {
    return pages
        .ordered(
            (after, limit) -> directory.list(target.type(), in.pathPrefix(), after, limit),
            Identity::name,
            in.page(),
            contract.name() + "\n" + in.pathPrefix(),
            call)
        .map(item -> shown.apply(directory, item));
  }
}
