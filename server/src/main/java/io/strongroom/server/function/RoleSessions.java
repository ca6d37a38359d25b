package io.strongroom.server.function;

import io.strongroom.api.Caller;
import io.strongroom.api.TrustJudge;
import io.strongroom.core.identity.Directories;
import io.strongroom.core.identity.Sessions;
import io.strongroom.iam.Principal;
import io.strongroom.iam.Region;
import io.strongroom.iam.directory.Role;
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
 * Opens sessions of the roles of functions, as Lambda does before it runs one: the role must trust
 * {@code lambda.amazonaws.com}, and the session has the name of the function.
 */
public final class RoleSessions {
  private static final String LAMBDA = "lambda.amazonaws.com";

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
    TrustJudge.Wanted wanted = judge.find(roleArn);
    Role role = wanted == null ? null : wanted.role();
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    if (role == null || !judge.trusts(role, LAMBDA, now)) {
      return null;
    }
    return new Session(
        Objects.requireNonNull(role.identifiers().account()),
        role.id(),
        sessionName(functionName),
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
