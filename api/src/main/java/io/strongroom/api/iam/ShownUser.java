package io.strongroom.api.iam;

import static io.strongroom.api.shape.OutputStructure.member;
import static io.strongroom.api.shape.OutputStructure.shown;

import io.strongroom.api.shape.OutputStructure;
import io.strongroom.iam.Principal;
import io.strongroom.iam.directory.Account;
import io.strongroom.iam.directory.User;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A user as answers show it.
 *
 * @param path null for the root of an account, as is the name
 */
record ShownUser(
    @Nullable String path,
    @Nullable String name,
    String id,
    String arn,
    Instant created,
    @Nullable String boundary,
    @Nullable List<Tag> tags) {

  static final OutputStructure<ShownUser> SHAPE =
      OutputStructure.of(
          "User",
          shown("Path", Shapes.PATH, ShownUser::path),
          shown("UserName", Shapes.USER_NAME, ShownUser::name),
          shown("UserId", Shapes.ID, ShownUser::id),
          shown("Arn", Shapes.ARN, ShownUser::arn),
          shown("CreateDate", Shapes.DATE, ShownUser::created),
          // There are no passwords to use.
          member("PasswordLastUsed", Shapes.DATE, _ -> null),
          member("PermissionsBoundary", Boundary.SHAPE, ShownUser::boundary),
          member("Tags", Tag.LIST_OUT, ShownUser::tags));

  /** Shows all of a user. */
  static ShownUser whole(User user) {
    return new ShownUser(
        user.path(),
        user.name(),
        user.id(),
        user.arn(),
        user.created(),
        user.boundary(),
        Tag.shown(user.tags()));
  }

  /**
   * Shows a user as lists do, which leave out boundary and tags. Source: API Reference, ListUsers.
   */
  static ShownUser listed(User user) {
    return new ShownUser(
        user.path(), user.name(), user.id(), user.arn(), user.created(), null, null);
  }

  /** Shows the root of an account. */
  static ShownUser root(Account account) {
    Principal.Root root = new Principal.Root(account.id());
    return new ShownUser(null, null, root.userId(), root.arn(), account.joined(), null, null);
  }
}
