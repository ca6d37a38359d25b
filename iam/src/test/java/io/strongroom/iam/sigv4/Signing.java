package io.strongroom.iam.sigv4;

import io.strongroom.iam.AccessKey;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.IdentityStore;
import io.strongroom.iam.session.Session;
import io.strongroom.iam.session.SessionTokens;
import io.strongroom.keys.HmacSha256;
import io.strongroom.keys.SensitiveBytes;
import io.strongroom.keys.Sha256;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The signer's side of Signature Version 4, written plainly from the documentation with strings and
 * maps, and a verifier that knows one key. Shares only the hash functions with what it tests.
 */
final class Signing {
  static final String KEY_ID = "AKIDEXAMPLE";
  static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
  static final String INACTIVE_ID = "AKIDINACTIVE";
  static final String DATE = "20150830T123600Z";
  static final Instant NOW = Instant.parse("2015-08-30T12:36:00Z");
  static final String SERVICE = "secretsmanager";
  static final String REGION = "us-east-1";
  static final AccountId ACCOUNT = new AccountId("123456789012");
  static final AccessKey KEY = key(KEY_ID, AccessKey.Status.ACTIVE, 1);

  /** Knows an active and an inactive key, both with the same secret. */
  static final IdentityStore STORE =
      Map.of(KEY_ID, KEY, INACTIVE_ID, key(INACTIVE_ID, AccessKey.Status.INACTIVE, 1))::get;

  static final String TEMPORARY_ID = "ASIADEXAMPLE";
  static final String TOKEN = "TOKEN";

  /** The session that {@link #TOKEN} holds. It ends an hour after {@link #NOW}. */
  static final Session SESSION =
      Session.ofUser(ACCOUNT, "AIDAIOSFODNN7EXAMPLE1", NOW, NOW.plusSeconds(3_600));

  static final AccessKey TEMPORARY_KEY = key(TEMPORARY_ID, AccessKey.Status.ACTIVE, 1);

  static final FailureLimit ANY_FAILURES =
      new FailureLimit(
          new FailureLimit.Rates(0, 0, FailureLimit.Loopback.COUNTED), System::nanoTime);

  private Signing() {}

  static AccessKey key(String id, AccessKey.Status status, long generation) {
    return key(id, ACCOUNT, status, generation, new byte[0]);
  }

  static AccessKey key(
      String id, AccountId account, AccessKey.Status status, long generation, byte[] sealed) {
    return new AccessKey(id, account, account.digits(), status, Instant.EPOCH, generation, sealed);
  }

  static SensitiveBytes open(AccessKey ignored) {
    return SensitiveBytes.owning(ascii(SECRET));
  }

  static SessionTokens.@Nullable Opened opened(String accessKeyId, String token) {
    boolean matching = accessKeyId.equals(TEMPORARY_ID) && token.equals(TOKEN);
    return matching ? new SessionTokens.Opened(TEMPORARY_KEY, SESSION) : null;
  }

  static SigV4Verifier verifierAt(Instant now) {
    return verifierAt(now, ANY_FAILURES);
  }

  static SigV4Verifier verifierAt(Instant now, FailureLimit failures) {
    return new SigV4Verifier(
        STORE, Signing::open, Signing::opened, InstantSource.fixed(now), failures);
  }

  /** An unsigned request as it is put together; {@link #signed} signs all its headers. */
  record Draft(
      String method,
      String path,
      Map<String, String> query,
      Map<String, String> headers,
      String body,
      String keyId,
      String region) {

    /** What an SDK sends for an operation. */
    static Draft usual() {
      return new Draft("POST", "/", Map.of(), usualHeaders(), "{}", KEY_ID, REGION);
    }

    private static Map<String, String> usualHeaders() {
      return Map.of(
          "host", "localhost:3000",
          "content-type", "application/x-amz-json-1.1",
          "x-amz-target", "secretsmanager.GetSecretValue",
          "x-amz-date", DATE);
    }

    Draft with(String header, String value) {
      Map<String, String> more = new TreeMap<>(headers);
      more.put(header, value);
      return new Draft(method, path, query, more, body, keyId, region);
    }

    Draft without(String header) {
      Map<String, String> fewer = new TreeMap<>(headers);
      fewer.remove(header);
      return new Draft(method, path, query, fewer, body, keyId, region);
    }

    Draft asking(String name, String value) {
      Map<String, String> more = new TreeMap<>(query);
      more.put(name, value);
      return new Draft(method, path, more, headers, body, keyId, region);
    }

    Draft as(String otherKeyId) {
      return new Draft(method, path, query, headers, body, otherKeyId, region);
    }

    Draft in(String otherRegion) {
      return new Draft(method, path, query, headers, body, keyId, otherRegion);
    }

    /** Signs in the header with every header there is. */
    Parts signed() {
      return signedFor(SERVICE);
    }

    Parts signedFor(String service) {
      String date = headers.getOrDefault("x-amz-date", DATE);
      String scope = date.substring(0, 8) + "/" + region + "/" + service + "/aws4_request";
      String names = String.join(";", new TreeMap<>(headers).keySet());
      return new Parts(
          method,
          path,
          encoded(query),
          new TreeMap<>(headers),
          body,
          keyId + "/" + scope,
          names,
          signature(date, scope, names));
    }

    /** Signs in the query, good for {@code expires} seconds; empty to leave that out. */
    WireRequest presigned(String expires) {
      String date = headers.getOrDefault("x-amz-date", DATE);
      String scope = date.substring(0, 8) + "/" + region + "/" + SERVICE + "/aws4_request";
      Draft draft = without("x-amz-date");
      String names = String.join(";", new TreeMap<>(draft.headers).keySet());
      draft =
          draft
              .asking("X-Amz-Algorithm", "AWS4-HMAC-SHA256")
              .asking("X-Amz-Credential", keyId + "/" + scope)
              .asking("X-Amz-Date", date)
              .asking("X-Amz-SignedHeaders", names);
      draft = expires.isEmpty() ? draft : draft.asking("X-Amz-Expires", expires);
      String signature = draft.signature(date, scope, names);
      Draft last = draft.asking("X-Amz-Signature", signature);
      return wire(method, path, encoded(last.query), last.headers, body);
    }

    private String signature(String date, String scope, String names) {
      StringBuilder canonical = new StringBuilder();
      canonical.append(method).append('\n').append(encode(path).replace("%2F", "/")).append('\n');
      canonical.append(encoded(query)).append('\n');
      new TreeMap<>(headers)
          .forEach(
              (name, value) ->
                  canonical
                      .append(name)
                      .append(':')
                      .append(value.strip().replaceAll(" +", " "))
                      .append('\n'));
      canonical.append('\n').append(names).append('\n').append(hex(Sha256.hash(latin1(body))));
      String toSign =
          String.join(
              "\n",
              "AWS4-HMAC-SHA256",
              date,
              scope,
              hex(Sha256.hash(latin1(canonical.toString()))));
      byte[] key = ascii("AWS4" + SECRET);
      for (String part : scope.split("/", -1)) {
        key = HmacSha256.keyed(key).mac(ascii(part));
      }
      return hex(HmacSha256.keyed(key).mac(ascii(toSign)));
    }
  }

  /** A signed request in pieces, so that a test can change one of them. */
  record Parts(
      String method,
      String path,
      String query,
      Map<String, String> headers,
      String body,
      String credential,
      String signedHeaders,
      String signature) {

    String authorization() {
      return "AWS4-HMAC-SHA256 Credential="
          + credential
          + ", SignedHeaders="
          + signedHeaders
          + ", Signature="
          + signature;
    }

    WireRequest wire() {
      return wireWith(authorization());
    }

    WireRequest wireWith(String authorization) {
      Map<String, String> all = new TreeMap<>(headers);
      all.put("authorization", authorization);
      return Signing.wire(method, path, query, all, body);
    }
  }

  static WireRequest wire(
      String method, String path, String query, Map<String, String> headers, String body) {
    List<String> flat = new ArrayList<>();
    headers.forEach(
        (name, value) -> {
          flat.add(name);
          flat.add(value);
        });
    String target = query.isEmpty() ? path : path + "?" + query;
    return new WireRequest(
        method, target, Headers.of(flat.toArray(String[]::new)), latin1(body), Peer.LOOPBACK);
  }

  /** Percent-encodes as RFC 3986 has it; the text holds one byte in each character. */
  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.ISO_8859_1)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  private static String encoded(Map<String, String> query) {
    Map<String, String> sorted = new TreeMap<>();
    query.forEach((name, value) -> sorted.put(encode(name), encode(value)));
    List<String> pairs = new ArrayList<>();
    sorted.forEach((name, value) -> pairs.add(name + "=" + value));
    return String.join("&", pairs);
  }

  static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
