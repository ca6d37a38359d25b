package io.strongroom.iam.directory;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * An OpenID Connect issuer whose tokens are accepted; its name is its URL without the scheme.
 *
 * @param clientIds the audiences that tokens may be for, at most {@value #MAX_CLIENT_IDS}
 * @param thumbprints of the issuer's certificates, as they were sent, at most {@value
 *     #MAX_THUMBPRINTS}; kept and shown
 * @param tags values by key, in order
 */
public record OidcProvider(
    Identifiers identifiers,
    Instant created,
    List<String> clientIds,
    List<String> thumbprints,
    SequencedMap<String, String> tags)
    implements Identity {

  /** How many audiences there can be. Source: IAM User Guide, "IAM and AWS STS quotas". */
  public static final int MAX_CLIENT_IDS = 100;

  /** How many thumbprints there can be. Source: IAM API Reference, CreateOpenIDConnectProvider. */
  public static final int MAX_THUMBPRINTS = 5;

  /** Takes copies; refuses other identifiers and too many of anything. */
  public OidcProvider {
    Copies.require(identifiers, Kind.OIDC_PROVIDER);
    clientIds = List.copyOf(clientIds);
    thumbprints = List.copyOf(thumbprints);
    tags = Copies.of(tags);
    if (clientIds.size() > MAX_CLIENT_IDS || thumbprints.size() > MAX_THUMBPRINTS) {
      throw new IllegalArgumentException("an identity provider has too many of something");
    }
  }

  /** Makes a provider without tags. */
  public static OidcProvider of(
      Identifiers identifiers, Instant created, List<String> clientIds, List<String> thumbprints) {
    return new OidcProvider(identifiers, created, clientIds, thumbprints, new LinkedHashMap<>());
  }

  /** Returns the URL that tokens name as their issuer. */
  public String url() {
    return "https://" + name();
  }

  /** Returns the provider with other audiences. */
  public OidcProvider accepting(List<String> audiences) {
    return new OidcProvider(identifiers, created, audiences, thumbprints, tags);
  }

  /** Returns the provider with other thumbprints. */
  public OidcProvider pinned(List<String> next) {
    return new OidcProvider(identifiers, created, clientIds, next, tags);
  }

  /** Returns the provider with other tags. */
  public OidcProvider tagged(Map<String, String> next) {
    return new OidcProvider(identifiers, created, clientIds, thumbprints, Copies.of(next));
  }
}
