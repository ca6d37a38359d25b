package io.strongroom.store.sql;

import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;

/** The answers for faults of storage. Their texts say nothing about it; the log does. */
public final class Failures {
  private static final System.Logger LOG = System.getLogger("io.strongroom.store");

  private Failures() {}

  /** Nothing was stored, and the same call may work later. */
  public static ServiceException unavailable() {
    return new ServiceException(
        ErrorCode.SERVICE_UNAVAILABLE, "The service is unavailable. Please try again later.");
  }

  /** It is not known what was stored, or something that is stored cannot be read. */
  public static ServiceException internal(Throwable cause) {
    return new ServiceException(
        ErrorCode.INTERNAL_SERVICE_ERROR, "An error occurred on the server side.", cause);
  }

  /**
   * Something that is stored is not what was stored (requirement PRM-8).
   *
   * @param what names the record, without its content
   */
  public static ServiceException damaged(String what, Throwable cause) {
    LOG.log(System.Logger.Level.ERROR, "{0} is damaged: {1}", what, cause.getMessage());
    return internal(cause);
  }

  /** Puts a line about the state of the store into the log. */
  public static void log(System.Logger.Level level, String line) {
    LOG.log(level, line);
  }

  /** Puts a line about the state of the store into the log. */
  public static void log(System.Logger.Level level, String line, Throwable cause) {
    LOG.log(level, line, cause);
  }
}
