package io.strongroom.cli.policy;

import io.strongroom.iam.AccountId;
import io.strongroom.iam.Arn;
import io.strongroom.iam.policy.IpRange;
import io.strongroom.iam.policy.PolicyDocument;
import io.strongroom.iam.policy.PolicyKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked about policies. All that is given are texts as people type them; all is refused
 * with {@link Unreadable} that is not of its form.
 */
public final class Questions {
  private Questions() {}

  /**
   * Asks whether the policy of a secret is public.
   *
   * @param accounts numbers of trusted accounts
   * @param organizations ids of trusted organizations
   * @param networks trusted ranges of addresses; if nothing at all is trusted, whoever the policy
   *     names is
   * @param secret the secret's ARN; null for any secret
   * @param time how long each proof may take
   */
  public static Report check(
      String file,
      List<String> accounts,
      List<String> organizations,
      List<String> networks,
      @Nullable String secret,
      Duration time)
      throws Unreadable {
    Set<AccountId> trusted = new LinkedHashSet<>();
    for (String account : accounts) {
      if (!AccountId.isAccountId(account)) {
        throw new Unreadable("--trust-account takes the 12 digits of an account");
      }
      trusted.add(new AccountId(account));
    }
    List<IpRange> ranges = new ArrayList<>();
    for (String network : networks) {
      IpRange range = IpRange.parse(network);
      if (range == null) {
        throw new Unreadable("--trust-network takes a range of addresses such as 203.0.113.0/24");
      }
      ranges.add(range);
    }
    requireArn(secret);
    return PublicCheck.of(
        file, new PublicCheck.Trusted(trusted, Set.copyOf(organizations), ranges), secret, time);
  }

  /** Asks what each statement of a policy is good for. */
  public static Report statements(PolicyKind kind, String file, Duration time) throws Unreadable {
    return StatementList.of(PolicyFile.policy(kind, file), time);
  }

  /**
   * Asks what a policy says of one request.
   *
   * @param secret the ARN of the resource; null for some secret of the principal's account
   * @param context condition keys, {@code key=value}
   */
  public static Report explain(
      PolicyKind kind,
      String file,
      String principal,
      String action,
      @Nullable String secret,
      List<String> context)
      throws Unreadable {
    PolicyDocument policy = PolicyFile.policy(kind, file);
    return RequestExplanation.of(policy, principal, action, secret, context);
  }

  /** Asks what one policy allows and the other does not. */
  public static Report compare(
      PolicyKind kind, String old, String next, boolean equivalent, Duration time)
      throws Unreadable {
    return Comparison.of(kind, old, next, equivalent, time);
  }

  /**
   * Asks who can do something with a secret, as far as files tell.
   *
   * @param details what the AWS CLI prints of an account's identities
   * @param policy the policy of the secret; null for none
   * @param key the ARN of the secret's key; null if it is not known
   * @param keyPolicy its policy; null if it is not known
   */
  public static Report whoCan(
      String secret,
      String details,
      @Nullable String policy,
      @Nullable String key,
      @Nullable String keyPolicy,
      String action,
      Duration time)
      throws Unreadable {
    requireArn(secret);
    requireArn(key);
    SecretAccess.Key sealing =
        keyPolicy == null
            ? null
            : SecretAccess.Key.of(key == null ? someKey(secret) : key, PolicyFile.text(keyPolicy));
    SecretAccess about =
        SecretAccess.of(
            secret,
            policy == null ? null : PolicyFile.text(policy),
            sealing,
            AccountDetails.read(details),
            Map.of());
    return whoCan(about, action, time);
  }

  /** Asks who can do something with a secret. */
  public static Report whoCan(SecretAccess about, String action, Duration time) throws Unreadable {
    return WhoCan.of(about, action, Single.limits(time));
  }

  private static String someKey(String secret) throws Unreadable {
    Arn arn = Arn.parse(secret);
    if (arn == null) {
      throw new Unreadable("not the ARN of a secret: " + Shown.plain(secret));
    }
    return "arn:aws:kms:" + arn.region() + ":" + arn.account() + ":key/of-the-secret";
  }

  private static void requireArn(@Nullable String text) throws Unreadable {
    if (text != null && Arn.parse(text) == null) {
      throw new Unreadable("not an ARN: " + Shown.plain(text));
    }
  }
}
