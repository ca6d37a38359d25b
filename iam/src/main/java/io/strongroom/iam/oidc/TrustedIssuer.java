package io.strongroom.iam.oidc;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An issuer whose tokens are believed, because the configuration says so.
 *
 * @param url what its tokens have under {@code iss}, to the letter; begins with {@code https://}
 * @param audiences whom its tokens may be for; what else it issues is none of this server's
 *     business
 * @param keys what it signs with
 */
public record TrustedIssuer(String url, Set<String> audiences, Keys keys) {

  /** Where an issuer's keys are had from. */
  @FunctionalInterface
  public interface Keys {
    /** Returns the keys that the issuer signs with now, or null while there are none. */
    WebTokens.@Nullable KeySet current();
  }

  /** What the URL of an issuer begins with. */
  public static final String SCHEME = "https://";

  /** Copies the set; refuses a URL without the scheme with an IllegalArgumentException. */
  public TrustedIssuer {
    if (!url.startsWith(SCHEME) || url.length() == SCHEME.length()) {
      throw new IllegalArgumentException("an issuer has an https URL");
    }
    audiences = Set.copyOf(audiences);
  }

  /** Returns the URL without its scheme, as condition keys and provider ARNs have it. */
  public String host() {
    return url.substring(SCHEME.length());
  }
}
