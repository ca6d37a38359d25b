package io.strongroom.store.postgres;

import io.strongroom.store.sql.CacheSizes;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a database is reached and used.
 *
 * @param url where it is
 * @param passwordFile holds the password of the role in its first line; null for none
 * @param tls how connections are protected
 * @param replication whether a commit has to be on a second machine before it counts
 * @param node the name of this server among those that use the database: 1 to 64 letters, digits,
 *     dots, hyphens and underscores
 * @param caches how much of the database is kept in memory
 * @param readers how many reads that found nothing in memory go to the database at a time, 1 to
 *     {@value #MAX_READERS}
 */
public record PostgresOptions(
    DatabaseUrl url,
    @Nullable Path passwordFile,
    Tls tls,
    Replication replication,
    String node,
    CacheSizes caches,
    int readers) {

  /** The most connections for reading. */
  public static final int MAX_READERS = 64;

  private static final Pattern NODE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  /** How connections are protected. */
  public sealed interface Tls {

    /** Not at all; for a database on this machine. */
    record Off() implements Tls {}

    /**
     * With a certificate that names the host (requirement DBA-1).
     *
     * @param authorities a file with the certificates that it may be issued by; null for those that
     *     Java trusts
     */
    record Verified(@Nullable Path authorities) implements Tls {}
  }

  /** Whether a commit has to be on a second machine before it counts (requirement DBA-3). */
  public enum Replication {
    /** The database has a synchronous standby; without one nothing is stored. */
    SYNCHRONOUS,
    /** The database is one machine, or its operator accepts to lose what was acknowledged. */
    NONE
  }

  /** Refuses what is out of range with an {@link IllegalArgumentException}. */
  public PostgresOptions {
    if (!NODE.matcher(node).matches()) {
      throw new IllegalArgumentException(
          "the name of a node is 1 to 64 letters, digits, dots, hyphens and underscores");
    }
    if (readers < 1 || readers > MAX_READERS) {
      throw new IllegalArgumentException("the number of readers is out of range");
    }
  }
}
