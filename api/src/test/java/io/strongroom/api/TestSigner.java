package io.strongroom.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.strongroom.iam.sigv4.Headers;
import io.strongroom.iam.sigv4.Peer;
import io.strongroom.iam.sigv4.WireRequest;
import io.strongroom.keys.HmacSha256;
import io.strongroom.keys.Sha256;
import java.util.HexFormat;

/**
 * Signs requests as clients do, Signature Version 4, with parts that a test can spoil.
 *
 * <p>Source: IAM User Guide, "Create a signed AWS API request".
 */
record TestSigner(
    String keyId,
    String secret,
    String time,
    String date,
    String region,
    String service,
    String terminator) {

  private static final String SIGNED = "host;x-amz-date;x-amz-target";
  private static final HexFormat HEX = HexFormat.of();

  /** Signs with the key of the room, at the time its clock stands at first. */
  static TestSigner valid() {
    return new TestSigner(
        TestRoom.KEY_ID,
        TestRoom.KEY_SECRET,
        "20260102T030405Z",
        "20260102",
        "us-east-1",
        "secretsmanager",
        "aws4_request");
  }

  TestSigner keyId(String other) {
    return new TestSigner(other, secret, time, date, region, service, terminator);
  }

  TestSigner secret(String other) {
    return new TestSigner(keyId, other, time, date, region, service, terminator);
  }

  TestSigner time(String other) {
    return new TestSigner(keyId, secret, other, other.substring(0, 8), region, service, terminator);
  }

  TestSigner scope(String day, String place, String name, String end) {
    return new TestSigner(keyId, secret, time, day, place, name, end);
  }

  /** Returns a signed request with a session token, which is added after signing. */
  WireRequest signWith(String token, String operation, String body) {
    Headers headers =
        Headers.of(
            "host",
            "localhost",
            "x-amz-date",
            time,
            "x-amz-target",
            target(operation),
            "x-amz-security-token",
            token,
            "authorization",
            authorization(operation, body));
    return new WireRequest("POST", "/", headers, body.getBytes(UTF_8), Peer.LOOPBACK);
  }

  /** Returns a signed request. */
  WireRequest sign(String operation, String body) {
    return request(operation, body, authorization(operation, body));
  }

  /** Returns a request with any header in place of the signature. */
  WireRequest request(String operation, String body, String authorization) {
    Headers headers =
        Headers.of(
            "host",
            "localhost",
            "x-amz-date",
            time,
            "x-amz-target",
            target(operation),
            "authorization",
            authorization);
    return new WireRequest("POST", "/", headers, body.getBytes(UTF_8), Peer.LOOPBACK);
  }

  /** An operation without its service is one of Secrets Manager. */
  private static String target(String operation) {
    return operation.indexOf('.') < 0 ? "secretsmanager." + operation : operation;
  }

  String authorization(String operation, String body) {
    String canonical =
        "POST\n/\n\nhost:localhost\nx-amz-date:%s\nx-amz-target:%s\n\n%s\n%s"
            .formatted(time, target(operation), SIGNED, hash(body));
    String scope = String.join("/", date, region, service, terminator);
    String toSign = "AWS4-HMAC-SHA256\n%s\n%s\n%s".formatted(time, scope, hash(canonical));
    byte[] key = ("AWS4" + secret).getBytes(UTF_8);
    for (String part : new String[] {date, region, service, terminator, toSign}) {
      key = HmacSha256.keyed(key).mac(part.getBytes(UTF_8));
    }
    return "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s"
        .formatted(keyId, scope, SIGNED, HEX.formatHex(key));
  }

  private static String hash(String text) {
    return HEX.formatHex(Sha256.hash(text.getBytes(UTF_8)));
  }
}
