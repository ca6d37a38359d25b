package io.strongroom.iam.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.strongroom.iam.oidc.TokenVerdict.Accepted;
import io.strongroom.iam.oidc.TokenVerdict.Reason;
import io.strongroom.iam.oidc.TokenVerdict.Refused;
import io.strongroom.keys.SensitiveBytes;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks OpenID Connect ID tokens: the one class that parses them and touches their cryptography.
 *
 * <p>Only asymmetric signatures are known here, so a token can neither be unsigned nor be signed
 * with a public key taken for a secret. A key serves the algorithms of its own kind alone.
 *
 * <p>Source: RFC 7519, RFC 8725; OpenID Connect Core, "ID Token Validation"; STS API Reference,
 * AssumeRoleWithWebIdentity. The texts are those that users of STS report.
 */
public final class WebTokens {

  /** The longest token, in bytes: the bound of the service model. */
  public static final int MAX_LENGTH = 20_000;

  /** How far the clocks of issuer and server may be apart. */
  public static final Duration LEEWAY = Duration.ofSeconds(60);

  /** The most keys that an issuer may have. */
  public static final int MAX_KEYS = 64;

  /** The shortest modulus of an RSA key, in bits (RFC 7518, section 3.3). */
  private static final int MIN_RSA_BITS = 2_048;

  /** The longest modulus of an RSA key, in bits: verifying gets dearer with its length. */
  private static final int MAX_RSA_BITS = 8_192;

  /** The longest subject that is taken, in characters: the bound of the service model. */
  private static final int MAX_SUBJECT_LENGTH = 255;

  /** The most methods of authentication that are taken. */
  private static final int MAX_METHODS = 16;

  private static final Set<JWSAlgorithm> RSA =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512);

  private static final Set<JWSAlgorithm> EC = Set.of(JWSAlgorithm.ES256, JWSAlgorithm.ES384);

  private final Map<String, TrustedIssuer> issuers = new HashMap<>();

  /** Believes the tokens of these issuers, no two of which have the same URL. */
  public WebTokens(Collection<TrustedIssuer> issuers) {
    issuers.forEach(issuer -> this.issuers.put(issuer.url(), issuer));
    if (this.issuers.size() != issuers.size()) {
      throw new IllegalArgumentException("an issuer is there twice");
    }
  }

  /** The public keys of an issuer. */
  public static final class KeySet {
    private final List<JWK> keys;

    private KeySet(List<JWK> keys) {
      this.keys = List.copyOf(keys);
    }

    /**
     * Reads a JSON Web Key Set (RFC 7517). Keys of other kinds, or for encryption, are left out.
     *
     * @throws IllegalArgumentException if it is malformed, has too many keys or none that is of use
     */
    public static KeySet parse(String json) {
      List<JWK> usable = new ArrayList<>();
      try {
        for (JWK key : JWKSet.parse(json).getKeys()) {
          if (isUsable(key)) {
            usable.add(key.toPublicJWK());
          }
        }
      } catch (ParseException e) {
        throw new IllegalArgumentException("not a JSON Web Key Set");
      }
      if (usable.isEmpty() || usable.size() > MAX_KEYS) {
        throw new IllegalArgumentException("a key set has 1 to " + MAX_KEYS + " keys to sign with");
      }
      return new KeySet(usable);
    }

    private static boolean isUsable(JWK key) {
      if (KeyUse.ENCRYPTION.equals(key.getKeyUse())) {
        return false;
      }
      return switch (key) {
        case RSAKey rsa -> {
          int bits = rsa.getModulus().decodeToBigInteger().bitLength();
          yield bits >= MIN_RSA_BITS && bits <= MAX_RSA_BITS;
        }
        case ECKey _ -> true;
        default -> false;
      };
    }

    /** Returns the keys that could have made a signature. */
    private List<JWK> candidates(JWSAlgorithm algorithm, @Nullable String id) {
      return keys.stream()
          .filter(key -> RSA.contains(algorithm) ? key instanceof RSAKey : key instanceof ECKey)
          .filter(key -> id == null || key.getKeyID() == null || id.equals(key.getKeyID()))
          .filter(key -> key.getAlgorithm() == null || key.getAlgorithm().equals(algorithm))
          .toList();
    }
  }

  /**
   * Checks a token.
   *
   * @param token as it was sent
   * @param now the real time
   */
  public TokenVerdict check(SensitiveBytes token, Instant now) {
    if (token.length() > MAX_LENGTH) {
      return malformed();
    }
    try {
      // The library takes nothing but text.
      SignedJWT jwt =
          SignedJWT.parse(token.use(bytes -> new String(bytes, StandardCharsets.US_ASCII)));
      return check(jwt, jwt.getJWTClaimsSet(), now);
    } catch (ParseException e) {
      return malformed();
    }
  }

  private TokenVerdict check(SignedJWT jwt, JWTClaimsSet claims, Instant now)
      throws ParseException {
    String url = claims.getIssuer();
    TrustedIssuer issuer = url == null ? null : issuers.get(url);
    if (issuer == null) {
      return noProvider(url);
    }
    JWSAlgorithm algorithm = jwt.getHeader().getAlgorithm();
    if (!RSA.contains(algorithm) && !EC.contains(algorithm)) {
      return invalid("The algorithm of the token is not supported.");
    }
    KeySet keys = issuer.keys().current();
    if (keys == null) {
      return new Refused(
          Reason.NO_KEYS, "Couldn't retrieve verification key from your identity provider");
    }
    return isSigned(jwt, keys.candidates(algorithm, jwt.getHeader().getKeyID()))
        ? checkClaims(issuer, claims, now)
        : invalid("The signature of the token could not be verified.");
  }

  private static boolean isSigned(SignedJWT jwt, List<JWK> candidates) {
    return candidates.stream().anyMatch(key -> isSigned(jwt, key));
  }

  /** A key on another curve than the algorithm's has signed nothing. */
  private static boolean isSigned(SignedJWT jwt, JWK key) {
    try {
      return jwt.verify(verifier(key));
    } catch (JOSEException e) {
      return false;
    }
  }

  private static JWSVerifier verifier(JWK key) throws JOSEException {
    return key instanceof RSAKey rsa ? new RSASSAVerifier(rsa) : new ECDSAVerifier((ECKey) key);
  }

  private static TokenVerdict checkClaims(TrustedIssuer issuer, JWTClaimsSet claims, Instant now)
      throws ParseException {
    String subject = claims.getSubject();
    Date expires = claims.getExpirationTime();
    Date issued = claims.getIssueTime();
    if (subject == null || subject.isEmpty() || subject.length() > MAX_SUBJECT_LENGTH) {
      return invalid("The token has no subject that could be used.");
    }
    if (expires == null || issued == null) {
      return invalid("Missing a required claim: exp or iat");
    }
    if (!now.isBefore(expires.toInstant().plus(LEEWAY))) {
      return new Refused(
          Reason.EXPIRED,
          "Token expired: current date/time %d must be before the expiration date/time %d"
              .formatted(now.getEpochSecond(), expires.toInstant().getEpochSecond()));
    }
    Date begins = Objects.requireNonNullElse(claims.getNotBeforeTime(), issued);
    Instant latest = now.plus(LEEWAY);
    if (begins.toInstant().isAfter(latest) || issued.toInstant().isAfter(latest)) {
      return invalid("The token is not valid yet.");
    }
    return accepted(issuer, claims, subject);
  }

  private static TokenVerdict accepted(TrustedIssuer issuer, JWTClaimsSet claims, String subject)
      throws ParseException {
    String party = claims.getStringClaim("azp");
    List<String> audiences = party == null ? claims.getAudience() : List.of(party);
    if (audiences.isEmpty()) {
      return invalid("Missing a required claim: aud");
    }
    for (String audience : audiences) {
      if (issuer.audiences().contains(audience)) {
        List<String> methods = claims.getStringListClaim("amr");
        return new Accepted(
            issuer,
            subject,
            audience,
            methods == null ? List.of() : methods.stream().limit(MAX_METHODS).toList());
      }
    }
    return new Refused(
        Reason.REJECTED_CLAIM, "The token is for an audience that this server does not accept.");
  }

  private static Refused malformed() {
    return invalid(
        "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access"
            + " Token)");
  }

  /** Only an issuer that could be one is named. */
  private static Refused noProvider(@Nullable String url) {
    boolean showable = url != null && url.length() <= 255 && url.startsWith(TrustedIssuer.SCHEME);
    return invalid(
        "No OpenIDConnect provider found in your account for "
            + (showable ? url : "the issuer of the token"));
  }

  private static Refused invalid(String message) {
    return new Refused(Reason.INVALID, message);
  }
}
