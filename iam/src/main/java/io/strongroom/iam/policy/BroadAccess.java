package io.strongroom.iam.policy;

import io.strongroom.iam.AccountId;
import io.strongroom.iam.Arn;
import io.strongroom.iam.policy.Condition.IfAbsent;
import io.strongroom.iam.policy.Condition.Quantifier;
import io.strongroom.iam.policy.Listing.Sense;
import io.strongroom.iam.policy.Statement.Effect;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Says whether a policy opens a secret to the world: whether some Allow reaches everybody and no
 * condition narrows it to fixed callers.
 *
 * <p>This judges each statement by its text. It is an approximation, on the cautious side, of the
 * question whether a stranger could be allowed: a Deny that takes back what an Allow grants is not
 * seen, so such a policy counts as broad.
 *
 * <p>A condition narrows if it must hold (no {@code IfExists}, no {@code ForAllValues}, no
 * negation) and compares a key about the caller's identity or place with values in which nothing is
 * left open: no wildcard and no variable, but that an ARN may have a wildcard after its account.
 * Ranges of addresses narrow while they admit no more than 2^24 public IPv4 or 2^96 IPv6 addresses
 * together.
 *
 * <p>Source: Amazon S3 User Guide, "The meaning of public"; Secrets Manager User Guide,
 * BlockPublicPolicy.
 */
public final class BroadAccess {
  private static final String SERVICE = "secretsmanager";
  private static final int MAX_V4_BITS = 24;
  private static final int MAX_V6_BITS = 96;

  private static final Set<String> TEXT_KEYS =
      Set.of(
          "aws:principalorgid",
          "aws:principalaccount",
          "aws:sourceaccount",
          "aws:sourcevpc",
          "aws:sourcevpce",
          "aws:userid");
  private static final Set<String> ARN_KEYS = Set.of("aws:principalarn", "aws:sourcearn");
  private static final String PATHS_KEY = "aws:principalorgpaths";
  private static final String ADDRESS_KEY = "aws:sourceip";

  private BroadAccess() {}

  /** Tells whether some statement of {@code policy} grants broad access. */
  public static boolean isBroad(PolicyDocument policy) {
    return policy.statements().stream().anyMatch(BroadAccess::isBroad);
  }

  private static boolean isBroad(Statement statement) {
    return statement.effect() == Effect.ALLOW
        && reachesEverybody(statement.principals())
        && reachesSecrets(statement.actions())
        && statement.conditions().stream().noneMatch(BroadAccess::narrows);
  }

  private static boolean reachesEverybody(Listing<PrincipalPattern> principals) {
    boolean everyone =
        principals.patterns().stream().anyMatch(PrincipalPattern.Everyone.class::isInstance);
    return everyone == (principals.sense() == Sense.THESE);
  }

  private static boolean reachesSecrets(Listing<ActionPattern> actions) {
    return switch (actions.sense()) {
      case THESE -> actions.patterns().stream().anyMatch(pattern -> pattern.reaches(SERVICE));
      case ALL_BUT_THESE ->
          actions.patterns().stream()
              .noneMatch(pattern -> pattern.reaches(SERVICE) && isAll(pattern.operation()));
    };
  }

  private static boolean isAll(String pattern) {
    return pattern.chars().allMatch(c -> c == '*');
  }

  private static boolean narrows(Condition condition) {
    if (condition.ifAbsent() == IfAbsent.HOLDS
        || condition.quantifier() == Quantifier.FOR_ALL_VALUES
        || condition.operator().isNegated()) {
      return false;
    }
    String key = condition.key().toLowerCase(Locale.ROOT);
    List<String> values = condition.values();
    return switch (condition.operator().family()) {
      case STRING, ARN -> {
        if (ARN_KEYS.contains(key)) {
          yield values.stream().allMatch(BroadAccess::isFixedArn);
        }
        if (key.equals(PATHS_KEY)) {
          yield values.stream().allMatch(BroadAccess::isFixedPath);
        }
        yield TEXT_KEYS.contains(key) && values.stream().allMatch(BroadAccess::isFixed);
      }
      case IP -> key.equals(ADDRESS_KEY) && areFew(values);
      case NUMERIC, DATE, BOOL, BINARY, NULL -> false;
    };
  }

  private static boolean isFixed(String value) {
    return !value.isEmpty() && !hasWildcard(value) && !value.contains("${");
  }

  private static boolean hasWildcard(String text) {
    return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
  }

  private static boolean isFixedArn(String value) {
    if (isFixed(value)) {
      return true;
    }
    Arn arn = Arn.parse(value);
    return arn != null
        && !value.contains("${")
        && !hasWildcard(arn.partition() + arn.service() + arn.region())
        && AccountId.isAccountId(arn.account());
  }

  /** An organization's path is fixed by the organization's id, its first part. */
  private static boolean isFixedPath(String value) {
    int slash = value.indexOf('/');
    return !value.contains("${") && isFixed(slash < 0 ? value : value.substring(0, slash));
  }

  /** Counts overlapping ranges twice, which errs on the cautious side. */
  private static boolean areFew(List<String> ranges) {
    double v4 = 0;
    double v6 = 0;
    for (String text : ranges) {
      IpRange range = IpRange.parse(text);
      if (range == null) {
        return false;
      }
      if (!range.isV4()) {
        v6 += Math.scalb(1.0, range.freeBits());
      } else if (!range.isPrivate()) {
        v4 += Math.scalb(1.0, range.freeBits());
      }
    }
    return v4 <= Math.scalb(1.0, MAX_V4_BITS) && v6 <= Math.scalb(1.0, MAX_V6_BITS);
  }
}
