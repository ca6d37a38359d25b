package io.strongroom.core.store;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.core.secret.Lifecycle;
import io.strongroom.core.secret.Replication;
import io.strongroom.core.secret.Replication.Overwrite;
import io.strongroom.core.secret.Replication.ReplicaState;
import io.strongroom.core.secret.RotatedBy;
import io.strongroom.core.secret.RotationConfig;
import io.strongroom.core.secret.Samples;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.StagingLabel;
import io.strongroom.core.secret.Tags;
import io.strongroom.core.secret.Version;
import io.strongroom.iam.Region;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Sources: API reference, ReplicateSecretToRegions; recorded replicas. */
class ReplicasTest {
  private static final String DEFAULT_KEY = "alias/aws/secretsmanager";
  private static final ReplicaState IN_SYNC = new ReplicaState.InSync(null);

  private final Rig rig = Rig.empty();

  private Secret replicate(Region from, Region to, @Nullable String key, Overwrite overwrite) {
    return replicate(rig, from, to, key, overwrite);
  }

  private static Secret replicate(
      Rig rig, Region from, Region to, @Nullable String key, Overwrite overwrite) {
    return rig.change(
        from, "db", secret -> joining(secret, to, key, overwrite, rig.clock.instant()));
  }

  private static Secret joining(
      Secret secret, Region to, @Nullable String key, Overwrite overwrite, Instant now) {
    SortedMap<Region, ReplicaState> states = new TreeMap<>(Replication.BY_NAME);
    if (secret.replication() instanceof Replication.Primary(var before)) {
      states.putAll(before);
    }
    states.put(to, new ReplicaState.Joining(key, overwrite));
    return secret.replicated(new Replication.Primary(states), now);
  }

  private static Map<Region, ReplicaState> states(Secret primary) {
    return assertInstanceOf(Replication.Primary.class, primary.replication()).replicas();
  }

  private ReplicaState state(Region region) {
    return requireNonNull(states(rig.get(Samples.HERE, "db")).get(region));
  }

  /** Makes a primary here and a replica of it there. */
  private void replicated() {
    rig.create(Samples.HERE, "db");
    rig.put(Samples.HERE, "db", 1, "one");
    replicate(Samples.HERE, Samples.THERE, null, Overwrite.FORBIDDEN);
    rig.store.commits.clear();
  }

  @Test
  void replicaIsMadeInTheSameCommit() {
    rig.create(Samples.HERE, "db");
    rig.put(Samples.HERE, "db", 1, "one");
    rig.store.commits.clear();
    replicate(Samples.HERE, Samples.THERE, null, Overwrite.FORBIDDEN);
    assertEquals(1, rig.store.commits.size());
    assertEquals(2, rig.store.commits.getFirst().size());
    assertEquals(Map.of(Samples.THERE, IN_SYNC), states(rig.get(Samples.HERE, "db")));
    assertEquals("one", rig.open(rig.get(Samples.THERE, "db"), 1));
  }

  @Test
  @DisplayName("N9: same suffix, another region, an id and a date of creation of its own")
  void replicaIsASecretOfItsOwn() {
    rig.create(Samples.HERE, "db");
    rig.clock.advance(Duration.ofHours(5));
    replicate(Samples.HERE, Samples.THERE, null, Overwrite.FORBIDDEN);
    Secret primary = rig.get(Samples.HERE, "db");
    Secret replica = rig.get(Samples.THERE, "db");
    assertEquals(primary.arn().replace("us-east-1", "eu-west-1"), replica.arn());
    assertNotEquals(primary.identity().id(), replica.identity().id());
    assertEquals(Samples.NOW, primary.times().created());
    assertEquals(rig.clock.instant(), replica.times().created());
    assertEquals(primary.times().changed(), replica.times().changed());
    assertEquals(new Replication.Replica(Samples.HERE), replica.replication());
    assertTrue(Replicas.isReplicaOf(replica, primary));
    assertFalse(Replicas.isReplicaOf(primary, replica));
    assertFalse(Replicas.isReplicaOf(replica, Samples.secret("db")), "another suffix");
    assertFalse(Replicas.isReplicaOf(replica, rig.create(Samples.ELSEWHERE, "db")));
  }

  @Test
  void replicaIsMadeWithItsPrimary() {
    Secret primary =
        rig.create(
            Samples.HERE,
            "db",
            secret -> joining(secret, Samples.THERE, null, Overwrite.FORBIDDEN, Samples.NOW));
    assertEquals(Map.of(Samples.THERE, IN_SYNC), states(primary));
    assertEquals(1, rig.store.commits.size());
    assertEquals(0, rig.get(Samples.THERE, "db").versions().size());
  }

  @Test
  @DisplayName("Every later value, with its labels, is there when the answer is")
  void valuesFollow() {
    replicated();
    rig.put(Samples.HERE, "db", 2, "two");
    rig.put(Samples.HERE, "db", 3, "three", StagingLabel.PENDING);
    Secret primary = rig.get(Samples.HERE, "db");
    Secret replica = rig.get(Samples.THERE, "db");
    assertEquals(2, rig.store.commits.size());
    assertEquals(
        List.copyOf(primary.versions().labels().entrySet()),
        List.copyOf(replica.versions().labels().entrySet()));
    assertEquals("one", rig.open(replica, 1));
    assertEquals("two", rig.open(replica, 2));
    assertEquals("three", rig.open(replica, 3));
    for (Version version : primary.versions().all()) {
      Version copy = requireNonNull(replica.versions().find(version.id()));
      assertEquals(version.created(), copy.created());
      assertNotEquals(version.keyId(), copy.keyId());
      assertNotEquals(version.number(), copy.number());
    }
  }

  @Test
  void movedLabelsAndRemovedVersionsFollow() {
    replicated();
    rig.put(Samples.HERE, "db", 2, "two");
    rig.put(Samples.HERE, "db", 3, "three");
    long number =
        requireNonNull(rig.get(Samples.THERE, "db").versions().find(Samples.version(1))).number();
    rig.change(
        Samples.HERE,
        "db",
        secret ->
            secret.versioned(
                secret
                    .versions()
                    .without(Samples.version(1))
                    .moving(StagingLabel.CURRENT, Samples.version(2)),
                Samples.NOW));
    Secret replica = rig.get(Samples.THERE, "db");
    assertEquals(
        Map.of(StagingLabel.CURRENT, Samples.version(2), StagingLabel.PREVIOUS, Samples.version(3)),
        replica.versions().labels());
    assertNull(replica.versions().find(Samples.version(1)));
    assertNull(rig.memory.envelope(number));
  }

  @Test
  void pendingVersionFollowsBeforeAndAfterItHasAValue() {
    replicated();
    rig.change(
        Samples.HERE,
        "db",
        secret ->
            secret.versioned(
                secret
                    .versions()
                    .with(Version.pending(Samples.version(2), Samples.NOW))
                    .moving(StagingLabel.PENDING, Samples.version(2)),
                Samples.NOW));
    Version announced =
        requireNonNull(rig.get(Samples.THERE, "db").versions().find(StagingLabel.PENDING));
    assertFalse(announced.hasValue());
    rig.put(Samples.HERE, "db", 2, "two", StagingLabel.PENDING);
    assertEquals("two", rig.open(rig.get(Samples.THERE, "db"), 2));
  }

  @Test
  void metadataFollowsAndTheReplicasOwnStays() {
    replicated();
    rig.accesses.note(
        rig.get(Samples.THERE, "db"),
        requireNonNull(rig.get(Samples.THERE, "db").versions().find(StagingLabel.CURRENT)),
        Samples.NOW);
    rig.accesses.flush();
    rig.clock.advance(Duration.ofDays(1));
    Instant now = rig.clock.instant();
    RotationConfig rotation =
        new RotationConfig(true, new RotatedBy.Function("arn"), null, now, null, now, null, null);
    rig.change(
        Samples.HERE,
        "db",
        secret ->
            secret
                .describing("text", now)
                .keyed("alias/of-the-primary", now)
                .tagged(Tags.none().adding(Map.of("a", "1")), now)
                .governed("{}", now)
                .rotating(rotation, now));
    Secret replica = rig.get(Samples.THERE, "db");
    assertEquals("text", replica.description());
    assertEquals(Map.of("a", "1"), requireNonNull(replica.tags()).byKey());
    assertEquals("{}", replica.resourcePolicy());
    assertEquals(rotation, replica.rotation());
    assertEquals(DEFAULT_KEY, replica.kmsKeyId());
    assertEquals(now, replica.times().changed());
    assertEquals(Samples.NOW, replica.times().created());
    assertEquals(Instant.parse("2026-03-04T00:00:00Z"), replica.times().accessed());
    assertNull(rig.get(Samples.HERE, "db").times().accessed());
  }

  @Test
  void severalReplicasFollowTogether() {
    replicated();
    replicate(Samples.HERE, Samples.ELSEWHERE, null, Overwrite.FORBIDDEN);
    rig.store.commits.clear();
    rig.put(Samples.HERE, "db", 2, "two");
    assertEquals(3, rig.store.commits.getFirst().size());
    assertEquals(
        List.of(Samples.ELSEWHERE, Samples.THERE),
        List.copyOf(states(rig.get(Samples.HERE, "db")).keySet()));
    assertEquals("two", rig.open(rig.get(Samples.THERE, "db"), 2));
    assertEquals("two", rig.open(rig.get(Samples.ELSEWHERE, "db"), 2));
  }

  @Test
  void secretsWithoutReplicasAreWrittenAlone() {
    rig.create(Samples.HERE, "db");
    rig.put(Samples.HERE, "db", 1, "one");
    rig.store.commits.forEach(writes -> assertEquals(1, writes.size()));
  }

  @Test
  @DisplayName(
      "A replica that changed meanwhile makes the whole commit stale, and it is decided" + " again")
  void changeOfTheReplicaIsNotLost() {
    replicated();
    rig.store.beforeCommit.add(
        () -> {
          Secret replica = rig.get(Samples.THERE, "db");
          rig.memory.commit(
              List.of(
                  new SecretWrite.Update(
                      replica.accessed(Samples.version(1), Samples.NOW), List.of(), List.of())));
        });
    rig.put(Samples.HERE, "db", 2, "two");
    Secret replica = rig.get(Samples.THERE, "db");
    assertEquals(Samples.NOW, replica.times().accessed());
    assertEquals("two", rig.open(replica, 2));
  }

  @Test
  @DisplayName("A wrong key makes the replica Failed and not the request")
  void wrongKeyFailsTheReplicaAlone() {
    rig.create(Samples.HERE, "db");
    rig.put(Samples.HERE, "db", 1, "one");
    replicate(Samples.HERE, Samples.THERE, "alias/unknown", Overwrite.FORBIDDEN);
    ReplicaState.Failed failed = assertInstanceOf(ReplicaState.Failed.class, state(Samples.THERE));
    assertEquals("alias/unknown", failed.kmsKeyId());
    assertEquals(
        "Replication failed: The operation failed because of an invalid KMS key: Alias"
            + " arn:aws:kms:eu-west-1:123456789012:alias/unknown is not found.",
        failed.message());
    assertNull(rig.find(Samples.THERE, "db"));
  }

  @Test
  @DisplayName("A fault of the replica's key later on: the primary's write goes through")
  void brokenKeyLaterFailsTheReplicaAlone() {
    replicated();
    Rig broken = rig.restartedWith(new BrokenKeys(rig.memory, Samples.THERE));
    Secret primary = broken.put(Samples.HERE, "db", 2, "two");
    assertEquals("two", broken.open(primary, 2));
    assertEquals(Samples.version(2), primary.versions().labels().get(StagingLabel.CURRENT));
    ReplicaState.Failed failed =
        assertInstanceOf(ReplicaState.Failed.class, states(primary).get(Samples.THERE));
    assertTrue(failed.message().startsWith("Replication failed: "), failed.message());
    assertNull(broken.get(Samples.THERE, "db").versions().find(Samples.version(2)));
  }

  @Test
  void failedReplicaIsLeftAloneUntilItIsAskedForAgain() {
    replicated();
    Rig broken = rig.restartedWith(new BrokenKeys(rig.memory, Samples.THERE));
    broken.put(Samples.HERE, "db", 2, "two");
    rig.put(Samples.HERE, "db", 3, "three");
    assertInstanceOf(ReplicaState.Failed.class, state(Samples.THERE));
    assertEquals(1, rig.get(Samples.THERE, "db").versions().size());
    replicate(Samples.HERE, Samples.THERE, null, Overwrite.FORBIDDEN);
    assertEquals(IN_SYNC, state(Samples.THERE));
    Secret replica = rig.get(Samples.THERE, "db");
    assertEquals("two", rig.open(replica, 2));
    assertEquals("three", rig.open(replica, 3));
  }

  @Test
  void tokenThatWasUsedAgainMeanwhileBringsItsNewValue() {
    replicated();
    rig.put(Samples.HERE, "db", 2, "two");
    Rig broken = rig.restartedWith(new BrokenKeys(rig.memory, Samples.THERE));
    broken.put(Samples.HERE, "db", 3, "three");
    rig.change(
        Samples.HERE,
        "db",
        secret -> secret.versioned(secret.versions().without(Samples.version(1)), Samples.NOW));
    rig.clock.advance(Duration.ofDays(2));
    rig.put(Samples.HERE, "db", 1, "another one");
    replicate(Samples.HERE, Samples.THERE, null, Overwrite.FORBIDDEN);
    assertEquals("another one", rig.open(rig.get(Samples.THERE, "db"), 1));
  }

  /** Makes a secret of the same name there and tries to replicate over it. */
  private ReplicaState replicateOverOther(Overwrite overwrite) {
    rig.create(Samples.HERE, "db");
    rig.put(Samples.HERE, "db", 1, "one");
    replicate(Samples.HERE, Samples.THERE, null, overwrite);
    return state(Samples.THERE);
  }

  private void requireTaken(ReplicaState state) {
    ReplicaState.Failed failed = assertInstanceOf(ReplicaState.Failed.class, state);
    assertEquals(
        "Replication failed: Secret name db already exists in region eu-west-1.", failed.message());
  }

  @Test
  void takenNameFailsAndTheOtherSecretIsUntouched() {
    Secret other = rig.create(Samples.THERE, "db");
    requireTaken(replicateOverOther(Overwrite.FORBIDDEN));
    assertEquals(other, rig.get(Samples.THERE, "db"));
  }

  @Test
  void forcedReplicaReplacesTheOtherSecret() {
    rig.create(Samples.THERE, "db");
    Secret other = rig.put(Samples.THERE, "db", 7, "seven");
    long number = requireNonNull(other.versions().find(Samples.version(7))).number();
    assertEquals(IN_SYNC, replicateOverOther(Overwrite.FORCED));
    Secret replica = rig.get(Samples.THERE, "db");
    assertEquals(rig.get(Samples.HERE, "db").identity().suffix(), replica.identity().suffix());
    assertNull(replica.versions().find(Samples.version(7)));
    assertNull(rig.memory.envelope(number));
    assertEquals("one", rig.open(replica, 1));
  }

  @Test
  void forcedReplicaWithAWrongKeyLeavesTheOtherSecretAlone() {
    rig.create(Samples.THERE, "db");
    Secret other = rig.put(Samples.THERE, "db", 7, "seven");
    rig.create(Samples.HERE, "db");
    rig.put(Samples.HERE, "db", 1, "one");
    replicate(Samples.HERE, Samples.THERE, "alias/unknown", Overwrite.FORCED);
    assertInstanceOf(ReplicaState.Failed.class, state(Samples.THERE));
    assertEquals(other, rig.get(Samples.THERE, "db"));
    assertEquals("seven", rig.open(other, 7));
  }

  @Test
  void secretThatCanBeRestoredIsNotReplaced() {
    rig.create(Samples.THERE, "db");
    Secret deleted =
        rig.change(
            Samples.THERE,
            "db",
            secret ->
                secret.living(
                    new Lifecycle.DeletionScheduled(Samples.NOW, Samples.NOW), Samples.NOW));
    requireTaken(replicateOverOther(Overwrite.FORCED));
    assertEquals(deleted, rig.get(Samples.THERE, "db"));
  }

  @Test
  void primaryWithReplicasIsNotReplaced() {
    rig.create(Samples.THERE, "db");
    Secret other = replicate(Samples.THERE, Samples.ELSEWHERE, null, Overwrite.FORBIDDEN);
    requireTaken(replicateOverOther(Overwrite.FORCED));
    assertEquals(other, rig.get(Samples.THERE, "db"));
  }

  @Test
  void primaryWhoseReplicasAreGoneIsReplaced() {
    rig.create(Samples.THERE, "db");
    rig.change(
        Samples.THERE,
        "db",
        secret ->
            secret.replicated(
                new Replication.Primary(new TreeMap<>(Replication.BY_NAME)), Samples.NOW));
    assertEquals(IN_SYNC, replicateOverOther(Overwrite.FORCED));
  }

  @Test
  void replicaOfAnotherPrimaryIsNotReplaced() {
    rig.create(Samples.ELSEWHERE, "db");
    replicate(Samples.ELSEWHERE, Samples.THERE, null, Overwrite.FORBIDDEN);
    Secret follower = rig.get(Samples.THERE, "db");
    requireTaken(replicateOverOther(Overwrite.FORCED));
    assertEquals(follower, rig.get(Samples.THERE, "db"));
  }

  @Test
  void replicaThatVanishedIsMadeAgain() {
    replicated();
    rig.memory.commit(List.of(new SecretWrite.Delete(rig.get(Samples.THERE, "db"))));
    rig.put(Samples.HERE, "db", 2, "two");
    Secret replica = rig.get(Samples.THERE, "db");
    assertEquals("one", rig.open(replica, 1));
    assertEquals("two", rig.open(replica, 2));
  }

  @Test
  void secretThatTookTheReplicasPlaceIsNotTouched() {
    replicated();
    rig.memory.commit(List.of(new SecretWrite.Delete(rig.get(Samples.THERE, "db"))));
    Secret stranger = rig.create(Samples.THERE, "db");
    rig.put(Samples.HERE, "db", 2, "two");
    requireTaken(state(Samples.THERE));
    assertEquals(stranger, rig.get(Samples.THERE, "db"));
  }
}
