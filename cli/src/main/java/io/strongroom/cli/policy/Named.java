package io.strongroom.cli.policy;

import io.strongroom.iam.AccountId;
import io.strongroom.iam.Arn;
import io.strongroom.iam.policy.eval.Caller;
import io.strongroom.iam.policy.eval.Caller.Credentials;
import org.jspecify.annotations.Nullable;

/** Reads who asks from what people write. */
final class Named {
  private static final String ANYBODY = "*";
  private static final String SERVICES = ".amazonaws.com";

  /** What a request is taken to have where nobody says it. */
  private static final String UNKNOWN_USER = "AIDAUNKNOWNUNKNOWNUN2";

  private static final String UNKNOWN_ROLE = "AROAUNKNOWNUNKNOWNUN2";
  private static final String SESSION = "session";

  private Named() {}

  /**
   * Returns the caller of that name.
   *
   * @param principal the ARN of a user, a role, a session or a root, a service's name, an account,
   *     or {@code *} for somebody who does not sign
   * @param userId the value of {@code aws:userid}; null if it is not known
   * @throws Unreadable if it is none of these
   */
  static Caller caller(String principal, @Nullable String userId) throws Unreadable {
    if (principal.equals(ANYBODY)) {
      return new Caller.Anonymous();
    }
    if (AccountId.isAccountId(principal)) {
      return new Caller.Root(new AccountId(principal), Credentials.LONG_TERM);
    }
    if (principal.endsWith(SERVICES)) {
      return new Caller.Service(principal);
    }
    Arn arn = Arn.parse(principal);
    if (arn == null || !AccountId.isAccountId(arn.account())) {
      throw refusal(principal);
    }
    AccountId account = new AccountId(arn.account());
    String resource = arn.resource();
    int slash = resource.indexOf('/');
    String sort = arn.service() + ":" + (slash < 0 ? resource : resource.substring(0, slash));
    String name = resource.substring(resource.lastIndexOf('/') + 1);
    if (name.isEmpty()) {
      throw refusal(principal);
    }
    return switch (sort) {
      case "iam:root" -> new Caller.Root(account, Credentials.LONG_TERM);
      case "iam:user" ->
          new Caller.User(
              account,
              principal,
              userId == null ? UNKNOWN_USER : userId,
              name,
              Credentials.LONG_TERM);
      case "iam:role" -> session(account, principal, name, SESSION, userId);
      case "sts:assumed-role" -> {
        String[] parts = resource.split("/", -1);
        if (parts.length != 3) {
          throw refusal(principal);
        }
        String role = "arn:" + arn.partition() + ":iam::" + account + ":role/" + parts[1];
        yield session(account, role, parts[1], parts[2], userId);
      }
      default -> throw refusal(principal);
    };
  }

  private static Caller session(
      AccountId account, String roleArn, String role, String session, @Nullable String userId) {
    int colon = userId == null ? -1 : userId.indexOf(':');
    String id = userId == null ? UNKNOWN_ROLE : colon < 0 ? userId : userId.substring(0, colon);
    String name = userId == null || colon < 0 ? session : userId.substring(colon + 1);
    String arn = "arn:aws:sts::" + account + ":assumed-role/" + role + "/" + name;
    return new Caller.RoleSession(account, arn, roleArn, id, name);
  }

  private static Unreadable refusal(String principal) {
    return new Unreadable(
        "--principal takes the ARN of a user, role, session or root, an account, a service such as"
            + " lambda.amazonaws.com, or *: not "
            + Shown.plain(principal));
  }
}
