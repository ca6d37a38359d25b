package io.strongroom.core.secret;

import io.strongroom.iam.Region;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How a secret relates to the secrets of the same name in other regions. */
public sealed interface Replication {

  /** The secret has nothing to do with other regions. */
  record None() implements Replication {}

  /**
   * The secret is, or was, replicated; it stays a primary when its last replica is removed.
   *
   * @param replicas the state of each replica by region
   */
  record Primary(SortedMap<Region, ReplicaState> replicas) implements Replication {
    /** Takes a copy of the map. */
    public Primary {
      TreeMap<Region, ReplicaState> sorted = new TreeMap<>(BY_NAME);
      sorted.putAll(replicas);
      replicas = Collections.unmodifiableSortedMap(sorted);
    }
  }

  /** The secret follows the one of the same name in the {@code primary} region. */
  record Replica(Region primary) implements Replication {}

  /** Orders regions by name. */
  java.util.Comparator<Region> BY_NAME = java.util.Comparator.comparing(Region::name);

  /** What the primary knows of one replica. */
  sealed interface ReplicaState {

    /** What a replica in step says of itself. */
    String SUCCEEDED = "Replication succeeded";

    /** Returns the key that was asked for, as it was given, or null for the default key. */
    @Nullable String kmsKeyId();

    /**
     * The replica is about to be made, in the commit that stores this state: it is answered, and
     * never stored.
     */
    record Joining(@Nullable String kmsKeyId, Overwrite overwrite) implements ReplicaState {}

    /** The replica is in step with its primary. */
    record InSync(@Nullable String kmsKeyId) implements ReplicaState {}

    /**
     * The replica could not be made or could not follow.
     *
     * @param message why
     */
    record Failed(@Nullable String kmsKeyId, String message) implements ReplicaState {}
  }

  /** Whether a secret of the same name in the other region is replaced. */
  enum Overwrite {
    FORBIDDEN,
    FORCED
  }
}
