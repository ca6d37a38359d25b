package io.strongroom.api.secrets;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.ReadOperation;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretId;
import io.strongroom.core.store.Replicas;
import io.strongroom.core.store.Secrets;
import io.strongroom.iam.Region;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code DescribeSecret}: everything about a secret but its values, in every state of its life. */
final class DescribeSecret implements ReadOperation<SecretId, Description> {
  private static final Contract<SecretId, Description> CONTRACT =
      Contract.of(
          "DescribeSecret",
          SecretIdInput.of("DescribeSecretRequest"),
          Description.DESCRIBED,
          ErrorCode.RESOURCE_NOT_FOUND,
          ErrorCode.INVALID_PARAMETER);

  private final Secrets secrets;

  /** Finds replicas, whose dates of access it shows, in {@code secrets}. */
  public DescribeSecret(Secrets secrets) {
    this.secrets = secrets;
  }

  @Override
  public Contract<SecretId, Description> contract() {
    return CONTRACT;
  }

  @Override
  public SecretId target(SecretId in) {
    return in;
  }

  @Override
  public Description read(SecretId in, Secret secret, Call call) {
    List<RequestReplicas.Shown> replicas =
        RequestReplicas.shown(secret, region -> accessed(secret, region));
    return new Description(secret, replicas == null || replicas.isEmpty() ? null : replicas);
  }

  private @Nullable Instant accessed(Secret primary, Region region) {
    Secret replica = secrets.find(primary.account(), region, primary.identity().name());
    return replica != null && Replicas.isReplicaOf(replica, primary)
        ? replica.times().accessed()
        : null;
  }
}
