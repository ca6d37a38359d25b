package io.strongroom.api.secrets;

import static io.strongroom.api.shape.OutputStructure.shown;

import io.strongroom.api.shape.OutputStructure;
import io.strongroom.core.secret.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer of operations on replicas: the primary's ARN and the states of its replicas. */
record ReplicationAnswer(String arn, @Nullable List<RequestReplicas.Shown> replicationStatus) {

  static ReplicationAnswer of(Secret secret) {
    return new ReplicationAnswer(secret.arn(), RequestReplicas.shown(secret));
  }

  static OutputStructure<ReplicationAnswer> shape(String name) {
    return OutputStructure.of(
        name,
        shown("ARN", Shapes.ARN, ReplicationAnswer::arn),
        shown("ReplicationStatus", RequestReplicas.STATUS, ReplicationAnswer::replicationStatus));
  }
}
