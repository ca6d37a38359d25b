package io.strongroom.api.shape;

import io.strongroom.keys.SensitiveBytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * Writes XML into one growing array. Secrets go from their bytes straight to the answer, and an
 * array that was outgrown is overwritten.
 */
public final class XmlOut {
  private static final byte[] NOT_A_CHARACTER = "\uFFFD".getBytes(StandardCharsets.UTF_8);

  private byte[] bytes;
  private int length;

  /** Starts with room for {@code size} bytes. */
  public XmlOut(int size) {
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

  /** Opens an element whose name needs no escapes. */
  public void open(String name) {
    markup("<" + name + ">");
  }

  /** Opens the outermost element, in a namespace that needs no escapes. */
  public void openIn(String name, String namespace) {
    markup("<" + name + " xmlns=\"" + namespace + "\">");
  }

  /** Closes an element. */
  public void close(String name) {
    markup("</" + name + ">");
  }

  /** Writes an element with nothing but a text. */
  public void element(String name, String text) {
    open(name);
    text(text);
    close(name);
  }

  /** Writes a text; characters that XML does not have become U+FFFD. */
  public void text(String text) {
    String allowed = text.replace('\uFFFE', '\uFFFD').replace('\uFFFF', '\uFFFD');
    escaped(allowed.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes a secret text, given as UTF-8. */
  public void text(SensitiveBytes utf8) {
    utf8.lend(this::escaped);
  }

  /** Writes secret bytes in base64. */
  public void base64(SensitiveBytes secret) {
    secret.lend(
        plain -> {
          byte[] encoded = Base64.getEncoder().encode(plain);
          copy(encoded, 0, encoded.length);
          Arrays.fill(encoded, (byte) 0);
        });
  }

  private void markup(String ascii) {
    byte[] plain = ascii.getBytes(StandardCharsets.US_ASCII);
    copy(plain, 0, plain.length);
  }

  private void escaped(byte[] utf8) {
    int copied = 0;
    for (int i = 0; i < utf8.length; i++) {
      byte[] escape = escape(utf8[i]);
      if (escape.length > 0) {
        copy(utf8, copied, i);
        copy(escape, 0, escape.length);
        copied = i + 1;
      }
    }
    copy(utf8, copied, utf8.length);
  }

  /**
   * Returns what stands for a byte, or nothing if it stands for itself. Control characters but for
   * tab and line ends have no place in XML 1.0 (section 2.2), not even escaped.
   */
  private static byte[] escape(byte b) {
    return switch (b) {
      case '&' -> Escapes.AMPERSAND;
      case '<' -> Escapes.LESS;
      case '>' -> Escapes.GREATER;
      case '"' -> Escapes.QUOTE;
      case '\r' -> Escapes.RETURN;
      case '\t', '\n' -> Escapes.NONE;
      default -> b >= 0 && b < ' ' ? NOT_A_CHARACTER : Escapes.NONE;
    };
  }

  private void copy(byte[] from, int start, int end) {
    int count = end - start;
    if (length + count > bytes.length) {
      byte[] outgrown = bytes;
      bytes = Arrays.copyOf(outgrown, Math.max(2 * outgrown.length, length + count));
      Arrays.fill(outgrown, (byte) 0);
    }
    System.arraycopy(from, start, bytes, length, count);
    length += count;
  }

  /** What stands for characters of XML's own grammar. */
  private static final class Escapes {
    static final byte[] NONE = {};
    static final byte[] AMPERSAND = ascii("&amp;");
    static final byte[] LESS = ascii("&lt;");
    static final byte[] GREATER = ascii("&gt;");
    static final byte[] QUOTE = ascii("&quot;");
    static final byte[] RETURN = ascii("&#xD;");

    private Escapes() {}

    private static byte[] ascii(String text) {
      return text.getBytes(StandardCharsets.US_ASCII);
    }
  }
}
