package io.strongroom.iam.sigv4;

import io.strongroom.iam.sigv4.SigV4Verdict.Fault;
import io.strongroom.iam.sigv4.SigV4Verdict.Rejected;
import java.util.List;

/**
 * Ends the check of a signature, and holds every text that a caller may read about it. No text
 * quotes what could be part of a credential: the header is cut to its scheme, and other parts are
 * shown only if they are too short and too plain to be a key (requirements SIG-8, LOG-2).
 *
 * <p>Source of the texts: answers of the public service as reported by its users.
 */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  /** Other schemes of the {@code Authorization} header that are named in an answer. */
  private static final List<String> SCHEMES =
      List.of("AWS", "AWS4-ECDSA-P256-SHA256", "AWS4-HMAC-SHA1", "Basic", "Bearer", "Digest");

  /** The longest part of a credential scope that is shown: a date has 8 characters. */
  private static final int MAX_SHOWN_LENGTH = 16;

  /** The longest date that is shown: a date of RFC 1123 has 31 characters at most. */
  private static final int MAX_SHOWN_DATE_LENGTH = 40;

  private final transient Rejected verdict;

  private Refusal(Fault fault, String message) {
    super(message, null, false, false);
    this.verdict = new Rejected(fault, message);
  }

  /** Returns the verdict to hand out. */
  Rejected verdict() {
    return verdict;
  }

  static Rejected missingToken() {
    return new Rejected(Fault.MISSING_AUTHENTICATION_TOKEN, "Missing Authentication Token");
  }

  static Rejected unrecognizedClient() {
    return new Rejected(
        Fault.UNRECOGNIZED_CLIENT, "The security token included in the request is invalid.");
  }

  static Rejected expiredToken() {
    return new Rejected(
        Fault.EXPIRED_TOKEN, "The security token included in the request is expired");
  }

  static Rejected mismatch() {
    return new Rejected(
        Fault.INVALID_SIGNATURE,
        "The request signature we calculated does not match the signature you provided. Check your"
            + " AWS Secret Access Key and signing method. Consult the service documentation for"
            + " details.");
  }

  /** A request that no well-behaved signer sends, or whose signature covers something else. */
  static Refusal mismatched() {
    Rejected mismatch = mismatch();
    return new Refusal(mismatch.fault(), mismatch.message());
  }

  /** One sentence for each part that the {@code Authorization} header lacks. */
  static Refusal missingParts(List<String> sentences) {
    return incomplete(
        String.join(" ", sentences) + " Authorization=" + AuthorizationHeader.ALGORITHM);
  }

  static Refusal missingParameters(List<String> names) {
    StringBuilder text = new StringBuilder();
    for (String name : names) {
      text.append("AWS query-string parameters must include '").append(name).append("'. ");
    }
    return incomplete(text + "Re-examine the query-string parameters.");
  }

  static Refusal notKeyValue() {
    return incomplete(
        "'' not a valid key=value pair (missing equal-sign) in Authorization header: '"
            + AuthorizationHeader.ALGORITHM
            + "'.");
  }

  static Refusal unsupportedAlgorithm(String scheme) {
    return incomplete(
        "Unsupported AWS 'algorithm': '" + (SCHEMES.contains(scheme) ? scheme : "") + "'");
  }

  static Refusal malformedCredential() {
    return incomplete(
        "Credential must have exactly 5 slash-delimited elements, e.g."
            + " keyid/date/region/service/term, got ''");
  }

  static Refusal malformedExpiry() {
    return incomplete("X-Amz-Expires must be a number of seconds from 1 to 604800");
  }

  static Refusal malformedDate(String date) {
    String shown = date.length() > MAX_SHOWN_DATE_LENGTH ? "" : date;
    return incomplete(
        "Date must be in ISO-8601 'basic format'. Got '"
            + shown
            + "'. See http://en.wikipedia.org/wiki/ISO_8601");
  }

  static Refusal unsignedHeader(String name) {
    String shown = name.equals("host") ? "Host" : name;
    return invalid("'" + shown + "' must be a 'SignedHeader' in the AWS Authorization.");
  }

  static Refusal expired(long signed, long now, long seconds) {
    return invalid(
        "Signature expired: "
            + AmzDate.format(signed)
            + " is now earlier than "
            + AmzDate.format(now - seconds)
            + " ("
            + AmzDate.format(now)
            + " - "
            + span(seconds)
            + ")");
  }

  static Refusal notYetCurrent(long signed, long now, long seconds) {
    return invalid(
        "Signature not yet current: "
            + AmzDate.format(signed)
            + " is still later than "
            + AmzDate.format(now + seconds)
            + " ("
            + AmzDate.format(now)
            + " + "
            + span(seconds)
            + ")");
  }

  static Refusal wrongScopeDate(String scopeDate, AmzDate date) {
    return invalid(
        "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from"
            + " HTTP: '"
            + shown(scopeDate)
            + "' != '"
            + date.day()
            + "', from '"
            + date.basic()
            + "'.");
  }

  static Refusal wrongRegion() {
    return invalid("Credential should be scoped to a valid region.");
  }

  static Refusal wrongService(String service) {
    return invalid("Credential should be scoped to correct service: '" + service + "'.");
  }

  static Refusal wrongTerminator(String terminator) {
    return invalid(
        "Credential should be scoped with a valid terminator: 'aws4_request', not '"
            + shown(terminator)
            + "'.");
  }

  private static Refusal incomplete(String message) {
    return new Refusal(Fault.INCOMPLETE_SIGNATURE, message);
  }

  private static Refusal invalid(String message) {
    return new Refusal(Fault.INVALID_SIGNATURE, message);
  }

  private static String span(long seconds) {
    return seconds % 60 == 0 ? seconds / 60 + " min." : seconds + " sec.";
  }

  private static String shown(String text) {
    if (text.length() > MAX_SHOWN_LENGTH) {
      return "";
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '_') {
        return "";
      }
    }
    return text;
  }
}
