package io.strongroom.testkit.store;

import io.strongroom.core.secret.ArnSuffix;
import io.strongroom.core.secret.Lifecycle;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretIdentity;
import io.strongroom.core.secret.SecretName;
import io.strongroom.core.secret.StagingLabel;
import io.strongroom.core.secret.Timestamps;
import io.strongroom.core.secret.Version;
import io.strongroom.core.secret.VersionId;
import io.strongroom.core.store.SecretWrite;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import io.strongroom.keys.Envelope;
import io.strongroom.keys.OpenException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Secrets, versions and envelopes to store. Envelopes look right from outside and open nowhere. */
public final class SampleSecrets {

  /** The account that samples belong to unless a test says otherwise. */
  public static final AccountId ACCOUNT = new AccountId("111122223333");

  /** The region that samples live in unless a test says otherwise. */
  public static final Region REGION = new Region("eu-central-1");

  /** The time that samples count from. */
  public static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123Z");

  /** The id of the key that samples claim to be sealed under. */
  public static final String KEY_ID = "0f8fad5b-d9cb-469f-a165-70867728950e";

  private static final int ENVELOPE_LENGTH = 200;
  private static final int KEY_ID_AT = 2;

  private SampleSecrets() {}

  /** Returns a secret that was not stored yet and has no versions. */
  public static Secret secret(String name) {
    return secret(ACCOUNT, REGION, name);
  }

  /** Returns a secret that was not stored yet and has no versions. */
  public static Secret secret(AccountId account, Region region, String name) {
    SecretIdentity identity =
        SecretIdentity.of(
            account, region, new SecretName(name), new ArnSuffix("Ab3dE6"), UUID.randomUUID());
    return Secret.create(identity, NOW);
  }

  /** The same secret with other dates, in milliseconds since {@link #NOW}. */
  public static Secret dated(Secret secret, long created, long changed, @Nullable Long accessed) {
    Timestamps times =
        new Timestamps(
            NOW.plusMillis(created),
            NOW.plusMillis(changed),
            accessed == null ? null : NOW.plusMillis(accessed));
    return new Secret(
        secret.identity(),
        secret.description(),
        secret.kmsKeyId(),
        secret.type(),
        secret.tags(),
        secret.resourcePolicy(),
        secret.versions(),
        secret.rotation(),
        secret.lifecycle(),
        secret.replication(),
        times,
        secret.revision());
  }

  /** The same secret, to be purged at {@code purge}. */
  public static Secret scheduled(Secret secret, Instant purge) {
    return secret.living(
        new Lifecycle.DeletionScheduled(purge.minus(Duration.ofDays(7)), purge),
        secret.times().changed());
  }

  /** Returns a version that claims to be sealed and kept under {@code number}. */
  public static Version version(long number) {
    return Version.pending(versionId(number), NOW).sealed(number, KEY_ID);
  }

  /** Returns an id that goes with {@code number}. */
  public static VersionId versionId(long number) {
    return new VersionId(new UUID(0x4000L, number).toString());
  }

  /** The same secret with one more version, which is current. */
  public static Secret adding(Secret secret, Version version) {
    return secret.versioned(
        secret.versions().with(version).moving(StagingLabel.CURRENT, version.id()),
        secret.times().changed());
  }

  /** Returns an envelope whose bytes follow from {@code number}. */
  public static SecretWrite.Added added(long number) {
    return new SecretWrite.Added(number, envelope(number));
  }

  /** Returns an envelope whose bytes follow from {@code seed}. */
  public static Envelope envelope(long seed) {
    byte[] bytes = new byte[ENVELOPE_LENGTH];
    new Random(seed).nextBytes(bytes);
    UUID key = UUID.fromString(KEY_ID);
    ByteBuffer.wrap(bytes)
        .put((byte) 1)
        .put((byte) 1)
        .putLong(KEY_ID_AT, key.getMostSignificantBits())
        .putLong(KEY_ID_AT + Long.BYTES, key.getLeastSignificantBits())
        .putInt(KEY_ID_AT + 2 * Long.BYTES, 1);
    try {
      return Envelope.parse(bytes);
    } catch (OpenException e) {
      throw new AssertionError("a sample is malformed", e);
    }
  }

  /** Returns the write that stores {@code secret} without envelopes. */
  public static List<SecretWrite> inserting(Secret secret) {
    return List.of(new SecretWrite.Insert(secret, List.of()));
  }

  /** Returns the write that replaces the stored secret of the same revision. */
  public static List<SecretWrite> updating(Secret secret) {
    return List.of(new SecretWrite.Update(secret, List.of(), List.of()));
  }
}
