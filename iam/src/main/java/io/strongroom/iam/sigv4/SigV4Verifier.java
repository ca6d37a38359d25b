package io.strongroom.iam.sigv4;

import io.strongroom.iam.AccessKey;
import io.strongroom.iam.IdentityStore;
import io.strongroom.iam.Region;
import io.strongroom.iam.session.Session;
import io.strongroom.iam.session.SessionTokens;
import io.strongroom.iam.session.SessionTokens.Opened;
import io.strongroom.iam.sigv4.SigV4Verdict.Rejected;
import io.strongroom.iam.sigv4.SigV4Verdict.Throttled;
import io.strongroom.iam.sigv4.SigV4Verdict.UnknownKey;
import io.strongroom.iam.sigv4.SigV4Verdict.Unsigned;
import io.strongroom.iam.sigv4.SigV4Verdict.Verified;
import io.strongroom.keys.HmacSha256;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Verifies Signature Version 4, in a header or in the query (requirements SIG-1 to SIG-8). One
 * verifier serves all services and many threads.
 *
 * <p>Checks come in this order, and the first that fails decides: headers that two readers could
 * see differently; form; credential scope; time; what must be signed; then the key is looked up and
 * a signature computed in every case; session token; signature; status of the key.
 *
 * <p>What is malformed or incomplete in itself is an incomplete signature. Everything that is
 * ambiguous rather than malformed answers as a signature that does not match, for its signature
 * cannot be trusted to cover what is dispatched: a header or query parameter that comes twice, a
 * control character, credentials in header and query at once, signed headers out of order, a
 * payload that is not hashed.
 *
 * <p>Texts of a request hold one byte of the wire in each character, as HTTP parsers give them.
 */
public final class SigV4Verifier {

  /** How far a signature's time may be from the clock, either way (requirement SIG-5). */
  public static final long WINDOW_SECONDS = 300;

  private final IdentityStore identities;
  private final InstantSource clock;
  private final InstantSource expiry;
  private final AuthorizationHeader.Memory memory = new AuthorizationHeader.Memory();
  private final SigningKeys signingKeys;
  private final TokenOpener tokens;
  private final FailureLimit failures;

  /**
   * Makes a verifier with an empty memory of signing keys.
   *
   * @param identities where keys are looked up, at each signed request
   * @param opener opens the secret of a key when a signing key is derived
   * @param tokens opens the tokens of temporary credentials
   * @param clock the real time, which callers sign by
   * @param expiry the time that sessions end by
   * @param failures is told what was {@link SigV4Verdict.Rejected}; whoever takes {@link Unsigned}
   *     or {@link UnknownKey} for a failure counts it there
   */
  public SigV4Verifier(
      IdentityStore identities,
      SecretOpener opener,
      TokenOpener tokens,
      InstantSource clock,
      InstantSource expiry,
      FailureLimit failures) {
    this.identities = identities;
    this.tokens = tokens;
    this.clock = clock;
    this.expiry = expiry;
    this.signingKeys = new SigningKeys(opener);
    this.failures = failures;
  }

  /** Makes a verifier for which both times are the same. */
  public SigV4Verifier(
      IdentityStore identities,
      SecretOpener opener,
      TokenOpener tokens,
      InstantSource clock,
      FailureLimit failures) {
    this(identities, opener, tokens, clock, clock, failures);
  }

  /**
   * Verifies one request.
   *
   * @param request the request as received; its body is hashed, not read
   * @param service the service the request will be dispatched to, such as {@code secretsmanager};
   *     the credential scope must name it
   */
  public SigV4Verdict verify(WireRequest request, String service) {
    try {
      CanonicalRequest.check(request.headers());
      QueryParameters query = QueryParameters.parse(request.target());
      String authorization = request.headers().get("authorization");
      if (authorization == null && !query.carriesSignature()) {
        return failures.isSpent(request.peer(), null) ? new Throttled() : new Unsigned();
      }
      if (authorization != null && query.carriesSignature()) {
        throw Refusal.mismatched();
      }
      if (authorization != null && authorization.isEmpty()) {
        return failed(request.peer(), null, Refusal.missingToken());
      }
      Claim claim =
          authorization == null ? query.claim() : memory.parse(authorization, request.headers());
      Region region = checkScope(claim, service);
      checkTime(claim, clock.instant().getEpochSecond());
      return judge(request, query, claim, region);
    } catch (Refusal refusal) {
      return failed(request.peer(), null, refusal.verdict());
    }
  }

  /** What the head of a request lets one expect of its signature. */
  public enum Expectation {
    /** It will be refused, whatever comes behind the head. */
    NONE,
    /** It may be one by a key of another server. */
    STRANGER,
    /** It may be one by a key that works here. */
    KNOWN
  }

  /**
   * Looks at what a request claims of itself: form, scope, time, and whose key it is. Nothing is
   * verified: it says whether a long body is worth being received.
   *
   * @param head the request without its body
   */
  public Expectation expectation(WireRequest head, String service) {
    try {
      CanonicalRequest.check(head.headers());
      QueryParameters query = QueryParameters.parse(head.target());
      String authorization = head.headers().get("authorization");
      if (authorization == null || query.carriesSignature()) {
        return Expectation.NONE;
      }
      Claim claim = AuthorizationHeader.parse(authorization, head.headers());
      var _ = checkScope(claim, service);
      checkTime(claim, clock.instant().getEpochSecond());
      Bearer bearer = bearer(claim.credential().accessKeyId(), token(head.headers(), query));
      if (bearer.isStranger()) {
        return Expectation.STRANGER;
      }
      boolean works = bearer.key() != null && isActive(bearer.key()) && !isOver(bearer);
      return works ? Expectation.KNOWN : Expectation.NONE;
    } catch (Refusal refusal) {
      return Expectation.NONE;
    }
  }

  /** Tells whether a request neither has nor means to have a signature. Nothing is verified. */
  public static boolean isUnsigned(WireRequest request) {
    try {
      return request.headers().get("authorization") == null
          && !QueryParameters.parse(request.target()).carriesSignature();
    } catch (Refusal refusal) {
      return false;
    }
  }

  /**
   * Returns the service that a request claims to be signed for, or null if it claims none that can
   * be read. Nothing is verified: it says whom to ask, who then verifies.
   */
  public static @Nullable String claimedService(WireRequest request) {
    Credential claimed = claimed(request);
    return claimed == null ? null : claimed.service();
  }

  /**
   * Returns the access key id that a request claims to be signed with, or null if it claims none
   * that can be read. Nothing is verified.
   *
   * @return 1 to 128 letters, digits, dots, hyphens or underscores
   */
  public static @Nullable String claimedKeyId(WireRequest request) {
    Credential claimed = claimed(request);
    return claimed == null ? null : claimed.accessKeyId();
  }

  private static @Nullable Credential claimed(WireRequest request) {
    try {
      String authorization = request.headers().get("authorization");
      QueryParameters query = QueryParameters.parse(request.target());
      if (authorization == null && !query.carriesSignature()) {
        return null;
      }
      Claim claim =
          authorization == null
              ? query.claim()
              : AuthorizationHeader.parse(authorization, request.headers());
      return claim.credential();
    } catch (Refusal refusal) {
      return null;
    }
  }

  /** Counts a failure; over the limit its reason stays untold. */
  private SigV4Verdict failed(Peer peer, @Nullable String keyId, Rejected reason) {
    boolean spent = failures.isSpent(peer, keyId);
    failures.count(peer, keyId);
    return spent ? new Throttled() : reason;
  }

  private static Region checkScope(Claim claim, String service) throws Refusal {
    Credential credential = claim.credential();
    if (!claim.date().basic().startsWith(credential.date()) || credential.date().length() != 8) {
      throw Refusal.wrongScopeDate(credential.date(), claim.date());
    }
    if (!Region.isRegion(credential.region())) {
      throw Refusal.wrongRegion();
    }
    if (!credential.service().equals(service)) {
      throw Refusal.wrongService(service);
    }
    if (!credential.terminator().equals(Credential.TERMINATOR)) {
      throw Refusal.wrongTerminator(credential.terminator());
    }
    return new Region(credential.region());
  }

  private static void checkTime(Claim claim, long now) throws Refusal {
    long signed = claim.date().epochSecond();
    if (signed < now - claim.lifeSeconds()) {
      throw Refusal.expired(signed, now, claim.lifeSeconds());
    }
    if (signed > now + WINDOW_SECONDS) {
      throw Refusal.notYetCurrent(signed, now, WINDOW_SECONDS);
    }
  }

  private static @Nullable String token(Headers headers, QueryParameters query) throws Refusal {
    String inHeader = headers.get("x-amz-security-token");
    String inQuery = query.get("X-Amz-Security-Token");
    if (inHeader != null && inQuery != null) {
      throw Refusal.mismatched();
    }
    return inHeader != null ? inHeader : inQuery;
  }

  /**
   * Looks up the key and compares signatures. Every refusal here but the throttled ones has derived
   * one signing key and computed one signature, whether the key is known, remembered or neither
   * (requirement SIG-6). A key that has verified a request is judged even where others have failed
   * too often, so that one bad client does not shut out the good ones behind the same address.
   */
  private SigV4Verdict judge(WireRequest request, QueryParameters query, Claim claim, Region region)
      throws Refusal {
    Credential scope = claim.credential();
    Peer peer = request.peer();
    Bearer bearer = bearer(scope.accessKeyId(), token(request.headers(), query));
    AccessKey key = bearer.key();
    HmacSha256 kept = key == null ? null : signingKeys.kept(key, scope);
    if (kept == null && failures.isSpent(peer, scope.accessKeyId())) {
      return new Throttled();
    }
    byte[] digest = CanonicalRequest.digest(request, query, claim);
    HmacSha256 signingKey = kept != null ? kept : derive(key, scope);
    boolean matches = Hex.spells(claim.signature(), claim.stringToSign(digest).mac(signingKey));
    if (key != null && matches && isActive(key) && !isOver(bearer)) {
      if (kept == null) {
        signingKeys.keep(key, scope, signingKey);
      }
      return new Verified(key, bearer.session(), region);
    }
    if (kept != null) {
      SigningKeys.deriveDecoy(scope);
    }
    if (bearer.isStranger()) {
      return new UnknownKey(scope.accessKeyId(), region);
    }
    return failed(peer, scope.accessKeyId(), reason(bearer, matches));
  }

  /**
   * Whom a key id and a token stand for.
   *
   * @param key the key, or null if nobody here has it
   * @param session the session of the token, over or not, or null
   * @param isStranger whether the key could be one of another server
   */
  private record Bearer(@Nullable AccessKey key, @Nullable Session session, boolean isStranger) {}

  private Bearer bearer(String accessKeyId, @Nullable String token) {
    if (token != null) {
      Opened opened = tokens.open(accessKeyId, token);
      return opened == null
          ? new Bearer(null, null, false)
          : new Bearer(opened.key(), opened.session(), false);
    }
    AccessKey key = identities.accessKey(accessKeyId);
    return new Bearer(key, null, key == null && !isTemporary(accessKeyId));
  }

  private Rejected reason(Bearer bearer, boolean matches) {
    if (bearer.key() != null && !matches) {
      return Refusal.mismatch();
    }
    return isOver(bearer) ? Refusal.expiredToken() : Refusal.unrecognizedClient();
  }

  private boolean isOver(Bearer bearer) {
    return bearer.session() != null && bearer.session().isOver(expiry.instant());
  }

  private HmacSha256 derive(@Nullable AccessKey key, Credential scope) {
    return key == null ? SigningKeys.deriveDecoy(scope) : signingKeys.derive(key, scope);
  }

  /** A temporary key is nobody's without its token, not even a stranger's. */
  private static boolean isTemporary(String accessKeyId) {
    return accessKeyId.startsWith(SessionTokens.KEY_ID_PREFIX);
  }

  private static boolean isActive(AccessKey key) {
    return key.status() == AccessKey.Status.ACTIVE;
  }
}
