package io.strongroom.iam.sigv4;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The query of a request target, in canonical order. What could be read in two ways is refused: a
 * name that comes twice (case folded) and is not that of a list, a bare {@code +}, a broken or
 * control-character escape, an empty name.
 */
final class QueryParameters {

  /** The most parameters a signed request may have. */
  static final int MAX_PARAMETERS = 64;

  /** The names under which lists are sent, one parameter for each item. */
  private static final Set<String> LISTS = Set.of("tagKeys");

  private static final String ALGORITHM = "X-Amz-Algorithm";
  private static final String CREDENTIAL = "X-Amz-Credential";
  private static final String SIGNATURE = "X-Amz-Signature";
  private static final String SIGNED_HEADERS = "X-Amz-SignedHeaders";
  private static final String DATE = "X-Amz-Date";
  private static final String EXPIRES = "X-Amz-Expires";
  private static final int MAX_EXPIRES_DIGITS = 6;
  private static final int MAX_EXPIRES_SECONDS = 604_800;
  private static final QueryParameters NONE = new QueryParameters(List.of());

  private final List<Parameter> sorted;

  /** One parameter; name and value decoded, the name also as it is sorted and signed. */
  private record Parameter(String name, String encodedName, String value) {
    String encodedValue() {
      return encoded(value);
    }
  }

  private QueryParameters(List<Parameter> sorted) {
    this.sorted = sorted;
  }

  /** Reads what follows the first question mark of a request target. */
  static QueryParameters parse(String target) throws Refusal {
    int mark = target.indexOf('?');
    if (mark < 0 || mark == target.length() - 1) {
      return NONE;
    }
    List<Parameter> parameters = new ArrayList<>();
    for (int at = mark + 1; at <= target.length(); ) {
      int ampersand = target.indexOf('&', at);
      int end = ampersand < 0 ? target.length() : ampersand;
      Parameter parameter = parse(target, at, end);
      if (parameters.size() == MAX_PARAMETERS || isRepeated(parameters, parameter.name())) {
        throw Refusal.mismatched();
      }
      parameters.add(parameter);
      at = end + 1;
    }
    parameters.sort(
        Comparator.comparing(Parameter::encodedName).thenComparing(Parameter::encodedValue));
    return new QueryParameters(parameters);
  }

  /** Tells whether the query means to carry a signature, in whatever case it is written. */
  boolean carriesSignature() {
    return holds(sorted, ALGORITHM) || holds(sorted, SIGNATURE);
  }

  /** Returns the decoded value under exactly this name, or null. */
  @Nullable String get(String name) {
    for (Parameter parameter : sorted) {
      if (parameter.name().equals(name)) {
        return parameter.value();
      }
    }
    return null;
  }

  /** Writes the canonical query: sorted and encoded, without the signature itself. */
  void appendTo(CanonicalBytes out) {
    boolean first = true;
    for (Parameter parameter : sorted) {
      if (parameter.name().equals(SIGNATURE)) {
        continue;
      }
      if (!first) {
        out.append('&');
      }
      out.append(parameter.encodedName()).append('=').appendEncoded(parameter.value());
      first = false;
    }
  }

  /** Reads the query form of a signature. */
  Claim claim() throws Refusal {
    String algorithm = get(ALGORITHM);
    String credential = get(CREDENTIAL);
    String signature = get(SIGNATURE);
    String signedHeaders = get(SIGNED_HEADERS);
    String date = get(DATE);
    if (algorithm == null
        || credential == null
        || signature == null
        || signedHeaders == null
        || date == null) {
      throw Refusal.missingParameters(missing());
    }
    if (!algorithm.equals(AuthorizationHeader.ALGORITHM)) {
      throw Refusal.unsupportedAlgorithm(algorithm);
    }
    return new Claim(
        Credential.parse(credential), signedHeaders, signature, AmzDate.parse(date), "", life());
  }

  private List<String> missing() {
    List<String> missing = new ArrayList<>();
    for (String name : List.of(ALGORITHM, CREDENTIAL, SIGNATURE, SIGNED_HEADERS, DATE)) {
      if (get(name) == null) {
        missing.add(name);
      }
    }
    return missing;
  }

  private long life() throws Refusal {
    String expires = get(EXPIRES);
    if (expires == null) {
      return SigV4Verifier.WINDOW_SECONDS;
    }
    if (expires.isEmpty() || expires.length() > MAX_EXPIRES_DIGITS) {
      throw Refusal.malformedExpiry();
    }
    int seconds = 0;
    for (int i = 0; i < expires.length(); i++) {
      char c = expires.charAt(i);
      if (c < '0' || c > '9') {
        throw Refusal.malformedExpiry();
      }
      seconds = seconds * 10 + c - '0';
    }
    if (seconds < 1 || seconds > MAX_EXPIRES_SECONDS) {
      throw Refusal.malformedExpiry();
    }
    return Math.min(seconds, SigV4Verifier.WINDOW_SECONDS);
  }

  private static Parameter parse(String target, int start, int end) throws Refusal {
    int equals = target.indexOf('=', start);
    int nameEnd = equals < 0 || equals > end ? end : equals;
    String name = decode(target, start, nameEnd);
    if (name.isEmpty()) {
      throw Refusal.mismatched();
    }
    String value = decode(target, Math.min(nameEnd + 1, end), end);
    return new Parameter(name, encoded(name), value);
  }

  private static String encoded(String text) {
    byte[] encoded = new CanonicalBytes(text.length()).appendEncoded(text).toByteArray();
    return new String(encoded, StandardCharsets.US_ASCII);
  }

  private static boolean isRepeated(List<Parameter> parameters, String name) {
    return holds(parameters, name)
        && !(LISTS.contains(name)
            && parameters.stream()
                .allMatch(each -> each.name().equals(name) || !each.name().equalsIgnoreCase(name)));
  }

  private static boolean holds(List<Parameter> parameters, String name) {
    for (Parameter parameter : parameters) {
      if (parameter.name().equalsIgnoreCase(name)) {
        return true;
      }
    }
    return false;
  }

  private static String decode(String text, int start, int end) throws Refusal {
    StringBuilder decoded = new StringBuilder(end - start);
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (c == '%') {
        c = escaped(text, i, end);
        i += 2;
      } else if (c == '+') {
        throw Refusal.mismatched();
      }
      decoded.append(c);
    }
    String plain = decoded.toString();
    if (!CanonicalRequest.isPlain(plain)) {
      throw Refusal.mismatched();
    }
    return plain;
  }

  private static char escaped(String text, int percent, int end) throws Refusal {
    if (percent + 2 >= end
        || !HexFormat.isHexDigit(text.charAt(percent + 1))
        || !HexFormat.isHexDigit(text.charAt(percent + 2))) {
      throw Refusal.mismatched();
    }
    return (char) HexFormat.fromHexDigits(text, percent + 1, percent + 3);
  }
}
