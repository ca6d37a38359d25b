package io.strongroom.api.sts;

import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.identity.Directories;
import io.strongroom.core.identity.Sessions;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Principal;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.Role;
import io.strongroom.iam.policy.PolicyKind;
import io.strongroom.iam.policy.PolicyParser;
import io.strongroom.iam.policy.PolicySyntaxException;
import io.strongroom.iam.session.Session;
import io.strongroom.keys.SensitiveBytes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Opens sessions of roles once somebody may: what all ways of assuming a role have in common.
 *
 * <p>Source: STS API Reference, AssumeRole; IAM User Guide, "IAM and AWS STS quotas".
 */
final class Assuming {

  /** The longest session policy, in characters; managed ones are counted apart. */
  static final int MAX_POLICY_LENGTH = 2_048;

  /** How many managed policies can narrow a session. */
  static final int MAX_POLICY_ARNS = 10;

  private static final long USUAL_SECONDS = Duration.ofHours(1).toSeconds();

  private final Directories directories;
  private final Sessions sessions;

  Assuming(Directories directories, Sessions sessions) {
    this.directories = directories;
    this.sessions = sessions;
  }

  /**
   * How a session shall be.
   *
   * @param name its name
   * @param seconds how long, or null for the usual hour
   * @param policy what narrows it, as it was sent, or null
   * @param policyArns managed policies that narrow it
   * @param tags its tags
   * @param transitive which of them go on
   * @param sourceIdentity who is behind it, or null
   * @param chained whether a session of a role opens it
   * @param provider the ARN of the identity provider that vouches, or null
   */
  record Wish(
      String name,
      @Nullable Long seconds,
      @Nullable String policy,
      List<String> policyArns,
      Map<String, String> tags,
      Set<String> transitive,
      @Nullable String sourceIdentity,
      boolean chained,
      @Nullable String provider) {

    boolean isPacked() {
      return policy != null || !policyArns.isEmpty() || !tags.isEmpty();
    }
  }

  /**
   * A session that was opened.
   *
   * @param packedPercent how much of a token's room is taken, if there are policies or tags
   */
  record Opened(
      Sessions.Issued issued,
      Shapes.AssumedRoleUser user,
      @Nullable Long packedPercent,
      @Nullable String sourceIdentity) {}

  /**
   * Opens a session.
   *
   * @param closing takes the secrets of the answer, to overwrite them when it has left
   * @throws ServiceException ValidationError, MalformedPolicyDocument or PackedPolicyTooLarge
   */
  Opened open(Role role, Wish wish, Instant now, Consumer<SensitiveBytes> closing) {
    AccountId account = Objects.requireNonNull(role.identifiers().account());
    Instant begin = Instant.ofEpochSecond(now.getEpochSecond());
    long seconds = seconds(role, wish);
    requirePolicies(directories.of(account), wish);
    Session session =
        new Session(
            account,
            role.id(),
            wish.name(),
            begin,
            begin.plusSeconds(seconds),
            wish.policy(),
            wish.policyArns(),
            wish.tags(),
            wish.transitive(),
            wish.sourceIdentity(),
            wish.chained(),
            wish.provider());
    Sessions.Issued issued = sessions.issue(session);
    closing.accept(issued.secret());
    closing.accept(issued.token());
    if (issued.percentTaken() > 100) {
      throw new ServiceException(
          ErrorCode.PACKED_POLICY_TOO_LARGE,
          "Packed policy consumes %d%% of allotted space, please use smaller policy."
              .formatted(issued.percentTaken()));
    }
    Principal.RoleSession principal =
        new Principal.RoleSession(account, role.id(), role.path(), role.name(), wish.name());
    return new Opened(
        issued,
        new Shapes.AssumedRoleUser(principal.userId(), principal.arn()),
        wish.isPacked() ? (long) issued.percentTaken() : null,
        wish.sourceIdentity());
  }

  private static long seconds(Role role, Wish wish) {
    if (wish.seconds() == null) {
      return USUAL_SECONDS;
    }
    if (wish.chained() && wish.seconds() > USUAL_SECONDS) {
      throw new ServiceException(
          ErrorCode.VALIDATION,
          "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role"
              + " chaining");
    }
    if (wish.seconds() > role.maxSession().toSeconds()) {
      throw new ServiceException(
          ErrorCode.VALIDATION,
          "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
    }
    return wish.seconds();
  }

  private static void requirePolicies(Directory directory, Wish wish) {
    if (wish.policyArns().size() > MAX_POLICY_ARNS) {
      throw new ServiceException(
          ErrorCode.VALIDATION,
          "1 validation error detected: Value at 'policyArns' failed to satisfy constraint: Member"
              + " must have length less than or equal to "
              + MAX_POLICY_ARNS);
    }
    for (String arn : wish.policyArns()) {
      if (directory.policy(arn) == null) {
        throw new ServiceException(
            ErrorCode.VALIDATION, "Policy " + arn + " does not exist or is not attachable.");
      }
    }
    String policy = wish.policy();
    if (policy == null) {
      return;
    }
    if (policy.length() > MAX_POLICY_LENGTH) {
      throw new ServiceException(
          ErrorCode.VALIDATION,
          "1 validation error detected: Value at 'policy' failed to satisfy constraint: Member must"
              + " have length less than or equal to "
              + MAX_POLICY_LENGTH);
    }
    try {
      var _ = PolicyParser.parse(PolicyKind.SESSION, policy);
    } catch (PolicySyntaxException e) {
      throw new ServiceException(ErrorCode.MALFORMED_POLICY_DOCUMENT, e.iamMessage());
    }
  }

  /** Refuses a second factor: there are no devices that could have shown the code. */
  static ServiceException noSecondFactor() {
    return new ServiceException(
        ErrorCode.ACCESS_DENIED,
        "MultiFactorAuthentication failed with invalid MFA one time pass code.");
  }
}
