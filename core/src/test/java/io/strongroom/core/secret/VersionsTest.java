package io.strongroom.core.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Sources: user guide, "Secret versions"; API reference, UpdateSecretVersionStage. */
class VersionsTest {
  private static final StagingLabel CURRENT = StagingLabel.CURRENT;
  private static final StagingLabel PENDING = StagingLabel.PENDING;
  private static final StagingLabel PREVIOUS = StagingLabel.PREVIOUS;
  private static final StagingLabel CUSTOM = new StagingLabel("blue");

  private static final VersionId A = Samples.version(1);
  private static final VersionId B = Samples.version(2);
  private static final VersionId C = Samples.version(3);

  private static Versions abc() {
    return Versions.none().with(Samples.stored(1)).with(Samples.stored(2)).with(Samples.stored(3));
  }

  @Test
  void nothingIsEmpty() {
    Versions none = Versions.none();
    assertEquals(0, none.size());
    assertNull(none.find(A));
    assertNull(none.find(CURRENT));
    assertEquals(List.of(), none.labelsOf(A));
    assertEquals(List.of(), none.labelled());
  }

  @Test
  void firstCurrentVersionLeavesNoPreviousBehind() {
    assertEquals(Map.of(CURRENT, A), abc().moving(CURRENT, A).labels());
  }

  @Test
  void movingCurrentLeavesPreviousBehind() {
    assertEquals(
        Map.of(CURRENT, B, PREVIOUS, A), abc().moving(CURRENT, A).moving(CURRENT, B).labels());
  }

  @Test
  void versionBeforeThePreviousOneLosesItsLabel() {
    Versions third = abc().moving(CURRENT, A).moving(CURRENT, B).moving(CURRENT, C);
    assertEquals(Map.of(CURRENT, C, PREVIOUS, B), third.labels());
    assertEquals(List.of(), third.labelsOf(A));
    assertEquals(List.of(Samples.stored(2), Samples.stored(3)), third.labelled());
  }

  @Test
  @DisplayName("A rollback swaps AWSCURRENT and AWSPREVIOUS")
  void previousVersionThatBecomesCurrentLosesPrevious() {
    Versions swapped = abc().moving(CURRENT, A).moving(CURRENT, B).moving(CURRENT, A);
    assertEquals(Map.of(CURRENT, A, PREVIOUS, B), swapped.labels());
  }

  @Test
  void versionThatBecomesCurrentIsNoMorePreviousEvenIfNoneWasCurrent() {
    assertEquals(Map.of(CURRENT, A), abc().moving(PREVIOUS, A).moving(CURRENT, A).labels());
    assertEquals(
        Map.of(CURRENT, B, PREVIOUS, A), abc().moving(PREVIOUS, A).moving(CURRENT, B).labels());
  }

  @Test
  void pendingStaysOnTheVersionThatBecomesCurrent() {
    Versions rotated = abc().moving(CURRENT, A).moving(PENDING, B).moving(CURRENT, B);
    assertEquals(Map.of(CURRENT, B, PREVIOUS, A, PENDING, B), rotated.labels());
    assertEquals(List.of(PENDING, CURRENT), rotated.labelsOf(B));
  }

  @Test
  @DisplayName("V9: custom labels stay with the version that loses AWSCURRENT")
  void customLabelsStay() {
    Versions moved = abc().moving(CURRENT, A).moving(CUSTOM, A).moving(CURRENT, B);
    assertEquals(Map.of(CURRENT, B, PREVIOUS, A, CUSTOM, A), moved.labels());
  }

  @Test
  void anotherLabelMovesAlone() {
    Versions moved = abc().moving(CURRENT, A).moving(PENDING, B).moving(PENDING, C);
    assertEquals(Map.of(CURRENT, A, PENDING, C), moved.labels());
  }

  @Test
  @DisplayName("V10: AWSPREVIOUS can be moved and taken away by hand, onto the current one too")
  void previousCanBeMovedByHand() {
    Versions current = abc().moving(CURRENT, A).moving(CURRENT, B);
    assertEquals(Map.of(CURRENT, B, PREVIOUS, C), current.moving(PREVIOUS, C).labels());
    assertEquals(Map.of(CURRENT, B, PREVIOUS, B), current.moving(PREVIOUS, B).labels());
    assertEquals(
        Map.of(CURRENT, C, PREVIOUS, B), current.moving(PREVIOUS, B).moving(CURRENT, C).labels());
    assertEquals(Map.of(CURRENT, B), current.detaching(PREVIOUS).labels());
  }

  @Test
  void movingToTheHolderChangesNothing() {
    Versions versions = abc().moving(CURRENT, A).moving(CURRENT, B);
    assertSame(versions, versions.moving(CURRENT, B));
    assertSame(versions, versions.moving(PREVIOUS, A));
    assertSame(versions, versions.detaching(CUSTOM));
  }

  @Test
  @DisplayName("V11: labels are in order of attachment, and attaching again comes last")
  void labelsAreInOrderOfAttachment() {
    Versions versions = abc().moving(CURRENT, A).moving(CUSTOM, B).moving(CURRENT, B);
    assertEquals(List.of(CUSTOM, CURRENT), versions.labelsOf(B));
    assertEquals(
        List.of(CURRENT, CUSTOM), versions.detaching(CUSTOM).moving(CUSTOM, B).labelsOf(B));
  }

  @Test
  @DisplayName("V5: AWSCURRENT can be moved but not taken away")
  void currentStays() {
    Versions versions = abc().moving(CURRENT, A);
    assertThrows(IllegalArgumentException.class, () -> versions.detaching(CURRENT));
  }

  @Test
  void labelledVersionStays() {
    Versions versions = abc().moving(CUSTOM, A);
    assertThrows(IllegalArgumentException.class, () -> versions.without(A));
    assertEquals(2, versions.without(B).size());
    assertEquals(3, versions.without(Samples.version(9)).size());
  }

  @Test
  void labelsOnlyPointAtVersionsThatExist() {
    VersionId unknown = Samples.version(9);
    assertThrows(IllegalArgumentException.class, () -> abc().moving(CURRENT, unknown));
    assertThrows(
        IllegalArgumentException.class,
        () -> Versions.of(List.of(Samples.stored(1)), Map.of(CURRENT, B)));
    assertThrows(
        IllegalArgumentException.class,
        () -> Versions.of(List.of(Samples.stored(1), Samples.stored(1)), Map.of()));
  }

  @Test
  void replacedVersionKeepsPlaceAndLabels() {
    Version resealed = Samples.stored(1).sealed(77, "other");
    Versions versions = abc().moving(CURRENT, A).with(resealed);
    assertEquals(
        List.of(resealed, Samples.stored(2), Samples.stored(3)), List.copyOf(versions.all()));
    assertSame(resealed, versions.find(CURRENT));
  }

  @Test
  void viewsAreNotToBeChanged() {
    Versions versions = abc().moving(CURRENT, A);
    assertThrows(UnsupportedOperationException.class, () -> versions.all().clear());
    assertThrows(UnsupportedOperationException.class, () -> versions.labels().clear());
  }

  /** Makes versions, one an hour, the last of them at {@link Samples#NOW}. */
  private static Versions hourly(int count) {
    List<Version> versions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Instant made = Samples.NOW.minus(Duration.ofHours(count - 1L - i));
      versions.add(Version.pending(Samples.version(i), made).sealed(i + 1, "key"));
    }
    return Versions.of(versions, Map.of());
  }

  @Test
  @DisplayName("V7: a hundred versions stay, whatever their age")
  void hundredStay() {
    Versions hundred = hourly(100);
    assertSame(hundred, hundred.pruned(Samples.NOW.plus(Duration.ofDays(1_000))));
  }

  @Test
  @DisplayName("V7: beyond a hundred the oldest without labels go")
  void oldestGoFirst() {
    Versions pruned = hourly(130).moving(CURRENT, Samples.version(5)).pruned(Samples.NOW);
    assertEquals(100, pruned.size());
    List<VersionId> left = pruned.all().stream().map(Version::id).toList();
    assertEquals(Samples.version(5), left.getFirst());
    assertEquals(Samples.version(31), left.get(1));
    assertEquals(Samples.version(129), left.getLast());
  }

  @Test
  @DisplayName("V7: none younger than 24 hours goes; one of exactly 24 hours may")
  void youngStay() {
    Instant made = Samples.NOW.minus(Versions.YOUNG);
    List<Version> versions = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      Instant created = i < 10 ? made : made.plusMillis(1);
      versions.add(Version.pending(Samples.version(i), created).sealed(i + 1, "key"));
    }
    Versions young = Versions.of(versions, Map.of());
    assertEquals(140, young.pruned(Samples.NOW).size());
    assertEquals(100, young.pruned(Samples.NOW.plusMillis(1)).size());
  }

  @Test
  @DisplayName("V7: labelled versions never go, however old and many")
  void labelledStay() {
    Versions versions = hourly(130);
    for (int i = 0; i < 20; i++) {
      versions = versions.moving(new StagingLabel("l" + i), Samples.version(i));
    }
    Versions pruned = versions.pruned(Samples.NOW.plus(Duration.ofDays(9)));
    assertEquals(100, pruned.size());
    assertEquals(20, pruned.labelled().size());
    assertEquals(versions.labels(), pruned.labels());
  }

  @Test
  void boundsAreThoseOfTheQuotas() {
    assertEquals(100, Versions.KEPT);
    assertEquals(Duration.ofHours(24), Versions.YOUNG);
    assertEquals(20, Versions.MAX_LABELS);
    assertEquals(10_000, Versions.MAX);
  }
}
