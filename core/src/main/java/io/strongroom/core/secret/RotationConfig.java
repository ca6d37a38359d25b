package io.strongroom.core.secret;

import io.strongroom.core.rotation.RotationRules;
import io.strongroom.core.rotation.RotationWindow;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a secret rotates, once rotation was configured; it stays after rotation is switched off.
 *
 * @param enabled whether the schedule runs
 * @param by who takes the steps
 * @param rules the schedule, or null when rotation was asked for once
 * @param rulesSet when the rules were set; schedules in hours count from there
 * @param rotated when the last rotation succeeded, or null
 * @param next the last second of the next window, or null while there is none
 * @param opens when the next window opens, or null while there is none
 * @param run the rotation under way, or null
 */
public record RotationConfig(
    boolean enabled,
    RotatedBy by,
    @Nullable RotationRules rules,
    Instant rulesSet,
    @Nullable Instant rotated,
    @Nullable Instant next,
    @Nullable Instant opens,
    @Nullable RotationRun run) {

  /** Configures rotation with no window planned and none under way. */
  public static RotationConfig of(
      RotatedBy by, @Nullable RotationRules rules, Instant rulesSet, @Nullable Instant rotated) {
    return new RotationConfig(true, by, rules, rulesSet, rotated, null, null, null);
  }

  /** Returns the rotation function, or null if there is none. */
  public @Nullable String lambdaArn() {
    return by instanceof RotatedBy.Function(String arn) ? arn : null;
  }

  /** Returns how the secret of a partner is rotated, or null if a function does it. */
  public RotatedBy.@Nullable Partner partner() {
    return by instanceof RotatedBy.Partner partner ? partner : null;
  }

  /** The same configuration with the schedule stopped and nothing under way. */
  public RotationConfig disabled() {
    return new RotationConfig(false, by, rules, rulesSet, rotated, null, null, null);
  }

  /** The same configuration with the next rotation counted from {@code last}. */
  public RotationConfig countingFrom(Instant last) {
    if (rules == null) {
      return planned(null, null);
    }
    RotationWindow window = rules.windowAfter(last, rulesSet);
    return planned(window.lastSecond(), window.start());
  }

  private RotationConfig planned(@Nullable Instant date, @Nullable Instant start) {
    return new RotationConfig(enabled, by, rules, rulesSet, rotated, date, start, run);
  }

  /** The same configuration with {@code next} under way, or nothing. */
  public RotationConfig running(@Nullable RotationRun started) {
    return new RotationConfig(enabled, by, rules, rulesSet, rotated, next, opens, started);
  }

  /** The same configuration after a rotation succeeded at {@code now}. */
  public RotationConfig succeeded(Instant now) {
    return new RotationConfig(enabled, by, rules, rulesSet, now, next, opens, null)
        .countingFrom(now);
  }

  /**
   * Returns when something is to be done next for the rotation of a secret: an attempt, or the
   * moment within the next window at which it is started.
   *
   * @param id of the secret, by which moments are spread
   * @return null if nothing is planned
   */
  @Nullable Instant due(UUID id) {
    if (run != null) {
      return run.due();
    }
    if (!enabled || next == null) {
      return null;
    }
    return opens == null ? next : new RotationWindow(opens, next.plusSeconds(1)).momentFor(id);
  }
}
