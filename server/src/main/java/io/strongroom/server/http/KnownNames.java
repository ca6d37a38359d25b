package io.strongroom.server.http;

import io.netty.util.AsciiString;
import java.util.Arrays;

/**
 * The names of header fields in lower case. Those that clients of this API send are constants, so
 * that the way from bytes to {@link io.strongroom.iam.sigv4.Headers} allocates nothing for them.
 */
final class KnownNames {
  private static final AsciiString[] KNOWN = {
    AsciiString.cached("accept"),
    AsciiString.cached("accept-encoding"),
    AsciiString.cached("amz-sdk-invocation-id"),
    AsciiString.cached("amz-sdk-request"),
    AsciiString.cached("authorization"),
    AsciiString.cached("cache-control"),
    AsciiString.cached("connection"),
    AsciiString.cached("content-length"),
    AsciiString.cached("content-type"),
    AsciiString.cached("date"),
    AsciiString.cached("expect"),
    AsciiString.cached("host"),
    AsciiString.cached("origin"),
    AsciiString.cached("pragma"),
    AsciiString.cached("sec-fetch-site"),
    AsciiString.cached("transfer-encoding"),
    AsciiString.cached("user-agent"),
    AsciiString.cached("x-amz-content-sha256"),
    AsciiString.cached("x-amz-date"),
    AsciiString.cached("x-amz-security-token"),
    AsciiString.cached("x-amz-target"),
    AsciiString.cached("x-amz-user-agent"),
  };

  private static final int LONGEST = 21;

  /** The known names, by their length. */
  private static final AsciiString[][] BY_LENGTH = byLength();

  /** Lower-case form of each character of a token, 0 for all that is none (RFC 9110, 5.6.2). */
  private static final byte[] TOKEN = tokenCharacters();

  private KnownNames() {}

  /**
   * Returns the lower-case form of a name.
   *
   * @throws Refusal.Refused if it is empty or not a token
   */
  static AsciiString lowerCase(byte[] line, int start, int length) {
    if (length == 0) {
      throw Refusal.MALFORMED.exception();
    }
    if (length <= LONGEST) {
      for (AsciiString known : BY_LENGTH[length]) {
        if (matches(known, line, start)) {
          return known;
        }
      }
    }
    byte[] name = new byte[length];
    for (int i = 0; i < length; i++) {
      name[i] = lowerCase(line[start + i]);
      if (name[i] == 0) {
        throw Refusal.MALFORMED.exception();
      }
    }
    return new AsciiString(name, false);
  }

  /** From the back, where names that begin alike differ. */
  private static boolean matches(AsciiString known, byte[] line, int start) {
    byte[] name = known.array();
    for (int i = name.length - 1; i >= 0; i--) {
      if (name[i] != lowerCase(line[start + i])) {
        return false;
      }
    }
    return true;
  }

  private static byte lowerCase(byte character) {
    return character < 0 ? 0 : TOKEN[character];
  }

  private static AsciiString[][] byLength() {
    AsciiString[][] table = new AsciiString[LONGEST + 1][0];
    for (AsciiString name : KNOWN) {
      AsciiString[] before = table[name.length()];
      AsciiString[] after = Arrays.copyOf(before, before.length + 1);
      after[before.length] = name;
      table[name.length()] = after;
    }
    return table;
  }

  private static byte[] tokenCharacters() {
    byte[] table = new byte[128];
    for (char c : "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyz".toCharArray()) {
      table[c] = (byte) c;
      table[Character.toUpperCase(c)] = (byte) c;
    }
    return table;
  }
}
