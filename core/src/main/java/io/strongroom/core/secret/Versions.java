package io.strongroom.core.secret;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
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
 * <p>A secret that is written often has many versions, is copied with each write and stays in
 * memory, so only the newest are objects. The others are packed ({@link PackedVersions}) and shared
 * by all copies until some more are packed.
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

  /** How many versions are objects at most. */
  private static final int RECENT = 8;

  /** How many versions are packed together once there would be more than {@link #RECENT}. */
  private static final int PACKED_AT_ONCE = 4;

  private static final Versions NONE =
      new Versions(PackedVersions.NONE, List.of(), new LinkedHashMap<>());

  /** All but the {@link #recent} versions. */
  private final PackedVersions older;

  /**
   * Oldest first, each id once and none of {@link #older}. A list and no map: what is asked for is
   * nearly always among the newest.
   */
  private final List<Version> recent;

  private final Map<StagingLabel, VersionId> labels;

  /**
   * The labelled versions of {@link #older}, oldest first, once somebody has asked for one. Threads
   * that ask at once come to the same, and such a list needs no lock to be seen whole.
   */
  private @Nullable List<Version> labelledOlder;

  /**
   * The versions of one secret in the form in which its record keeps them, oldest first. How the
   * bytes are to be read is in {@code docs/formats/secret-record.md}.
   */
  public static final class Packed {
    private final byte[] bytes;
    private final List<String> keys;

    /**
     * Takes over the bytes, which nobody changes from here on.
     *
     * @param keys the ids of the KMS keys that the bytes name by place; empty text for none
     */
    public Packed(byte[] bytes, List<String> keys) {
      this.bytes = bytes;
      this.keys = keys;
    }

    /** Returns the bytes, not to be changed. */
    public byte[] bytes() {
      return bytes;
    }

    /** Returns the ids of keys. */
    public List<String> keys() {
      return keys;
    }
  }

  /** Takes over list and map, which nobody else changes from here on. */
  private Versions(
      PackedVersions older, List<Version> recent, Map<StagingLabel, VersionId> labels) {
    this.older = older;
    this.recent = recent;
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
    List<Version> all = List.copyOf(versions);
    int packed = all.size() <= RECENT ? 0 : all.size() - (RECENT - PACKED_AT_ONCE);
    return checked(
        PackedVersions.NONE.appending(all.subList(0, packed)),
        all.subList(packed, all.size()),
        labels);
  }

  /**
   * Puts versions and labels together as they were stored.
   *
   * @throws IllegalArgumentException if the bytes are not what {@link #packed} returns, or a label
   *     points at no version; it holds no content
   */
  public static Versions of(Packed packed, Map<StagingLabel, VersionId> labels) {
    return checked(PackedVersions.parse(packed.bytes(), packed.keys()), List.of(), labels);
  }

  private static Versions checked(
      PackedVersions older, List<Version> recent, Map<StagingLabel, VersionId> labels) {
    Versions versions = new Versions(older, recent, new LinkedHashMap<>(labels));
    if (versions.labelled().size() != new HashSet<>(labels.values()).size()) {
      throw new IllegalArgumentException("a staging label points at no version");
    }
    return versions;
  }

  /** Returns all versions in the form in which records keep them. */
  public Packed packed() {
    PackedVersions all = recent.isEmpty() ? older : older.appending(recent);
    return new Packed(all.bytes(), all.keys());
  }

  /** Returns all versions, oldest first; not to be changed. */
  public List<Version> all() {
    List<Version> all = new ArrayList<>(size());
    older.addTo(all);
    all.addAll(recent);
    return Collections.unmodifiableList(all);
  }

  /** Returns where each label is, in order of attachment; not to be changed. */
  public Map<StagingLabel, VersionId> labels() {
    return Collections.unmodifiableMap(labels);
  }

  /** Returns how many versions there are. */
  public int size() {
    return older.size() + recent.size();
  }

  /** Returns a version by its id, or null. */
  public @Nullable Version find(VersionId id) {
    int index = indexOfRecent(id);
    if (index >= 0) {
      return recent.get(index);
    }
    int place = older.indexOf(id);
    return place < 0 ? null : older.at(places(place)).getFirst();
  }

  private static BitSet places(int place) {
    BitSet places = new BitSet();
    places.set(place);
    return places;
  }

  private int indexOfRecent(VersionId id) {
    for (int i = recent.size() - 1; i >= 0; i--) {
      if (recent.get(i).id().equals(id)) {
        return i;
      }
    }
    return -1;
  }

  /** Returns the version that carries {@code label}, or null. */
  public @Nullable Version find(StagingLabel label) {
    VersionId id = labels.get(label);
    if (id == null) {
      return null;
    }
    int index = indexOfRecent(id);
    return index < 0 ? findLabelledOlder(id) : recent.get(index);
  }

  private @Nullable Version findLabelledOlder(VersionId id) {
    List<Version> candidates = labelledOlder();
    for (int i = candidates.size() - 1; i >= 0; i--) {
      if (candidates.get(i).id().equals(id)) {
        return candidates.get(i);
      }
    }
    return null;
  }

  private List<Version> labelledOlder() {
    List<Version> found = labelledOlder;
    if (found == null) {
      found = older.at(labelledPlaces());
      labelledOlder = found;
    }
    return found;
  }

  /** Returns the places of the labelled versions in {@link #older}. */
  private BitSet labelledPlaces() {
    BitSet places = new BitSet();
    for (VersionId holder : labels.values()) {
      int place = indexOfRecent(holder) < 0 ? older.indexOf(holder) : -1;
      if (place >= 0) {
        places.set(place);
      }
    }
    return places;
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
    List<Version> labelled = new ArrayList<>(labelledOlder());
    for (Version version : recent) {
      if (labels.containsValue(version.id())) {
        labelled.add(version);
      }
    }
    return labelled;
  }

  /**
   * Returns the numbers that versions in here have and no version of {@code next} has, oldest
   * first. That costs little where {@code next} is these versions with some more, as it mostly is.
   */
  public List<Long> numbersNotIn(Versions next) {
    List<Long> missing = new ArrayList<>(0);
    if (next.older.beginWith(older)) {
      for (Version version : recent) {
        if (version.hasValue() && !next.refersTo(version.number(), older)) {
          missing.add(version.number());
        }
      }
      return missing;
    }
    long[] kept = next.numbers();
    Arrays.sort(kept);
    for (long number : numbers()) {
      if (number != Version.NO_VALUE && Arrays.binarySearch(kept, number) < 0) {
        missing.add(number);
      }
    }
    return missing;
  }

  /** Looks last at {@code beginning}, where the number of a recent version hardly is. */
  private boolean refersTo(long number, PackedVersions beginning) {
    for (int i = recent.size() - 1; i >= 0; i--) {
      if (recent.get(i).number() == number) {
        return true;
      }
    }
    return refersTo(number, older.cursorBehind(beginning)) || refersTo(number, beginning.cursor());
  }

  private static boolean refersTo(long number, PackedCursor cursor) {
    while (cursor.advance()) {
      if (cursor.number() == number) {
        return true;
      }
    }
    return false;
  }

  private long[] numbers() {
    long[] numbers = new long[size()];
    PackedCursor cursor = older.cursor();
    int count = 0;
    while (cursor.advance()) {
      numbers[count++] = cursor.number();
    }
    for (Version version : recent) {
      numbers[count++] = version.number();
    }
    return numbers;
  }

  /** Adds or replaces a version and leaves the labels where they are. */
  public Versions with(Version version) {
    int index = indexOfRecent(version.id());
    if (index >= 0) {
      List<Version> next = new ArrayList<>(recent);
      next.set(index, version);
      return new Versions(older, next, labels);
    }
    int place = older.indexOf(version.id());
    if (place >= 0) {
      return new Versions(older.replacing(place, version), recent, labels);
    }
    int packed = recent.size() < RECENT ? 0 : PACKED_AT_ONCE;
    List<Version> next = new ArrayList<>(recent.size() - packed + 1);
    next.addAll(recent.subList(packed, recent.size()));
    next.add(version);
    PackedVersions before = packed == 0 ? older : older.appending(recent.subList(0, packed));
    return new Versions(before, next, labels);
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
    List<Version> fewer = new ArrayList<>(recent);
    if (fewer.removeIf(version -> version.id().equals(id))) {
      return new Versions(older, fewer, labels);
    }
    int place = older.indexOf(id);
    return place < 0 ? this : new Versions(older.without(places(place)), recent, labels);
  }

  /**
   * Moves {@code label} onto {@code to}. When AWSCURRENT leaves a version, AWSPREVIOUS comes to it;
   * a version that becomes current stops being the previous one.
   *
   * @throws IllegalArgumentException if there is no version {@code to}
   */
  public Versions moving(StagingLabel label, VersionId to) {
    if (indexOfRecent(to) < 0 && older.indexOf(to) < 0) {
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
    return new Versions(older, recent, moved);
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
    return new Versions(older, recent, fewer);
  }

  /**
   * Forgets unlabelled versions, oldest first, until {@link #KEPT} are left, but none younger than
   * {@link #YOUNG} at {@code now}. Labelled and young versions count, so more can be left.
   *
   * <p>Source: user guide, "Secret versions": versions without labels are removed when there are
   * more than 100, and not within 24 hours of their creation.
   */
  public Versions pruned(Instant now) {
    int surplus = size() - KEPT;
    if (surplus <= 0) {
      return this;
    }
    Instant youngest = now.minus(YOUNG);
    BitSet gone = older.madeUntil(youngest.toEpochMilli());
    if (!gone.isEmpty()) {
      gone.andNot(labelledPlaces());
      keepFirst(gone, surplus);
      surplus -= gone.cardinality();
    }
    List<Version> kept = new ArrayList<>(recent.size());
    for (Version version : recent) {
      if (surplus > 0
          && !version.created().isAfter(youngest)
          && !labels.containsValue(version.id())) {
        surplus--;
      } else {
        kept.add(version);
      }
    }
    return new Versions(older.without(gone), kept, labels);
  }

  private static void keepFirst(BitSet places, int count) {
    int end = -1;
    for (int i = 0; i < count; i++) {
      end = places.nextSetBit(end + 1);
      if (end < 0) {
        return;
      }
    }
    places.clear(end + 1, places.size());
  }
}
