package io.strongroom.core.secret;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All versions of one secret, and the only place that knows how staging labels move.
 *
 * <p>Labels are a map from label to version, so that a label cannot be on two versions.
 *
 * <p>INVARIANT: every label points at a version that is present.
 *
 * <p>Source: user guide, "Secret versions"; API reference, PutSecretValue and
 * UpdateSecretVersionStage.
 */
public final class Versions {

  /** Versions without labels are removed while there are more versions than this. */
  public static final int KEPT = 100;

  /** A version younger than this is never removed. */
  public static final Duration YOUNG = Duration.ofHours(24);

  /** How many versions a secret can have at all, young ones included. */
  public static final int MAX = 10_000;

  /** How many labels the versions of a secret can carry together. */
  public static final int MAX_LABELS = 20;

  private static final Versions NONE = new Versions(List.of(), new LinkedHashMap<>());

  /**
   * Oldest first, each id once. A list and no map: what is asked for is nearly always among the
   * newest, and a secret that is written often is copied often.
   */
  private final List<Version> byAge;

  private final Map<StagingLabel, VersionId> labels;

  /** Takes over list and map, which nobody else changes from here on. */
  private Versions(List<Version> byAge, Map<StagingLabel, VersionId> labels) {
    this.byAge = byAge;
    this.labels = labels;
  }

  /** Returns the versions of a secret without value. */
  public static Versions none() {
    return NONE;
  }

  /**
   * Puts versions and labels together as they were stored, versions in order of age.
   *
   * @throws IllegalArgumentException if two versions have the same id, or a label points at no
   *     version
   */
  public static Versions of(Collection<Version> versions, Map<StagingLabel, VersionId> labels) {
    Set<VersionId> ids = HashSet.newHashSet(versions.size());
    for (Version version : versions) {
      if (!ids.add(version.id())) {
        throw new IllegalArgumentException("two versions have the same id");
      }
    }
    if (!ids.containsAll(labels.values())) {
      throw new IllegalArgumentException("a staging label points at no version");
    }
    return new Versions(new ArrayList<>(versions), new LinkedHashMap<>(labels));
  }

  /** Returns all versions, oldest first; not to be changed. */
  public List<Version> all() {
    return Collections.unmodifiableList(byAge);
  }

  /** Returns where each label is, in order of attachment; not to be changed. */
  public Map<StagingLabel, VersionId> labels() {
    return Collections.unmodifiableMap(labels);
  }

  /** Returns how many versions there are. */
  public int size() {
    return byAge.size();
  }

  /** Returns a version by its id, or null. */
  public @Nullable Version find(VersionId id) {
    int index = indexOf(id);
    return index < 0 ? null : byAge.get(index);
  }

  private int indexOf(VersionId id) {
    for (int i = byAge.size() - 1; i >= 0; i--) {
      if (byAge.get(i).id().equals(id)) {
        return i;
      }
    }
    return -1;
  }

  /** Returns the version that carries {@code label}, or null. */
  public @Nullable Version find(StagingLabel label) {
    VersionId id = labels.get(label);
    return id == null ? null : find(id);
  }

  /** Returns the labels of a version in order of attachment; empty for a deprecated one. */
  public List<StagingLabel> labelsOf(VersionId id) {
    List<StagingLabel> found = new ArrayList<>(2);
    labels.forEach(
        (label, holder) -> {
          if (holder.equals(id)) {
            found.add(label);
          }
        });
    return found;
  }

  /** Returns the versions that carry a label, oldest first. */
  public List<Version> labelled() {
    Set<VersionId> holders = new HashSet<>(labels.values());
    return byAge.stream().filter(version -> holders.contains(version.id())).toList();
  }

  /** Adds or replaces a version and leaves the labels where they are. */
  public Versions with(Version version) {
    List<Version> next = new ArrayList<>(byAge.size() + 1);
    next.addAll(byAge);
    int index = indexOf(version.id());
    if (index < 0) {
      next.add(version);
    } else {
      next.set(index, version);
    }
    return new Versions(next, labels);
  }

  /** Adds a version without value that carries AWSPENDING. */
  public Versions announcing(VersionId id, Instant now) {
    return with(Version.pending(id, now)).moving(StagingLabel.PENDING, id);
  }

  /**
   * Forgets a version.
   *
   * @throws IllegalArgumentException if it carries a label
   */
  public Versions without(VersionId id) {
    if (labels.containsValue(id)) {
      throw new IllegalArgumentException("a version with a staging label stays");
    }
    List<Version> fewer = new ArrayList<>(byAge);
    fewer.removeIf(version -> version.id().equals(id));
    return new Versions(fewer, labels);
  }

  /**
   * Moves {@code label} onto {@code to}. When AWSCURRENT leaves a version, AWSPREVIOUS comes to it;
   * a version that becomes current stops being the previous one.
   *
   * @throws IllegalArgumentException if there is no version {@code to}
   */
  public Versions moving(StagingLabel label, VersionId to) {
    if (indexOf(to) < 0) {
      throw new IllegalArgumentException("a staging label can only move to a version that exists");
    }
    if (to.equals(labels.get(label))) {
      return this;
    }
    SequencedMap<StagingLabel, VersionId> moved = new LinkedHashMap<>(labels);
    VersionId from = moved.putLast(label, to);
    if (label.equals(StagingLabel.CURRENT)) {
      moved.remove(StagingLabel.PREVIOUS, to);
      if (from != null) {
        moved.putLast(StagingLabel.PREVIOUS, from);
      }
    }
    return new Versions(byAge, moved);
  }

  /**
   * Takes {@code label} off whatever version has it.
   *
   * @throws IllegalArgumentException for AWSCURRENT: a secret with a value always has a current one
   */
  public Versions detaching(StagingLabel label) {
    if (label.equals(StagingLabel.CURRENT)) {
      throw new IllegalArgumentException("AWSCURRENT can be moved but not taken away");
    }
    if (!labels.containsKey(label)) {
      return this;
    }
    Map<StagingLabel, VersionId> fewer = new LinkedHashMap<>(labels);
    fewer.remove(label);
    return new Versions(byAge, fewer);
  }

  /**
   * Forgets unlabelled versions, oldest first, until {@link #KEPT} are left, but none younger than
   * {@link #YOUNG} at {@code now}. Labelled and young versions count, so more can be left.
   *
   * <p>Source: user guide, "Secret versions": versions without labels are removed when there are
   * more than 100, and not within 24 hours of their creation.
   */
  public Versions pruned(Instant now) {
    int surplus = byAge.size() - KEPT;
    if (surplus <= 0) {
      return this;
    }
    Set<VersionId> holders = new HashSet<>(labels.values());
    Instant youngest = now.minus(YOUNG);
    List<Version> kept = new ArrayList<>(byAge.size());
    for (Version version : byAge) {
      if (surplus > 0 && !holders.contains(version.id()) && !version.created().isAfter(youngest)) {
        surplus--;
      } else {
        kept.add(version);
      }
    }
    return new Versions(kept, labels);
  }
}
