package io.strongroom.api;

import static io.strongroom.api.StsRoom.NOW;
import static io.strongroom.api.StsRoom.trust;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.strongroom.api.StsRoom.Answer;
import io.strongroom.api.StsRoom.Signer;
import io.strongroom.iam.directory.Account;
import io.strongroom.iam.directory.Identifiers;
import io.strongroom.iam.directory.OidcProvider;
import io.strongroom.iam.oidc.WebTokens;
import io.strongroom.testkit.CanaryExtension;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Roles for whoever shows a token of a trusted issuer: without a signature, end to end. */
@ExtendWith(CanaryExtension.class)
class WebIdentityTest {
  private static final String HOST = "issuer.example.com/pool";
  private static final String PROVIDER = "arn:aws:iam::123456789012:oidc-provider/" + HOST;
  private static final String ARN = "arn:aws:iam::123456789012:role/pod";
  private static final String SUBJECT = "system:serviceaccount:shop:app";
  private static final String ACTION = "\"sts:AssumeRoleWithWebIdentity\"";
  private static final String FEDERATED = "{\"Federated\":\"" + PROVIDER + "\"}";
  private static final String CONDITION =
      ",\"Condition\":{\"StringEquals\":{\"%1$s:sub\":\"%2$s\",\"%1$s:aud\":\"vault\"}}"
          .formatted(HOST, SUBJECT);
  private static final ECKey KEY = key();

  private final StsRoom sts = new StsRoom();

  private static ECKey key() {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID("k").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void trustTheIssuer() {
    sts.room.issuerKeys.set(WebTokens.KeySet.parse(new JWKSet(KEY).toString()));
    OidcProvider provider =
        OidcProvider.of(
            Identifiers.ofProvider(TestRoom.ACCOUNT, HOST), NOW, List.of("vault"), List.of());
    sts.room.change(change -> change.putting(provider));
    sts.role("pod", trust(FEDERATED, ACTION, CONDITION));
  }

  private static String token(String issuer, String subject, String audience, long seconds) {
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(issuer)
            .subject(subject)
            .audience(audience)
            .issueTime(Date.from(NOW.minusSeconds(700)))
            .expirationTime(Date.from(NOW.plusSeconds(seconds)))
            .build();
    try {
      SignedJWT jwt =
          new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("k").build(), claims);
      jwt.sign(new ECDSASigner(KEY));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String usual() {
    return token(TestRoom.ISSUER, SUBJECT, "vault", 600);
  }

  private Answer assume(String arn, String token) {
    return sts.unsigned(
        "AssumeRoleWithWebIdentity",
        "RoleArn",
        arn,
        "RoleSessionName",
        "pod-1",
        "WebIdentityToken",
        token);
  }

  @Test
  @DisplayName("A trusted token opens a session, which knows who vouched")
  void tokenOpensASession() {
    Answer answer = assume(ARN, usual()).done();
    assertEquals(SUBJECT, answer.text("SubjectFromWebIdentityToken"));
    assertEquals("vault", answer.text("Audience"));
    assertEquals(PROVIDER, answer.text("Provider"));
    Answer caller = sts.call(Signer.of(answer), "GetCallerIdentity").done();
    assertEquals("arn:aws:sts::123456789012:assumed-role/pod/pod-1", caller.text("Arn"));
  }

  @Test
  void signedCallersMayShowATokenToo() {
    Answer answer =
        sts.call(
            StsRoom.ROOT,
            "AssumeRoleWithWebIdentity",
            "RoleArn",
            ARN,
            "RoleSessionName",
            "pod-1",
            "WebIdentityToken",
            usual());
    assertEquals("200", answer.told());
  }

  @Test
  void everyRefusalHasItsError() {
    assertTrue(
        assume(ARN, "not a token").told().startsWith("400 InvalidIdentityToken: The ID Token"));
    assertEquals(
        "400 InvalidIdentityToken: No OpenIDConnect provider found in your account for"
            + " https://other.example.com",
        assume(ARN, token("https://other.example.com", SUBJECT, "vault", 600)).told());
    assertEquals(
        "400 ExpiredTokenException: Token expired: current date/time 1767323045 must be before the"
            + " expiration date/time 1767322985",
        assume(ARN, token(TestRoom.ISSUER, SUBJECT, "vault", -60)).told());
    assertTrue(
        assume(ARN, token(TestRoom.ISSUER, SUBJECT, "elsewhere", 600))
            .told()
            .startsWith("403 IDPRejectedClaim: "));
    assertEquals(
        "400 InvalidIdentityToken: Incorrect token audience",
        assume(ARN, token(TestRoom.ISSUER, SUBJECT, "ci", 600)).told());
    sts.room.issuerKeys.set(null);
    assertTrue(assume(ARN, usual()).told().startsWith("400 IDPCommunicationError: "));
  }

  @Test
  @DisplayName("Other subjects, other roles, missing roles and missing accounts look alike")
  void whatTrustDoesNotAllowIsDenied() {
    String denied = "403 AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity";
    assertEquals(denied, assume(ARN, token(TestRoom.ISSUER, "somebody", "vault", 600)).told());
    assertEquals(denied, assume(ARN + "-missing", usual()).told());
    sts.role("pod", trust("{\"AWS\":\"123456789012\"}", "\"sts:*\"", ""));
    assertEquals(denied, assume(ARN, usual()).told());
    assertEquals(
        "400 InvalidIdentityToken: No OpenIDConnect provider found in your account for "
            + TestRoom.ISSUER,
        assume("arn:aws:iam::999999999999:role/pod", usual()).told());
  }

  @Test
  void closedAccountsAreDenied() {
    sts.room.change(
        change ->
            change.registering(
                Account.unnamed(TestRoom.ACCOUNT, Account.Standing.MEMBER, NOW)
                    .turned(Account.Status.SUSPENDED)));
    assertTrue(assume(ARN, usual()).told().startsWith("403 AccessDenied"));
  }
}
