package io.strongroom.rotators;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.strongroom.core.password.PasswordRules;
import io.strongroom.core.rotation.run.RotationStep;
import io.strongroom.core.secret.SecretValue;
import io.strongroom.core.secret.StagingLabel;
import io.strongroom.keys.SensitiveBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What all rotators do alike. The guards are those of the published rotation functions. */
class RotatorTest {
  private final List<String> done = new ArrayList<>();
  private final Rotator rotator = new Rotator("test", new Recording());

  private final class Recording implements Strategy {
    @Override
    public SensitiveBytes newValue(Rotation rotation) {
      done.add("new value");
      return SensitiveBytes.owning(new byte[1]);
    }

    @Override
    public void set(Rotation rotation) {
      done.add("set");
    }

    @Override
    public void test(Rotation rotation) {
      done.add("test");
    }
  }

  /** A rotation to {@code new}; what the rotator does to the secret is recorded. */
  private final class Scripted implements Rotation {
    private final Description description;
    private final boolean pendingIsThere;

    Scripted(Description description, boolean pendingIsThere) {
      this.description = description;
      this.pendingIsThere = pendingIsThere;
    }

    @Override
    public String secretArn() {
      return "arn";
    }

    @Override
    public String versionId() {
      return "new";
    }

    @Override
    public Map<String, String> environment() {
      return Map.of();
    }

    @Override
    public Description describe() {
      return description;
    }

    @Override
    public @Nullable SecretValue value(StagingLabel stage) {
      return pendingIsThere && stage.equals(StagingLabel.PENDING)
          ? new SecretValue.Text(SensitiveBytes.owning(new byte[1]))
          : null;
    }

    @Override
    public void putPending(SensitiveBytes text) {
      done.add("put");
    }

    @Override
    public SensitiveBytes randomPassword(PasswordRules rules) {
      return SensitiveBytes.owning(new byte[1]);
    }

    @Override
    public SecretValue currentValueOf(String secretArn) {
      throw RotationException.permanent("denied");
    }

    @Override
    public void makeCurrent(String currentVersionId) {
      done.add("move from " + currentVersionId);
    }
  }

  private Rotation rotation(Map<String, Set<StagingLabel>> versions) {
    return new Scripted(new Rotation.Description(true, versions), false);
  }

  private static Map<String, Set<StagingLabel>> running() {
    return Map.of("old", Set.of(StagingLabel.CURRENT), "new", Set.of(StagingLabel.PENDING));
  }

  @Test
  void eachStepDoesItsPart() {
    for (RotationStep step : RotationStep.values()) {
      rotator.run(step, rotation(running()));
    }
    assertEquals(List.of("new value", "put", "set", "test", "move from old"), done);
  }

  @Test
  void aValueThatIsThereIsKept() {
    Rotation again = new Scripted(new Rotation.Description(true, running()), true);
    rotator.run(RotationStep.CREATE_SECRET, again);
    assertEquals(List.of(), done);
  }

  @Test
  void nothingIsDoneForAVersionThatIsCurrentAlready() {
    Rotation finished = rotation(Map.of("new", Set.of(StagingLabel.CURRENT, StagingLabel.PENDING)));
    for (RotationStep step : RotationStep.values()) {
      rotator.run(step, finished);
    }
    assertEquals(List.of(), done);
  }

  @Test
  void aRotationThatIsNotRunningIsRefused() {
    refuse(new Scripted(new Rotation.Description(false, running()), false));
    refuse(rotation(Map.of("old", Set.of(StagingLabel.CURRENT))));
    refuse(rotation(Map.of("new", Set.of(StagingLabel.PREVIOUS))));
    assertEquals(List.of(), done);
  }

  private void refuse(Rotation rotation) {
    for (RotationStep step : RotationStep.values()) {
      assertThrows(RotationException.class, () -> rotator.run(step, rotation));
    }
  }

  @Test
  void withoutACurrentVersionThereIsNothingToMoveFrom() {
    Rotation lost = rotation(Map.of("new", Set.of(StagingLabel.PENDING)));
    assertThrows(RotationException.class, () -> rotator.run(RotationStep.FINISH_SECRET, lost));
  }
}
