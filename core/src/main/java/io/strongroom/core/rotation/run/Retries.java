package io.strongroom.core.rotation.run;

import io.strongroom.core.rotation.RotationRules;
import io.strongroom.core.secret.RotationConfig;
import io.strongroom.core.secret.RotationRun;
import io.strongroom.keys.Entropy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a rotation that failed is attempted again: after a minute, later once an hour, for a day or
 * until the next window opens. AWS says "multiple times" and publishes no count.
 */
final class Retries {
  private static final List<Duration> FIRST =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofMinutes(60));

  /** For how long a rotation is attempted. */
  static final Duration LONGEST = Duration.ofHours(24);

  /** By how much of itself a wait is made longer or shorter, so that failures do not march. */
  private static final double JITTER = 0.2;

  private final Entropy entropy;

  Retries(Entropy entropy) {
    this.entropy = entropy;
  }

  /** Returns when to try again, or null to give up. */
  @Nullable Instant after(RotationConfig config, RotationRun run, Instant now) {
    Duration wait = FIRST.get(Math.min(run.failures(), FIRST.size() - 1));
    double factor = 1 + JITTER * entropy.bytes(1)[0] / Byte.MAX_VALUE;
    Instant again = now.plusMillis((long) (wait.toMillis() * factor));
    RotationRules rules = config.rules();
    boolean tooLate = again.isAfter(run.began().plus(LONGEST));
    boolean nextComes =
        rules != null && !again.isBefore(rules.windowAfter(now, config.rulesSet()).start());
    return tooLate || nextComes ? null : again;
  }
}
