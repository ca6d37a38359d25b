package io.strongroom.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * The canonical encoding of a list of fields, used wherever fields are authenticated (requirement
 * CRY-4): each field is its length as four bytes, most significant first, and then its bytes. Two
 * different lists never have the same encoding. The first field says what the list is for.
 */
final class Fields {

  /** Holds the authenticated data of a usual value without growing. */
  private static final int USUAL_LENGTH = 512;

  private byte[] bytes = new byte[USUAL_LENGTH];
  private int length;

  private Fields() {}

  static Fields of(String purpose) {
    return new Fields().text(purpose);
  }

  /** Adds text as UTF-8. */
  Fields text(String text) {
    byte[] utf8 = text.getBytes(UTF_8);
    // Encoding turns half a surrogate pair into '?', which would give two texts one encoding. Plain
    // ASCII without '?' cannot hide one and needs no second look.
    if ((utf8.length != text.length() || contains(utf8, (byte) '?'))
        && !new String(utf8, UTF_8).equals(text)) {
      throw new IllegalArgumentException("text to authenticate is not well-formed Unicode");
    }
    return bytes(utf8, 0, utf8.length);
  }

  Fields bytes(byte[] source) {
    return bytes(source, 0, source.length);
  }

  Fields bytes(byte[] source, int at, int count) {
    reserve(Integer.BYTES + count);
    putInt(count);
    System.arraycopy(source, at, bytes, length, count);
    length += count;
    return this;
  }

  /** Adds one byte. */
  Fields octet(byte value) {
    reserve(Integer.BYTES + 1);
    putInt(1);
    bytes[length++] = value;
    return this;
  }

  /** Adds a number as four bytes, most significant first. */
  Fields number(int value) {
    reserve(Integer.BYTES + Integer.BYTES);
    putInt(Integer.BYTES);
    putInt(value);
    return this;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  private void putInt(int value) {
    bytes[length++] = (byte) (value >>> 24);
    bytes[length++] = (byte) (value >>> 16);
    bytes[length++] = (byte) (value >>> 8);
    bytes[length++] = (byte) value;
  }

  private void reserve(int count) {
    int needed = Math.addExact(length, count);
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(needed, 2 * bytes.length));
    }
  }

  private static boolean contains(byte[] bytes, byte wanted) {
    for (byte b : bytes) {
      if (b == wanted) {
        return true;
      }
    }
    return false;
  }
}
