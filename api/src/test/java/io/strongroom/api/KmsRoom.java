package io.strongroom.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.strongroom.iam.sigv4.Headers;
import io.strongroom.iam.sigv4.Peer;
import io.strongroom.iam.sigv4.WireRequest;
import io.strongroom.testkit.GoldenAnswer;
import io.strongroom.testkit.SettableClock;
import java.util.Map;

/** A server whose KMS is called in few words, by one account or another. */
final class KmsRoom {
  static final String OTHER_ACCOUNT = "210987654321";

  final SettableClock clock = new SettableClock();
  final TestRoom room = TestRoom.lenient(clock);

  /** Calls KMS and returns the answer of a call that succeeds. */
  Map<String, Object> kms(String operation, String body) {
    return done(operation, room.call("TrentService." + operation, body));
  }

  /** Calls Secrets Manager and returns the answer of a call that succeeds. */
  Map<String, Object> secrets(String operation, String body) {
    return done(operation, room.call(operation, body));
  }

  private static Map<String, Object> done(String operation, GoldenAnswer answer) {
    assertEquals(200, answer.status(), () -> operation + ": " + answer);
    return answer.body().length == 0 ? Map.of() : Json.object(answer.body());
  }

  /** Calls KMS and returns the code and text of what it refuses; empty if it does not. */
  String refusal(String operation, String body) {
    return told(room.call("TrentService." + operation, body));
  }

  /** Calls Secrets Manager and returns the code and text of what it refuses. */
  String secretsRefusal(String operation, String body) {
    return told(room.call(operation, body));
  }

  /** Calls KMS in the name of another account. */
  String foreignRefusal(String operation, String body) {
    String date = "20260102T030405Z";
    Headers headers =
        Headers.of(
            "host",
            "localhost",
            "content-type",
            WireResponse.JSON,
            "x-amz-target",
            "TrentService." + operation,
            "x-amz-date",
            date,
            "authorization",
            "AWS4-HMAC-SHA256 Credential="
                + OTHER_ACCOUNT
                + "/20260102/us-east-1/kms/aws4_request,"
                + " SignedHeaders=host;x-amz-date;x-amz-target, Signature="
                + "0".repeat(64));
    return told(
        room.answer(new WireRequest("POST", "/", headers, body.getBytes(UTF_8), Peer.LOOPBACK)));
  }

  private static String told(GoldenAnswer answer) {
    if (answer.status() == 200) {
      return "";
    }
    Map<String, Object> body = Json.object(answer.body());
    String text = Json.text(body, "message") + Json.text(body, "Message");
    return (Json.text(body, "__type") + " " + text).strip();
  }

  /** Makes a key and returns its id. */
  String newKey() {
    return Json.text(Json.map(kms("CreateKey", "{}"), "KeyMetadata"), "KeyId");
  }

  static String arn(String keyId) {
    return "arn:aws:kms:us-east-1:123456789012:key/" + keyId;
  }

  String state(String keyId) {
    Map<String, Object> answer = kms("DescribeKey", "{\"KeyId\":\"" + keyId + "\"}");
    return Json.text(Json.map(answer, "KeyMetadata"), "KeyState");
  }
}
