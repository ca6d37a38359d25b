package io.strongroom.iam.sigv4;

import io.strongroom.iam.AccessKey;
import io.strongroom.iam.Region;
import io.strongroom.iam.session.Session;
import org.jspecify.annotations.Nullable;

/** What became of a request's signature. */
public sealed interface SigV4Verdict {

  /**
   * The signature is right, fresh, and made with an active key.
   *
   * @param key the key, which names whose it is
   * @param session the session that a temporary key belongs to, which is not over; else null
   * @param region the region of the credential scope, which is the region the request acts in
   */
  record Verified(AccessKey key, @Nullable Session session, Region region)
      implements SigV4Verdict {}

  /**
   * The request carries no signature at all: neither an {@code Authorization} header nor {@code
   * X-Amz-Algorithm} or {@code X-Amz-Signature} in the query.
   */
  record Unsigned() implements SigV4Verdict {

    /** Returns what the caller is told where a signature is needed. */
    public Rejected refused() {
      return Refusal.missingToken();
    }
  }

  /**
   * A well-formed and timely request under a key id that is not known here, without a session
   * token. A signature was computed all the same, so that it costs what a known key costs
   * (requirement SIG-6).
   *
   * @param accessKeyId 1 to 128 letters, digits, dots, hyphens or underscores
   * @param region the region of the credential scope
   */
  record UnknownKey(String accessKeyId, Region region) implements SigV4Verdict {

    /** Returns what the caller is told where the key must be known. */
    public Rejected refused() {
      return Refusal.unrecognizedClient();
    }
  }

  /**
   * The request is refused.
   *
   * @param fault which of the front end's errors it is
   * @param message the text for the caller; holds no part of a credential
   */
  record Rejected(Fault fault, String message) implements SigV4Verdict {}

  /**
   * The request is refused because too many before it failed (requirement SIG-8). Whether its
   * signature is right was not looked at, unless the key has verified others before.
   */
  record Throttled() implements SigV4Verdict {}

  /**
   * The errors of the signature check. Each protocol has its own code for them. Source: Secrets
   * Manager API Reference, "Common Errors".
   */
  enum Fault {
    /** {@code IncompleteSignatureException}: a part is missing or malformed. */
    INCOMPLETE_SIGNATURE,
    /** {@code InvalidSignatureException}: wrong signature, scope or time. */
    INVALID_SIGNATURE,
    /** {@code UnrecognizedClientException}: unknown or inactive key, or a token not of this key. */
    UNRECOGNIZED_CLIENT,
    /** {@code ExpiredTokenException}: the session is over. */
    EXPIRED_TOKEN,
    /** {@code MissingAuthenticationTokenException}: no credentials. */
    MISSING_AUTHENTICATION_TOKEN
  }
}
