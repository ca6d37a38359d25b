package io.strongroom.server.function;

import io.strongroom.api.Caller;
import io.strongroom.api.TrustJudge;
import io.strongroom.core.identity.Directories;
import io.strongroom.core.identity.Sessions;
import io.strongroom.core.secret.Secret;
import io.strongroom.iam.Principal;
import io.strongroom.iam.Region;
import io.strongroom.iam.directory.Role;
import io.strongroom.iam.policy.eval.ConditionKeys;
import io.strongroom.iam.policy.eval.KeyValue;
import io.strongroom.iam.session.Session;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Opens sessions of roles, as Lambda does before it runs a function: the role must trust {@code
 * lambda.amazonaws.com}, and the session has the name of the function. For secrets of partners it
 * is Secrets Manager that takes the role on.
 */
public final class RoleSessions {
  private static final String LAMBDA = "lambda.amazonaws.com";
  private static final String SECRETS_MANAGER = "secretsmanager.amazonaws.com";

  /** The name of the sessions in which secrets of partners are rotated; AWS's is not published. */
  private static final String PARTNER_SESSION = "SecretsManagerRotation";

  /** How long the credentials of a process hold. */
  public static final Duration LONGEST = Duration.ofHours(1);

  private final TrustJudge judge;
  private final Directories directories;
  private final Sessions sessions;
  private final InstantSource clock;

  /** Opens sessions that last by {@code clock}. */
  public RoleSessions(
      TrustJudge judge, Directories directories, Sessions sessions, InstantSource clock) {
    this.judge = judge;
    this.directories = directories;
    this.sessions = sessions;
    this.clock = clock;
  }

  /**
   * Opens a session.
   *
   * @param roleArn the role of the function
   * @param functionName what the session is called
   * @param tags the session's tags
   * @param policy what narrows the session, or null
   * @return null if there is no such role, or it does not trust Lambda
   */
  public @Nullable Session open(
      String roleArn, String functionName, Map<String, String> tags, @Nullable String policy) {
    return open(roleArn, LAMBDA, ConditionKeys.none(), sessionName(functionName), tags, policy);
  }

  /**
   * Opens a session in which Secrets Manager rotates the secret of a partner.
   *
   * @param roleArn the role that came with the rotation
   * @return null if there is no such role in the secret's account, or it does not let Secrets
   *     Manager take it on for this secret
   */
  public @Nullable Session open(String roleArn, Secret secret) {
    Map<String, KeyValue> source =
        Map.of(
            "aws:sourceaccount", new KeyValue.One(secret.account().digits()),
            "aws:sourcearn", new KeyValue.One(secret.arn()));
    Session session =
        open(roleArn, SECRETS_MANAGER, ConditionKeys.of(source), PARTNER_SESSION, Map.of(), null);
    return session != null && session.account().equals(secret.account()) ? session : null;
  }

  private @Nullable Session open(
      String roleArn,
      String service,
      ConditionKeys keys,
      String sessionName,
      Map<String, String> tags,
      @Nullable String policy) {
    TrustJudge.Wanted wanted = judge.find(roleArn);
    Role role = wanted == null ? null : wanted.role();
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    if (role == null || !judge.trusts(role, service, keys, now)) {
      return null;
    }
    return new Session(
        Objects.requireNonNull(role.identifiers().account()),
        role.id(),
        sessionName,
        now,
        now.plus(LONGEST),
        policy,
        List.of(),
        tags,
        Set.of(),
        null,
        false,
        null);
  }

  /** The shortest name of a function is shorter than that of a session. */
  private static String sessionName(String functionName) {
    return functionName.length() < Principal.RoleSession.MIN_SESSION_NAME_LENGTH
        ? functionName + "_"
        : functionName;
  }

  /** Returns who calls in a session, or null if its role is gone. */
  public @Nullable Caller caller(Session session, Region region) {
    Principal.OfAccount principal = directories.principal(session);
    return principal == null ? null : new Caller(principal, region, null, session);
  }

  /** Makes credentials for a session; the caller closes their secrets. */
  public Sessions.Issued credentials(Session session) {
    return sessions.issue(session);
  }
}
