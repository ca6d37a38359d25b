package io.strongroom.server;

import java.time.InstantSource;

/**
 * The two clocks of a server. In development mode ours can be moved, so that rotations, deletions
 * and expiries fall due at once; the real one stays what callers sign by.
 *
 * @param real the time of signatures, of certificates and of the audit log
 * @param ours the time of everything that is stored, planned or ends
 */
public record Clocks(InstantSource real, InstantSource ours) {

  /** Both are the system's clock. */
  public static Clocks system() {
    return new Clocks(InstantSource.system(), InstantSource.system());
  }
}
