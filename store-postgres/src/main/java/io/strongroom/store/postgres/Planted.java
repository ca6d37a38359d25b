package io.strongroom.store.postgres;

import java.util.ServiceLoader;

/**
 * Faults that a test build has, to see that its checker notices them. Nobody else has a service of
 * this kind on the class path, and then there are none.
 */
public interface Planted {

  /** Tells whether reads go to a standby where there is one (against DBA-7). */
  boolean readsStandby();

  /** Tells whether a commit that was answered with a warning counts (against DBA-5). */
  boolean ignoresWarnings();

  /** Tells whether reads go on without a confirmed heartbeat (against DBA-8). */
  boolean ignoresLease();

  /** Returns what this build has. */
  static Planted ofThisBuild() {
    return ServiceLoader.load(Planted.class).findFirst().orElse(new None());
  }

  /** No fault. */
  record None() implements Planted {
    @Override
    public boolean readsStandby() {
      return false;
    }

    @Override
    public boolean ignoresWarnings() {
      return false;
    }

    @Override
    public boolean ignoresLease() {
      return false;
    }
  }
}
