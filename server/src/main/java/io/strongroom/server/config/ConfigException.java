package io.strongroom.server.config;

import java.io.Serial;

/** Says everything that is wrong with a configuration, in one line. */
public final class ConfigException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  /** Makes the error. */
  public ConfigException(String faults) {
    super(faults);
  }
}
