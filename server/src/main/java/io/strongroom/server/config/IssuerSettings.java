package io.strongroom.server.config;

import java.util.Set;

/**
 * An issuer of web identity tokens that the server believes.
 *
 * @param url what its tokens have under {@code iss}
 * @param keys where its key set (JWKS) is: an {@code https} URL, an {@code http} URL of this
 *     machine, or the path of a file
 * @param audiences whom its tokens may be for
 */
public record IssuerSettings(String url, String keys, Set<String> audiences) {

  /** Copies the set. */
  public IssuerSettings {
    audiences = Set.copyOf(audiences);
  }

  /** Tells whether the keys are fetched rather than read from a file. */
  public boolean isFetched() {
    return keys.startsWith("https://") || keys.startsWith("http://");
  }
}
