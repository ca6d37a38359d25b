package io.strongroom.server;

import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The two clocks of a server. In development mode ours can be moved, so that rotations, deletions
 * and expiries fall due at once; the real one stays what callers sign by.
 *
 * @param real the time of signatures, of certificates and of the audit log
 * @param ours the time of everything that is stored, planned or ends
 */
public record Clocks(InstantSource real, InstantSource ours) {

  /** Ours can be moved. */
  public static Clocks movable() {
    return new Clocks(InstantSource.system(), new MovableClock(InstantSource.system()));
  }

  /** Returns the clock that can be moved, or null if ours cannot. */
  @Nullable MovableClock moved() {
    return ours instanceof MovableClock movable ? movable : null;
  }

  /** Both are the system's clock. */
  public static Clocks system() {
    return new Clocks(InstantSource.system(), InstantSource.system());
  }
}
