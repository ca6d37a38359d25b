package io.strongroom.core.secret;

import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.filter.Filter;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One secret as it stands: everything but the values of its versions.
 *
 * @param identity what never changes
 * @param description free text, or null for none
 * @param kmsKeyId the key as the user gave it, or null for the default key
 * @param type the name of a partner's format, or null for a secret of no partner
 * @param tags the tags, or null if none were ever given
 * @param resourcePolicy the JSON text of the policy, or null for none
 * @param rotation how it rotates, or null if rotation was never configured
 * @param revision counts the changes; the store refuses a change that is based on an older one
 */
public record Secret(
    SecretIdentity identity,
    @Nullable String description,
    @Nullable String kmsKeyId,
    @Nullable String type,
    @Nullable Tags tags,
    @Nullable String resourcePolicy,
    Versions versions,
    @Nullable RotationConfig rotation,
    Lifecycle lifecycle,
    Replication replication,
    Timestamps times,
    long revision)
    implements Filter.Subject {

  /** The revision of a secret that was not stored yet. */
  public static final long UNSTORED = 0;

  private static final String DELETED =
      "You can't perform this operation on the secret because it was marked for deletion.";
  private static final String ON_REPLICA =
      "Operation not permitted on a replica secret. Call must be made in primary secret's region.";

  /** Starts a secret without value. */
  public static Secret create(SecretIdentity identity, Instant now) {
    return new Secret(
        identity,
        null,
        null,
        null,
        null,
        null,
        Versions.none(),
        null,
        Lifecycle.active(),
        new Replication.None(),
        new Timestamps(now, now, null),
        UNSTORED);
  }

  /** Returns the account it belongs to. */
  public AccountId account() {
    return identity.account();
  }

  /** Returns the region it lives in. */
  public Region region() {
    return identity.region();
  }

  /** Returns its full ARN. */
  public String arn() {
    return identity.arn();
  }

  /**
   * Returns when something is to be done next for its rotation, or null. Replicas follow their
   * primary and never rotate themselves; what is to be deleted does not rotate.
   */
  public @Nullable Instant rotationDue() {
    boolean rests = isDeleted() || replication instanceof Replication.Replica;
    return rotation == null || rests ? null : rotation.due(identity.id());
  }

  /** Tells whether AWSPENDING is on a version that is not the current one: a rotation runs. */
  public boolean isRotating() {
    VersionId pending = versions.labels().get(StagingLabel.PENDING);
    return pending != null && !pending.equals(versions.labels().get(StagingLabel.CURRENT));
  }

  /** Tells whether it is scheduled for deletion. */
  public boolean isDeleted() {
    return lifecycle instanceof Lifecycle.DeletionScheduled;
  }

  /**
   * Returns this secret if it is in use.
   *
   * @throws ServiceException InvalidRequestException if it is scheduled for deletion
   */
  public Secret requireActive() {
    if (isDeleted()) {
      throw new ServiceException(ErrorCode.INVALID_REQUEST, DELETED);
    }
    return this;
  }

  /**
   * Returns this secret if it is not a replica, which follows its primary and takes no writes.
   *
   * @throws ServiceException InvalidParameterException if it is a replica
   */
  public Secret requirePrimary() {
    if (replication instanceof Replication.Replica) {
      throw new ServiceException(ErrorCode.INVALID_PARAMETER, ON_REPLICA);
    }
    return this;
  }

  /**
   * Returns this secret if it takes writes: it is no replica and not scheduled for deletion.
   *
   * @throws ServiceException as {@link #requirePrimary} and {@link #requireActive}
   */
  public Secret requireWritable() {
    return requirePrimary().requireActive();
  }

  /** The same secret with other text about it, changed at {@code now}. */
  public Secret describing(@Nullable String text, Instant now) {
    return new Secret(
        identity,
        text,
        kmsKeyId,
        type,
        tags,
        resourcePolicy,
        versions,
        rotation,
        lifecycle,
        replication,
        times.changed(now),
        revision);
  }

  /** The same secret with another key for its next versions, changed at {@code now}. */
  public Secret keyed(@Nullable String keyId, Instant now) {
    return new Secret(
        identity,
        description,
        keyId,
        type,
        tags,
        resourcePolicy,
        versions,
        rotation,
        lifecycle,
        replication,
        times.changed(now),
        revision);
  }

  /** The same secret as one of a partner, or of none, changed at {@code now}. */
  public Secret typed(@Nullable String next, Instant now) {
    return new Secret(
        identity,
        description,
        kmsKeyId,
        next,
        tags,
        resourcePolicy,
        versions,
        rotation,
        lifecycle,
        replication,
        times.changed(now),
        revision);
  }

  /** The same secret with other tags, changed at {@code now}. */
  public Secret tagged(@Nullable Tags next, Instant now) {
    return new Secret(
        identity,
        description,
        kmsKeyId,
        type,
        next,
        resourcePolicy,
        versions,
        rotation,
        lifecycle,
        replication,
        times.changed(now),
        revision);
  }

  /** The same secret with another resource policy, changed at {@code now}. */
  public Secret governed(@Nullable String policy, Instant now) {
    return new Secret(
        identity,
        description,
        kmsKeyId,
        type,
        tags,
        policy,
        versions,
        rotation,
        lifecycle,
        replication,
        times.changed(now),
        revision);
  }

  /** The same secret with other versions, changed at {@code now}. */
  public Secret versioned(Versions next, Instant now) {
    return new Secret(
        identity,
        description,
        kmsKeyId,
        type,
        tags,
        resourcePolicy,
        next,
        rotation,
        lifecycle,
        replication,
        times.changed(now),
        revision);
  }

  /** The same secret with another rotation, changed at {@code now}. */
  public Secret rotating(@Nullable RotationConfig next, Instant now) {
    return new Secret(
        identity,
        description,
        kmsKeyId,
        type,
        tags,
        resourcePolicy,
        versions,
        next,
        lifecycle,
        replication,
        times.changed(now),
        revision);
  }

  /** The same secret in another state of life, changed at {@code now}. */
  public Secret living(Lifecycle next, Instant now) {
    return new Secret(
        identity,
        description,
        kmsKeyId,
        type,
        tags,
        resourcePolicy,
        versions,
        rotation,
        next,
        replication,
        times.changed(now),
        revision);
  }

  /** The same secret with another relation to other regions, changed at {@code now}. */
  public Secret replicated(Replication next, Instant now) {
    return new Secret(
        identity,
        description,
        kmsKeyId,
        type,
        tags,
        resourcePolicy,
        versions,
        rotation,
        lifecycle,
        next,
        times.changed(now),
        revision);
  }

  /**
   * The same secret, with {@code version} read on {@code day}: this very secret if that is known.
   * Later days stay. A read is not a change: the date of the last change stays too.
   */
  public Secret accessed(VersionId version, Instant day) {
    Version before = versions.find(version);
    Version read = before == null ? null : before.accessed(day);
    if (Objects.equals(before, read) && times.equals(times.accessed(day))) {
      return this;
    }
    Versions next = read == null ? versions : versions.with(read);
    return new Secret(
        identity,
        description,
        kmsKeyId,
        type,
        tags,
        resourcePolicy,
        next,
        rotation,
        lifecycle,
        replication,
        times.accessed(day),
        revision);
  }

  /** The same secret as the store keeps it under {@code next}. */
  public Secret revised(long next) {
    return new Secret(
        identity,
        description,
        kmsKeyId,
        type,
        tags,
        resourcePolicy,
        versions,
        rotation,
        lifecycle,
        replication,
        times,
        next);
  }

  @Override
  public String name() {
    return identity.name().text();
  }

  @Override
  public Collection<String> tagKeys() {
    return tags == null ? List.of() : tags.byKey().keySet();
  }

  @Override
  public Collection<String> tagValues() {
    return tags == null ? List.of() : tags.byKey().values();
  }

  /** Returns the region of the primary, if this secret has or had replicas or is one; or null. */
  @Override
  public @Nullable String primaryRegion() {
    return switch (replication) {
      case Replication.None() -> null;
      case Replication.Primary(var _) -> region().name();
      case Replication.Replica(Region primary) -> primary.name();
    };
  }

  /** Returns null: no service of AWS runs here that could own a secret. */
  @Override
  public @Nullable String owningService() {
    return null;
  }
}
