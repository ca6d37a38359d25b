package io.strongroom.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.iam.AccessKey;
import io.strongroom.iam.directory.Account;
import io.strongroom.iam.directory.AwsManagedPolicies;
import io.strongroom.iam.directory.DirectoryStore.Subject;
import io.strongroom.iam.directory.Identifiers;
import io.strongroom.iam.directory.Kind;
import io.strongroom.iam.directory.LastUse;
import io.strongroom.iam.directory.Policies;
import io.strongroom.iam.directory.User;
import io.strongroom.iam.sigv4.Headers;
import io.strongroom.iam.sigv4.Peer;
import io.strongroom.iam.sigv4.WireRequest;
import io.strongroom.testkit.CanaryExtension;
import io.strongroom.testkit.GoldenAnswer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The errors of the front end, to the letter, and who a caller is in the two modes. */
@ExtendWith(CanaryExtension.class)
class AuthenticationTest {
  private static final String MISMATCH =
      "InvalidSignatureException: The request signature we calculated does not match the signature"
          + " you provided. Check your AWS Secret Access Key and signing method. Consult the"
          + " service documentation for details.";
  private static final String UNRECOGNIZED =
      "UnrecognizedClientException: The security token included in the request is invalid.";

  private final TestRoom strict = TestRoom.strict();
  private final TestSigner signer = TestSigner.valid();

  private static String told(GoldenAnswer answer) {
    if (answer.status() == 200) {
      return "200";
    }
    assertEquals(400, answer.status());
    var error = Json.object(answer.body());
    return Json.text(error, "__type") + ": " + Json.text(error, "message");
  }

  private String toldOf(TestSigner other) {
    return told(strict.answer(other.sign("ListSecrets", "{}")));
  }

  @Test
  @DisplayName("SIG-1: a signed request is answered")
  void aValidSignatureIsAccepted() {
    assertEquals("200", toldOf(signer));
  }

  @Test
  void noSignatureIsAMissingToken() {
    assertEquals(
        "MissingAuthenticationTokenException: Missing Authentication Token",
        told(strict.call("ListSecrets", "{}")));
  }

  @Test
  @DisplayName("SIG-6: wrong secrets and unknown keys")
  void wrongSecretsAndUnknownKeysAreRefused() {
    assertEquals(MISMATCH, toldOf(signer.secret("wrong")));
    assertEquals(UNRECOGNIZED, toldOf(signer.keyId("AKIAIOSFODNN7UNKNOWN")));
  }

  @Test
  void anInactiveKeyIsRefusedLikeAnUnknownOne() {
    strict.issue("AKIAIOSFODNN7INACTIV", AccessKey.Status.INACTIVE);
    assertEquals(UNRECOGNIZED, toldOf(signer.keyId("AKIAIOSFODNN7INACTIV")));
  }

  @Test
  @DisplayName("SIG-8: a key that fails too often is told nothing more; another key is")
  void failuresAreLimited() {
    TestSigner guessing = signer.keyId("AKIAIOSFODNN7UNKNOWN");
    for (int i = 0; i < TestRoom.FAILURES.perKey(); i++) {
      assertEquals(UNRECOGNIZED, toldOf(guessing));
    }
    assertEquals("ThrottlingException: Rate exceeded", toldOf(guessing));
    assertEquals("200", toldOf(signer));
  }

  @Test
  @DisplayName("SIG-5: the window of five minutes")
  void timesOutsideTheWindowAreRefused() {
    assertEquals("200", toldOf(signer.time("20260102T025905Z")));
    assertEquals("200", toldOf(signer.time("20260102T030905Z")));
    assertEquals(
        "InvalidSignatureException: Signature expired: 20260102T025904Z is now earlier than"
            + " 20260102T025905Z (20260102T030405Z - 5 min.)",
        toldOf(signer.time("20260102T025904Z")));
    assertEquals(
        "InvalidSignatureException: Signature not yet current: 20260102T030906Z is still later"
            + " than 20260102T030905Z (20260102T030405Z + 5 min.)",
        toldOf(signer.time("20260102T030906Z")));
  }

  @Test
  void theClockDecidesWhenASignatureExpires() {
    WireRequest request = signer.sign("ListSecrets", "{}");
    assertEquals("200", told(strict.answer(request)));
    strict.clock.advance(Duration.ofMinutes(6));
    assertEquals(
        "InvalidSignatureException: Signature expired: 20260102T030405Z is now earlier than"
            + " 20260102T030505Z (20260102T031005Z - 5 min.)",
        told(strict.answer(request)));
  }

  @Test
  void scopesOfOtherThingsAreRefused() {
    assertEquals(
        "InvalidSignatureException: Credential should be scoped to correct service:"
            + " 'secretsmanager'.",
        toldOf(signer.scope("20260102", "us-east-1", "ssm", "aws4_request")));
    assertEquals(
        "InvalidSignatureException: Credential should be scoped to a valid region.",
        toldOf(signer.scope("20260102", "nowhere", "secretsmanager", "aws4_request")));
    assertEquals(
        "InvalidSignatureException: Credential should be scoped with a valid terminator:"
            + " 'aws4_request', not 'aws5_request'.",
        toldOf(signer.scope("20260102", "us-east-1", "secretsmanager", "aws5_request")));
    assertEquals(
        "InvalidSignatureException: Date in Credential scope does not match YYYYMMDD from ISO-8601"
            + " version of date from HTTP: '20260103' != '20260102', from '20260102T030405Z'.",
        toldOf(signer.scope("20260103", "us-east-1", "secretsmanager", "aws4_request")));
  }

  @Test
  @DisplayName("LOG-2: a malformed header is not echoed")
  void malformedHeadersAreIncompleteSignatures() {
    assertEquals(
        "IncompleteSignatureException: Authorization header requires 'Signature' parameter."
            + " Authorization header requires 'SignedHeaders' parameter."
            + " Authorization=AWS4-HMAC-SHA256",
        toldOfHeader(
            "AWS4-HMAC-SHA256 Credential="
                + "AKIAIOSFODNN7EXAMPLE/20260102/us-east-1/secretsmanager/aws4_request"));
    assertEquals(
        "IncompleteSignatureException: Unsupported AWS 'algorithm': 'Bearer'",
        toldOfHeader("Bearer abc"));
  }

  private String toldOfHeader(String authorization) {
    return told(strict.answer(signer.request("ListSecrets", "{}", authorization)));
  }

  @Test
  @DisplayName("SIG-1: what is dispatched is what was signed")
  void aSignatureCoversBodyTargetAndDate() {
    String authorization = signer.authorization("ListSecrets", "{}");
    assertEquals(
        MISMATCH, told(strict.answer(signer.request("ListSecrets", "{ }", authorization))));
    assertEquals(
        MISMATCH, told(strict.answer(signer.request("GetRandomPassword", "{}", authorization))));
    assertEquals(
        MISMATCH,
        told(
            strict.answer(
                signer.time("20260102T030406Z").request("ListSecrets", "{}", authorization))));
  }

  @Test
  void aSessionTokenOfNobodyIsRefusedInBothModes() {
    WireRequest request = signer.sign("ListSecrets", "{}");
    Headers headers =
        Headers.of(
            "host",
            "localhost",
            "x-amz-date",
            String.valueOf(request.headers().get("x-amz-date")),
            "x-amz-target",
            "secretsmanager.ListSecrets",
            "x-amz-security-token",
            "token",
            "authorization",
            String.valueOf(request.headers().get("authorization"))
                .replace("x-amz-target", "x-amz-security-token;x-amz-target"));
    WireRequest withToken = new WireRequest("POST", "/", headers, request.body(), Peer.LOOPBACK);
    assertEquals(UNRECOGNIZED, told(strict.answer(withToken)));
    assertEquals(UNRECOGNIZED, told(TestRoom.lenient().answer(withToken)));
  }

  @Test
  void anUnknownOperationIsSaidBeforeTheSignatureIsLookedAt() {
    assertEquals("UnknownOperationException: ", told(strict.call("NoSuchOperation", "{}")));
  }

  @Test
  @DisplayName("SIG-1: nothing of a body is read before its signature holds")
  void aBadBodyWithABadSignatureIsABadSignature() {
    assertEquals(
        MISMATCH, told(strict.answer(signer.secret("wrong").sign("GetSecretValue", "{{{"))));
    assertEquals(
        "SerializationException: ", told(strict.answer(signer.sign("GetSecretValue", "{{{"))));
  }

  @Test
  void lenientModeTakesUnknownKeysAsRootOfTheDefaultAccountOrOfTheOneTheyName() {
    TestRoom lenient = TestRoom.lenient();
    assertEquals("123456789012", accountOf(lenient, signer.keyId("AKIAIOSFODNN7UNKNOWN")));
    assertEquals("111122223333", accountOf(lenient, signer.keyId("111122223333")));
  }

  private static String accountOf(TestRoom room, TestSigner caller) {
    String body = "{\"Name\":\"of-" + caller.keyId() + "\"}";
    GoldenAnswer answer = room.answer(caller.sign("CreateSecret", body));
    return Json.text(Json.object(answer.body()), "ARN").split(":", -1)[4];
  }

  @Test
  void lenientModeVerifiesEveryKeyThatTheServerIssued() {
    TestRoom lenient = TestRoom.lenient();
    lenient.issue(TestRoom.KEY_ID, AccessKey.Status.ACTIVE);
    assertEquals("200", told(lenient.answer(signer.sign("ListSecrets", "{}"))));
    assertEquals(MISMATCH, told(lenient.answer(signer.secret("wrong").sign("ListSecrets", "{}"))));
    lenient.issue("AKIAIOSFODNN7INACTIV", AccessKey.Status.INACTIVE);
    assertEquals(
        UNRECOGNIZED,
        told(lenient.answer(signer.keyId("AKIAIOSFODNN7INACTIV").sign("ListSecrets", "{}"))));
  }

  private static final String ANNS_KEY = "AKIAIOSFODNN7ANNSKEY";
  private static final User ANN =
      User.of(
              Identifiers.of(TestRoom.ACCOUNT, Kind.USER, "AIDAABCDEFGHIJKLMNOPQ", "/", "ann"),
              Instant.EPOCH)
          .with(Policies.NONE.attaching(AwsManagedPolicies.ADMINISTRATOR_ACCESS));

  private static void addAnn(TestRoom room) {
    room.change(change -> change.putting(ANN));
    room.issue(ANNS_KEY, ANN.id(), AccessKey.Status.ACTIVE);
  }

  private String refusalOfAnotherAccount() {
    String other = "arn:aws:secretsmanager:us-east-1:444455556666:secret:db-AbCdEf";
    WireRequest request =
        signer.keyId(ANNS_KEY).sign("DescribeSecret", "{\"SecretId\":\"" + other + "\"}");
    return new String(strict.answer(request).body(), UTF_8);
  }

  private String toldOfAnn(String operation, String body) {
    return told(strict.answer(signer.keyId(ANNS_KEY).sign(operation, body)));
  }

  @Test
  void aKeySpeaksForItsUserAlsoAfterThatIsRenamed() {
    addAnn(strict);
    assertTrue(refusalOfAnotherAccount().contains(":user/ann is not authorized"));
    strict.change(change -> change.putting(ANN.renamed("/team/", "Anna")));
    assertTrue(refusalOfAnotherAccount().contains(":user/team/Anna is not authorized"));
  }

  @Test
  @DisplayName("SIG-6: the key of a deleted user is refused like an unknown one, in both modes")
  void theKeyOfADeletedUserIsRefusedLikeAnUnknownOne() {
    for (TestRoom room : List.of(strict, TestRoom.lenient())) {
      addAnn(room);
      TestSigner ann = signer.keyId(ANNS_KEY);
      assertEquals("200", told(room.answer(ann.sign("ListSecrets", "{}"))));
      room.change(change -> change.removing(ANN));
      assertEquals(UNRECOGNIZED, told(room.answer(ann.sign("ListSecrets", "{}"))));
      assertEquals(UNRECOGNIZED, told(room.answer(ann.secret("wrong").sign("ListSecrets", "{}"))));
      room.change(
          change ->
              change.putting(
                  User.of(
                      Identifiers.of(
                          TestRoom.ACCOUNT, Kind.USER, "AIDABBBBBBBBBBBBBBBBB", "/", "ann"),
                      Instant.EPOCH)));
      assertEquals(UNRECOGNIZED, told(room.answer(ann.sign("ListSecrets", "{}"))));
    }
  }

  @Test
  void noKeyOfASuspendedAccountIsAccepted() {
    for (TestRoom room : List.of(strict, TestRoom.lenient())) {
      addAnn(room);
      Account account = room.store.directory(TestRoom.ACCOUNT).account();
      assertNotNull(account);
      room.change(change -> change.registering(account.turned(Account.Status.SUSPENDED)));
      TestSigner ann = signer.keyId(ANNS_KEY);
      assertEquals(UNRECOGNIZED, told(room.answer(ann.sign("ListSecrets", "{}"))));
      room.change(change -> change.registering(account));
      assertEquals("200", told(room.answer(ann.sign("ListSecrets", "{}"))));
    }
  }

  @Test
  void theUseOfAKeyIsNotedAndWrittenBehind() {
    addAnn(strict);
    Subject subject = new Subject(TestRoom.ACCOUNT, ANNS_KEY);
    assertEquals(UNRECOGNIZED, toldOf(signer.keyId("AKIAIOSFODNN7UNKNOWN")));
    assertNull(strict.uses.of(subject));
    assertEquals("200", toldOfAnn("ListSecrets", "{}"));
    LastUse use = strict.uses.of(subject);
    assertEquals(
        new LastUse(
            strict.clock.instant().truncatedTo(ChronoUnit.MINUTES),
            TestRoom.REGION,
            "secretsmanager"),
        use);
    assertNull(strict.store.lastUse(subject));
    strict.uses.flush();
    assertEquals(use, strict.store.lastUse(subject));
  }

  @Test
  void theRegionIsTheSignatures() {
    GoldenAnswer answer =
        strict.answer(
            signer
                .scope("20260102", "eu-west-1", "secretsmanager", "aws4_request")
                .sign("CreateSecret", "{\"Name\":\"db\"}"));
    assertEquals("eu-west-1", Json.text(Json.object(answer.body()), "ARN").split(":", -1)[3]);
    assertEquals(
        "{\"SecretList\":[]}",
        new String(strict.answer(signer.sign("ListSecrets", "{}")).body(), UTF_8));
  }

  @Test
  void everyAnswerHasARequestIdOfItsOwn() {
    WireRequest request = signer.sign("ListSecrets", "{}");
    String first = strict.gateway.answer(request).requestId();
    String second = strict.gateway.answer(request).requestId();
    assertEquals(36, first.length());
    assertEquals(false, first.equals(second));
  }
}
