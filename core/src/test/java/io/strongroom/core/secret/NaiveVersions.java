package io.strongroom.core.secret;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Versions as one would write them down first: a list of versions, each with a list of its labels.
 * Everything is changed in place, and nothing is shared with {@link Versions}.
 */
final class NaiveVersions {

  /** One version. */
  static final class Entry {
    final String id;
    Instant created;
    final List<String> labels = new ArrayList<>();

    Entry(String id, Instant created) {
      this.id = id;
      this.created = created;
    }
  }

  final List<Entry> entries = new ArrayList<>();

  @Nullable Entry find(String id) {
    for (Entry entry : entries) {
      if (entry.id.equals(id)) {
        return entry;
      }
    }
    return null;
  }

  @Nullable Entry holder(String label) {
    for (Entry entry : entries) {
      if (entry.labels.contains(label)) {
        return entry;
      }
    }
    return null;
  }

  /** Always returns true. */
  boolean add(String id, Instant created) {
    Entry known = find(id);
    if (known == null) {
      entries.add(new Entry(id, created));
    } else {
      known.created = created;
    }
    return true;
  }

  /** Returns false for what is refused: a version that does not exist. */
  boolean move(String label, String id) {
    Entry to = find(id);
    if (to == null) {
      return false;
    }
    Entry from = holder(label);
    if (to.labels.contains(label)) {
      return true;
    }
    if (from != null) {
      from.labels.remove(label);
    }
    to.labels.add(label);
    if (label.equals("AWSCURRENT")) {
      to.labels.remove("AWSPREVIOUS");
      if (from != null) {
        for (Entry entry : entries) {
          entry.labels.remove("AWSPREVIOUS");
        }
        from.labels.add("AWSPREVIOUS");
      }
    }
    return true;
  }

  /** Returns false for what is refused: the current label. */
  boolean detach(String label) {
    if (label.equals("AWSCURRENT")) {
      return false;
    }
    for (Entry entry : entries) {
      entry.labels.remove(label);
    }
    return true;
  }

  /** Returns false for what is refused: a version with labels. */
  boolean remove(String id) {
    Entry entry = find(id);
    if (entry != null && !entry.labels.isEmpty()) {
      return false;
    }
    entries.remove(entry);
    return true;
  }

  /**
   * Removes one version at a time, always the first that may go, while there are too many; true.
   */
  boolean prune(Instant now) {
    while (entries.size() > 100) {
      Entry oldest = null;
      for (Entry entry : entries) {
        Duration age = Duration.between(entry.created, now);
        if (entry.labels.isEmpty() && age.compareTo(Duration.ofDays(1)) >= 0) {
          oldest = entry;
          break;
        }
      }
      if (oldest == null) {
        return true;
      }
      entries.remove(oldest);
    }
    return true;
  }

  /** Returns every version with its labels in order of attachment. */
  List<String> shown() {
    List<String> shown = new ArrayList<>();
    for (Entry entry : entries) {
      shown.add(entry.id + "@" + entry.created + entry.labels);
    }
    return shown;
  }
}
