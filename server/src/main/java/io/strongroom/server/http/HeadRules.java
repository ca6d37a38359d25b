package io.strongroom.server.http;

import io.strongroom.server.http.AnswerWriter.Persistence;
import io.strongroom.server.http.RequestHead.Version;
import org.jspecify.annotations.Nullable;

/**
 * What a head must satisfy beyond the grammar that the decoder knows. Pure functions.
 *
 * <p>Source: RFC 9112 sections 3 and 6, RFC 9110 section 10.1.1, requirement SIG-4. Where the RFC
 * lets a server be lenient, this one is not: requests are signed byte by byte, so a request that
 * two parties could read in two ways has no use here.
 */
final class HeadRules {
  private static final int METHOD_CHARACTERS = 32;

  /** Which characters of ASCII a Host field may have. */
  private static final boolean[] OF_HOST = charactersOfHost();

  private HeadRules() {}

  /**
   * Returns the version that {@code text} names.
   *
   * @throws Refusal.Refused if it is not HTTP/1.1 or HTTP/1.0; the preface of HTTP/2 ends here
   */
  static Version version(String text) {
    return switch (text) {
      case "HTTP/1.1" -> Version.HTTP_1_1;
      case "HTTP/1.0" -> Version.HTTP_1_0;
      default -> throw Refusal.MALFORMED.exception();
    };
  }

  /**
   * Returns {@code target} if it has the origin form: a path and perhaps a query, in visible ASCII.
   * The absolute form is for proxies, the others for methods that no operation has.
   */
  static String target(String target) {
    if (target.isEmpty() || target.charAt(0) != '/') {
      throw Refusal.MALFORMED.exception();
    }
    for (int i = 1; i < target.length(); i++) {
      char c = target.charAt(i);
      if (c <= ' ' || c >= 0x7F || c == '#') {
        throw Refusal.MALFORMED.exception();
      }
    }
    return target;
  }

  /** Returns {@code method} if it is a token, and short enough. */
  static String method(String method) {
    boolean token = !method.isEmpty() && method.length() <= METHOD_CHARACTERS;
    for (int i = 0; token && i < method.length(); i++) {
      token = KnownNames.isTokenCharacter((byte) method.charAt(i));
    }
    if (!token) {
      throw Refusal.MALFORMED.exception();
    }
    return method;
  }

  /**
   * Judges the fields of a request whose head is complete.
   *
   * @param mostBody the largest body in bytes
   * @return why the request is refused, or null if it is not
   */
  static @Nullable Refusal check(RequestHead head, long mostBody) {
    Fields fields = head.fields();
    boolean current = head.version() == Version.HTTP_1_1;
    String host = fields.host();
    if (host == null ? current : !isHost(host)) {
      return Refusal.MALFORMED;
    }
    if (fields.isChunked() && (fields.contentLength() >= 0 || !current)) {
      return Refusal.MALFORMED;
    }
    if (fields.contentLength() > mostBody) {
      return Refusal.BODY_TOO_LARGE;
    }
    String expect = fields.expect();
    if (current && expect != null && !"100-continue".equalsIgnoreCase(expect)) {
      return Refusal.UNKNOWN_EXPECTATION;
    }
    return null;
  }

  /** Tells whether the peer waits for word before it sends the body. */
  static boolean awaitsContinue(RequestHead head) {
    Fields fields = head.fields();
    return fields.expect() != null
        && head.version() == Version.HTTP_1_1
        && (fields.isChunked() || fields.contentLength() > 0);
  }

  /** Returns what becomes of the connection after the answer, as far as the peer decides it. */
  static Persistence persistence(RequestHead head) {
    Fields fields = head.fields();
    if (fields.asksToClose()) {
      return Persistence.ENDED;
    }
    if (head.version() == Version.HTTP_1_1) {
      return Persistence.IMPLIED;
    }
    return fields.asksToKeepAlive() ? Persistence.KEPT : Persistence.ENDED;
  }

  private static boolean isHost(String host) {
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      if (c >= OF_HOST.length || !OF_HOST[c]) {
        return false;
      }
    }
    return true;
  }

  private static boolean[] charactersOfHost() {
    boolean[] table = new boolean[0x7F];
    for (char c = '!'; c < table.length; c++) {
      table[c] = "\"#,/<>?@\\^`{|}".indexOf(c) < 0;
    }
    return table;
  }
}
