package io.strongroom.bench;

import io.strongroom.keys.HmacSha256;
import io.strongroom.keys.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/**
 * A request as an SDK would sign it (Signature Version 4, header form): of the JSON protocol, or a
 * form for IAM.
 *
 * @param authority host and port, as the Host header has them
 * @param contentType the value of Content-Type
 * @param target the value of X-Amz-Target; empty for a form, which has none
 * @param date the value of X-Amz-Date
 * @param authorization the value of Authorization
 */
record SignedRequest(
    String authority,
    String contentType,
    String target,
    String date,
    String authorization,
    String body) {

  private static final String JSON = "application/x-amz-json-1.1";
  private static final String FORM = "application/x-www-form-urlencoded";

  /** What a client says of itself; of the length that real ones have. */
  static final String USER_AGENT =
      "aws-sdk-java/2.57.8 md/io#sync md/http#Apache ua/2.1 os/Linux#6.1 lang/java#25"
          + " md/OpenJDK_64-Bit_Server_VM cfg/retry-mode#standard";

  private static final String REGION = "us-east-1";
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /** Signs {@code body} for an operation of Secrets Manager, now. */
  static SignedRequest of(String authority, AccessKeyFile key, String operation, String body) {
    return of(authority, key, "secretsmanager", JSON, "secretsmanager." + operation, body);
  }

  /** Signs a form for IAM, now. */
  static SignedRequest iam(String authority, AccessKeyFile key, String form) {
    return of(authority, key, "iam", FORM, "", form);
  }

  private static SignedRequest of(
      String authority,
      AccessKeyFile key,
      String service,
      String contentType,
      String target,
      String body) {
    String date = DATE.format(Instant.now());
    String signed = "content-type;host;x-amz-date" + (target.isEmpty() ? "" : ";x-amz-target");
    String canonical =
        "POST\n/\n\ncontent-type:%s\nhost:%s\nx-amz-date:%s\n%s\n%s\n%s"
            .formatted(
                contentType,
                authority,
                date,
                target.isEmpty() ? "" : "x-amz-target:" + target + "\n",
                signed,
                hash(body));
    String day = date.substring(0, 8);
    String scope = day + "/" + REGION + "/" + service + "/aws4_request";
    String toSign = "AWS4-HMAC-SHA256\n%s\n%s\n%s".formatted(date, scope, hash(canonical));
    byte[] signing = mac(mac(mac(mac(start(key), day), REGION), service), "aws4_request");
    String authorization =
        "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s"
            .formatted(key.id(), scope, signed, HexFormat.of().formatHex(mac(signing, toSign)));
    return new SignedRequest(authority, contentType, target, date, authorization, body);
  }

  private static byte[] start(AccessKeyFile key) {
    return ("AWS4" + key.secret()).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] mac(byte[] key, String text) {
    return HmacSha256.keyed(key).mac(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String hash(String text) {
    return HexFormat.of().formatHex(Sha256.hash(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Returns a request of the JSON protocol as it goes over the wire. */
  String text() {
    return """
        POST / HTTP/1.1\r
        Host: %s\r
        X-Amz-Target: %s\r
        Content-Type: %s\r
        X-Amz-Date: %s\r
        Authorization: %s\r
        amz-sdk-invocation-id: 3b1d1f2e-6f0a-4b7e-9a57-6c5a0c9d3f11\r
        amz-sdk-request: attempt=1; max=3\r
        User-Agent: %s\r
        Content-Length: %d\r
        \r
        %s"""
        .formatted(
            authority,
            target,
            contentType,
            date,
            authorization,
            USER_AGENT,
            body.getBytes(StandardCharsets.UTF_8).length,
            body);
  }
}
