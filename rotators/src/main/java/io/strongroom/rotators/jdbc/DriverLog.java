package io.strongroom.rotators.jdbc;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Turns the logs of drivers off: they would show names of hosts and users out of secrets. */
public final class DriverLog {

  /** A logger that nobody holds is made anew, with another level. */
  private static final Set<Logger> HELD = ConcurrentHashMap.newKeySet();

  private DriverLog() {}

  /** Turns off the log {@code name} and those below it, for the life of the process. */
  public static void silence(String name) {
    Logger logger = Logger.getLogger(name);
    logger.setLevel(Level.OFF);
    HELD.add(logger);
  }
}
