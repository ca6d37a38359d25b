package io.strongroom.iam.access;

import io.strongroom.iam.Principal;
import io.strongroom.iam.policy.eval.Caller;
import io.strongroom.iam.policy.eval.Caller.Credentials;
import io.strongroom.iam.session.Session;
import org.jspecify.annotations.Nullable;

/** Says what a principal is to the evaluator. */
public final class Callers {
  private Callers() {}

  /**
   * Returns the caller that a principal is.
   *
   * @param session the session that it acts in, or null for lasting credentials
   */
  public static Caller of(Principal.OfAccount principal, @Nullable Session session) {
    Credentials credentials = session == null ? Credentials.LONG_TERM : Credentials.SESSION_TOKEN;
    return switch (principal) {
      case Principal.Root root -> new Caller.Root(root.account(), credentials);
      case Principal.User user ->
          new Caller.User(user.account(), user.arn(), user.id(), user.name(), credentials);
      case Principal.RoleSession role ->
          new Caller.RoleSession(
              role.account(), role.arn(), role.principalArn(), role.roleId(), role.sessionName());
    };
  }
}
