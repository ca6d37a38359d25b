package io.strongroom.server.config;

import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The one family of keys whose names the operator chooses: {@code oidc.NAME.issuer}, {@code
 * oidc.NAME.keys} and {@code oidc.NAME.audiences}.
 */
final class IssuerFamily {
  private static final String PREFIX = "oidc.";
  private static final String ISSUER = "issuer";
  private static final String KEYS = "keys";
  private static final String AUDIENCES = "audiences";
  private static final List<String> MEMBERS = List.of(ISSUER, KEYS, AUDIENCES);

  private static final int MAX_ISSUERS = 32;
  private static final int MAX_NAME_LENGTH = 32;

  /** The bound of the IAM model for the URL of an identity provider. */
  private static final int MAX_URL_LENGTH = 255;

  /** The bound of IAM for the audiences of an identity provider. */
  private static final int MAX_AUDIENCES = 100;

  private final Map<String, Map<String, String>> members = new TreeMap<>();

  /** Tells whether a key belongs to the family, well-formed or not. */
  static boolean has(String key) {
    return key.startsWith(PREFIX);
  }

  /** Takes a line of the file; returns what is wrong with it, or null. */
  @Nullable String put(String key, String value) {
    int dot = key.indexOf('.', PREFIX.length());
    String name = dot < 0 ? "" : key.substring(PREFIX.length(), dot);
    String member = key.substring(dot + 1);
    if (!isName(name) || !MEMBERS.contains(member)) {
      return "has the form oidc.NAME.issuer, oidc.NAME.keys or oidc.NAME.audiences";
    }
    String known = members.computeIfAbsent(name, _ -> new LinkedHashMap<>()).put(member, value);
    return known != null ? "is set twice" : fault(member, value);
  }

  private static boolean isName(String name) {
    return !name.isEmpty()
        && name.length() <= MAX_NAME_LENGTH
        && name.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
  }

  private static @Nullable String fault(String member, String value) {
    return switch (member) {
      case ISSUER ->
          value.length() <= MAX_URL_LENGTH && isUrl(value, "https")
              ? null
              : "must be an https URL of at most 255 characters";
      case KEYS ->
          isUrl(value, "https") || isOwnUrl(value) || isPath(value)
              ? null
              : "must be an https URL, an http URL of a loopback address, or the path of a file";
      default -> {
        int count = audiences(value).size();
        yield count > 0 && count <= MAX_AUDIENCES ? null : "needs 1 to 100 names between commas";
      }
    };
  }

  private static boolean isPath(String value) {
    return !value.isEmpty() && !value.contains("://");
  }

  private static boolean isUrl(String value, String scheme) {
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

  /** Only addresses count, not names, so that nothing has to be looked up. */
  private static boolean isOwnUrl(String value) {
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

  private static Set<String> audiences(String value) {
    Set<String> names = new LinkedHashSet<>();
    for (String name : value.split(",", -1)) {
      if (!name.isBlank()) {
        names.add(name.strip());
      }
    }
    return names;
  }

  /** Returns all issuers, and adds what is wrong with them as a whole. */
  List<IssuerSettings> finished(List<String> faults) {
    List<IssuerSettings> issuers = new ArrayList<>();
    Set<String> urls = new LinkedHashSet<>();
    members.forEach(
        (name, values) -> {
          for (String member : MEMBERS) {
            if (!values.containsKey(member)) {
              faults.add(PREFIX + name + "." + member + " is missing");
            }
          }
          String url = values.getOrDefault(ISSUER, "");
          if (!urls.add(url)) {
            faults.add(PREFIX + name + ".issuer is that of another name");
          }
          issuers.add(
              new IssuerSettings(
                  url,
                  values.getOrDefault(KEYS, ""),
                  audiences(values.getOrDefault(AUDIENCES, ""))));
        });
    if (issuers.size() > MAX_ISSUERS) {
      faults.add("there are more than " + MAX_ISSUERS + " oidc issuers");
    }
    return issuers;
  }
}
