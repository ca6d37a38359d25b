package io.strongroom.cli.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrowsExactly;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.InvalidParameterException;
import software.amazon.awssdk.services.secretsmanager.model.ReplicaRegionType;
import software.amazon.awssdk.services.secretsmanager.model.ReplicateSecretToRegionsResponse;
import software.amazon.awssdk.services.secretsmanager.model.ReplicationStatusType;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.StatusType;

/** Replicas in another region of the same server. */
class ReplicationTest extends Scenarios {

  private static ReplicaRegionType replica(String region) {
    return ReplicaRegionType.builder().region(region).build();
  }

  private static ReplicateSecretToRegionsResponse replicate(String secretId, String region) {
    return client()
        .replicateSecretToRegions(r -> r.secretId(secretId).addReplicaRegions(replica(region)));
  }

  @Test
  void createSecretStartsItsReplicas() {
    String text = text();
    CreateSecretResponse made =
        create(
            "born",
            request -> request.secretString(text).addReplicaRegions(replica(ELSEWHERE.id())));
    assertEquals(
        List.of(ELSEWHERE.id()),
        made.replicationStatus().stream().map(ReplicationStatusType::region).toList());
    assertEquals(
        text, elsewhere().getSecretValue(request -> request.secretId(made.name())).secretString());
  }

  @Test
  void replicateSecretToRegionsMakesAReplicaThatFollows() {
    CreateSecretResponse made = create("replicate");
    ReplicateSecretToRegionsResponse answer = replicate(made.name(), ELSEWHERE.id());
    assertEquals(made.arn(), answer.arn());
    assertEquals(
        List.of(
            ReplicationStatusType.builder()
                .region(ELSEWHERE.id())
                .kmsKeyId("alias/aws/secretsmanager")
                .status(StatusType.IN_PROGRESS)
                .build()),
        answer.replicationStatus());
    DescribeSecretResponse shown = describe(made.arn());
    assertEquals(RunningServer.REGION.id(), shown.primaryRegion());
    ReplicationStatusType status = shown.replicationStatus().getFirst();
    assertEquals(StatusType.IN_SYNC, status.status());
    assertEquals("Replication succeeded", status.statusMessage());
    String text = text();
    String version = put(made.arn(), text);
    GetSecretValueResponse got = elsewhere().getSecretValue(r -> r.secretId(made.name()));
    assertEquals(in(ELSEWHERE, made.arn()), got.arn());
    assertEquals(version, got.versionId());
    assertEquals(text, got.secretString());
    DescribeSecretResponse replica = elsewhere().describeSecret(r -> r.secretId(made.name()));
    assertEquals(RunningServer.REGION.id(), replica.primaryRegion());
    assertFalse(replica.hasReplicationStatus());
  }

  @Test
  void replicateSecretToRegionsKeepsWritersFromReplicas() {
    CreateSecretResponse made = create("readonly");
    assertRefused(
        InvalidParameterException.class,
        "Invalid replica region.",
        () -> replicate(made.arn(), RunningServer.REGION.id()));
    replicate(made.arn(), ELSEWHERE.id());
    assertRefused(
        InvalidParameterException.class,
        ON_REPLICA,
        () -> elsewhere().putSecretValue(r -> r.secretId(made.name()).secretString(text())));
    assertRefused(
        InvalidParameterException.class,
        "You can't delete secret " + made.arn() + " that still has replica regions [eu-west-1].",
        () -> client().deleteSecret(request -> request.secretId(made.arn())));
  }

  @Test
  void removeRegionsFromReplicationDeletesTheReplica() {
    CreateSecretResponse made = create("remove");
    replicate(made.arn(), ELSEWHERE.id());
    var removed =
        client()
            .removeRegionsFromReplication(
                r -> r.secretId(made.name()).removeReplicaRegions(ELSEWHERE.id()));
    assertEquals(made.arn(), removed.arn());
    assertTrue(removed.replicationStatus().isEmpty());
    assertRefused(
        ResourceNotFoundException.class,
        MISSING,
        () -> elsewhere().describeSecret(request -> request.secretId(made.name())));
    assertRefused(
        ResourceNotFoundException.class,
        MISSING,
        () ->
            client()
                .removeRegionsFromReplication(
                    r -> r.secretId(name("nowhere")).removeReplicaRegions(ELSEWHERE.id())));
  }

  @Test
  void stopReplicationToReplicaMakesItASecretOfItsOwn() {
    CreateSecretResponse made = create("stop");
    assertThrowsExactly(
        InvalidParameterException.class,
        () -> client().stopReplicationToReplica(request -> request.secretId(made.arn())));
    replicate(made.arn(), ELSEWHERE.id());
    String replica = in(ELSEWHERE, made.arn());
    assertEquals(
        replica,
        elsewhere().stopReplicationToReplica(request -> request.secretId(made.name())).arn());
    String text = text();
    elsewhere().putSecretValue(request -> request.secretId(replica).secretString(text));
    assertEquals(
        text, elsewhere().getSecretValue(request -> request.secretId(replica)).secretString());
    assertNull(elsewhere().describeSecret(r -> r.secretId(replica)).primaryRegion());
    assertTrue(describe(made.arn()).replicationStatus().isEmpty());
  }
}
