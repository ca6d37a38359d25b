package io.strongroom.functions;

import io.strongroom.keys.SensitiveBytes;
import java.time.Instant;

/**
 * Temporary credentials of a function's role, as the function will see them. Whoever runs the
 * function keeps them for as long as its process lives, and closes them then.
 *
 * @param accessKeyId the id of the access key
 * @param secretAccessKey its secret, in ASCII
 * @param sessionToken the token of the session, in ASCII
 * @param expiration when they end; the process ends before
 * @param known what was given to whoever has these credentials
 */
public record Credentials(
    String accessKeyId,
    SensitiveBytes secretAccessKey,
    SensitiveBytes sessionToken,
    Instant expiration,
    KnownValues known)
    implements AutoCloseable {

  /** Overwrites all that is secret. */
  @Override
  public void close() {
    secretAccessKey.close();
    sessionToken.close();
    known.close();
  }
}
