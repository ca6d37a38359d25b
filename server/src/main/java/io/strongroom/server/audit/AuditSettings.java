package io.strongroom.server.audit;

import java.nio.file.Path;
import java.util.Locale;

/**
 * How the audit log is kept (requirement AUD-9: settings alone say so).
 *
 * @param directory where its files are; made if it is missing, its parent exists
 * @param mode when a record counts as accepted
 * @param fileBytes about how large a file gets, 4 KiB or more
 * @param files how many files are kept, the newest; 0 for all
 * @param strangersPerMinute how many records a minute those may leave who did not prove who they
 *     are, 0 or more
 */
public record AuditSettings(
    Path directory, Mode mode, long fileBytes, int files, int strangersPerMinute) {

  /** The name of the directory inside of a store's. */
  public static final String DIRECTORY = "audit";

  /** How large a file gets if nothing else is set: 64 MiB. */
  public static final long DEFAULT_FILE_BYTES = 64L << 20;

  /** How many records a minute strangers may leave if nothing else is set. */
  public static final int DEFAULT_STRANGERS = 60;

  private static final long MIN_FILE_BYTES = 4 << 10;

  /** When a record counts as accepted. */
  public enum Mode {
    /** Once it is in memory; a power loss may cost those of the last 100 ms (PRM-14). */
    GROUP,
    /** Once it is flushed to the disk. */
    STRICT;

    /** Returns the mode of a name in lower case, as the configuration has it. */
    public static Mode of(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }
  }

  /** Refuses what is out of range with an {@link IllegalArgumentException}. */
  public AuditSettings {
    if (fileBytes < MIN_FILE_BYTES || files < 0 || strangersPerMinute < 0) {
      throw new IllegalArgumentException("a setting of the audit log is out of range");
    }
  }

  /** Returns the usual settings of a log in the directory of a store. */
  public static AuditSettings in(Path data) {
    return new AuditSettings(
        data.resolve(DIRECTORY), Mode.GROUP, DEFAULT_FILE_BYTES, 0, DEFAULT_STRANGERS);
  }
}
