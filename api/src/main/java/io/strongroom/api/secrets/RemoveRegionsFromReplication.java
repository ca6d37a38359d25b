package io.strongroom.api.secrets;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.WriteOperation;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.Shape;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.secret.Replication;
import io.strongroom.core.secret.Replication.ReplicaState;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretId;
import io.strongroom.core.store.Change;
import io.strongroom.core.store.Replicas;
import io.strongroom.core.store.SecretWrite;
import io.strongroom.core.store.Secrets;
import io.strongroom.iam.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * {@code RemoveRegionsFromReplication}: deletes replicas at once. Regions without a replica are
 * passed over.
 */
final class RemoveRegionsFromReplication
    implements WriteOperation<RemoveRegionsFromReplication.Input, ReplicationAnswer> {

  /** The regions to remove. */
  public record Input(SecretId secretId, List<Region> regions) {}

  private static final InputMember<String> SECRET_ID =
      InputMember.required("SecretId", Shapes.SECRET_ID).shown();
  private static final InputMember<List<String>> REMOVE_REPLICA_REGIONS =
      InputMember.required("RemoveReplicaRegions", Shape.list(Shapes.REGION, 1, Shape.UNBOUNDED))
          .shown();

  private static final InputStructure<Input> INPUT =
      InputStructure.of(
          "RemoveRegionsFromReplicationRequest",
          in ->
              new Input(
                  SecretId.parse(in.require(SECRET_ID)),
                  in.require(REMOVE_REPLICA_REGIONS).stream().map(Region::new).toList()),
          SECRET_ID,
          REMOVE_REPLICA_REGIONS);

  private static final Contract<Input, ReplicationAnswer> CONTRACT =
      Contract.of(
          "RemoveRegionsFromReplication",
          INPUT,
          ReplicationAnswer.shape("RemoveRegionsFromReplicationResponse"),
          ErrorCode.RESOURCE_NOT_FOUND,
          ErrorCode.INVALID_REQUEST,
          ErrorCode.INVALID_PARAMETER);

  private final Secrets secrets;

  /** Finds replicas in {@code secrets}. */
  public RemoveRegionsFromReplication(Secrets secrets) {
    this.secrets = secrets;
  }

  @Override
  public Contract<Input, ReplicationAnswer> contract() {
    return CONTRACT;
  }

  @Override
  public SecretId target(Input in) {
    return in.secretId();
  }

  @Override
  public Change<ReplicationAnswer> decide(Input in, Secret secret, Call call) {
    if (!(secret.requireWritable().replication() instanceof Replication.Primary(var states))) {
      return Change.none(ReplicationAnswer.of(secret));
    }
    SortedMap<Region, ReplicaState> left = new TreeMap<>(states);
    List<SecretWrite> writes = new ArrayList<>();
    for (Region region : in.regions()) {
      if (left.remove(region) != null) {
        Secret there = secrets.find(secret.account(), region, secret.identity().name());
        if (there != null && Replicas.isReplicaOf(there, secret)) {
          writes.add(new SecretWrite.Delete(there));
        }
      }
    }
    if (left.size() == states.size()) {
      return Change.none(ReplicationAnswer.of(secret));
    }
    Secret next = secret.replicated(new Replication.Primary(left), call.now());
    writes.addFirst(SecretWrite.replacing(secret, next, List.of()));
    return new Change<>(writes, ReplicationAnswer.of(next));
  }
}
