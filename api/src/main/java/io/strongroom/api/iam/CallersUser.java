package io.strongroom.api.iam;

import io.strongroom.api.Call;
import io.strongroom.api.Permission;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.iam.Principal;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.User;
import org.jspecify.annotations.Nullable;

/** The user that a request means which names none: the one that calls. */
final class CallersUser {
  private CallersUser() {}

  /**
   * Returns what the caller must be allowed to touch: the user of that name, or itself.
   *
   * @param name null for the caller's own user
   */
  static Permission permission(Directory directory, Call call, @Nullable String name) {
    if (name != null) {
      return Target.USER.permission(directory, call, name);
    }
    User own = directory.find(User.class, call.principal().userId());
    return own == null ? Permission.on(call.principal().arn()) : Target.permission(own);
  }

  /**
   * Returns the user of that name, or the caller's own. Null means the root of the account, which
   * has keys and no name.
   *
   * @throws ServiceException NoSuchEntity, or ValidationError for a session, which has no user
   */
  static @Nullable User find(Directory directory, Call call, @Nullable String name) {
    if (name != null) {
      return Target.USER.require(directory, name);
    }
    return switch (call.principal()) {
      case Principal.Root _ -> null;
      case Principal.User own -> {
        User user = directory.find(User.class, own.id());
        if (user == null) {
          throw Refusals.noSuch("user", own.name());
        }
        yield user;
      }
      case Principal.RoleSession _ ->
          throw new ServiceException(
              ErrorCode.VALIDATION, "Must specify userName when calling with non-User credentials");
    };
  }

  /** Returns by what id access keys name their owner: a user, or the root for null. */
  static String ownerId(@Nullable User user, Call call) {
    return user == null ? call.account().digits() : user.id();
  }
}
