package io.strongroom.functions;

import java.time.Duration;

/**
 * Bounds of all that runs functions (requirement ROT-4).
 *
 * @param processes how many processes of functions there are at once
 * @param processesPerFunction how many of one function
 * @param waiting how many callers may wait for a process
 * @param idle how long a process is kept without work
 * @param initTime how long a process may take until it asks for work, if the function's timeout is
 *     not longer
 * @param logBytes how much of the output of one call is written to the log
 * @param outputBytes after how much output of one call its process is ended
 * @param responseBytes how long an answer may be
 * @param scratchBytes how much the function may have in its temporary directory
 * @param tasks how many processes and threads one function's process may have under it
 * @param openFiles how many files and sockets each of them may have open
 * @param logFileBytes how long a log file gets; there are two for each function
 */
public record ProcessLimits(
    int processes,
    int processesPerFunction,
    int waiting,
    Duration idle,
    Duration initTime,
    int logBytes,
    long outputBytes,
    int responseBytes,
    long scratchBytes,
    int tasks,
    int openFiles,
    int logFileBytes) {

  /** How long an answer may be in AWS. */
  public static final int AWS_RESPONSE_BYTES = 6 << 20;

  /** The bounds that hold unless a setting says otherwise. */
  public static ProcessLimits standard() {
    return new ProcessLimits(
        16,
        4,
        64,
        Duration.ofMinutes(1),
        Duration.ofSeconds(10),
        64 << 10,
        16L << 20,
        AWS_RESPONSE_BYTES,
        128L << 20,
        256,
        1024,
        640 << 10);
  }

  /**
   * Checks that every bound bounds something.
   *
   * @throws IllegalArgumentException if one is zero or negative
   */
  public ProcessLimits {
    boolean positive =
        processes > 0
            && processesPerFunction > 0
            && waiting >= 0
            && idle.isPositive()
            && initTime.isPositive()
            && logBytes > 0
            && outputBytes > 0
            && responseBytes > 0
            && scratchBytes > 0
            && tasks > 0
            && openFiles > 0
            && logFileBytes > 0;
    if (!positive) {
      throw new IllegalArgumentException("a limit of functions is not positive");
    }
  }
}
