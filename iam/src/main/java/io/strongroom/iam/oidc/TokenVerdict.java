package io.strongroom.iam.oidc;

import java.util.List;

/** What became of a token. No text of it quotes the token. */
public sealed interface TokenVerdict {

  /**
   * The token is authentic, timely, and for one of the issuer's audiences.
   *
   * @param issuer who issued it
   * @param subject whom it is about
   * @param audience whom it is for: the party it was issued to ({@code azp}) if it names one
   * @param methods how the subject proved itself ({@code amr}), or none
   */
  record Accepted(TrustedIssuer issuer, String subject, String audience, List<String> methods)
      implements TokenVerdict {

    /** Copies the list. */
    public Accepted {
      methods = List.copyOf(methods);
    }
  }

  /**
   * The token is worth nothing.
   *
   * @param message what the caller reads
   */
  record Refused(Reason reason, String message) implements TokenVerdict {}

  /** Why a token is refused; STS has an error for each. */
  enum Reason {
    /** It is malformed, made up, not of a trusted issuer, or not valid yet. */
    INVALID,
    /** Its time is over. */
    EXPIRED,
    /** It is authentic and not for this server. */
    REJECTED_CLAIM,
    /** The issuer's keys could not be fetched. */
    NO_KEYS
  }
}
