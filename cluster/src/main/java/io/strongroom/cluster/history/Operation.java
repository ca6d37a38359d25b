package io.strongroom.cluster.history;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One call of one client, as the client saw it.
 *
 * @param process who called; a process makes one call at a time
 * @param kind what was asked for
 * @param secret the name of the secret
 * @param value what was written, or what was read; null for a read without an answer
 * @param version the token of the write, which names the version, or the version that was read
 * @param endpoint where the call went
 * @param start nanoseconds of a clock that all processes share, before the call
 * @param end the same, after the call
 * @param outcome what is known about it
 * @param attempts how often the client sent it, 1 or more; the others were tries again
 */
public record Operation(
    String process,
    Kind kind,
    String secret,
    @Nullable String value,
    @Nullable String version,
    String endpoint,
    long start,
    long end,
    Outcome outcome,
    int attempts) {

  /** What was asked for. */
  public enum Kind {
    WRITE,
    READ,
    /** A read after everything, when all faults have been healed. */
    LAST_READ
  }

  /** What is known about a call that ended. */
  public enum Outcome {
    OK,
    /** It was not done and never will be. */
    REFUSED,
    /** It may have been done, or may be done later. */
    UNKNOWN
  }

  /** Checks that what was answered has a value, and that time goes on. */
  public Operation {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(outcome);
    if (start > end) {
      throw new IllegalArgumentException("ends before it starts");
    }
    if (value == null && (kind == Kind.WRITE || outcome == Outcome.OK)) {
      throw new IllegalArgumentException("without a value");
    }
    if (attempts < 1) {
      throw new IllegalArgumentException("never sent");
    }
  }

  /** A call of one attempt. */
  public Operation(
      String process,
      Kind kind,
      String secret,
      @Nullable String value,
      @Nullable String version,
      String endpoint,
      long start,
      long end,
      Outcome outcome) {
    this(process, kind, secret, value, version, endpoint, start, end, outcome, 1);
  }

  /** Whether it read something. */
  public boolean hasRead() {
    return kind != Kind.WRITE && outcome == Outcome.OK;
  }
}
