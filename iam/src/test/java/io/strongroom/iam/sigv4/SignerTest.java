package io.strongroom.iam.sigv4;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.strongroom.iam.Region;
import io.strongroom.keys.SensitiveBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** The signer against the signatures that AWS published, and against the verifier. */
class SignerTest {
  private static final int REQUESTS = 1000;

  private final Random random = new Random(20150830);

  private static SigningCredentials credentials(String keyId, @Nullable String token) {
    byte[] secret = Signing.latin1(Signing.SECRET);
    return new SigningCredentials(keyId, SensitiveBytes.owning(secret), token);
  }

  private static Signer signer(String service) {
    return new Signer(credentials(Signing.KEY_ID, null), Signing.REGION, service);
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "published-vectors.csv", numLinesToSkip = 1, quoteCharacter = '\'')
  void signaturesAreThosePublished(
      String name, String method, String target, String headers, String body, String signature) {
    List<String> fields = new ArrayList<>(List.of("Host", "example.amazonaws.com"));
    for (String header : headers.isEmpty() ? new String[0] : headers.split("\\|")) {
      int colon = header.indexOf(':');
      fields.add(header.substring(0, colon));
      fields.add(header.substring(colon + 1).strip());
    }
    Headers signed =
        signer("service")
            .sign(
                method,
                PublishedVectorsTest.asOnTheWire(target),
                Headers.of(fields.toArray(String[]::new)),
                Signing.latin1(body),
                Signing.NOW);
    String authorization = Objects.requireNonNull(signed.get("authorization"));
    assertEquals(signature, authorization.substring(authorization.indexOf("Signature=") + 10));
  }

  @Test
  void whateverIsSignedVerifies() {
    for (int i = 0; i < REQUESTS; i++) {
      String target = "/" + Signing.encode(text()) + "x?" + "a=" + Signing.encode(text()) + "&b=1";
      byte[] body = Signing.latin1(text());
      Headers headers =
          Headers.of("Host", "localhost:3000", "X-Amz-Thing", text().strip(), "Accept", "*/*");
      Headers signed = signer("lambda").sign("POST", target, headers, body, Signing.NOW);
      WireRequest request = new WireRequest("POST", target, signed, body, Peer.LOOPBACK);
      assertEquals(
          new SigV4Verdict.Verified(Signing.KEY, null, new Region(Signing.REGION)),
          Signing.verifierAt(Signing.NOW).verify(request, "lambda"),
          request::target);
      WireRequest other = new WireRequest("POST", target + "1", signed, body, Peer.LOOPBACK);
      assertEquals(Refusal.mismatch(), Signing.verifierAt(Signing.NOW).verify(other, "lambda"));
    }
  }

  @Test
  void aSessionTokenIsSentAlong() {
    Signer signer =
        new Signer(credentials(Signing.TEMPORARY_ID, Signing.TOKEN), Signing.REGION, "lambda");
    Headers signed =
        signer.sign("GET", "/", Headers.of("host", "localhost"), new byte[0], Signing.NOW);
    WireRequest request = new WireRequest("GET", "/", signed, new byte[0], Peer.LOOPBACK);
    assertInstanceOf(
        SigV4Verdict.Verified.class, Signing.verifierAt(Signing.NOW).verify(request, "lambda"));
  }

  @Test
  void whatCouldBeReadInTwoWaysIsNotSigned() {
    Headers twice = Headers.of("host", "a", "host", "b");
    assertThrows(
        IllegalArgumentException.class,
        () -> signer("lambda").sign("GET", "/", twice, new byte[0], Signing.NOW));
    Headers none = Headers.of("accept", "*/*");
    assertThrows(
        IllegalArgumentException.class,
        () -> signer("lambda").sign("GET", "/", none, new byte[0], Signing.NOW));
    assertThrows(IllegalArgumentException.class, () -> credentials("A/B", null));
  }

  @Test
  void credentialsShowTheirIdAlone() {
    assertFalse(credentials(Signing.KEY_ID, "TOKEN").toString().contains("TOKEN"));
  }

  private String text() {
    String alphabet = "abcXYZ019-._~ !*'();:@&=+$,/?#[]%\"<>\u00e4\u00df";
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(20); i > 0; i--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }
}
