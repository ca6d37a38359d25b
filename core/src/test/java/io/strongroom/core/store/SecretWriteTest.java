package io.strongroom.core.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.strongroom.core.secret.Samples;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.Version;
import io.strongroom.core.secret.Versions;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecretWriteTest {
  private static Secret with(Version... versions) {
    Versions all = Versions.none();
    for (Version version : versions) {
      all = all.with(version);
    }
    return Samples.secret("db").versioned(all, Samples.NOW);
  }

  @Test
  void envelopesThatNothingRefersToAreForgotten() {
    Secret before = with(Samples.stored(1), Samples.stored(2), Samples.stored(3));
    Secret next = with(Samples.stored(2), Samples.stored(3).sealed(33, "other"));
    assertEquals(List.of(1L, 3L), SecretWrite.forgotten(before, next));
    assertEquals(
        new SecretWrite.Update(next, List.of(), List.of(1L, 3L)),
        SecretWrite.replacing(before, next, List.of()));
  }

  @Test
  void versionsWithoutValueHaveNoEnvelopeToForget() {
    Secret before = with(Version.pending(Samples.version(1), Samples.NOW), Samples.stored(2));
    assertEquals(List.of(2L), SecretWrite.forgotten(before, with()));
    assertEquals(List.of(), SecretWrite.forgotten(before, before));
  }
}
