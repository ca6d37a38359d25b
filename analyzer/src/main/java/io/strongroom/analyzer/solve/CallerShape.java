package io.strongroom.analyzer.solve;

import io.strongroom.analyzer.formula.Subject.CallerText;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.policy.eval.Caller;
import io.strongroom.iam.policy.eval.Caller.Credentials;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sorts of caller, with what each has under condition keys. */
public enum CallerShape {
  /** A user. */
  USER,
  /** A session of a role. */
  ROLE_SESSION,
  /** An account itself. */
  ROOT,
  /** Somebody who did not sign. */
  ANONYMOUS,
  /** A service that acts for itself. */
  SERVICE,
  /** Whoever shows a token of an identity provider. */
  FEDERATED;

  /** Returns which of a caller's texts a condition key shows, its name in lower case; or null. */
  public @Nullable CallerText text(String key) {
    return switch (key) {
      case "aws:principalarn" -> hasAccount() ? CallerText.ARN : null;
      case "aws:principalaccount" -> hasAccount() ? CallerText.ACCOUNT : null;
      case "aws:userid" ->
          this == ROOT ? CallerText.ACCOUNT : hasAccount() ? CallerText.USER_ID : null;
      case "aws:username" -> this == USER ? CallerText.USER_NAME : null;
      case "aws:principalservicename" -> this == SERVICE ? CallerText.ARN : null;
      case "aws:federatedprovider" -> this == FEDERATED ? CallerText.ARN : null;
      default -> null;
    };
  }

  /** Returns what all callers of this sort have under a condition key, or null. */
  public @Nullable String constant(String key) {
    return switch (key) {
      case "aws:principaltype" ->
          switch (this) {
            case USER -> "User";
            case ROLE_SESSION -> "AssumedRole";
            case ROOT -> "Account";
            case ANONYMOUS -> "Anonymous";
            case SERVICE, FEDERATED -> null;
          };
      case "aws:principalisawsservice" -> this == SERVICE ? "true" : "false";
      case "aws:userid" -> this == ANONYMOUS ? "anonymous" : null;
      default -> null;
    };
  }

  /** Tells whether only callers themselves bring a condition key, its name in lower case. */
  public static boolean isOfCaller(String key) {
    for (CallerShape shape : values()) {
      if (shape.text(key) != null || shape.constant(key) != null) {
        return true;
      }
    }
    return false;
  }

  /** Tells whether such callers belong to an account. */
  public boolean hasAccount() {
    return this == USER || this == ROLE_SESSION || this == ROOT;
  }

  /** Returns the caller of these texts. */
  Caller caller(Map<CallerText, String> chosen) {
    String arn = chosen.getOrDefault(CallerText.ARN, "");
    String id = chosen.getOrDefault(CallerText.USER_ID, "");
    return switch (this) {
      case USER ->
          new Caller.User(
              account(chosen),
              arn,
              id,
              chosen.getOrDefault(CallerText.USER_NAME, ""),
              Credentials.LONG_TERM);
      case ROLE_SESSION ->
          new Caller.RoleSession(
              account(chosen),
              chosen.getOrDefault(CallerText.SESSION_ARN, ""),
              arn,
              id.substring(0, id.indexOf(':')),
              id.substring(id.indexOf(':') + 1));
      case ROOT -> new Caller.Root(account(chosen), Credentials.LONG_TERM);
      case ANONYMOUS -> new Caller.Anonymous();
      case SERVICE -> new Caller.Service(arn);
      case FEDERATED -> new Caller.Federated(arn);
    };
  }

  private static AccountId account(Map<CallerText, String> chosen) {
    return new AccountId(chosen.getOrDefault(CallerText.ACCOUNT, ""));
  }
}
