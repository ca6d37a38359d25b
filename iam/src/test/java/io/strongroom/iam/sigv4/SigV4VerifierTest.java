package io.strongroom.iam.sigv4;

import static io.strongroom.iam.sigv4.Signing.DATE;
import static io.strongroom.iam.sigv4.Signing.KEY;
import static io.strongroom.iam.sigv4.Signing.NOW;
import static io.strongroom.iam.sigv4.Signing.SERVICE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.strongroom.iam.AccessKey;
import io.strongroom.iam.Region;
import io.strongroom.iam.sigv4.Signing.Draft;
import io.strongroom.iam.sigv4.Signing.Parts;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SigV4VerifierTest {
  private static final SigV4Verdict VERIFIED =
      new SigV4Verdict.Verified(KEY, null, new Region("us-east-1"));
  private static final String HASH_OF_BODY =
      "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";

  @Test
  void usualRequestVerifies() {
    assertEquals(VERIFIED, verify(Draft.usual().signed().wire()));
  }

  @Test
  void regionIsTheOneSignedFor() {
    SigV4Verdict verdict = verify(Draft.usual().in("eu-central-1").signed().wire());
    assertEquals(new SigV4Verdict.Verified(KEY, null, new Region("eu-central-1")), verdict);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AWS4-HMAC-SHA256 Credential=%1$s,SignedHeaders=%2$s,Signature=%3$s",
        "AWS4-HMAC-SHA256 Signature=%3$s, Credential=%1$s, SignedHeaders=%2$s",
        "AWS4-HMAC-SHA256   SignedHeaders=%2$s ,  Signature=%3$s , Credential=%1$s",
      })
  void partsOfTheHeaderMayComeInAnyOrder(String form) {
    Parts parts = Draft.usual().signed();
    String header = form.formatted(parts.credential(), parts.signedHeaders(), parts.signature());
    assertEquals(VERIFIED, verify(parts.wireWith(header)));
  }

  @ParameterizedTest
  @DisplayName("A signed Date stands in for x-amz-date")
  @ValueSource(strings = {"Sun, 30 Aug 2015 12:36:00 GMT", DATE})
  void signedDateStandsInForAmzDate(String date) {
    Draft draft = Draft.usual().without("x-amz-date").with("date", date);
    assertEquals(VERIFIED, verify(draft.signed().wire()));
  }

  @Test
  void unsignedDateBesideSignedAmzDateIsOfNoConsequence() {
    assertEquals(VERIFIED, verify(adding(Draft.usual().signed(), "date", "tomorrow").wire()));
  }

  @Test
  void plainHeadersNeedNoSignature() {
    assertEquals(VERIFIED, verify(adding(Draft.usual().signed(), "user-agent", "curl").wire()));
  }

  @Test
  @DisplayName("SIG-3: a content hash that is sent must be the body's")
  void rightContentHashVerifies() {
    Draft draft = Draft.usual().with("x-amz-content-sha256", HASH_OF_BODY);
    assertEquals(VERIFIED, verify(draft.signed().wire()));
  }

  @ParameterizedTest
  @DisplayName("SIG-3: an unhashed or otherwise hashed payload is refused")
  @ValueSource(
      strings = {
        "UNSIGNED-PAYLOAD",
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
        "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
        "",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "44136FA355B3678A1146AD16F7E8649E94FB4FC21FE77E8310C060F61CAAFF8A",
      })
  void otherContentHashIsRefused(String hash) {
    Draft inHeader = Draft.usual().with("x-amz-content-sha256", hash);
    assertEquals(Refusal.mismatch(), verify(inHeader.signed().wire()));
    Draft inQuery = Draft.usual().asking("X-Amz-Content-Sha256", hash);
    assertEquals(Refusal.mismatch(), verify(inQuery.presigned("60")));
  }

  @ParameterizedTest
  @DisplayName("SIG-5: five minutes either way, to the second")
  @CsvSource({"-301, false", "-300, true", "0, true", "300, true", "301, false"})
  void windowIsFiveMinutesEitherWay(long offset, boolean inside) {
    SigV4Verifier verifier = Signing.verifierAt(NOW.plusSeconds(offset));
    SigV4Verdict verdict = verifier.verify(Draft.usual().signed().wire(), SERVICE);
    assertEquals(inside, verdict.equals(VERIFIED), verdict::toString);
  }

  @ParameterizedTest
  @DisplayName("SIG-5: X-Amz-Expires shortens the window and never widens it")
  @CsvSource({
    "60, -301, false",
    "60, -300, true",
    "60, 60, true",
    "60, 61, false",
    "1, 1, true",
    "604800, 300, true",
    "604800, 301, false",
  })
  void expiresShortensTheWindow(String expires, long offset, boolean inside) {
    SigV4Verifier verifier = Signing.verifierAt(NOW.plusSeconds(offset));
    SigV4Verdict verdict = verifier.verify(Draft.usual().presigned(expires), SERVICE);
    assertEquals(inside, verdict.equals(VERIFIED), verdict::toString);
  }

  @ParameterizedTest
  @CsvSource({"300, true", "301, false"})
  void queryFormWithoutExpiresHasTheUsualWindow(long offset, boolean inside) {
    SigV4Verifier verifier = Signing.verifierAt(NOW.plusSeconds(offset));
    SigV4Verdict verdict = verifier.verify(Draft.usual().presigned(""), SERVICE);
    assertEquals(inside, verdict.equals(VERIFIED), verdict::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UPPER", "short", "long", "empty", "notHex"})
  void signatureInAnyOtherFormIsWrong(String kind) {
    Parts parts = Draft.usual().signed();
    String changed =
        switch (kind) {
          case "UPPER" -> HexFormat.of().withUpperCase().formatHex(hex(parts.signature()));
          case "short" -> parts.signature().substring(1);
          case "long" -> parts.signature() + "0";
          case "empty" -> "";
          default -> "g".repeat(64);
        };
    String header = parts.authorization().replace(parts.signature(), changed);
    assertEquals(Refusal.mismatch(), verify(parts.wireWith(header)));
  }

  @Test
  @DisplayName("SIG-6: an unknown key is known only after form, scope and time were right")
  void unknownKeyIsToldApart() {
    SigV4Verdict verdict = verify(Draft.usual().as("000000000042").signed().wire());
    Region region = new Region("us-east-1");
    assertEquals(new SigV4Verdict.UnknownKey("000000000042", region), verdict);
    SigV4Verdict.UnknownKey unknown = assertInstanceOf(SigV4Verdict.UnknownKey.class, verdict);
    assertEquals(Refusal.unrecognizedClient(), unknown.refused());
  }

  @ParameterizedTest
  @DisplayName("SIG-6: with a wrong session token, known and unknown keys get one answer")
  @ValueSource(strings = {Signing.KEY_ID, Signing.INACTIVE_ID, "AKIDUNKNOWN", Signing.TEMPORARY_ID})
  void wrongTokenIsRefusedWithAnyKey(String keyId) {
    Draft draft = Draft.usual().as(keyId);
    Parts unsignedToken = adding(draft.signed(), "x-amz-security-token", "token");
    Draft signedToken = draft.with("x-amz-security-token", "token");
    Draft tokenInQuery = draft.asking("X-Amz-Security-Token", "token");
    assertEquals(Refusal.unrecognizedClient(), verify(unsignedToken.wire()));
    assertEquals(Refusal.unrecognizedClient(), verify(signedToken.signed().wire()));
    assertEquals(Refusal.unrecognizedClient(), verify(tokenInQuery.presigned("60")));
    Parts wrong = adding(draft.in("eu-west-1").signed(), "x-amz-security-token", "token");
    String otherRegion = wrong.authorization().replace("eu-west-1", "us-east-1");
    assertEquals(Refusal.unrecognizedClient(), verify(wrong.wireWith(otherRegion)));
  }

  @Test
  void inactiveKeyIsNotRecognised() {
    Draft draft = Draft.usual().as(Signing.INACTIVE_ID);
    assertEquals(Refusal.unrecognizedClient(), verify(draft.signed().wire()));
  }

  @Test
  @DisplayName("SIG-7: a key that is disabled, or changed, stops at once")
  void changedKeyStopsAtOnce() {
    AtomicReference<AccessKey> current = new AtomicReference<>(KEY);
    AtomicReference<String> secret = new AtomicReference<>(Signing.SECRET);
    SigV4Verifier verifier =
        new SigV4Verifier(
            id -> current.get(),
            key -> io.strongroom.keys.SensitiveBytes.copyOf(Signing.latin1(secret.get())),
            Signing::opened,
            InstantSource.fixed(NOW),
            Signing.ANY_FAILURES);
    WireRequest request = Draft.usual().signed().wire();
    assertEquals(VERIFIED, verifier.verify(request, SERVICE));
    current.set(Signing.key(Signing.KEY_ID, AccessKey.Status.INACTIVE, 2));
    assertEquals(Refusal.unrecognizedClient(), verifier.verify(request, SERVICE));
    secret.set("another");
    current.set(Signing.key(Signing.KEY_ID, AccessKey.Status.ACTIVE, 3));
    assertEquals(Refusal.mismatch(), verifier.verify(request, SERVICE));
  }

  @Test
  @DisplayName(
      "SIG-6, SIG-7: a secret is opened until its key has verified a request, then no more")
  void onlyVerifiedKeysAreRemembered() {
    AtomicInteger openings = new AtomicInteger();
    SigV4Verifier verifier =
        new SigV4Verifier(
            Signing.STORE,
            key -> {
              openings.incrementAndGet();
              return Signing.open(key);
            },
            Signing::opened,
            InstantSource.fixed(NOW),
            Signing.ANY_FAILURES);
    Parts parts = Draft.usual().signed();
    WireRequest right = parts.wire();
    WireRequest wrong = parts.wireWith(parts.authorization().replace("Signature=", "Signature=0"));
    for (int i = 0; i < 10; i++) {
      assertEquals(Refusal.mismatch(), verifier.verify(wrong, SERVICE));
    }
    assertEquals(10, openings.get());
    for (int i = 0; i < 10; i++) {
      assertEquals(VERIFIED, verifier.verify(right, SERVICE));
      assertEquals(Refusal.mismatch(), verifier.verify(wrong, SERVICE));
    }
    assertEquals(11, openings.get());
  }

  @ParameterizedTest
  @DisplayName("SIG-4: headers that two readers could see differently are refused, signed or not")
  @CsvSource({"a, x\ty", "a, x\u007fy", "'a:b', c", "'a;b', c", "a b, c", "'', c", "HOST, other"})
  void ambiguousHeaderIsRefused(String name, String value) {
    Headers headers = Headers.of("host", "localhost", name, value);
    WireRequest request = new WireRequest("POST", "/", headers, new byte[0], Peer.LOOPBACK);
    assertEquals(Refusal.mismatch(), verify(request));
  }

  @ParameterizedTest
  @DisplayName("SIG-4: no header holds a control character, nor one that no byte stands for")
  @ValueSource(chars = {'\n', '\r', '\0', '\u0100'})
  void controlOrWideCharacterIsRefused(char c) {
    Headers headers = Headers.of("host", "localhost", "x-amz-meta", "a" + c + "b");
    WireRequest request = new WireRequest("POST", "/", headers, new byte[0], Peer.LOOPBACK);
    assertEquals(Refusal.mismatch(), verify(request));
  }

  @Test
  void moreThan64HeadersAreRefused() {
    String[] fields = new String[2 * 65];
    for (int i = 0; i < 65; i++) {
      fields[2 * i] = "name-" + i;
      fields[2 * i + 1] = "";
    }
    WireRequest many = new WireRequest("POST", "/", Headers.of(fields), new byte[0], Peer.LOOPBACK);
    assertEquals(Refusal.mismatch(), verify(many));
    Headers fewer = Headers.of(Arrays.copyOf(fields, 2 * 64));
    WireRequest allowed = new WireRequest("POST", "/", fewer, new byte[0], Peer.LOOPBACK);
    assertEquals(new SigV4Verdict.Unsigned(), verify(allowed));
  }

  @Test
  void moreThan64ParametersAreRefused() {
    Draft draft = Draft.usual();
    for (int i = 0; i < 64; i++) {
      draft = draft.asking("name-" + i, "");
    }
    assertEquals(VERIFIED, verify(draft.signed().wire()));
    assertEquals(Refusal.mismatch(), verify(draft.asking("one-more", "").signed().wire()));
  }

  @ParameterizedTest
  @DisplayName("SIG-8: no text shows any part of a credential, wherever it was put")
  @ValueSource(
      strings = {
        "CANARY",
        "CANARY Credential=a",
        "AWS4-HMAC-SHA256 CANARY",
        "AWS4-HMAC-SHA256 CANARY=a",
        "AWS4-HMAC-SHA256 Credential=CANARY",
        "Credential=AKID/CANARY/us-east-1/secretsmanager/aws4_request",
        "Credential=AKID/20150830/CANARY/secretsmanager/aws4_request",
        "Credential=AKID/20150830/us-east-1/CANARY/aws4_request",
        "Credential=AKID/20150830/us-east-1/secretsmanager/CANARY",
        "Credential=AKID/20150830/us-east-1/secretsmanager/aws4_request/CANARY",
        "SignedHeaders=CANARY",
        "Signature=CANARY",
      })
  void noTextShowsACredential(String misplaced) {
    Parts parts = Draft.usual().signed();
    int equals = misplaced.indexOf('=');
    boolean onePart = equals > 0 && misplaced.indexOf(' ') < 0;
    String header =
        onePart
            ? parts
                .authorization()
                .replaceFirst(misplaced.substring(0, equals + 1) + "[^,]*", misplaced)
            : misplaced;
    String secret = "wJalrXUtnFEMIsecret";
    SigV4Verdict verdict = verify(parts.wireWith(header.replace("CANARY", secret)));
    SigV4Verdict.Rejected rejected = assertInstanceOf(SigV4Verdict.Rejected.class, verdict);
    assertFalse(rejected.message().contains(secret), rejected::message);
  }

  @Test
  void verdictsShowNoSealedSecret() {
    AccessKey key =
        Signing.key("AKID", KEY.account(), AccessKey.Status.ACTIVE, 7, new byte[] {42, 43});
    String text = new SigV4Verdict.Verified(key, null, new Region("us-east-1")).toString();
    assertFalse(text.contains("42") || text.contains("[B"), text);
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  private static Parts adding(Parts parts, String name, String value) {
    Map<String, String> headers = new java.util.TreeMap<>(parts.headers());
    headers.put(name, value);
    return new Parts(
        parts.method(),
        parts.path(),
        parts.query(),
        headers,
        parts.body(),
        parts.credential(),
        parts.signedHeaders(),
        parts.signature());
  }

  private static SigV4Verdict verify(WireRequest request) {
    return verifyAt(request, NOW);
  }

  private static SigV4Verdict verifyAt(WireRequest request, Instant now) {
    return Signing.verifierAt(now).verify(request, SERVICE);
  }
}
