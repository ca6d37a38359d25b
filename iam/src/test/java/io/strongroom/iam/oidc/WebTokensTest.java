package io.strongroom.iam.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.strongroom.iam.oidc.TokenVerdict.Accepted;
import io.strongroom.iam.oidc.TokenVerdict.Reason;
import io.strongroom.iam.oidc.TokenVerdict.Refused;
import io.strongroom.keys.SensitiveBytes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens against RFC 7519 and RFC 8725, with real keys of every kind. */
class WebTokensTest {
  private static final String ISSUER = "https://issuer.example.com/pool";
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final RSAKey RSA = rsa("rsa-1", 2_048);
  private static final ECKey P256 = ec("ec-256", Curve.P_256);
  private static final ECKey P384 = ec("ec-384", Curve.P_384);
  private static final WebTokens TOKENS = trusting(new JWKSet(List.of(RSA, P256, P384)));

  private static RSAKey rsa(String id, int bits) {
    try {
      return new RSAKeyGenerator(bits, true).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ECKey ec(String id, Curve curve) {
    try {
      return new ECKeyGenerator(curve).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static WebTokens trusting(JWKSet keys) {
    WebTokens.KeySet parsed = WebTokens.KeySet.parse(keys.toString());
    return new WebTokens(List.of(new TrustedIssuer(ISSUER, Set.of("vault", "ci"), () -> parsed)));
  }

  private static JWTClaimsSet.Builder usual() {
    return new JWTClaimsSet.Builder()
        .issuer(ISSUER)
        .subject("system:serviceaccount:shop:app")
        .audience("vault")
        .issueTime(Date.from(NOW.minusSeconds(10)))
        .expirationTime(Date.from(NOW.plusSeconds(600)));
  }

  private static String signed(JWSAlgorithm algorithm, JWK key, JWTClaimsSet claims) {
    try {
      JWSSigner signer =
          key instanceof RSAKey rsa ? new RSASSASigner(rsa) : new ECDSASigner((ECKey) key);
      SignedJWT jwt =
          new SignedJWT(new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).build(), claims);
      jwt.sign(signer);
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String signed(UnaryOperator<JWTClaimsSet.Builder> change) {
    return signed(JWSAlgorithm.RS256, RSA, change.apply(usual()).build());
  }

  private static TokenVerdict check(WebTokens tokens, String token) {
    return tokens.check(SensitiveBytes.copyOf(token.getBytes(StandardCharsets.ISO_8859_1)), NOW);
  }

  private static @Nullable Reason reason(TokenVerdict verdict) {
    return verdict instanceof Refused refused ? refused.reason() : null;
  }

  @ParameterizedTest
  @CsvSource({
    "RS256, rsa-1",
    "RS384, rsa-1",
    "RS512, rsa-1",
    "PS256, rsa-1",
    "PS384, rsa-1",
    "PS512, rsa-1",
    "ES256, ec-256",
    "ES384, ec-384"
  })
  void everyOfferedAlgorithmIsAccepted(String algorithm, String keyId) {
    JWK key = keyId.equals("rsa-1") ? RSA : keyId.equals("ec-256") ? P256 : P384;
    String token = signed(JWSAlgorithm.parse(algorithm), key, usual().build());
    Accepted accepted = assertInstanceOf(Accepted.class, check(TOKENS, token));
    assertEquals("system:serviceaccount:shop:app", accepted.subject());
    assertEquals("vault", accepted.audience());
    assertEquals("issuer.example.com/pool", accepted.issuer().host());
  }

  @Test
  @DisplayName("RFC 8725: neither unsigned, nor signed with a public key taken for a secret")
  void otherAlgorithmsAreRefused() throws JOSEException {
    assertEquals(Reason.INVALID, reason(check(TOKENS, new PlainJWT(usual().build()).serialize())));
    SignedJWT hmac =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("rsa-1").build(), usual().build());
    hmac.sign(new MACSigner(RSA.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8)));
    assertEquals(Reason.INVALID, reason(check(TOKENS, hmac.serialize())));
    ECKey p521 = ec("p521", Curve.P_521);
    assertEquals(
        Reason.INVALID,
        reason(
            check(trusting(new JWKSet(p521)), signed(JWSAlgorithm.ES512, p521, usual().build()))));
  }

  @Test
  void noCharacterCanBeChanged() {
    String token = signed(UnaryOperator.identity());
    for (int at = 0; at < token.length() - 1; at++) {
      char other = token.charAt(at) == 'A' ? 'B' : 'A';
      String changed = token.substring(0, at) + other + token.substring(at + 1);
      assertFalse(check(TOKENS, changed) instanceof Accepted, "character " + at);
    }
  }

  @Test
  void keysOfOthersAreRefused() {
    String other = signed(JWSAlgorithm.RS256, rsa("rsa-1", 2_048), usual().build());
    assertEquals(Reason.INVALID, reason(check(TOKENS, other)));
    String unknownId = signed(JWSAlgorithm.RS256, rsa("rsa-2", 2_048), usual().build());
    assertEquals(Reason.INVALID, reason(check(TOKENS, unknownId)));
  }

  @ParameterizedTest
  @DisplayName("The clocks may be a minute apart, and no more")
  @CsvSource({
    "exp, -59, true",
    "exp, -60, false",
    "nbf, 60, true",
    "nbf, 61, false",
    "iat, 60, true",
    "iat, 61, false"
  })
  void timesHaveALeeway(String claim, long offset, boolean accepted) {
    Date time = Date.from(NOW.plusSeconds(offset));
    String token =
        signed(
            claims ->
                switch (claim) {
                  case "exp" -> claims.expirationTime(time);
                  case "nbf" -> claims.notBeforeTime(time);
                  default -> claims.issueTime(time);
                });
    TokenVerdict verdict = check(TOKENS, token);
    assertEquals(accepted, verdict instanceof Accepted, verdict::toString);
    if (!accepted) {
      assertEquals(claim.equals("exp") ? Reason.EXPIRED : Reason.INVALID, reason(verdict));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"iss", "sub", "aud", "exp", "iat"})
  void requiredClaimsAreRequired(String claim) {
    assertEquals(Reason.INVALID, reason(check(TOKENS, signed(c -> c.claim(claim, null)))));
  }

  @Test
  void issuersAreComparedToTheLetter() {
    for (String url : List.of(ISSUER + "/", "https://ISSUER.example.com/pool", "http://issuer")) {
      assertEquals(Reason.INVALID, reason(check(TOKENS, signed(c -> c.issuer(url)))));
    }
  }

  @Test
  @DisplayName("The authorized party, if there is one, stands for the audience")
  void audiences() {
    assertEquals(
        Reason.REJECTED_CLAIM, reason(check(TOKENS, signed(c -> c.audience("elsewhere")))));
    assertEquals(
        Reason.REJECTED_CLAIM, reason(check(TOKENS, signed(c -> c.claim("azp", "elsewhere")))));
    TokenVerdict several = check(TOKENS, signed(c -> c.audience(List.of("elsewhere", "ci"))));
    assertEquals("ci", assertInstanceOf(Accepted.class, several).audience());
    TokenVerdict party = check(TOKENS, signed(c -> c.claim("azp", "ci")));
    assertEquals("ci", assertInstanceOf(Accepted.class, party).audience());
  }

  @Test
  void withoutKeysThereIsNoAnswer() {
    WebTokens tokens =
        new WebTokens(List.of(new TrustedIssuer(ISSUER, Set.of("vault"), () -> null)));
    assertEquals(Reason.NO_KEYS, reason(check(tokens, signed(UnaryOperator.identity()))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "..", "a.b.c", "e30.e30.e30", "{}", "\u00ff", "e30.bm90IGpzb24.AA"})
  void garbageIsRefused(String token) {
    assertEquals(Reason.INVALID, reason(check(TOKENS, token)));
  }

  @Test
  void longTokensAreNotLookedAt() {
    String token = signed(c -> c.claim("filler", "x".repeat(WebTokens.MAX_LENGTH)));
    assertEquals(Reason.INVALID, reason(check(TOKENS, token)));
  }

  @Test
  @DisplayName("LOG-2: no refusal quotes a part of the token")
  void refusalsQuoteNothing() {
    String token = signed(c -> c.audience("elsewhere").subject("canary-subject"));
    Refused refused = assertInstanceOf(Refused.class, check(TOKENS, token));
    assertFalse(refused.message().contains("canary"));
    assertFalse(refused.message().contains("elsewhere"));
  }

  @Test
  void keySetsHaveBounds() {
    RSAKey weak = rsa("weak", 1_024);
    RSAKey encrypting = new RSAKey.Builder(RSA).keyUse(KeyUse.ENCRYPTION).build();
    for (JWKSet keys : List.of(new JWKSet(weak), new JWKSet(encrypting), new JWKSet())) {
      assertThrows(IllegalArgumentException.class, () -> WebTokens.KeySet.parse(keys.toString()));
    }
    assertThrows(IllegalArgumentException.class, () -> WebTokens.KeySet.parse("not json"));
    List<JWK> many = java.util.Collections.nCopies(WebTokens.MAX_KEYS + 1, P256);
    String text = "{\"keys\":" + many.stream().map(JWK::toJSONString).toList() + "}";
    assertThrows(IllegalArgumentException.class, () -> WebTokens.KeySet.parse(text));
  }
}
