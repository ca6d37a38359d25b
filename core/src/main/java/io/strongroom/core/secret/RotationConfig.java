package io.strongroom.core.secret;

import io.strongroom.core.rotation.RotationRules;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a secret rotates, once rotation was configured; it stays after rotation is switched off.
 *
 * @param enabled whether the schedule runs
 * @param lambdaArn the rotation function
 * @param rules the schedule, or null when rotation was asked for once
 * @param rulesSet when the rules were set; schedules in hours count from there
 * @param rotated when the last rotation succeeded, or null
 * @param next the last second of the next window, or null while there is none
 */
public record RotationConfig(
    boolean enabled,
    String lambdaArn,
    @Nullable RotationRules rules,
    Instant rulesSet,
    @Nullable Instant rotated,
    @Nullable Instant next) {

  /** The same configuration with the schedule stopped. */
  public RotationConfig disabled() {
    return new RotationConfig(false, lambdaArn, rules, rulesSet, rotated, null);
  }

  /** The same configuration with the next rotation counted from {@code last}. */
  public RotationConfig countingFrom(Instant last) {
    Instant date = rules == null ? null : rules.nextRotation(last, rulesSet);
    return new RotationConfig(enabled, lambdaArn, rules, rulesSet, rotated, date);
  }
}
