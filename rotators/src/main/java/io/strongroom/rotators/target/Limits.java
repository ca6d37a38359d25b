package io.strongroom.rotators.target;

import java.time.Duration;

/**
 * How long a connection to a database may take, and how much it may bring. All are positive.
 *
 * @param connect for one address to accept the connection
 * @param read for the server to send something while it is waited for
 * @param total from the first byte to the last, whatever comes between
 * @param bytes how many bytes the server may send in all
 */
public record Limits(Duration connect, Duration read, Duration total, long bytes) {

  /** The connect timeout is that of the published functions. */
  public static final Limits DEFAULT =
      new Limits(
          Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(60), 4L * 1024 * 1024);

  /** Returns a duration as drivers and sockets take it, at least 1. */
  public static int millis(Duration duration) {
    return Math.toIntExact(Math.clamp(duration.toMillis(), 1, Integer.MAX_VALUE));
  }
}
