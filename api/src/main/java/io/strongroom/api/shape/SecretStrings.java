package io.strongroom.api.shape;

import com.fasterxml.jackson.core.JsonParser;
import io.strongroom.keys.SensitiveBytes;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;

/**
 * Takes a secret out of the JSON parser as bytes. The parser's own buffer is overwritten behind it,
 * because parsers hand their buffers on.
 */
final class SecretStrings {

  /** The most bytes of UTF-8 that one {@code char} of well-formed text can need. */
  private static final int MAX_BYTES_PER_CHAR = 3;

  private SecretStrings() {}

  /** Returns the current string as UTF-8. */
  static SensitiveBytes utf8(JsonParser json) throws IOException {
    char[] text = json.getTextCharacters();
    int start = json.getTextOffset();
    int length = json.getTextLength();
    byte[] roomy = new byte[length * MAX_BYTES_PER_CHAR];
    int used = Utf8.encode(text, start, length, roomy);
    Arrays.fill(text, start, start + length, '\0');
    if (used < 0) {
      Arrays.fill(roomy, (byte) 0);
      throw ShapeReader.malformed();
    }
    return exact(roomy, used);
  }

  /** Returns the bytes whose base64 form is the current string. */
  static SensitiveBytes base64(JsonParser json) throws IOException {
    char[] text = json.getTextCharacters();
    int start = json.getTextOffset();
    int length = json.getTextLength();
    byte[] encoded = new byte[length];
    boolean ascii = true;
    for (int i = 0; i < length; i++) {
      char c = text[start + i];
      ascii &= c < 0x80;
      encoded[i] = (byte) c;
    }
    Arrays.fill(text, start, start + length, '\0');
    try {
      if (!ascii) {
        throw ShapeReader.malformed();
      }
      return SensitiveBytes.owning(Base64.getDecoder().decode(encoded));
    } catch (IllegalArgumentException e) {
      throw ShapeReader.malformed();
    } finally {
      Arrays.fill(encoded, (byte) 0);
    }
  }

  private static SensitiveBytes exact(byte[] roomy, int used) {
    byte[] exact = Arrays.copyOf(roomy, used);
    Arrays.fill(roomy, 0, used, (byte) 0);
    return SensitiveBytes.owning(exact);
  }
}
