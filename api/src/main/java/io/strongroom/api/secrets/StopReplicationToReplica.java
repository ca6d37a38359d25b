package io.strongroom.api.secrets;

import static io.strongroom.api.shape.OutputStructure.shown;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.WriteOperation;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
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
 * {@code StopReplicationToReplica}: called in a replica's region, makes it a secret of its own. Its
 * ARN stays, and its former primary forgets it.
 */
final class StopReplicationToReplica
    implements WriteOperation<SecretId, StopReplicationToReplica.Output> {

  /** The ARN of what was a replica. */
  public record Output(String arn) {}

  private static final Contract<SecretId, Output> CONTRACT =
      Contract.of(
          "StopReplicationToReplica",
          SecretIdInput.of("StopReplicationToReplicaRequest"),
          OutputStructure.of(
              "StopReplicationToReplicaResponse", shown("ARN", Shapes.ARN, Output::arn)),
          ErrorCode.RESOURCE_NOT_FOUND,
          ErrorCode.INVALID_REQUEST,
          ErrorCode.INVALID_PARAMETER);

  private final Secrets secrets;

  /** Finds the primary in {@code secrets}. */
  public StopReplicationToReplica(Secrets secrets) {
    this.secrets = secrets;
  }

  @Override
  public Contract<SecretId, Output> contract() {
    return CONTRACT;
  }

  @Override
  public SecretId target(SecretId in) {
    return in;
  }

  @Override
  public Change<Output> decide(SecretId in, Secret secret, Call call) {
    if (!(secret.replication() instanceof Replication.Replica(Region primaryRegion))) {
      throw new ServiceException(
          ErrorCode.INVALID_PARAMETER,
          "You can only stop replication to a replica secret, in the region of the replica.");
    }
    Secret next = secret.replicated(new Replication.None(), call.now());
    List<SecretWrite> writes = new ArrayList<>();
    writes.add(SecretWrite.replacing(secret, next, List.of()));
    Secret primary = secrets.find(secret.account(), primaryRegion, secret.identity().name());
    if (primary != null
        && Replicas.isReplicaOf(secret, primary)
        && primary.replication() instanceof Replication.Primary(var states)) {
      SortedMap<Region, ReplicaState> left = new TreeMap<>(states);
      left.remove(secret.region());
      Secret without = primary.replicated(new Replication.Primary(left), call.now());
      writes.add(SecretWrite.replacing(primary, without, List.of()));
    }
    return new Change<>(writes, new Output(secret.arn()));
  }
}
