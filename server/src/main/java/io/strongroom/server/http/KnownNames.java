package io.strongroom.server.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The names of header fields in lower case. Those that clients of this API send are constants, so
 * that the way from bytes to {@link io.strongroom.iam.sigv4.Headers} allocates nothing for them.
 */
final class KnownNames {
  private static final String[] KNOWN = {
    "accept",
    "accept-encoding",
    "amz-sdk-invocation-id",
    "amz-sdk-request",
    "authorization",
    "cache-control",
    "connection",
    "content-length",
    "content-type",
    "date",
    "expect",
    "host",
    "origin",
    "pragma",
    "sec-fetch-site",
    "transfer-encoding",
    "user-agent",
    "x-amz-content-sha256",
    "x-amz-date",
    "x-amz-security-token",
    "x-amz-target",
    "x-amz-user-agent",
  };

  private static final int LONGEST = 21;

  /** The known names, by their length. */
  private static final Name[][] BY_LENGTH = byLength();

  /** Lower-case form of each character of a token, 0 for all that is none (RFC 9110, 5.6.2). */
  private static final byte[] TOKEN = tokenCharacters();

  /** A name as it is compared and as it is handed out. */
  @SuppressWarnings("ArrayRecordComponent") // never compared as a record
  private record Name(byte[] bytes, String text) {}

  private KnownNames() {}

  /** Tells whether a token may have {@code character}. */
  static boolean isTokenCharacter(byte character) {
    return lowerCase(character) != 0;
  }

  /**
   * Returns the lower-case form of a name.
   *
   * @throws Refusal.Refused if it is empty or not a token
   */
  static String lowerCase(byte[] line, int start, int length) {
    if (length == 0) {
      throw Refusal.MALFORMED.exception();
    }
    if (length <= LONGEST) {
      for (Name known : BY_LENGTH[length]) {
        if (matches(known.bytes, line, start)) {
          return known.text;
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
    return new String(name, StandardCharsets.ISO_8859_1);
  }

  /** From the back, where names that begin alike differ. */
  private static boolean matches(byte[] name, byte[] line, int start) {
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

  private static Name[][] byLength() {
    Name[][] table = new Name[LONGEST + 1][0];
    for (String known : KNOWN) {
      Name[] before = table[known.length()];
      Name[] after = Arrays.copyOf(before, before.length + 1);
      after[before.length] = new Name(known.getBytes(StandardCharsets.US_ASCII), known);
      table[known.length()] = after;
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
