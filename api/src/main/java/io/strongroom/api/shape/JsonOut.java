package io.strongroom.api.shape;

import io.strongroom.keys.SensitiveBytes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * Writes JSON into one growing array. Secrets go from their bytes straight to the answer, and an
 * array that was outgrown is overwritten; a library's pooled buffers would keep plaintext.
 */
public final class JsonOut {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHEST_BITS = ONES << (Byte.SIZE - 1);

  private byte[] bytes;
  private int length;

  /** Starts with room for {@code size} bytes. */
  public JsonOut(int size) {
    bytes = new byte[size];
  }

  /** Returns the array, which may be longer than what was written; the writer is done with it. */
  public byte[] bytes() {
    return bytes;
  }

  /** Returns how many bytes were written. */
  public int length() {
    return length;
  }

  /** Returns a copy of what was written, and begins anew in the same array. */
  public byte[] take() {
    byte[] written = Arrays.copyOf(bytes, length);
    length = 0;
    return written;
  }

  /** Takes back everything behind the first {@code start} bytes, which were written. */
  public void takeBackTo(int start) {
    length = Math.min(length, start);
  }

  /** Writes one character of JSON's own grammar. */
  public void raw(char c) {
    ensure(1);
    bytes[length++] = (byte) c;
  }

  /** Writes a number or another literal, in ASCII. */
  @SuppressWarnings("deprecation") // getBytes(int…) copies the low bytes, which is what ASCII wants
  public void literal(String ascii) {
    ensure(ascii.length());
    ascii.getBytes(0, ascii.length(), bytes, length);
    length += ascii.length();
  }

  /** Writes the name of a member, which needs no escapes, and the colon. */
  public void key(String name) {
    plain(name);
    raw(':');
  }

  /** The same for a name in ASCII, of which the first letter becomes a small one. */
  void decapitalizedKey(String name) {
    int first = length + 1;
    key(name);
    bytes[first] = (byte) Character.toLowerCase(bytes[first]);
  }

  /** Writes a whole number. */
  public void number(long value) {
    literal(Long.toString(value));
  }

  /** Writes true or false. */
  public void flag(boolean value) {
    literal(value ? "true" : "false");
  }

  /** Writes a string that is known to be of ASCII and to need no escapes. */
  @SuppressWarnings("deprecation") // as in literal
  public void plain(String text) {
    int count = text.length();
    ensure(count + 2);
    bytes[length] = '"';
    text.getBytes(0, count, bytes, length + 1);
    bytes[length + count + 1] = '"';
    length += count + 2;
  }

  /** Writes a string. */
  public void text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    ensure(utf8.length + 2);
    bytes[length++] = '"';
    escaped(utf8);
    raw('"');
  }

  /** Writes a secret string, given as UTF-8. */
  public void text(SensitiveBytes utf8) {
    raw('"');
    utf8.lend(this::escaped);
    raw('"');
  }

  /** Writes secret bytes in base64. */
  public void base64(SensitiveBytes secret) {
    raw('"');
    secret.lend(
        plain -> {
          byte[] encoded = Base64.getEncoder().encode(plain);
          ensure(encoded.length);
          System.arraycopy(encoded, 0, bytes, length, encoded.length);
          length += encoded.length;
          Arrays.fill(encoded, (byte) 0);
        });
    raw('"');
  }

  /** Writes a secret that is JSON itself, as it is. */
  public void whole(SensitiveBytes json) {
    json.lend(this::whole);
  }

  /** Writes what is JSON itself, as it is. */
  public void whole(byte[] json) {
    copy(json, 0, json.length);
  }

  /** Returns bytes in base64 for a header field, of which a plain text remains. */
  public static String base64Of(SensitiveBytes shownInHeader) {
    return shownInHeader.use(Base64.getEncoder()::encodeToString);
  }

  /**
   * Escapes what JSON demands and nothing else; bytes of other alphabets go through as they are.
   * Runs that need no escape are copied in one piece.
   */
  private void escaped(byte[] utf8) {
    int copied = 0;
    for (int i = endOfRun(utf8, 0); i < utf8.length; i = endOfRun(utf8, copied)) {
      copy(utf8, copied, i);
      escape(utf8[i]);
      copied = i + 1;
    }
    copy(utf8, copied, utf8.length);
  }

  /** Returns the index of the first byte from {@code at} on that needs an escape, or the length. */
  private static int endOfRun(byte[] utf8, int at) {
    int i = at;
    while (i <= utf8.length - Long.BYTES && isPlain((long) EIGHT_BYTES.get(utf8, i))) {
      i += Long.BYTES;
    }
    while (i < utf8.length && !needsEscape(utf8[i])) {
      i++;
    }
    return i;
  }

  /**
   * Tells whether none of eight bytes needs an escape, all at once: a subtraction leaves the
   * highest bit of a byte set that was not set before only if the byte was too small.
   */
  private static boolean isPlain(long eight) {
    long quotes = eight ^ (ONES * '"');
    long backslashes = eight ^ (ONES * '\\');
    long found =
        ((eight - ONES * ' ') & ~eight)
            | ((quotes - ONES) & ~quotes)
            | ((backslashes - ONES) & ~backslashes);
    return (found & HIGHEST_BITS) == 0;
  }

  private static boolean needsEscape(byte b) {
    return b == '"' || b == '\\' || (b >= 0 && b < ' ');
  }

  private void copy(byte[] from, int start, int end) {
    ensure(end - start);
    System.arraycopy(from, start, bytes, length, end - start);
    length += end - start;
  }

  private void escape(byte b) {
    if (b == '"' || b == '\\') {
      raw('\\');
      raw((char) b);
    } else {
      control(b);
    }
  }

  private void control(byte b) {
    switch (b) {
      case '\n' -> literal("\\n");
      case '\r' -> literal("\\r");
      case '\t' -> literal("\\t");
      case '\b' -> literal("\\b");
      case '\f' -> literal("\\f");
      default -> {
        literal("\\u00");
        raw((char) HEX[b >> 4]);
        raw((char) HEX[b & 0xf]);
      }
    }
  }

  private void ensure(int more) {
    if (length + more > bytes.length) {
      byte[] outgrown = bytes;
      bytes = Arrays.copyOf(outgrown, Math.max(2 * outgrown.length, length + more));
      Arrays.fill(outgrown, (byte) 0);
    }
  }
}
