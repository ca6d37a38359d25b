package io.strongroom.api.secrets;

import static io.strongroom.api.shape.OutputStructure.member;

import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.api.shape.Shape;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.key.KmsKeys;
import io.strongroom.core.secret.Replication;
import io.strongroom.core.secret.Replication.ReplicaState;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretIdentity;
import io.strongroom.iam.Region;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Replica regions, as requests name them and answers show them. */
final class RequestReplicas {

  /** A region to replicate to, as a request gave it. */
  record Given(@Nullable String region, @Nullable String kmsKeyId) {}

  /** The state of one replica, as answers show it. */
  record Shown(
      String region,
      String kmsKeyId,
      String status,
      @Nullable String message,
      @Nullable Instant accessed) {}

  private static final InputMember<String> REGION =
      InputMember.optional("Region", Shapes.REGION).shown();
  private static final InputMember<String> KMS_KEY_ID =
      InputMember.optional("KmsKeyId", Shapes.KMS_KEY_ID).shown();

  /** The shape of AddReplicaRegions. */
  static final Shape<List<Given>> SHAPE =
      Shape.list(
          InputStructure.of(
              "ReplicaRegionType",
              in -> new Given(in.get(REGION), in.get(KMS_KEY_ID)),
              REGION,
              KMS_KEY_ID),
          1,
          Shape.UNBOUNDED);

  /** The shape of ReplicationStatus. */
  static final Shape<List<Shown>> STATUS =
      Shape.list(
          OutputStructure.of(
              "ReplicationStatusType",
              OutputStructure.shown("Region", Shapes.REGION, Shown::region),
              OutputStructure.shown("KmsKeyId", Shapes.KMS_KEY_ID, Shown::kmsKeyId),
              OutputStructure.shown(
                  "Status", Shapes.oneOf("InSync", "Failed", "InProgress"), Shown::status),
              member("StatusMessage", Shape.text(1, 4_096), Shown::message),
              member("LastAccessedDate", Shapes.DATE, Shown::accessed)));

  private RequestReplicas() {}

  static Replication.Overwrite overwrite(@Nullable Boolean force) {
    return Boolean.TRUE.equals(force)
        ? Replication.Overwrite.FORCED
        : Replication.Overwrite.FORBIDDEN;
  }

  /**
   * Returns the secret with replicas to be made in the regions of a request. A replica that failed
   * before is tried again.
   *
   * @throws ServiceException InvalidParameterException for a region that cannot hold a replica
   */
  static Secret joining(
      Secret secret, List<Given> given, Replication.Overwrite overwrite, Instant now) {
    if (given.isEmpty()) {
      return secret;
    }
    SortedMap<Region, ReplicaState> states = new TreeMap<>(Replication.BY_NAME);
    if (secret.replication() instanceof Replication.Primary(var before)) {
      states.putAll(before);
    }
    Set<Region> named = new HashSet<>();
    for (Given each : given) {
      Region region = requireOther(secret, each.region());
      if (!named.add(region)) {
        throw refusal("Duplicate replica region: " + region + ".");
      }
      if (states.get(region) instanceof ReplicaState.InSync) {
        throw refusal("The secret is already replicated to region " + region + ".");
      }
      String key = CreateSecret.emptyToNull(each.kmsKeyId());
      states.put(region, new ReplicaState.Joining(key, overwrite));
    }
    return secret.replicated(new Replication.Primary(states), now);
  }

  private static Region requireOther(Secret secret, @Nullable String name) {
    Region region = name == null ? secret.region() : new Region(name);
    boolean samePartition =
        SecretIdentity.partitionOf(region).equals(SecretIdentity.partitionOf(secret.region()));
    if (region.equals(secret.region()) || !samePartition) {
      throw refusal("Invalid replica region.");
    }
    return region;
  }

  /** Returns the states of all replicas, or null for a secret that never had any. */
  static @Nullable List<Shown> shown(Secret secret) {
    return shown(secret, region -> null);
  }

  /** The same, with the day on which each replica was last read. */
  static @Nullable List<Shown> shown(Secret secret, Function<Region, @Nullable Instant> accessed) {
    if (!(secret.replication() instanceof Replication.Primary(var states))) {
      return null;
    }
    List<Shown> shown = new ArrayList<>();
    states.forEach((region, state) -> shown.add(shown(region, state, accessed.apply(region))));
    return shown;
  }

  private static Shown shown(Region region, ReplicaState state, @Nullable Instant accessed) {
    String key = Objects.requireNonNullElse(state.kmsKeyId(), KmsKeys.DEFAULT_ALIAS);
    return switch (state) {
      case ReplicaState.Joining _ -> new Shown(region.name(), key, "InProgress", null, accessed);
      case ReplicaState.InSync _ ->
          new Shown(region.name(), key, "InSync", ReplicaState.SUCCEEDED, accessed);
      case ReplicaState.Failed failed ->
          new Shown(region.name(), key, "Failed", failed.message(), accessed);
    };
  }

  private static ServiceException refusal(String text) {
    return new ServiceException(ErrorCode.INVALID_PARAMETER, text);
  }
}
