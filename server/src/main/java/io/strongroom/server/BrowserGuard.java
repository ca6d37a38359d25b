package io.strongroom.server;

import io.strongroom.iam.sigv4.Headers;
import io.strongroom.iam.sigv4.WireRequest;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps web pages away from a server in development mode, which takes unsigned requests: a page
 * that a developer has open must not reach the secrets on the same machine.
 *
 * <p>A request that a page sent carries {@code Origin} or {@code Sec-Fetch-Site}; a page that had
 * its name resolve to this machine carries that name in {@code Host}. An unsigned request also
 * needs {@code X-Amz-Target}, which the gateway demands and browsers ask leave for.
 */
final class BrowserGuard {
  private final Set<String> hosts;

  /** Lets through loopback names and {@code hosts}, given in lower case. */
  BrowserGuard(Set<String> hosts) {
    this.hosts = Set.copyOf(hosts);
  }

  /** Returns why a request is refused, or null if it is not. */
  @Nullable String refusal(WireRequest request) {
    Headers headers = request.headers();
    if (headers.get("origin") != null) {
      return "Requests of web pages are refused in development mode (Origin header).";
    }
    String site = headers.get("sec-fetch-site");
    if (site != null && !site.equals("none") && !site.equals("same-origin")) {
      return "Requests of web pages are refused in development mode (Sec-Fetch-Site header).";
    }
    String host = headers.get("host");
    if (host == null || !isKnown(hostName(host.toLowerCase(Locale.ROOT)))) {
      return "The Host header names neither this machine nor a host given with --allow-host.";
    }
    return null;
  }

  private boolean isKnown(String name) {
    return name.equals("localhost")
        || name.endsWith(".localhost")
        || name.equals("[::1]")
        || isLoopbackAddress(name)
        || hosts.contains(name);
  }

  /** Cuts off the port. */
  private static String hostName(String host) {
    int bracket = host.lastIndexOf(']');
    int colon = host.indexOf(':', Math.max(bracket, 0));
    return colon < 0 ? host : host.substring(0, colon);
  }

  private static boolean isLoopbackAddress(String name) {
    String[] parts = name.split("\\.", -1);
    if (parts.length != 4 || !parts[0].equals("127")) {
      return false;
    }
    for (String part : parts) {
      if (part.isEmpty()
          || part.length() > 3
          || !part.chars().allMatch(c -> c >= '0' && c <= '9')) {
        return false;
      }
    }
    return true;
  }
}
