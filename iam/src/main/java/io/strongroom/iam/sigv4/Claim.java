package io.strongroom.iam.sigv4;

/**
 * What a request says about its own signature, in either form, before anything of it is believed.
 *
 * @param credential key id and scope
 * @param signedHeaders the names of the signed headers as sent, joined by semicolons
 * @param signature the signature as sent
 * @param date when it was signed
 * @param dateHeader the header that gave the date and must therefore be signed; empty if the date
 *     came in the query, all of which is signed
 * @param lifeSeconds how long after {@code date} the signature may be used
 */
record Claim(
    Credential credential,
    String signedHeaders,
    String signature,
    AmzDate date,
    String dateHeader,
    long lifeSeconds) {

  /** Writes what is signed, given the digest of the canonical request. */
  CanonicalBytes stringToSign(byte[] canonicalDigest) {
    return CanonicalBytes.ofThread()
        .append(AuthorizationHeader.ALGORITHM)
        .append('\n')
        .append(date.basic())
        .append('\n')
        .append(credential.date())
        .append('/')
        .append(credential.region())
        .append('/')
        .append(credential.service())
        .append('/')
        .append(credential.terminator())
        .append('\n')
        .appendHex(canonicalDigest);
  }
}
