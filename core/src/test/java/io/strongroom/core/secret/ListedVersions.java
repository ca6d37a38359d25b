package io.strongroom.core.secret;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Versions as a list of all of them, changed in place: what {@link Versions} keeps packed. */
final class ListedVersions {
  final List<Version> all = new ArrayList<>();
  final Map<StagingLabel, VersionId> labels = new LinkedHashMap<>();

  ListedVersions copy() {
    ListedVersions copy = new ListedVersions();
    copy.all.addAll(all);
    copy.labels.putAll(labels);
    return copy;
  }

  @Nullable Version find(@Nullable VersionId id) {
    return all.stream().filter(version -> version.id().equals(id)).findFirst().orElse(null);
  }

  List<Version> labelled() {
    return all.stream().filter(version -> labels.containsValue(version.id())).toList();
  }

  List<Long> numbersNotIn(ListedVersions next) {
    Set<Long> kept = new HashSet<>();
    next.all.forEach(version -> kept.add(version.number()));
    return all.stream()
        .filter(Version::hasValue)
        .map(Version::number)
        .filter(number -> !kept.contains(number))
        .toList();
  }

  void put(Version version) {
    Version known = find(version.id());
    if (known == null) {
      all.add(version);
    } else {
      all.set(all.indexOf(known), version);
    }
  }

  void move(StagingLabel label, VersionId to) {
    if (find(to) == null || to.equals(labels.get(label))) {
      return;
    }
    VersionId from = labels.remove(label);
    labels.put(label, to);
    if (label.equals(StagingLabel.CURRENT)) {
      labels.remove(StagingLabel.PREVIOUS, to);
      if (from != null) {
        labels.remove(StagingLabel.PREVIOUS);
        labels.put(StagingLabel.PREVIOUS, from);
      }
    }
  }

  void remove(VersionId id) {
    if (!labels.containsValue(id)) {
      all.removeIf(version -> version.id().equals(id));
    }
  }

  void prune(Instant now) {
    int surplus = all.size() - Versions.KEPT;
    for (Version version : List.copyOf(all)) {
      boolean young = version.created().isAfter(now.minus(Versions.YOUNG));
      if (surplus > 0 && !young && !labels.containsValue(version.id())) {
        all.remove(version);
        surplus--;
      }
    }
  }
}
