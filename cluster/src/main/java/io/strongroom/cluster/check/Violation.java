package io.strongroom.cluster.check;

/**
 * Something that a register cannot do.
 *
 * @param kind what went wrong
 * @param secret where
 * @param text the operations that show it, for people
 */
public record Violation(Kind kind, String secret, String text) {
  /** What went wrong. */
  public enum Kind {
    /** A write that was acknowledged is not there at the end, and nothing came after it. */
    LOST,
    /** A read returned what had been replaced before it began. */
    STALE,
    /** A read returned what nobody ever wrote to that secret. */
    FOREIGN,
    /** A read returned a write that was refused, or that had not begun. */
    IMPOSSIBLE
  }
}
