package io.strongroom.iam.policy;

import java.util.List;

/**
 * An element of a statement that comes in two forms, such as {@code Action} and {@code NotAction}.
 *
 * @param sense whether the patterns are what is meant, or what is left out
 * @param patterns one or more; none where the kind of policy has the element left out
 * @param <P> what a pattern is
 */
public record Listing<P>(Sense sense, List<P> patterns) {

  /** Copies the list. */
  public Listing {
    patterns = List.copyOf(patterns);
  }

  /** Returns what an element means that is left out because nothing else is possible. */
  static <P> Listing<P> everything() {
    return new Listing<>(Sense.ALL_BUT_THESE, List.of());
  }

  /** Returns what an element means without which a statement has no effect. */
  static <P> Listing<P> nothing() {
    return new Listing<>(Sense.THESE, List.of());
  }

  /** How a listing is to be read. */
  public enum Sense {
    /** Covers whatever matches one of the patterns. */
    THESE,
    /** The {@code Not...} form: covers whatever matches none of the patterns. */
    ALL_BUT_THESE
  }
}
