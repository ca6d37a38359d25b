package io.strongroom.server.config;

import java.net.InetAddress;
import java.net.URI;

/** What may be configured as the address of another service. */
final class Urls {
  private Urls() {}

  /** Tells whether a text is a URL of that scheme with a host, and without user or fragment. */
  static boolean isUrl(String value, String scheme) {
    try {
      URI uri = URI.create(value);
      return scheme.equals(uri.getScheme())
          && uri.getHost() != null
          && uri.getRawUserInfo() == null
          && uri.getRawFragment() == null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Tells whether a text names a server by its URL, with nothing behind the host and port. */
  static boolean isEndpoint(String value) {
    if (!isUrl(value, "http") && !isUrl(value, "https")) {
      return false;
    }
    URI uri = URI.create(value);
    return uri.getRawPath().isEmpty() && uri.getRawQuery() == null;
  }

  /**
   * Tells whether a text is an http URL of this machine. Only addresses count, not names, so that
   * nothing has to be looked up.
   */
  static boolean isOwnUrl(String value) {
    if (!isUrl(value, "http")) {
      return false;
    }
    String host = URI.create(value).getHost();
    try {
      return host.equals("localhost") || InetAddress.ofLiteral(host).isLoopbackAddress();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
