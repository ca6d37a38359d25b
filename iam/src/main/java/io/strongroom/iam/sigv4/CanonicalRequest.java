package io.strongroom.iam.sigv4;

import org.jspecify.annotations.Nullable;

/**
 * Writes the text whose digest is signed, from the very parts that are dispatched (requirement
 * SIG-1), and holds the request to the rules about what must be signed (SIG-2, SIG-3, SIG-4).
 *
 * <p>The path is signed as it was sent, each character but unreserved ones and slashes encoded once
 * more. A path that normalising would change (an empty, {@code .} or {@code ..} segment) is refused
 * rather than normalised: signer and dispatcher could read it in two ways.
 *
 * <p>Source: IAM User Guide, "Create a signed AWS API request".
 */
final class CanonicalRequest {

  /** The most headers a signed request may have (requirement DOS-3). */
  static final int MAX_HEADERS = 64;

  private static final char DELETE = 0x7f;
  private static final char MAX_BYTE = 0xff;
  private static final String AMZ_PREFIX = "x-amz-";
  private static final String CONTENT_HASH = "x-amz-content-sha256";
  private static final String SESSION_TOKEN = "x-amz-security-token";

  private CanonicalRequest() {}

  /**
   * Refuses headers that two readers could see differently: more than {@value #MAX_HEADERS}, a name
   * that comes twice, a control character, a separator inside a name.
   */
  static void check(Headers headers) throws Refusal {
    int count = headers.size();
    if (count > MAX_HEADERS) {
      throw Refusal.mismatched();
    }
    for (int i = 0; i < count; i++) {
      String name = headers.name(i);
      if (!headers.isClean() && !(isPlain(headers.value(i)) && isName(name))) {
        throw Refusal.mismatched();
      }
      for (int j = 0; j < i; j++) {
        if (headers.name(j).equals(name)) {
          throw Refusal.mismatched();
        }
      }
    }
  }

  /** Returns the digest of the canonical request. */
  static byte[] digest(WireRequest request, QueryParameters query, Claim claim) throws Refusal {
    byte[] bodyHash = request.bodyHash();
    checkContentHash(request.headers().get(CONTENT_HASH), bodyHash);
    checkContentHash(query.get("X-Amz-Content-Sha256"), bodyHash);
    CanonicalBytes out = CanonicalBytes.ofThread();
    out.append(method(request.method())).append('\n');
    out.appendEncodedPath(path(request.target())).append('\n');
    query.appendTo(out);
    out.append('\n');
    long signed = appendHeaders(out, request.headers(), claim.signedHeaders());
    checkSigned(request.headers(), signed, claim.dateHeader());
    out.append('\n').append(claim.signedHeaders()).append('\n').appendHex(bodyHash);
    return out.sha256();
  }

  private static String method(String method) throws Refusal {
    for (int i = 0; i < method.length(); i++) {
      if (method.charAt(i) < 'A' || method.charAt(i) > 'Z') {
        throw Refusal.mismatched();
      }
    }
    return method;
  }

  private static String path(String target) throws Refusal {
    int mark = target.indexOf('?');
    String path = mark < 0 ? target : target.substring(0, mark);
    if (!path.startsWith("/") || !isPlain(path)) {
      throw Refusal.mismatched();
    }
    for (int slash = 0; slash >= 0; ) {
      int next = path.indexOf('/', slash + 1);
      int end = next < 0 ? path.length() : next;
      int length = end - slash - 1;
      boolean empty = length == 0 && next >= 0;
      boolean dot = length == 1 && path.charAt(slash + 1) == '.';
      boolean dots = length == 2 && path.startsWith("..", slash + 1);
      if (empty || dot || dots) {
        throw Refusal.mismatched();
      }
      slash = next;
    }
    return path;
  }

  /** Writes the signed headers; returns a set of the indexes of those headers, one bit for each. */
  private static long appendHeaders(CanonicalBytes out, Headers headers, String names)
      throws Refusal {
    long signed = 0;
    String previous = "";
    for (int start = 0; start <= names.length(); ) {
      int semicolon = names.indexOf(';', start);
      int end = semicolon < 0 ? names.length() : semicolon;
      int index = find(headers, names, start, end);
      if (index < 0 || headers.name(index).compareTo(previous) <= 0) {
        throw Refusal.mismatched();
      }
      previous = headers.name(index);
      signed |= 1L << index;
      out.append(previous).append(':').appendTrimmed(headers.value(index)).append('\n');
      start = end + 1;
    }
    return signed;
  }

  private static int find(Headers headers, String names, int start, int end) {
    for (int i = 0; i < headers.size(); i++) {
      String name = headers.name(i);
      if (name.length() == end - start && names.startsWith(name, start)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Requires a signature over host, date and every {@code x-amz-} header. A session token is bound
   * to its key by itself and may be added after signing.
   */
  private static void checkSigned(Headers headers, long signed, String dateHeader) throws Refusal {
    boolean host = false;
    for (int i = 0; i < headers.size(); i++) {
      String name = headers.name(i);
      boolean isHost = name.equals("host");
      host |= isHost;
      boolean needed =
          isHost
              || name.equals(dateHeader)
              || (name.startsWith(AMZ_PREFIX) && !name.equals(SESSION_TOKEN));
      if (needed && (signed & (1L << i)) == 0) {
        throw Refusal.unsignedHeader(name);
      }
    }
    if (!host) {
      throw Refusal.unsignedHeader("host");
    }
  }

  private static void checkContentHash(@Nullable String claimed, byte[] hash) throws Refusal {
    if (claimed != null && !Hex.spells(claimed, hash)) {
      throw Refusal.mismatched();
    }
  }

  /** Tells whether {@code text} is made of bytes and none of them is an ASCII control character. */
  static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || (c > '~' && (c == DELETE || c > MAX_BYTE))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isName(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c <= ' ' || c > '~' || c == ':' || c == ';' || c == ',') {
        return false;
      }
    }
    return !name.isEmpty();
  }
}
