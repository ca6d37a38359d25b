package io.strongroom.iam.sigv4;

import io.strongroom.keys.HmacSha256;
import io.strongroom.keys.Sha256;
import java.util.Arrays;

/**
 * Bytes being written, in one growing array. Texts of a request hold one byte of the wire in each
 * character.
 */
final class CanonicalBytes {
  private static final int USUAL_LENGTH = 1024;

  /** The longest array that a thread keeps. */
  private static final int MAX_KEPT = 16 << 10;

  private static final ThreadLocal<CanonicalBytes> OF_THREAD =
      ThreadLocal.withInitial(() -> new CanonicalBytes(USUAL_LENGTH));
  private static final String UPPER_HEX = "0123456789ABCDEF";

  private byte[] bytes;
  private int length;

  CanonicalBytes(int capacity) {
    this.bytes = new byte[capacity];
  }

  /** Returns the one of the current thread, empty; whoever had it before is done with it. */
  static CanonicalBytes ofThread() {
    CanonicalBytes mine = OF_THREAD.get();
    mine.length = 0;
    if (mine.bytes.length > MAX_KEPT) {
      mine.bytes = new byte[USUAL_LENGTH];
    }
    return mine;
  }

  CanonicalBytes append(char c) {
    reserve(1);
    bytes[length++] = (byte) c;
    return this;
  }

  /** Writes the low byte of each character; the caller knows that there are no other bits. */
  @SuppressWarnings("deprecation") // the low bytes are wanted, and no other method copies them
  CanonicalBytes append(String text) {
    int count = text.length();
    reserve(count);
    text.getBytes(0, count, bytes, length);
    length += count;
    return this;
  }

  /** Writes a header's value: no spaces around it, runs of spaces inside as one. */
  CanonicalBytes appendTrimmed(String value) {
    if (value.indexOf("  ") < 0 && !value.startsWith(" ") && !value.endsWith(" ")) {
      return append(value);
    }
    boolean pending = false;
    boolean begun = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == ' ') {
        pending = begun;
      } else {
        if (pending) {
          append(' ');
        }
        append(c);
        pending = false;
        begun = true;
      }
    }
    return this;
  }

  /** Writes {@code text}, all but unreserved characters as {@code %XX} (RFC 3986, section 2.3). */
  CanonicalBytes appendEncoded(String text) {
    for (int i = 0; i < text.length(); i++) {
      appendEncoded(text.charAt(i));
    }
    return this;
  }

  /** The same, but for slashes, which stay. */
  CanonicalBytes appendEncodedPath(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '/') {
        append(c);
      } else {
        appendEncoded(c);
      }
    }
    return this;
  }

  /** Writes {@code data} as lower-case hexadecimal digits. */
  CanonicalBytes appendHex(byte[] data) {
    reserve(2 * data.length);
    for (byte b : data) {
      bytes[length++] = Hex.digit(b >> 4);
      bytes[length++] = Hex.digit(b);
    }
    return this;
  }

  /** Returns what was written, in an array of its own. */
  byte[] toByteArray() {
    return bytes.length == length ? bytes : Arrays.copyOf(bytes, length);
  }

  /** Returns the digest of what was written. */
  byte[] sha256() {
    return Sha256.hash(bytes, length);
  }

  /** Returns the code of what was written. */
  byte[] mac(HmacSha256 code) {
    return code.mac(bytes, length);
  }

  private static boolean isUnreserved(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '.'
        || c == '_'
        || c == '~';
  }

  private void appendEncoded(char c) {
    if (isUnreserved(c)) {
      append(c);
    } else {
      append('%').append(UPPER_HEX.charAt((c >> 4) & 0xf)).append(UPPER_HEX.charAt(c & 0xf));
    }
  }

  private void reserve(int count) {
    if (count > bytes.length - length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
    }
  }
}
