package io.strongroom.server.tls;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Warns of a certificate that is about to expire (requirement TLS-4): when 30, 7 and 1 days are
 * left and when it has expired, and every day from the first of these on. Used by one thread.
 */
final class ExpiryAlarm {

  /** How much time is left when it gets more urgent, from the first warning on. */
  private static final List<Duration> STAGES =
      List.of(Duration.ofDays(30), Duration.ofDays(7), Duration.ofDays(1), Duration.ZERO);

  /** From this stage on, with a day left, it is an error. */
  private static final int ERROR_STAGE = 3;

  private static final Duration REPEAT = Duration.ofDays(1);

  private final Instant until;
  private int stage;
  private Instant told = Instant.MIN;

  /**
   * An alarm that has not warned yet.
   *
   * @param until the last moment at which the certificate and those above it are valid
   */
  ExpiryAlarm(Instant until) {
    this.until = until;
  }

  /** Returns what is to be said now, or null if nothing is or it has been said. */
  @Nullable Warning due(Instant now) {
    Duration left = Duration.between(now, until);
    int reached = (int) STAGES.stream().filter(each -> left.compareTo(each) <= 0).count();
    if (reached == 0 || (reached <= stage && now.isBefore(told.plus(REPEAT)))) {
      return null;
    }
    stage = reached;
    told = now;
    return new Warning(reached < ERROR_STAGE ? Level.WARNING : Level.ERROR, sentence(left));
  }

  private String sentence(Duration left) {
    return left.compareTo(Duration.ZERO) <= 0
        ? "has expired at " + until
        : "expires at " + until + ", in less than " + (left.toDays() + 1) + " days";
  }

  /**
   * What is to be said about a certificate.
   *
   * @param level how urgent it is
   * @param sentence what goes on a sentence that names the certificate
   */
  record Warning(Level level, String sentence) {}
}
