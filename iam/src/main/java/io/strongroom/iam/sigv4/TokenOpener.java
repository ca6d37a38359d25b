package io.strongroom.iam.sigv4;

import io.strongroom.iam.session.SessionTokens.Opened;
import org.jspecify.annotations.Nullable;

/** Opens the token that comes with temporary credentials. */
@FunctionalInterface
public interface TokenOpener {

  /**
   * Returns the session that a token holds, over or not, or null if it is no token of this server
   * or belongs to another access key.
   *
   * @param accessKeyId chosen by the caller: 1 to 128 letters, digits, dots, hyphens or underscores
   * @param token as it was sent, of any length and content
   */
  @Nullable Opened open(String accessKeyId, String token);
}
