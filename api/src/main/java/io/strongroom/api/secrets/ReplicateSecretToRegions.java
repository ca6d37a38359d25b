package io.strongroom.api.secrets;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.WriteOperation;
import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.secret.Replication;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretId;
import io.strongroom.core.store.Change;
import io.strongroom.core.store.SecretWrite;
import io.strongroom.iam.policy.eval.ConditionKeys;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code ReplicateSecretToRegions}: makes replicas in other regions. They exist when the answer
 * arrives, though it says InProgress as the service's own does.
 */
final class ReplicateSecretToRegions
    implements WriteOperation<ReplicateSecretToRegions.Input, ReplicationAnswer> {

  /** The regions to add. */
  public record Input(
      SecretId secretId,
      List<RequestReplicas.Given> regions,
      Replication.Overwrite overwrite,
      @Nullable Boolean force) {}

  private static final InputMember<String> SECRET_ID =
      InputMember.required("SecretId", Shapes.SECRET_ID).shown();
  private static final InputMember<List<RequestReplicas.Given>> ADD_REPLICA_REGIONS =
      InputMember.required("AddReplicaRegions", RequestReplicas.SHAPE).shown();
  private static final InputMember<Boolean> FORCE =
      InputMember.optional("ForceOverwriteReplicaSecret", Shapes.FLAG).shown();

  private static final InputStructure<Input> INPUT =
      InputStructure.of(
          "ReplicateSecretToRegionsRequest",
          in ->
              new Input(
                  SecretId.parse(in.require(SECRET_ID)),
                  in.require(ADD_REPLICA_REGIONS),
                  RequestReplicas.overwrite(in.get(FORCE)),
                  in.get(FORCE)),
          SECRET_ID,
          ADD_REPLICA_REGIONS,
          FORCE);

  private static final Contract<Input, ReplicationAnswer> CONTRACT =
      Contract.of(
          "ReplicateSecretToRegions",
          INPUT,
          ReplicationAnswer.shape("ReplicateSecretToRegionsResponse"),
          ErrorCode.RESOURCE_NOT_FOUND,
          ErrorCode.INVALID_REQUEST,
          ErrorCode.INVALID_PARAMETER);

  @Override
  public ConditionKeys keys(Input in) {
    return new RequestKeys()
        .regions(in.regions())
        .one("secretsmanager:forceoverwritereplicasecret", in.force())
        .asKeys();
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
    Secret next =
        RequestReplicas.joining(secret.requireWritable(), in.regions(), in.overwrite(), call.now());
    return Change.of(SecretWrite.replacing(secret, next, List.of()), ReplicationAnswer.of(next));
  }
}
