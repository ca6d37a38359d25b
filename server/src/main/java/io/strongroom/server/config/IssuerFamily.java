package io.strongroom.server.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys of issuers, each under a name that the operator chooses: {@code oidc.NAME.issuer},
 * {@code oidc.NAME.keys} and {@code oidc.NAME.audiences}.
 */
final class IssuerFamily {
  private static final String PREFIX = "oidc.";
  private static final String ISSUER = "issuer";
  private static final String KEYS = "keys";
  private static final String AUDIENCES = "audiences";
  private static final List<String> MEMBERS = List.of(ISSUER, KEYS, AUDIENCES);

  /** The bound of the IAM model for the URL of an identity provider. */
  private static final int MAX_URL_LENGTH = 255;

  /** The bound of IAM for the audiences of an identity provider. */
  private static final int MAX_AUDIENCES = 100;

  private final KeyFamily keys = new KeyFamily(PREFIX, MEMBERS, IssuerFamily::fault);

  /** Returns what takes the lines of the file. */
  KeyFamily keys() {
    return keys;
  }

  private static @Nullable String fault(String member, String value) {
    return switch (member) {
      case ISSUER ->
          value.length() <= MAX_URL_LENGTH && Urls.isUrl(value, "https")
              ? null
              : "must be an https URL of at most 255 characters";
      case KEYS ->
          Urls.isUrl(value, "https") || Urls.isOwnUrl(value) || isPath(value)
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
    keys.finished(MEMBERS, faults)
        .forEach(
            (name, values) -> {
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
    return issuers;
  }
}
