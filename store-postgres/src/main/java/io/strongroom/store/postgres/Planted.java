package io.strongroom.store.postgres;

import java.util.List;
import java.util.ServiceLoader;

/**
 * Faults that a test build has, to see that its checker notices them, a way of reading that a
 * benchmark compares, and formats of releases to come. Nobody else has a service of this kind on
 * the class path, and then there is none of that.
 */
public interface Planted {

  /** Tells whether reads go to a standby where there is one (against DBA-7). */
  boolean readsStandby();

  /** Tells whether a commit that was answered with a warning counts (against DBA-5). */
  boolean ignoresWarnings();

  /** Tells whether reads go on without a confirmed heartbeat (against DBA-8). */
  boolean ignoresLease();

  /**
   * Tells whether each call asks the primary by itself, by one of the connections for reads. That
   * is no fault: it is what one question for all who wait is measured against.
   */
  boolean asksForEach();

  /**
   * Returns scripts that each make one more format than this release knows, by additions alone.
   * With them a server is what a later release will be.
   */
  default List<String> laterFormats() {
    return List.of();
  }

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

    @Override
    public boolean asksForEach() {
      return false;
    }
  }
}
