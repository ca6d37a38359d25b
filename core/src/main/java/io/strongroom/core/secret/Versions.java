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

  private static final Versions NONE = new Versions(new LinkedHashMap<>(), new LinkedHashMap<>());

  private final Map<VersionId, Version> byId;
  private final Map<StagingLabel, VersionId> labels;

  /** Takes over both maps, which nobody else changes from here on. */
  private Versions(Map<VersionId, Version> byId, Map<StagingLabel, VersionId> labels) {
    this.byId = byId;
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
    Map<VersionId, Version> byId = LinkedHashMap.newLinkedHashMap(versions.size());
    for (Version version : versions) {
      if (byId.put(version.id(), version) != null) {
        throw new IllegalArgumentException("two versions have the same id");
      }
    }
    if (!byId.keySet().containsAll(labels.values())) {
      throw new IllegalArgumentException("a staging label points at no version");
    }
    return new Versions(byId, new LinkedHashMap<>(labels));
  }

  /** Returns all versions, oldest first; not to be changed. */
  public Collection<Version> all() {
    return Collections.unmodifiableCollection(byId.values());
  }

  /** Returns where each label is, in order of attachment; not to be changed. */
  public Map<StagingLabel, VersionId> labels() {
    return Collections.unmodifiableMap(labels);
  }

  /** Returns how many versions there are. */
  public int size() {
    return byId.size();
  }

  /** Returns a version by its id, or null. */
  public @Nullable Version find(VersionId id) {
    return byId.get(id);
  }

  /** Returns the version that carries {@code label}, or null. */
  public @Nullable Version find(StagingLabel label) {
    VersionId id = labels.get(label);
    return id == null ? null : byId.get(id);
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
    return byId.values().stream().filter(version -> holders.contains(version.id())).toList();
  }

  /** Adds or replaces a version and leaves the labels where they are. */
  public Versions with(Version version) {
    Map<VersionId, Version> next = new LinkedHashMap<>(byId);
    next.put(version.id(), version);
    return new Versions(next, labels);
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
    Map<VersionId, Version> fewer = new LinkedHashMap<>(byId);
    fewer.remove(id);
    return new Versions(fewer, labels);
  }

  /**
   * Moves {@code label} onto {@code to}. When AWSCURRENT leaves a version, AWSPREVIOUS comes to it;
   * a version that becomes current stops being the previous one.
   *
   * @throws IllegalArgumentException if there is no version {@code to}
   */
  public Versions moving(StagingLabel label, VersionId to) {
    if (!byId.containsKey(to)) {
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
    return new Versions(byId, moved);
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
    return new Versions(byId, fewer);
  }

  /**
   * Forgets unlabelled versions, oldest first, until {@link #KEPT} are left, but none younger than
   * {@link #YOUNG} at {@code now}. Labelled and young versions count, so more can be left.
   *
   * <p>Source: user guide, "Secret versions": versions without labels are removed when there are
   * more than 100, and not within 24 hours of their creation.
   */
  public Versions pruned(Instant now) {
    int surplus = byId.size() - KEPT;
    if (surplus <= 0) {
      return this;
    }
    Set<VersionId> holders = new HashSet<>(labels.values());
    Instant youngest = now.minus(YOUNG);
    Map<VersionId, Version> kept = new LinkedHashMap<>(byId);
    for (Version version : byId.values()) {
      if (surplus > 0 && !holders.contains(version.id()) && !version.created().isAfter(youngest)) {
        kept.remove(version.id());
        surplus--;
      }
    }
    return new Versions(kept, labels);
  }
}
