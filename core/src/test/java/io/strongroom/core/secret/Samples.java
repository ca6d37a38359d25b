package io.strongroom.core.secret;

import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/** Parts of secrets for tests that do not care which. */
public final class Samples {
  /** An account. */
  public static final AccountId ACCOUNT = new AccountId("123456789012");

  /** Another account. */
  public static final AccountId OTHER_ACCOUNT = new AccountId("210987654321");

  /** The region where most tests happen. */
  public static final Region HERE = new Region("us-east-1");

  /** Another region. */
  public static final Region THERE = new Region("eu-west-1");

  /** A third region. */
  public static final Region ELSEWHERE = new Region("ap-south-1");

  /** A moment in milliseconds. */
  public static final Instant NOW = Instant.parse("2026-03-04T05:06:07.089Z");

  private Samples() {}

  /** Returns an id of the length of a UUID that ends in {@code number}. */
  public static VersionId version(int number) {
    return new VersionId("%036d".formatted(number));
  }

  /** Returns a version with a value that was made at {@link #NOW}. */
  public static Version stored(int number) {
    return Version.pending(version(number), NOW).sealed(number, "key");
  }

  /** Returns the identity of a secret {@code name} in {@link #HERE}. */
  public static SecretIdentity identity(String name) {
    return identity(ACCOUNT, HERE, name);
  }

  /** Returns the identity of a secret; the same parts have the same id and suffix. */
  public static SecretIdentity identity(AccountId account, Region region, String name) {
    byte[] parts = (account + "/" + region + "/" + name).getBytes(StandardCharsets.UTF_8);
    return SecretIdentity.of(
        account,
        region,
        new SecretName(name),
        new ArnSuffix("aB3dE6"),
        UUID.nameUUIDFromBytes(parts));
  }

  /** Returns a secret {@code name} without value in {@link #HERE}, made at {@link #NOW}. */
  public static Secret secret(String name) {
    return Secret.create(identity(name), NOW);
  }
}
