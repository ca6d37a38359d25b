package io.strongroom.core.secret;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A version id in the form in which it is packed: the 16 bytes of a UUID if its text is a UUID in
 * canonical form (lower case, four hyphens), and else its text in UTF-8. Each id has one form, so
 * that ids can be compared by it.
 */
final class PackedId {

  /** How many bytes a UUID has. */
  static final int UUID_BYTES = 16;

  private static final int UUID_CHARACTERS = 36;
  private static final int HALF = 8;
  private static final int BITS_OF_DIGIT = 4;
  private static final int BITS_ABOVE_DIGIT = Long.SIZE - BITS_OF_DIGIT;
  private static final int TEN = 10;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final long high;
  private final long low;
  private final byte @Nullable [] text;

  private PackedId(long high, long low, byte @Nullable [] text) {
    this.high = high;
    this.low = low;
    this.text = text;
  }

  /** Returns the form of an id, or null if it has none: half a surrogate pair is no text. */
  static @Nullable PackedId of(VersionId id) {
    String text = id.text();
    if (text.length() != UUID_CHARACTERS) {
      return ofText(text);
    }
    long high = 0;
    long low = 0;
    for (int i = 0; i < UUID_CHARACTERS; i++) {
      char c = text.charAt(i);
      if (i == 8 || i == 13 || i == 18 || i == 23) {
        if (c != '-') {
          return ofText(text);
        }
      } else {
        int digit = digit(c);
        if (digit < 0) {
          return ofText(text);
        }
        high = (high << BITS_OF_DIGIT) | (low >>> BITS_ABOVE_DIGIT);
        low = (low << BITS_OF_DIGIT) | digit;
      }
    }
    return new PackedId(high, low, null);
  }

  private static int digit(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    return c >= 'a' && c <= 'f' ? c - 'a' + TEN : -1;
  }

  private static @Nullable PackedId ofText(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    boolean whole = new String(bytes, StandardCharsets.UTF_8).equals(text);
    return whole ? new PackedId(0, 0, bytes) : null;
  }

  /** Reads the id of a UUID from its 16 bytes. */
  static VersionId readUuid(byte[] bytes, int at) {
    return new VersionId(
        new UUID((long) LONGS.get(bytes, at), (long) LONGS.get(bytes, at + HALF)).toString());
  }

  /**
   * Returns a number that is another one for nearly every other UUID, and for every other one that
   * has one half in common.
   */
  static long digest(byte[] bytes, int at) {
    return 31 * (long) LONGS.get(bytes, at) + (long) LONGS.get(bytes, at + HALF);
  }

  /** Tells whether it is packed as a UUID. */
  boolean isUuid() {
    return text == null;
  }

  /** Returns how many bytes it has. */
  int length() {
    return text == null ? UUID_BYTES : text.length;
  }

  /** Writes its bytes. */
  void write(byte[] into, int at) {
    if (text == null) {
      LONGS.set(into, at, high);
      LONGS.set(into, at + HALF, low);
    } else {
      System.arraycopy(text, 0, into, at, text.length);
    }
  }

  /** Tells whether the bytes of an id are those of this one. */
  boolean is(boolean uuid, byte[] bytes, int at, int length) {
    if (text == null) {
      return uuid
          && (long) LONGS.get(bytes, at + HALF) == low
          && (long) LONGS.get(bytes, at) == high;
    }
    return !uuid && Arrays.equals(text, 0, text.length, bytes, at, at + length);
  }
}
