package io.strongroom.core.store;

import io.strongroom.core.error.ServiceException;
import io.strongroom.core.key.KeyUser;
import io.strongroom.core.key.KmsKeys;
import io.strongroom.core.secret.ArnSuffix;
import io.strongroom.core.secret.Replication;
import io.strongroom.core.secret.Replication.Overwrite;
import io.strongroom.core.secret.Replication.ReplicaState;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretIdentity;
import io.strongroom.core.secret.SecretValue;
import io.strongroom.core.secret.Timestamps;
import io.strongroom.core.secret.Version;
import io.strongroom.core.secret.VersionId;
import io.strongroom.core.secret.Versions;
import io.strongroom.iam.Region;
import io.strongroom.keys.Entropy;
import io.strongroom.keys.Envelope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes replicas follow their primary. All regions are namespaces of one store, so a replica
 * changes in the very commit that changes the primary, and is never seen out of step.
 *
 * <p>Each value is sealed anew for the replica: its ARN is another, and so is its key. If that key
 * does not work, the replica's state becomes Failed; the write of the primary is never refused.
 */
public final class Replicas {
  private final SecretStore store;
  private final Vault vault;
  private final Entropy entropy;

  /** Opens values of primaries and seals those of replicas with {@code vault}. */
  public Replicas(SecretStore store, Vault vault, Entropy entropy) {
    this.store = store;
    this.vault = vault;
    this.entropy = entropy;
  }

  /**
   * Returns {@code write} with the writes of all replicas that follow it. A write of anything but a
   * primary with replicas is returned alone.
   *
   * @param user whose permissions count for the keys of the primary and of the replicas
   */
  List<SecretWrite> followedBy(KeyUser user, SecretWrite write) {
    return switch (write) {
      case SecretWrite.Insert(Secret secret, List<SecretWrite.Added> added) ->
          follow(user, secret, added, (next) -> new SecretWrite.Insert(next, added), write);
      case SecretWrite.Update(Secret secret, List<SecretWrite.Added> added, List<Long> removed) ->
          follow(
              user, secret, added, (next) -> new SecretWrite.Update(next, added, removed), write);
      case SecretWrite.Delete _ -> List.of(write);
    };
  }

  private List<SecretWrite> follow(
      KeyUser user,
      Secret primary,
      List<SecretWrite.Added> added,
      java.util.function.Function<Secret, SecretWrite> rewritten,
      SecretWrite write) {
    if (!(primary.replication() instanceof Replication.Primary(var states)) || states.isEmpty()) {
      return List.of(write);
    }
    Map<Long, Envelope> fresh = new HashMap<>();
    added.forEach(each -> fresh.put(each.number(), each.envelope()));
    List<SecretWrite> writes = new ArrayList<>();
    SortedMap<Region, ReplicaState> settled = new TreeMap<>(Replication.BY_NAME);
    states.forEach(
        (region, state) ->
            settled.put(region, settle(user, primary, fresh, region, state, writes)));
    Replication next = new Replication.Primary(settled);
    writes.addFirst(rewritten.apply(primary.replicated(next, primary.times().changed())));
    return writes;
  }

  /** Adds the writes of one replica and returns the state it is in then. */
  private ReplicaState settle(
      KeyUser user,
      Secret primary,
      Map<Long, Envelope> fresh,
      Region region,
      ReplicaState state,
      List<SecretWrite> writes) {
    if (state instanceof ReplicaState.Failed) {
      return state;
    }
    Secret there = store.find(primary.account(), region, primary.identity().name());
    boolean ours = there != null && isReplicaOf(there, primary);
    if (there != null && !ours) {
      if (!mayOverwrite(there, state)) {
        return new ReplicaState.Failed(
            state.kmsKeyId(),
            "Replication failed: Secret name %s already exists in region %s."
                .formatted(primary.name(), region));
      }
    }
    SecretWrite mirrored;
    try {
      mirrored = mirror(user, primary, fresh, ours ? there : null, region, state.kmsKeyId());
    } catch (ServiceException e) {
      return new ReplicaState.Failed(state.kmsKeyId(), "Replication failed: " + e.getMessage());
    }
    if (there != null && !ours) {
      writes.add(new SecretWrite.Delete(there));
    }
    writes.add(mirrored);
    return new ReplicaState.InSync(state.kmsKeyId());
  }

  /** Tells whether {@code there} follows {@code primary}. */
  public static boolean isReplicaOf(Secret there, Secret primary) {
    ArnSuffix suffix = primary.identity().suffix();
    return there.replication() instanceof Replication.Replica(Region region)
        && region.equals(primary.region())
        && there.identity().suffix().equals(suffix);
  }

  /**
   * Tells whether a secret makes room for a replica: not without the caller's word, not while it
   * can be restored, and not while others follow it or it follows another, which would go on
   * showing it in step.
   */
  private static boolean mayOverwrite(Secret there, ReplicaState state) {
    boolean alone =
        switch (there.replication()) {
          case Replication.None() -> true;
          case Replication.Primary(var others) -> others.isEmpty();
          case Replication.Replica _ -> false;
        };
    return state instanceof ReplicaState.Joining(var _, Overwrite overwrite)
        && overwrite == Overwrite.FORCED
        && !there.isDeleted()
        && alone;
  }

  private SecretWrite mirror(
      KeyUser user,
      Secret primary,
      Map<Long, Envelope> fresh,
      @Nullable Secret replica,
      Region region,
      @Nullable String kmsKeyId) {
    Secret base = copyOf(primary, replica, region, kmsKeyId);
    List<SecretWrite.Added> added = new ArrayList<>();
    List<Version> versions = new ArrayList<>();
    Map<VersionId, Version> copies = HashMap.newHashMap(base.versions().size());
    base.versions().all().forEach(copy -> copies.put(copy.id(), copy));
    for (Version version : primary.versions().all()) {
      Version known = copies.get(version.id());
      if (known != null && isCopyOf(known, version)) {
        versions.add(known);
      } else if (version.hasValue()) {
        Vault.Sealed sealed = resealed(user, primary, fresh, version, base);
        versions.add(sealed.version());
        added.add(sealed.added());
      } else {
        versions.add(Version.pending(version.id(), version.created()));
      }
    }
    Versions next = Versions.of(versions, primary.versions().labels());
    Secret mirrored = base.versioned(next, primary.times().changed());
    return replica == null
        ? new SecretWrite.Insert(mirrored, added)
        : new SecretWrite.Update(mirrored, added, SecretWrite.forgotten(replica, mirrored));
  }

  /** A token can name another version once its first one was removed, so the id is not enough. */
  private static boolean isCopyOf(Version known, Version version) {
    return known.hasValue() == version.hasValue() && known.created().equals(version.created());
  }

  private Vault.Sealed resealed(
      KeyUser user, Secret primary, Map<Long, Envelope> fresh, Version version, Secret replica) {
    Envelope envelope = fresh.get(version.number());
    try (SecretValue value =
        envelope == null
            ? vault.open(user, primary, version)
            : vault.open(user, primary, version.id(), envelope)) {
      return vault.seal(user, replica, Version.pending(version.id(), version.created()), value);
    }
  }

  /** The replica with all that it takes over from its primary, but for the versions. */
  private Secret copyOf(
      Secret primary, @Nullable Secret replica, Region region, @Nullable String kmsKeyId) {
    SecretIdentity identity =
        replica != null
            ? replica.identity()
            : SecretIdentity.of(
                primary.account(),
                region,
                primary.identity().name(),
                primary.identity().suffix(),
                KmsKeys.randomUuid(entropy));
    Timestamps times =
        replica != null
            ? replica.times().changed(primary.times().changed())
            : new Timestamps(primary.times().changed(), primary.times().changed(), null);
    return new Secret(
        identity,
        primary.description(),
        Objects.requireNonNullElse(kmsKeyId, KmsKeys.DEFAULT_ALIAS),
        primary.type(),
        primary.tags(),
        primary.resourcePolicy(),
        replica == null ? Versions.none() : replica.versions(),
        primary.rotation(),
        primary.lifecycle(),
        new Replication.Replica(primary.region()),
        times,
        replica == null ? Secret.UNSTORED : replica.revision());
  }
}
