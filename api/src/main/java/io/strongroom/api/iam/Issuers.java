package io.strongroom.api.iam;

import io.strongroom.iam.directory.OidcProvider;
import java.util.List;

/** What holds for OpenID Connect issuers, their audiences and thumbprints. */
final class Issuers {
  private static final String SCHEME = "https://";

  private Issuers() {}

  /** Returns what names an issuer in an ARN: its URL without the scheme. */
  static String host(String url) {
    return url.startsWith(SCHEME) ? url.substring(SCHEME.length()) : url;
  }

  /**
   * Returns what names an issuer.
   *
   * @param url {@code https://} and a host, and perhaps a path
   * @throws ServiceException InvalidInput
   */
  static String requireHost(String url) {
    String host = host(url);
    boolean valid =
        url.startsWith(SCHEME)
            && !host.isEmpty()
            && host.charAt(0) != '/'
            && host.chars().allMatch(c -> c > ' ' && c <= '~' && "?#@\\".indexOf(c) < 0);
    if (!valid) {
      throw Refusals.invalid("Invalid Open ID Connect Provider URL");
    }
    return host;
  }

  /**
   * Refuses more audiences than a provider can have.
   *
   * @throws ServiceException LimitExceeded
   */
  static List<String> requireFewClients(List<String> clientIds) {
    if (clientIds.size() > OidcProvider.MAX_CLIENT_IDS) {
      throw Refusals.quota("ClientIdsPerOpenIdConnectProvider", OidcProvider.MAX_CLIENT_IDS);
    }
    return clientIds;
  }

  /**
   * Refuses thumbprints that are too many, or none of SHA-1.
   *
   * @throws ServiceException InvalidInput
   */
  static List<String> requireThumbprints(List<String> thumbprints) {
    if (thumbprints.size() > OidcProvider.MAX_THUMBPRINTS) {
      throw Refusals.invalid(
          "Thumbprint list must contain at most %d entries."
              .formatted(OidcProvider.MAX_THUMBPRINTS));
    }
    if (!thumbprints.stream().allMatch(Issuers::isHex)) {
      throw Refusals.invalid("A thumbprint has 40 hexadecimal digits.");
    }
    return thumbprints;
  }

  private static boolean isHex(String text) {
    return text.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128);
  }
}
