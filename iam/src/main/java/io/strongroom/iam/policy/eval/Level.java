package io.strongroom.iam.policy.eval;

import io.strongroom.iam.policy.PrincipalPattern;
import java.util.List;

/** The names by which a policy meets a caller, as sets of bits. */
final class Level {
  /** Whoever there is. */
  static final int EVERYONE = 1;

  /** The caller's account. */
  static final int ACCOUNT = 1 << 1;

  /** The user. */
  static final int USER = 1 << 2;

  /** The role of the session. */
  static final int ROLE = 1 << 3;

  /** The session itself. */
  static final int SESSION = 1 << 4;

  /** The service. */
  static final int SERVICE = 1 << 5;

  /** The identity provider whose token the caller shows. */
  static final int FEDERATED = 1 << 6;

  /** At whatever level. */
  static final int ANY = -1;

  private Level() {}

  /** Returns all levels that a caller has; a stranger is only one of everyone. */
  static int of(Caller caller) {
    return switch (caller) {
      case Caller.Root _, Caller.Unnamed _ -> ACCOUNT;
      case Caller.User _ -> ACCOUNT | USER;
      case Caller.RoleSession _ -> ACCOUNT | ROLE | SESSION;
      case Caller.Service _ -> SERVICE;
      case Caller.Federated _ -> FEDERATED;
      case Caller.Anonymous _ -> EVERYONE;
    };
  }

  /** Returns the levels at which some pattern meets the caller. */
  static int met(List<PrincipalPattern> patterns, Caller caller) {
    int met = 0;
    for (int i = 0; i < patterns.size(); i++) {
      met |= met(patterns.get(i), caller);
    }
    return met;
  }

  private static int met(PrincipalPattern pattern, Caller caller) {
    return switch (pattern) {
      case PrincipalPattern.Everyone _ -> EVERYONE;
      case PrincipalPattern.Account(var account) -> account.equals(caller.account()) ? ACCOUNT : 0;
      case PrincipalPattern.Named named -> met(named, caller);
      case PrincipalPattern.UniqueId(String id) ->
          switch (caller) {
            case Caller.User user when user.id().equals(id) -> USER;
            case Caller.RoleSession session when session.roleId().equals(id) -> ROLE;
            default -> 0;
          };
      case PrincipalPattern.ServiceName(String name) ->
          caller instanceof Caller.Service service && service.name().equals(name) ? SERVICE : 0;
      case PrincipalPattern.Federated(String provider) ->
          caller instanceof Caller.Federated federated && federated.provider().equals(provider)
              ? FEDERATED
              : 0;
    };
  }

  private static int met(PrincipalPattern.Named named, Caller caller) {
    return switch (named.kind()) {
      case USER -> caller instanceof Caller.User user && user.arn().equals(named.arn()) ? USER : 0;
      case ROLE ->
          caller instanceof Caller.RoleSession session && session.roleArn().equals(named.arn())
              ? ROLE
              : 0;
      case ASSUMED_ROLE ->
          caller instanceof Caller.RoleSession session && session.arn().equals(named.arn())
              ? SESSION
              : 0;
      case FEDERATED_USER -> 0;
    };
  }
}
