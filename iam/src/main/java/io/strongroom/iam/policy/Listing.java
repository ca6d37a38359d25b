package io.strongroom.iam.policy;

import java.util.List;

/**
 * An element of a statement that comes in two forms, such as {@code Action} and {@code NotAction}.
 *
 * @param sense whether the patterns are what is meant, or what is left out
 * @param patterns one or more
 * @param <P> what a pattern is
 */
public record Listing<P>(Sense sense, List<P> patterns) {

  /** Copies the list. */
  public Listing {
    patterns = List.copyOf(patterns);
  }

  /** How a listing is to be read. */
  public enum Sense {
    /** Covers whatever matches one of the patterns. */
    THESE,
    /** The {@code Not...} form: covers whatever matches none of the patterns. */
    ALL_BUT_THESE
  }
}
