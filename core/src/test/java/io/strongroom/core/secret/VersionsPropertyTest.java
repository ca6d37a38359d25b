package io.strongroom.core.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Any sequence of changes to versions, against the rules written down a second time. */
class VersionsPropertyTest {
  private static final List<String> LABELS =
      List.of("AWSCURRENT", "AWSPREVIOUS", "AWSPENDING", "blue", "green");

  /** Ids of the short sequences: few, so that they meet. */
  private static final int FEW = 6;

  /** Ids of the long sequences: enough to exceed what is kept. */
  private static final int MANY = 140;

  /** One change. */
  sealed interface Step {
    /** A version is registered, so many hours ago. */
    record Add(int version, int hoursAgo) implements Step {}

    /** A label moves. */
    record Move(String label, int version) implements Step {}

    /** A label is taken away. */
    record Detach(String label) implements Step {}

    /** A version is forgotten. */
    record Remove(int version) implements Step {}

    /** Clean-up, after so many hours. */
    record Prune(int hoursOn) implements Step {}
  }

  /** Both sides, and what the real side was like after each step. */
  private static final class Walk {
    private final NaiveVersions naive = new NaiveVersions();
    private final List<Versions> past = new ArrayList<>();
    private final List<List<String>> pastShown = new ArrayList<>();
    private Versions real = Versions.none();

    /** Begins with many versions, whose ages in hours are given. */
    void begin(List<Integer> ages) {
      for (int i = 0; i < ages.size(); i++) {
        Step.Add step = new Step.Add(i, ages.get(i));
        real = changed(real, step);
        assertTrue(changeNaively(step));
      }
    }

    void take(Step step) {
      Versions before = real;
      Versions next = orNull(() -> changed(before, step));
      boolean accepted = changeNaively(step);
      assertEquals(accepted, next != null, () -> step + " is refused by one side alone");
      real = next == null ? before : next;
      assertEquals(naive.shown(), shown(real), step::toString);
      requireInvariants(before, step);
      past.add(real);
      pastShown.add(shown(real));
    }

    private static Versions changed(Versions versions, Step step) {
      return switch (step) {
        case Step.Add(int version, int hoursAgo) ->
            versions.with(Version.pending(Samples.version(version), at(-hoursAgo)));
        case Step.Move(String label, int version) ->
            versions.moving(new StagingLabel(label), Samples.version(version));
        case Step.Detach(String label) -> versions.detaching(new StagingLabel(label));
        case Step.Remove(int version) -> versions.without(Samples.version(version));
        case Step.Prune(int hoursOn) -> versions.pruned(at(hoursOn));
      };
    }

    private boolean changeNaively(Step step) {
      return switch (step) {
        case Step.Add(int version, int hoursAgo) -> naive.add(id(version), at(-hoursAgo));
        case Step.Move(String label, int version) -> naive.move(label, id(version));
        case Step.Detach(String label) -> naive.detach(label);
        case Step.Remove(int version) -> naive.remove(id(version));
        case Step.Prune(int hoursOn) -> naive.prune(at(hoursOn));
      };
    }

    private void requireInvariants(Versions before, Step step) {
      int carried = 0;
      for (Version version : real.all()) {
        carried += real.labelsOf(version.id()).size();
      }
      assertEquals(carried, real.labels().size(), "a label is on one version that is there");
      VersionId was = before.labels().get(StagingLabel.CURRENT);
      VersionId current = real.labels().get(StagingLabel.CURRENT);
      assertTrue(was == null || current != null, "AWSCURRENT does not vanish");
      if (was != null && !was.equals(current)) {
        assertEquals(was, real.labels().get(StagingLabel.PREVIOUS), "AWSPREVIOUS follows");
      }
      if (step instanceof Step.Prune) {
        assertEquals(before.labels(), real.labels(), "clean-up moves no label");
        assertEquals(before.labelled(), real.labelled(), "clean-up spares labelled versions");
        assertTrue(real.size() >= Math.min(before.size(), 100), "clean-up leaves a hundred");
      }
    }

    /** Copies with change leave the copied as it was. */
    void requirePastUnchanged() {
      for (int i = 0; i < past.size(); i++) {
        assertEquals(pastShown.get(i), shown(past.get(i)));
      }
    }
  }

  private static @Nullable Versions orNull(Supplier<Versions> change) {
    try {
      return change.get();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static Instant at(int hours) {
    return Samples.NOW.plus(Duration.ofHours(hours));
  }

  private static String id(int version) {
    return Samples.version(version).text();
  }

  private static List<String> shown(Versions versions) {
    return versions.all().stream()
        .map(each -> each.id() + "@" + each.created() + versions.labelsOf(each.id()))
        .toList();
  }

  @Property(tries = 18_000)
  void anySequenceGoesAsInTheNaiveModel(@ForAll("steps") List<Step> steps) {
    Walk walk = new Walk();
    steps.forEach(walk::take);
    walk.requirePastUnchanged();
  }

  @Property(tries = 2_000)
  void anySequenceThatPrunesGoesAsInTheNaiveModel(
      @ForAll("ages") List<Integer> ages, @ForAll("stepsWithMany") List<Step> steps) {
    Walk walk = new Walk();
    walk.begin(ages);
    steps.forEach(walk::take);
    walk.take(new Step.Prune(0));
    walk.requirePastUnchanged();
  }

  @Property
  void currentAndPreviousPartWithEachMove(@ForAll("steps") List<Step> steps) {
    Walk walk = new Walk();
    steps.forEach(walk::take);
    for (Version version : walk.real.all()) {
      Versions moved = walk.real.moving(StagingLabel.CURRENT, version.id());
      boolean stayed = version.equals(walk.real.find(StagingLabel.CURRENT));
      VersionId previous = moved.labels().get(StagingLabel.PREVIOUS);
      assertTrue(stayed || !version.id().equals(previous));
    }
  }

  @Property
  void storedFormHoldsEverything(@ForAll("steps") List<Step> steps) {
    Walk walk = new Walk();
    steps.forEach(walk::take);
    Versions again = Versions.of(walk.real.all(), walk.real.labels());
    assertEquals(shown(walk.real), shown(again));
    assertEquals(
        List.copyOf(walk.real.labels().entrySet()), List.copyOf(again.labels().entrySet()));
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    return steps(FEW).list().ofMinSize(1).ofMaxSize(30);
  }

  @Provide
  Arbitrary<List<Step>> stepsWithMany() {
    return steps(MANY).list().ofMaxSize(25);
  }

  @Provide
  Arbitrary<List<Integer>> ages() {
    return Arbitraries.integers().between(0, 48).list().ofMinSize(95).ofMaxSize(MANY - 5);
  }

  private static Arbitrary<Step> steps(int ids) {
    Arbitrary<Integer> versions = Arbitraries.integers().between(0, ids - 1);
    Arbitrary<String> labels = Arbitraries.of(LABELS);
    Arbitrary<Integer> hours = Arbitraries.integers().between(0, 48);
    Arbitrary<Step> adds = Combinators.combine(versions, hours).as(Step.Add::new);
    Arbitrary<Step> moves = Combinators.combine(labels, versions).as(Step.Move::new);
    Arbitrary<Step> removals = versions.map(Step.Remove::new);
    return Arbitraries.oneOf(
        adds, moves, moves, labels.map(Step.Detach::new), removals, hours.map(Step.Prune::new));
  }
}
