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
    long lifeSeconds) {}
