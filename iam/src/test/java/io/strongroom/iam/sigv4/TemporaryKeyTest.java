package io.strongroom.iam.sigv4;

import static io.strongroom.iam.sigv4.Signing.NOW;
import static io.strongroom.iam.sigv4.Signing.SERVICE;
import static io.strongroom.iam.sigv4.Signing.SESSION;
import static io.strongroom.iam.sigv4.Signing.TEMPORARY_ID;
import static io.strongroom.iam.sigv4.Signing.TEMPORARY_KEY;
import static io.strongroom.iam.sigv4.Signing.TOKEN;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.strongroom.iam.Region;
import io.strongroom.iam.sigv4.Signing.Draft;
import io.strongroom.iam.sigv4.Signing.Parts;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What temporary credentials add: a key that works with its token alone. */
class TemporaryKeyTest {
  private static final String HEADER = "x-amz-security-token";
  private static final String PARAMETER = "X-Amz-Security-Token";
  private static final Draft USUAL = Draft.usual().as(TEMPORARY_ID);
  private static final SigV4Verdict VERIFIED =
      new SigV4Verdict.Verified(TEMPORARY_KEY, SESSION, new Region("us-east-1"));

  @Test
  @DisplayName("SIG-2: the token may come in the header, signed or not, and in the query")
  void tokenMayComeInHeaderOrQuery() {
    assertEquals(VERIFIED, verify(USUAL.with(HEADER, TOKEN).signed().wire()));
    assertEquals(VERIFIED, verify(addingToken(USUAL.signed(), TOKEN)));
    assertEquals(VERIFIED, verify(USUAL.asking(PARAMETER, TOKEN).presigned("60")));
  }

  @Test
  @DisplayName("SIG-4: two tokens are refused, though they are the same")
  void twoTokensAreRefused() {
    Draft both = USUAL.asking(PARAMETER, TOKEN).with(HEADER, TOKEN);
    assertEquals(Refusal.mismatch(), verify(both.presigned("60")));
  }

  @ParameterizedTest
  @DisplayName("SIG-6: a token that is wrong or missing, or of another key, is answered alike")
  @ValueSource(strings = {"", "token", "TOKEN ", "TOKENS"})
  void wrongTokenIsRefused(String token) {
    assertEquals(Refusal.unrecognizedClient(), verify(addingToken(USUAL.signed(), token)));
    assertEquals(
        Refusal.unrecognizedClient(), verify(USUAL.asking(PARAMETER, token).presigned("60")));
  }

  @Test
  @DisplayName("SIG-6: without its token a temporary key is none, and nobody's stranger either")
  void temporaryKeyWithoutTokenIsRefused() {
    assertEquals(Refusal.unrecognizedClient(), verify(USUAL.signed().wire()));
    assertEquals(Refusal.unrecognizedClient(), verify(USUAL.as("ASIAUNKNOWN").signed().wire()));
  }

  @Test
  void tokenWithLastingKeyIsRefused() {
    Parts lasting = Draft.usual().signed();
    assertEquals(Refusal.unrecognizedClient(), verify(addingToken(lasting, TOKEN)));
  }

  @Test
  void wrongSignatureWithRightTokenIsAMismatch() {
    Parts parts = USUAL.in("eu-west-1").signed();
    Map<String, String> headers = new TreeMap<>(parts.headers());
    headers.put(HEADER, TOKEN);
    headers.put("authorization", parts.authorization().replace("eu-west-1", "us-east-1"));
    WireRequest wrong = Signing.wire("POST", "/", "", headers, parts.body());
    assertEquals(Refusal.mismatch(), verify(wrong));
  }

  @ParameterizedTest
  @DisplayName("A session ends to the second, and is told so only with a right signature")
  @CsvSource({"-1, true", "0, false", "1, false"})
  void sessionEnds(long secondsPast, boolean works) {
    Instant now = SESSION.expires().plusSeconds(secondsPast);
    String date = AmzDate.format(now.getEpochSecond());
    Draft draft = USUAL.with("x-amz-date", date).with(HEADER, TOKEN);
    SigV4Verifier verifier =
        new SigV4Verifier(
            Signing.STORE,
            Signing::open,
            Signing::opened,
            InstantSource.fixed(now),
            Signing.ANY_FAILURES);
    assertEquals(
        works ? VERIFIED : Refusal.expiredToken(), verifier.verify(draft.signed().wire(), SERVICE));
    Parts parts = draft.signed();
    String wrong = parts.authorization().replace("Signature=", "Signature=0");
    assertEquals(Refusal.mismatch(), verifier.verify(parts.wireWith(wrong), SERVICE));
  }

  @Test
  @DisplayName("SIG-7: a session that is revoked stops at once")
  void revokedSessionStopsAtOnce() {
    boolean[] revoked = {false};
    SigV4Verifier verifier =
        new SigV4Verifier(
            Signing.STORE,
            Signing::open,
            (id, token) -> revoked[0] ? null : Signing.opened(id, token),
            InstantSource.fixed(NOW),
            Signing.ANY_FAILURES);
    WireRequest request = USUAL.with(HEADER, TOKEN).signed().wire();
    assertEquals(VERIFIED, verifier.verify(request, SERVICE));
    revoked[0] = true;
    assertEquals(Refusal.unrecognizedClient(), verifier.verify(request, SERVICE));
  }

  private static WireRequest addingToken(Parts parts, String token) {
    Map<String, String> headers = new TreeMap<>(parts.headers());
    headers.put(HEADER, token);
    headers.put("authorization", parts.authorization());
    return Signing.wire(parts.method(), parts.path(), parts.query(), headers, parts.body());
  }

  private static SigV4Verdict verify(WireRequest request) {
    return Signing.verifierAt(NOW).verify(request, SERVICE);
  }
}
