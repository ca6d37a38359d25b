package io.strongroom.analyzer;

import java.time.Duration;

/**
 * What one proof may take. Beyond it the answer is {@link Answer.Unknown}.
 *
 * @param time how long it may take by the clock
 * @param memory how much one search of it may keep, in bytes, counted roughly
 */
public record Limits(Duration time, long memory) {
  private static final Limits STANDARD = new Limits(Duration.ofSeconds(2), 64L << 20);

  /** Returns two seconds and 64 MiB. */
  public static Limits standard() {
    return STANDARD;
  }
}
