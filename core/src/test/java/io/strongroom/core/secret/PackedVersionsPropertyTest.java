package io.strongroom.core.secret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Any sequence of changes to versions of any kind, against a list of them. */
class PackedVersionsPropertyTest {
  private static final List<StagingLabel> LABELS =
      List.of(
          StagingLabel.CURRENT,
          StagingLabel.PREVIOUS,
          StagingLabel.PENDING,
          new StagingLabel("blue"));

  private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

  /** Both sides, and what was drawn. */
  private static final class Walk {
    private final Random random;
    private final List<VersionId> ids = new ArrayList<>();
    private final int keys;
    private ListedVersions listed = new ListedVersions();
    private Versions packed = Versions.none();

    Walk(Random random) {
      this.random = random;
      this.keys = random.nextBoolean() ? 3 : 45;
      int count = 10 + random.nextInt(150);
      for (int i = 0; i < count; i++) {
        ids.add(new VersionId(id(i)));
      }
    }

    private String id(int i) {
      UUID uuid =
          switch (random.nextInt(3)) {
            case 0 -> new UUID(7, i);
            case 1 -> new UUID(i, 7);
            default -> new UUID(random.nextLong(), random.nextLong());
          };
      return switch (random.nextInt(12)) {
        case 0 -> "ABCDEF00" + uuid.toString().substring(8).toUpperCase(Locale.ROOT);
        case 1 -> "%036d".formatted(i);
        case 2 -> "%032d".formatted(i);
        case 3 -> "\ud83d\udd11".repeat(63 - i / 94) + (char) ('!' + i % 94);
        case 4 -> uuid.toString().substring(0, 35) + "g";
        case 5 -> uuid.toString().replace('-', ' ');
        case 6 -> uuid + "-" + i;
        default -> uuid.toString();
      };
    }

    private VersionId anyId() {
      return ids.get(random.nextInt(ids.size()));
    }

    private StagingLabel anyLabel() {
      return LABELS.get(random.nextInt(LABELS.size()));
    }

    private Version any(VersionId id) {
      Instant created =
          switch (random.nextInt(8)) {
            case 0 -> Instant.EPOCH;
            case 1 -> Instant.ofEpochMilli(-random.nextLong(1L << 45));
            case 2 -> NOON.minus(Duration.ofDays(2));
            case 3, 4 -> NOON.minus(Duration.ofHours(random.nextInt(24)));
            default -> NOON.minusMillis(random.nextLong(Duration.ofDays(3).toMillis()));
          };
      Version made = Version.pending(id, created);
      if (random.nextInt(6) > 0) {
        long number =
            switch (random.nextInt(4)) {
              case 0 -> 1 + random.nextInt(20);
              case 1 -> Long.MAX_VALUE - random.nextInt(9);
              default -> 1 + random.nextInt(1 << 24);
            };
        made = made.sealed(number, "key-" + random.nextInt(keys));
      }
      return switch (random.nextInt(8)) {
        case 0 -> made.accessed(Instant.ofEpochMilli(random.nextLong()));
        case 1 -> made.accessed(Instant.EPOCH.minus(Duration.ofDays(random.nextInt(99_999))));
        case 2 -> made.accessed(Instant.parse("2026-03-05T00:00:00Z"));
        default -> made;
      };
    }

    void take() {
      ListedVersions before = listed.copy();
      Versions packedBefore = packed;
      switch (random.nextInt(20)) {
        case 0 -> prune();
        case 1, 2 -> remove(anyId());
        case 3 -> detach(anyLabel());
        case 4, 5, 6 -> move(anyLabel(), anyId());
        case 7 -> packed = Versions.of(packed.packed(), packed.labels());
        case 8 -> packed = Versions.of(packed.all(), packed.labels());
        default -> put(any(anyId()));
      }
      compare();
      compare(before.numbersNotIn(listed), packedBefore.numbersNotIn(packed));
      compare(listed.numbersNotIn(before), packed.numbersNotIn(packedBefore));
      compare(before.all, packedBefore.all());
    }

    private void put(Version version) {
      listed.put(version);
      packed = packed.with(version);
    }

    private void prune() {
      Instant now = NOON.plus(Duration.ofHours(random.nextInt(30))).plusNanos(random.nextInt(2));
      listed.prune(now);
      packed = packed.pruned(now);
    }

    private void remove(VersionId id) {
      if (!packed.labels().containsValue(id)) {
        listed.remove(id);
        packed = packed.without(id);
      }
    }

    private void detach(StagingLabel label) {
      if (!label.equals(StagingLabel.CURRENT)) {
        listed.labels.remove(label);
        packed = packed.detaching(label);
      }
    }

    private void move(StagingLabel label, VersionId to) {
      if (packed.find(to) != null) {
        listed.move(label, to);
        packed = packed.moving(label, to);
      }
    }

    private void compare() {
      compare(listed.all, packed.all());
      compare(List.copyOf(listed.labels.entrySet()), List.copyOf(packed.labels().entrySet()));
      compare(listed.labelled(), packed.labelled());
      compare(listed.all.size(), packed.size());
      for (StagingLabel label : LABELS) {
        compare(listed.find(listed.labels.get(label)), packed.find(label));
      }
      VersionId id = anyId();
      compare(listed.find(id), packed.find(id));
    }

    private static void compare(@Nullable Object expected, @Nullable Object found) {
      assertEquals(expected, found);
    }

    void compareAtEnd() {
      ids.forEach(id -> compare(listed.find(id), packed.find(id)));
      Versions.Packed kept = packed.packed();
      Versions.Packed whole = Versions.of(listed.all, listed.labels).packed();
      assertArrayEquals(whole.bytes(), kept.bytes(), "there is one form of the same versions");
      compare(whole.keys(), kept.keys());
    }
  }

  @Property(tries = 1_500)
  void anySequenceGoesAsInTheList(@ForAll("randoms") Random random) {
    Walk walk = new Walk(random);
    int many = random.nextInt(walk.ids.size());
    for (int i = 0; i < many; i++) {
      walk.put(walk.any(walk.ids.get(i)));
    }
    for (int i = 0; i < 60; i++) {
      walk.take();
    }
    walk.compareAtEnd();
  }

  @Provide
  Arbitrary<Random> randoms() {
    return Arbitraries.longs().map(Random::new);
  }
}
