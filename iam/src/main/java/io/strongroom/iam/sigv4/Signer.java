package io.strongroom.iam.sigv4;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;

/**
 * Signs requests with Signature Version 4, in the header: the other side of {@link SigV4Verifier},
 * with the same canonical form. All headers are signed, so a request must go out with those that it
 * was signed with; others may be added.
 */
public final class Signer {
  private static final String DATE = "x-amz-date";
  private static final String TOKEN = "x-amz-security-token";

  private final SigningCredentials credentials;
  private final String region;
  private final String service;

  /** Signs with {@code credentials}, which the caller closes, for a service in a region. */
  public Signer(SigningCredentials credentials, String region, String service) {
    this.credentials = credentials;
    this.region = region;
    this.service = service;
  }

  /**
   * Signs a request.
   *
   * @param method in capitals
   * @param target path and query as they go over the wire
   * @param headers the headers to be signed, {@code host} among them
   * @param now the time of the signature
   * @return the headers with those of the signature
   * @throws IllegalArgumentException if two readers could see the request differently
   */
  public Headers sign(String method, String target, Headers headers, byte[] body, Instant now) {
    String date = AmzDate.format(now.getEpochSecond());
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < headers.size(); i++) {
      fields.add(headers.name(i));
      fields.add(headers.value(i));
    }
    fields.addAll(List.of(DATE, date));
    if (credentials.sessionToken() != null) {
      fields.addAll(List.of(TOKEN, credentials.sessionToken()));
    }
    Headers signed = Headers.of(fields.toArray(String[]::new));
    Claim claim = claim(new AmzDate(date, now.getEpochSecond()), signed);
    fields.addAll(
        List.of(
            "authorization", authorization(claim, signature(method, target, signed, body, claim))));
    return Headers.of(fields.toArray(String[]::new));
  }

  private Claim claim(AmzDate date, Headers headers) {
    TreeSet<String> names = new TreeSet<>();
    for (int i = 0; i < headers.size(); i++) {
      names.add(headers.name(i));
    }
    Credential scope =
        new Credential(
            credentials.accessKeyId(), date.day(), region, service, Credential.TERMINATOR);
    return new Claim(scope, String.join(";", names), "", date, DATE, SigV4Verifier.WINDOW_SECONDS);
  }

  private String signature(
      String method, String target, Headers headers, byte[] body, Claim claim) {
    try {
      CanonicalRequest.check(headers);
      WireRequest request = new WireRequest(method, target, headers, body, Peer.LOOPBACK);
      byte[] digest = CanonicalRequest.digest(request, QueryParameters.parse(target), claim);
      byte[] code =
          claim
              .stringToSign(digest)
              .mac(SigningKeys.derive(credentials.secret(), claim.credential()));
      return HexFormat.of().formatHex(code);
    } catch (Refusal refusal) {
      throw new IllegalArgumentException("the request cannot be signed", refusal);
    }
  }

  private static String authorization(Claim claim, String signature) {
    Credential scope = claim.credential();
    return "%s Credential=%s/%s/%s/%s/%s, SignedHeaders=%s, Signature=%s"
        .formatted(
            AuthorizationHeader.ALGORITHM,
            scope.accessKeyId(),
            scope.date(),
            scope.region(),
            scope.service(),
            scope.terminator(),
            claim.signedHeaders(),
            signature);
  }
}
