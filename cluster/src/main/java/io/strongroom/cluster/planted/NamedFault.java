package io.strongroom.cluster.planted;

import io.strongroom.store.postgres.Planted;
import java.util.List;
import java.util.Set;

/**
 * The fault that the system property {@code strongroom.planted} names. A server has it only when
 * this module is put on its class path, which {@code cluster/run --planted} does. What {@code
 * cluster/run --upgrade} names is no fault: {@code later-formats-1} to {@code later-formats-9}, a
 * release that knows so many formats more.
 */
public final class NamedFault implements Planted {
  private static final String STANDBY_READS = "standby-reads";
  private static final String IGNORE_WARNINGS = "ignore-warnings";
  private static final String NO_LEASE = "no-lease";
  private static final Set<String> NAMES = Set.of(STANDBY_READS, IGNORE_WARNINGS, NO_LEASE);

  private static final int DECIMAL = 10;
  private static final String LATER_FORMATS = "later-formats-[1-9]";

  private final String name = System.getProperty("strongroom.planted", "");

  /** Refuses a name that no fault has, as a run with it would prove nothing. */
  public NamedFault() {
    if (!NAMES.contains(name) && !name.matches(LATER_FORMATS)) {
      throw new IllegalStateException("no fault is named '" + name + "'");
    }
  }

  @Override
  public boolean readsStandby() {
    return name.equals(STANDBY_READS);
  }

  @Override
  public boolean ignoresWarnings() {
    return name.equals(IGNORE_WARNINGS);
  }

  @Override
  public boolean ignoresLease() {
    return name.equals(NO_LEASE);
  }

  @Override
  public List<String> laterFormats() {
    if (!name.matches(LATER_FORMATS)) {
      return List.of();
    }
    return Planted.additions(Character.digit(name.charAt(name.length() - 1), DECIMAL));
  }
}
