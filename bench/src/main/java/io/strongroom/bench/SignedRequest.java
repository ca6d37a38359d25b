package io.strongroom.bench;

import io.strongroom.keys.HmacSha256;
import io.strongroom.keys.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/**
 * A request of the JSON protocol as an SDK would sign it (Signature Version 4, header form).
 *
 * @param authority host and port, as the Host header has them
 * @param target the value of X-Amz-Target
 * @param date the value of X-Amz-Date
 * @param authorization the value of Authorization
 */
record SignedRequest(
    String authority, String target, String date, String authorization, String body) {

  /** The content type of the protocol. */
  static final String CONTENT_TYPE = "application/x-amz-json-1.1";

  /** What a client says of itself; of the length that real ones have. */
  static final String USER_AGENT =
      "aws-sdk-java/2.57.8 md/io#sync md/http#Apache ua/2.1 os/Linux#6.1 lang/java#25"
          + " md/OpenJDK_64-Bit_Server_VM cfg/retry-mode#standard";

  private static final String REGION = "us-east-1";
  private static final String SIGNED = "content-type;host;x-amz-date;x-amz-target";
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /** Signs {@code body} for an operation, now. */
  static SignedRequest of(String authority, AccessKeyFile key, String operation, String body) {
    String date = DATE.format(Instant.now());
    String target = "secretsmanager." + operation;
    String canonical =
        "POST\n/\n\ncontent-type:%s\nhost:%s\nx-amz-date:%s\nx-amz-target:%s\n\n%s\n%s"
            .formatted(CONTENT_TYPE, authority, date, target, SIGNED, hash(body));
    String day = date.substring(0, 8);
    String scope = day + "/" + REGION + "/secretsmanager/aws4_request";
    String toSign = "AWS4-HMAC-SHA256\n%s\n%s\n%s".formatted(date, scope, hash(canonical));
    byte[] signing = mac(mac(mac(mac(start(key), day), REGION), "secretsmanager"), "aws4_request");
    String authorization =
        "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s"
            .formatted(key.id(), scope, SIGNED, HexFormat.of().formatHex(mac(signing, toSign)));
    return new SignedRequest(authority, target, date, authorization, body);
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

  /** Returns the request as it goes over the wire. */
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
            CONTENT_TYPE,
            date,
            authorization,
            USER_AGENT,
            body.getBytes(StandardCharsets.UTF_8).length,
            body);
  }
}
