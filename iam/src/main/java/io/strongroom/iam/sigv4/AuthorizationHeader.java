package io.strongroom.iam.sigv4;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the header form of a signature: {@code AWS4-HMAC-SHA256 Credential=..., SignedHeaders=...,
 * Signature=...}, the parts in any order, with or without spaces after the commas.
 *
 * <p>Source: IAM User Guide, "Create a signed AWS API request".
 */
final class AuthorizationHeader {

  /** The one algorithm there is. */
  static final String ALGORITHM = "AWS4-HMAC-SHA256";

  private static final String AMZ_DATE = "x-amz-date";
  private static final String HTTP_DATE = "date";

  private final String text;
  private @Nullable String credential;
  private @Nullable String signedHeaders;
  private @Nullable String signature;

  private AuthorizationHeader(String text) {
    this.text = text;
  }

  /** Reads the value of an {@code Authorization} header; the date comes from the other headers. */
  static Claim parse(String text, Headers headers) throws Refusal {
    int space = text.indexOf(' ');
    String scheme = space < 0 ? text : text.substring(0, space);
    if (!scheme.equals(ALGORITHM)) {
      throw Refusal.unsupportedAlgorithm(scheme);
    }
    AuthorizationHeader header = new AuthorizationHeader(text);
    for (int at = scheme.length() + 1; at < text.length(); ) {
      int comma = text.indexOf(',', at);
      int end = comma < 0 ? text.length() : comma;
      header.readPart(at, end);
      at = end + 1;
    }
    return header.claim(headers);
  }

  private void readPart(int from, int to) throws Refusal {
    int start = from;
    int end = to;
    while (start < end && text.charAt(start) == ' ') {
      start++;
    }
    while (start < end && text.charAt(end - 1) == ' ') {
      end--;
    }
    int equals = text.indexOf('=', start);
    if (equals < 0 || equals >= end) {
      throw Refusal.notKeyValue();
    }
    String value = text.substring(equals + 1, end);
    if (text.startsWith("Credential=", start)) {
      credential = once(credential, value);
    } else if (text.startsWith("SignedHeaders=", start)) {
      signedHeaders = once(signedHeaders, value);
    } else if (text.startsWith("Signature=", start)) {
      signature = once(signature, value);
    } else {
      throw Refusal.mismatched();
    }
  }

  private static String once(@Nullable String earlier, String value) throws Refusal {
    if (earlier != null) {
      throw Refusal.mismatched();
    }
    return value;
  }

  private Claim claim(Headers headers) throws Refusal {
    String dateHeader = headers.get(AMZ_DATE) == null ? HTTP_DATE : AMZ_DATE;
    String date = headers.get(dateHeader);
    if (credential == null || signedHeaders == null || signature == null || date == null) {
      throw Refusal.missingParts(missing(date));
    }
    return new Claim(
        Credential.parse(credential),
        signedHeaders,
        signature,
        dateHeader.equals(AMZ_DATE) ? AmzDate.parse(date) : AmzDate.parseHttp(date),
        dateHeader,
        SigV4Verifier.WINDOW_SECONDS);
  }

  private List<String> missing(@Nullable String date) {
    List<String> sentences = new ArrayList<>();
    if (credential == null) {
      sentences.add("Authorization header requires 'Credential' parameter.");
    }
    if (signature == null) {
      sentences.add("Authorization header requires 'Signature' parameter.");
    }
    if (signedHeaders == null) {
      sentences.add("Authorization header requires 'SignedHeaders' parameter.");
    }
    if (date == null) {
      sentences.add(
          "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
    }
    return sentences;
  }
}
