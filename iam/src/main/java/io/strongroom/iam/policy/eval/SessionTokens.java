package io.strongroom.iam.policy.eval;

import java.util.Set;

/**
 * What a session of GetSessionToken may not call, whatever policies say: IAM, unless it was opened
 * with a second factor, and all of STS but two operations.
 *
 * <p>Source: STS API reference, GetSessionToken, "Permissions".
 */
final class SessionTokens {
  /** The second and third are permissions that tags and an identity take in a call of the first. */
  private static final Set<String> OF_STS =
      Set.of("assumerole", "tagsession", "setsourceidentity", "getcalleridentity");

  /** No operation of IAM, but a permission that calls of other services take. */
  private static final String PASS_ROLE = "passrole";

  private SessionTokens() {}

  static boolean mayCall(Caller caller, Action action) {
    return switch (caller) {
      case Caller.Root root -> mayCall(root.credentials(), action);
      case Caller.User user -> mayCall(user.credentials(), action);
      case Caller.RoleSession _,
          Caller.Service _,
          Caller.Federated _,
          Caller.Unnamed _,
          Caller.Anonymous _ ->
          true;
    };
  }

  private static boolean mayCall(Caller.Credentials credentials, Action action) {
    if (credentials == Caller.Credentials.LONG_TERM) {
      return true;
    }
    return switch (action.service()) {
      case "iam" ->
          credentials == Caller.Credentials.SESSION_TOKEN_WITH_MFA
              || action.name().equals(PASS_ROLE);
      case "sts" -> OF_STS.contains(action.name());
      default -> true;
    };
  }
}
