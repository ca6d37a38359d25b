package io.strongroom.iam.sigv4;

import io.strongroom.keys.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
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
  private static final String SIGNATURE = "Signature=";

  /**
   * Reads headers as {@link #parse} does, and remembers beginnings: a client sends the same header
   * all day, but for the signature at its end. What is remembered follows from the text alone, so
   * whoever sees to it that it is forgotten gains nothing.
   */
  static final class Memory {
    private static final int PLACES = 1024;
    private static final int SIGNATURE_LENGTH = 2 * Sha256.LENGTH;

    /** A part of the key id in usual headers, which tells clients apart. */
    private static final int TELLING_FROM = 36;

    private static final int TELLING_TO = 44;

    private final AtomicReferenceArray<@Nullable Beginning> places =
        new AtomicReferenceArray<>(PLACES);

    private record Beginning(String text, Credential credential, String signedHeaders) {}

    Claim parse(String text, Headers headers) throws Refusal {
      int end = text.length() - SIGNATURE_LENGTH;
      String date = headers.get(AMZ_DATE);
      if (end < TELLING_TO || date == null || !isOneWord(text, end)) {
        return AuthorizationHeader.parse(text, headers);
      }
      int place = place(text, end);
      Beginning known = places.get(place);
      if (known != null && known.text().length() == end && text.startsWith(known.text())) {
        String signature = text.substring(end);
        return claim(known.credential(), known.signedHeaders(), signature, AMZ_DATE, date);
      }
      Claim claim = AuthorizationHeader.parse(text, headers);
      boolean last = text.startsWith(SIGNATURE, end - SIGNATURE.length());
      if (last && text.startsWith(claim.signature(), end)) {
        String beginning = text.substring(0, end);
        places.set(place, new Beginning(beginning, claim.credential(), claim.signedHeaders()));
      }
      return claim;
    }

    private static boolean isOneWord(String text, int from) {
      return text.indexOf(',', from) < 0 && text.indexOf(' ', from) < 0;
    }

    private static int place(String text, int end) {
      int hash = end;
      for (int i = TELLING_FROM; i < TELLING_TO; i++) {
        hash = 31 * hash + text.charAt(i);
      }
      hash *= 0x9E3779B9;
      return (hash >>> 16) % PLACES;
    }
  }

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
    } else if (text.startsWith(SIGNATURE, start)) {
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
    return claim(Credential.parse(credential), signedHeaders, signature, dateHeader, date);
  }

  private static Claim claim(
      Credential credential, String signedHeaders, String signature, String dateHeader, String date)
      throws Refusal {
    return new Claim(
        credential,
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
