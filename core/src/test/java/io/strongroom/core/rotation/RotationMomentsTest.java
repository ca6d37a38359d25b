package io.strongroom.core.rotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When within a window a secret is rotated. Source: user guide, "Rotation schedules". */
class RotationMomentsTest {
  private static final Instant YEAR = Instant.parse("2026-01-01T00:00:00Z");
  private static final int SECRETS = 10_000;

  @ParameterizedTest
  @ValueSource(strings = {"rate(7 days)", "cron(0 8 1 * ? *)", "cron(0 /12 * * ? *)"})
  void aYearOfTenThousandSecretsKeepsEveryWindowAndIsSpread(String schedule) {
    RotationRules rules = RotationRules.parse(null, null, schedule);
    int[] slots = new int[20];
    int windows = 0;
    Instant last = YEAR;
    while (last.isBefore(YEAR.plus(Duration.ofDays(365)))) {
      RotationWindow window = rules.windowAfter(last, YEAR);
      assertTrue(window.start().isAfter(last));
      long length = Duration.between(window.start(), window.end()).toMillis();
      for (int i = 0; i < SECRETS; i++) {
        Instant moment = window.momentFor(new UUID(i, 7));
        assertFalse(moment.isBefore(window.start()));
        assertFalse(moment.isAfter(window.end().minus(RotationWindow.LEFT_TO_ROTATE)));
        long offset = Duration.between(window.start(), moment).toMillis();
        slots[(int) (offset * slots.length / length)]++;
      }
      windows++;
      last = window.start();
    }
    // The last slot lies within the five minutes that are left, or is cut by them.
    double even = (double) windows * SECRETS / slots.length;
    for (int slot = 0; slot < slots.length - 2; slot++) {
      assertTrue(Math.abs(slots[slot] / even - 1) < 0.15, "slot " + slot + ": " + slots[slot]);
    }
  }

  @Test
  void theMomentIsTheSameAfterARestartAndAnotherInTheNextWindow() {
    RotationRules rules = RotationRules.parse(30L, null, null);
    RotationWindow window = rules.windowAfter(YEAR, YEAR);
    RotationWindow again = RotationRules.parse(30L, null, null).windowAfter(YEAR, YEAR);
    UUID id = new UUID(3, 4);
    assertEquals(window.momentFor(id), again.momentFor(id));

    List<Duration> offsets =
        List.of(offset(window, id), offset(rules.windowAfter(window.start(), YEAR), id));
    assertFalse(offsets.get(0).equals(offsets.get(1)));
  }

  private static Duration offset(RotationWindow window, UUID id) {
    return Duration.between(window.start(), window.momentFor(id));
  }
}
