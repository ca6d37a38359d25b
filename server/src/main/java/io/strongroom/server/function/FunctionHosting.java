package io.strongroom.server.function;

import io.strongroom.api.lambda.UploadRule;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import io.strongroom.server.remote.RemoteFunction;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which functions a server has.
 *
 * @param uploads what may be uploaded
 * @param local functions that the operator provides, or null for none
 * @param scratch where files of requests are while they are answered, a directory of the server's
 *     own; null for one that is made in the system's place for temporary files
 * @param data the directory of the store, where the logs of functions are; null for logs that go
 *     when the server stops
 * @param hidden files and directories that no function may see
 * @param care what is asked of the place where uploaded code runs
 * @param way how functions reach this server
 * @param narrow what narrows the permissions of functions in rotations; null for all of their role
 * @param remotes functions that run elsewhere
 */
public record FunctionHosting(
    UploadRule uploads,
    @Nullable Local local,
    @Nullable Path scratch,
    @Nullable Path data,
    List<Path> hidden,
    Care care,
    Way way,
    @Nullable NarrowSession narrow,
    List<RemoteFunction> remotes) {

  /** What is asked of the place where uploaded code runs. */
  public enum Care {
    /** Code that somebody uploads must not reach the server. */
    PRODUCTION,
    /** A warning will do. */
    DEVELOPMENT
  }

  /** How much code an account may store unless something else is set, in bytes. */
  public static final long DEFAULT_ACCOUNT_BYTES = 1L << 30;

  /** The name of the directory for files of requests beside a store. */
  public static final String SCRATCH = "uploads";

  /**
   * A directory with functions.
   *
   * @param directory its sub-directories are the functions
   * @param account whose functions they are
   * @param region where they are
   */
  public record Local(Path directory, AccountId account, Region region) {}

  /**
   * How functions reach the server.
   *
   * @param endpoint its URL, without a path, or null for the address that it listens at
   * @param authorities files of certificates, in PEM, that functions trust besides those of the
   *     system: the server's, and those of databases
   */
  public record Way(@Nullable String endpoint, List<Path> authorities) {

    /** To where the server listens, with the certificates of the system. */
    public static final Way PLAIN = new Way(null, List.of());

    /** Copies the list. */
    public Way {
      authorities = List.copyOf(authorities);
    }
  }

  /** Returns the hosting of a server that takes no code. */
  public static FunctionHosting closed() {
    return new FunctionHosting(
        new UploadRule(UploadRule.Mode.OFF, DEFAULT_ACCOUNT_BYTES),
        null,
        null,
        null,
        List.of(),
        Care.PRODUCTION,
        Way.PLAIN,
        null,
        List.of());
  }

  /**
   * Returns the hosting of a server for development, which takes code.
   *
   * @param data the directory of its store, or null for a store in memory
   * @param authorities certificates that functions trust besides those of the system
   */
  public static FunctionHosting open(@Nullable Path data, List<Path> authorities) {
    return new FunctionHosting(
        new UploadRule(UploadRule.Mode.ON, DEFAULT_ACCOUNT_BYTES),
        null,
        null,
        data,
        data == null ? List.of() : List.of(data),
        Care.DEVELOPMENT,
        new Way(null, authorities),
        null,
        List.of());
  }

  /** Returns the same hosting, with functions that run elsewhere. */
  public FunctionHosting with(List<RemoteFunction> functions) {
    return new FunctionHosting(uploads, local, scratch, data, hidden, care, way, narrow, functions);
  }
}
