package io.strongroom.core.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.rotation.RotationRules;
import io.strongroom.core.secret.Replication.ReplicaState;
import io.strongroom.iam.Region;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Sources: API reference; texts from public reports. */
class SecretTest {
  private static final Instant LATER = Samples.NOW.plusSeconds(60);
  private static final Instant DAY = Instant.parse("2026-03-05T00:00:00Z");

  private static final Secret ACTIVE = Samples.secret("db");
  private static final Secret DELETED =
      ACTIVE.living(
          new Lifecycle.DeletionScheduled(Samples.NOW, Samples.NOW.plus(Duration.ofDays(30))),
          Samples.NOW);
  private static final Secret REPLICA =
      ACTIVE.replicated(new Replication.Replica(Samples.THERE), Samples.NOW);

  private static Secret withVersions(int count) {
    Versions versions = Versions.none();
    for (int i = 1; i <= count; i++) {
      versions = versions.with(Samples.stored(i));
    }
    return ACTIVE.versioned(versions, Samples.NOW);
  }

  @Test
  void newSecretIsActiveAndEmpty() {
    assertEquals(0, ACTIVE.versions().size());
    assertEquals(Lifecycle.active(), ACTIVE.lifecycle());
    assertEquals(new Timestamps(Samples.NOW, Samples.NOW, null), ACTIVE.times());
    assertEquals(Secret.UNSTORED, ACTIVE.revision());
    assertNull(ACTIVE.tags());
    assertNull(ACTIVE.primaryRegion());
    assertNull(ACTIVE.owningService());
    assertEquals(ACTIVE.identity().arn(), ACTIVE.arn());
  }

  @Test
  void activePrimariesTakeWrites() {
    assertSame(ACTIVE, ACTIVE.requireWritable());
    assertSame(ACTIVE, ACTIVE.requireActive());
    assertSame(ACTIVE, ACTIVE.requirePrimary());
    Secret primary =
        ACTIVE.replicated(new Replication.Primary(new TreeMap<>(Replication.BY_NAME)), Samples.NOW);
    assertSame(primary, primary.requireWritable());
  }

  @Test
  @DisplayName("E-DELETED")
  void deletedSecretsRefuse() {
    assertTrue(DELETED.isDeleted());
    assertSame(DELETED, DELETED.requirePrimary());
    for (ServiceException refusal :
        List.of(
            assertThrows(ServiceException.class, DELETED::requireActive),
            assertThrows(ServiceException.class, DELETED::requireWritable))) {
      assertEquals(ErrorCode.INVALID_REQUEST, refusal.code());
      assertEquals(
          "You can't perform this operation on the secret because it was marked for deletion.",
          refusal.getMessage());
    }
  }

  @Test
  @DisplayName("E-REPLICA")
  void replicasAnswerReadsAndRefuseWrites() {
    assertSame(REPLICA, REPLICA.requireActive());
    for (ServiceException refusal :
        List.of(
            assertThrows(ServiceException.class, REPLICA::requirePrimary),
            assertThrows(ServiceException.class, REPLICA::requireWritable))) {
      assertEquals(ErrorCode.INVALID_PARAMETER, refusal.code());
      assertEquals(
          "Operation not permitted on a replica secret. Call must be made in primary secret's"
              + " region.",
          refusal.getMessage());
    }
  }

  @Test
  @DisplayName("PrimaryRegion is shown by replicas and by secrets that have or had some")
  void primaryRegionFollowsTheRelation() {
    assertEquals("eu-west-1", REPLICA.primaryRegion());
    assertEquals(
        "us-east-1",
        ACTIVE
            .replicated(new Replication.Primary(new TreeMap<>(Replication.BY_NAME)), Samples.NOW)
            .primaryRegion());
  }

  @Test
  void eachChangeSetsTheDateAndNothingElseBesides() {
    Tags tags = Tags.none().adding(Map.of("a", "1"));
    RotationConfig rotation =
        new RotationConfig(
            true, new RotatedBy.Function("arn"), null, Samples.NOW, null, LATER, null, null);
    Lifecycle lifecycle = new Lifecycle.DeletionScheduled(LATER, LATER);
    Replication replication = new Replication.Replica(Samples.THERE);
    Versions versions = Versions.none().with(Samples.stored(1));
    Secret all =
        ACTIVE
            .describing("text", LATER)
            .keyed("alias/x", LATER)
            .typed("PaddleApiKey", LATER)
            .tagged(tags, LATER)
            .governed("{}", LATER)
            .versioned(versions, LATER)
            .rotating(rotation, LATER)
            .living(lifecycle, LATER)
            .replicated(replication, LATER)
            .revised(7);
    assertEquals(
        new Secret(
            ACTIVE.identity(),
            "text",
            "alias/x",
            "PaddleApiKey",
            tags,
            "{}",
            versions,
            rotation,
            lifecycle,
            replication,
            new Timestamps(Samples.NOW, LATER, null),
            7),
        all);
  }

  @Test
  @DisplayName("A read sets the day of version and secret; LastChangedDate stays")
  void readSetsTheDay() {
    Secret read = withVersions(2).accessed(Samples.version(1), DAY);
    assertEquals(new Timestamps(Samples.NOW, Samples.NOW, DAY), read.times());
    assertEquals(
        List.of(Samples.stored(1).accessed(DAY), Samples.stored(2)),
        List.copyOf(read.versions().all()));
  }

  @Test
  void laterDaysStay() {
    Secret read =
        withVersions(2)
            .accessed(Samples.version(1), DAY)
            .accessed(Samples.version(2), DAY.minus(Duration.ofDays(1)));
    assertEquals(DAY, read.times().accessed());
    assertSame(read, read.accessed(Samples.version(1), DAY.minus(Duration.ofDays(3))));
    assertNotSame(read, read.accessed(Samples.version(2), DAY));
  }

  @Test
  void readOfVersionThatIsGoneCountsForTheSecret() {
    Secret read = withVersions(1).accessed(Samples.version(9), DAY);
    assertEquals(DAY, read.times().accessed());
    assertEquals(List.of(Samples.stored(1)), List.copyOf(read.versions().all()));
  }

  @Test
  void tagsAreWhatFiltersLookAt() {
    LinkedHashMap<String, String> tags = new LinkedHashMap<>();
    tags.put("env", "prod");
    tags.put("team", "");
    Secret tagged = ACTIVE.tagged(new Tags(tags), Samples.NOW);
    assertEquals(List.of("env", "team"), List.copyOf(tagged.tagKeys()));
    assertEquals(List.of("prod", ""), List.copyOf(tagged.tagValues()));
    assertTrue(ACTIVE.tagKeys().isEmpty() && ACTIVE.tagValues().isEmpty());
  }

  @Test
  void pendingVersionHasNoValueUntilItIsSealed() {
    Version pending = Version.pending(Samples.version(1), Samples.NOW);
    assertTrue(!pending.hasValue() && pending.keyId().isEmpty());
    Version sealed = pending.sealed(5, "key");
    assertTrue(sealed.hasValue());
    assertEquals(Samples.NOW, sealed.created());
    assertEquals(pending.id(), sealed.id());
  }

  @Test
  void stoppedRotationKeepsItsRulesAndHasNoNextDate() {
    RotationRules rules = RotationRules.parse(10L, null, null);
    RotationConfig running =
        new RotationConfig(
            true,
            new RotatedBy.Function("arn"),
            rules,
            Samples.NOW,
            Samples.NOW,
            LATER,
            null,
            null);
    assertEquals(
        new RotationConfig(
            false,
            new RotatedBy.Function("arn"),
            rules,
            Samples.NOW,
            Samples.NOW,
            null,
            null,
            null),
        running.disabled());
    assertEquals(Instant.parse("2026-03-15T23:59:59Z"), running.countingFrom(DAY).next());
    assertNull(
        new RotationConfig(
                true, new RotatedBy.Function("arn"), null, Samples.NOW, null, LATER, null, null)
            .countingFrom(DAY)
            .next());
  }

  @Test
  void primaryHoldsItsReplicasInOrderAndDoesNotChange() {
    TreeMap<Region, ReplicaState> states = new TreeMap<>(Replication.BY_NAME.reversed());
    states.put(Samples.HERE, new ReplicaState.InSync(null));
    states.put(Samples.THERE, new ReplicaState.Failed("k", "why"));
    Replication.Primary primary = new Replication.Primary(states);
    states.clear();
    assertEquals(List.of(Samples.THERE, Samples.HERE), List.copyOf(primary.replicas().keySet()));
    assertThrows(UnsupportedOperationException.class, () -> primary.replicas().clear());
  }
}
