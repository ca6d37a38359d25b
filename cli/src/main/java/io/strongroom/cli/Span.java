package io.strongroom.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lengths of time as people type them: {@code 30d}, {@code 12h}, {@code 5m}, {@code 10s}. */
final class Span {
  private static final Pattern SHORT = Pattern.compile("(\\d{1,6})([smhd])");

  private Span() {}

  /** Returns the length, or null for any other text. */
  static @Nullable Duration parse(String text) {
    Matcher found = SHORT.matcher(text);
    if (!found.matches()) {
      return null;
    }
    long count = Long.parseLong(found.group(1));
    return switch (found.group(2)) {
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }
}
