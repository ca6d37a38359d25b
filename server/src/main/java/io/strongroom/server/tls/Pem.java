package io.strongroom.server.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Text that carries binary objects between lines of dashes (RFC 7468). Contents stay in arrays,
 * which can be overwritten, and never become a String.
 */
final class Pem {
  private static final byte[] BEGIN = "-----BEGIN ".getBytes(US_ASCII);
  private static final byte[] DASHES = "-----".getBytes(US_ASCII);
  private static final byte[] LINE_END = "\n".getBytes(US_ASCII);
  private static final int LINE_LENGTH = 64;

  private Pem() {}

  /**
   * One object.
   *
   * @param label what it is, such as {@code CERTIFICATE}
   * @param content its bytes; whoever reads a key overwrites them
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Block(String label, byte[] content) {}

  /**
   * Returns the objects in {@code text}; what stands between them is a comment.
   *
   * @throws IllegalArgumentException if an object does not end or is not Base64; the message shows
   *     nothing of it
   */
  static List<Block> parse(byte[] text) {
    List<Block> blocks = new ArrayList<>();
    int begin = indexOf(text, BEGIN, 0);
    while (begin >= 0) {
      int label = begin + BEGIN.length;
      int labelEnd = indexOf(text, DASHES, label);
      if (labelEnd < 0) {
        throw new IllegalArgumentException("a first line without an end");
      }
      String name = new String(text, label, labelEnd - label, ISO_8859_1);
      int content = labelEnd + DASHES.length;
      int end = indexOf(text, lastLine(name), content);
      if (end < 0) {
        throw new IllegalArgumentException("an object without an end");
      }
      blocks.add(new Block(name, decode(text, content, end)));
      begin = indexOf(text, BEGIN, end);
    }
    return blocks;
  }

  /** Returns {@code content} as text. */
  static byte[] format(String label, byte[] content) {
    byte[] first = ("-----BEGIN " + label + "-----\n").getBytes(ISO_8859_1);
    byte[] lines = Base64.getMimeEncoder(LINE_LENGTH, LINE_END).encode(content);
    byte[] last = ("\n-----END " + label + "-----\n").getBytes(ISO_8859_1);
    byte[] text = Arrays.copyOf(first, first.length + lines.length + last.length);
    System.arraycopy(lines, 0, text, first.length, lines.length);
    System.arraycopy(last, 0, text, first.length + lines.length, last.length);
    Arrays.fill(lines, (byte) 0);
    return text;
  }

  private static byte[] lastLine(String label) {
    return ("-----END " + label + "-----").getBytes(ISO_8859_1);
  }

  private static byte[] decode(byte[] text, int from, int to) {
    byte[] lines = Arrays.copyOfRange(text, from, to);
    try {
      return Base64.getMimeDecoder().decode(lines);
    } catch (IllegalArgumentException _) {
      throw new IllegalArgumentException("not Base64"); // the decoder's own words show characters
    } finally {
      Arrays.fill(lines, (byte) 0);
    }
  }

  private static int indexOf(byte[] text, byte[] wanted, int from) {
    for (int i = from; i <= text.length - wanted.length; i++) {
      if (Arrays.equals(text, i, i + wanted.length, wanted, 0, wanted.length)) {
        return i;
      }
    }
    return -1;
  }
}
