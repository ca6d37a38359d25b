package io.strongroom.rotators.secret;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.strongroom.keys.SensitiveBytes;
import io.strongroom.rotators.RotationException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A secret value that is a JSON object. Its bytes stay as they are: what is known are the places of
 * its members, and a change cuts out one value and puts another in. So all members that nobody
 * knows here are kept, with their order, spaces and escapes, and the password is never in a {@code
 * String}.
 */
public final class SecretJson implements AutoCloseable {
  private static final int MAX_DEPTH = 64;

  /** How many bytes the JSON form of one byte can need: a control character as an escape. */
  private static final int MAX_ESCAPE = 6;

  /** The most bytes of UTF-8 that one {@code char} can need. */
  private static final int MAX_BYTES_PER_CHAR = 3;

  private static final int FIRST_PRINTABLE = 0x20;

  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .build();

  /** Where a value is: the bytes from {@code start} to before {@code end}. */
  private record Span(int start, int end, JsonToken token) {}

  private final SensitiveBytes bytes;
  private final Map<String, Span> members;
  private final int closingBrace;

  private SecretJson(SensitiveBytes bytes, Map<String, Span> members, int closingBrace) {
    this.bytes = bytes;
    this.members = members;
    this.closingBrace = closingBrace;
  }

  /**
   * Takes over {@code bytes}, which are closed at once if they are not an object in JSON.
   *
   * @return the object, or null if the bytes are none, or name a member twice
   */
  public static @Nullable SecretJson parse(SensitiveBytes bytes) {
    SecretJson parsed = bytes.use(text -> Optional.ofNullable(index(bytes, text))).orElse(null);
    if (parsed == null) {
      bytes.close();
    }
    return parsed;
  }

  /** Tells whether {@code bytes} begin as an object in JSON does, whatever follows. */
  public static boolean looksLikeObject(SensitiveBytes bytes) {
    return bytes.use(
        text -> {
          int at = 0;
          while (at < text.length && text[at] <= ' ' && text[at] >= 0) {
            at++;
          }
          return at < text.length && text[at] == '{';
        });
  }

  private static @Nullable SecretJson index(SensitiveBytes bytes, byte[] text) {
    Map<String, Span> members = new HashMap<>();
    try (JsonParser json = JSON.createParser(text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        JsonToken token = json.nextToken();
        int start = (int) json.currentTokenLocation().getByteOffset();
        json.skipChildren();
        members.put(name, new Span(start, end(json, token, text, start), token));
      }
      int brace = (int) json.currentTokenLocation().getByteOffset();
      // Text in another encoding than UTF-8 has no byte offsets.
      boolean whole = json.nextToken() == null && brace >= 0;
      return whole ? new SecretJson(bytes, members, brace) : null;
    } catch (IOException e) {
      return null;
    }
  }

  private static int end(JsonParser json, JsonToken token, byte[] text, int start)
      throws IOException {
    if (start < 0) {
      return start;
    }
    return switch (token) {
      case VALUE_STRING -> endOfString(text, start);
      case START_OBJECT, START_ARRAY -> (int) json.currentLocation().getByteOffset();
      default -> start + json.getTextLength();
    };
  }

  /** Walks to the closing quote here, because the parser would copy the string on its way. */
  private static int endOfString(byte[] text, int start) {
    int at = start + 1;
    while (at < text.length && text[at] != '"') {
      at += text[at] == '\\' ? 2 : 1;
    }
    return at + 1;
  }

  /** Returns the names of the members. */
  public Set<String> names() {
    return Collections.unmodifiableSet(members.keySet());
  }

  /** Tells whether there is a member {@code key} that is a string. */
  public boolean isString(String key) {
    Span span = members.get(key);
    return span != null && span.token() == JsonToken.VALUE_STRING;
  }

  /**
   * Returns a member that is no secret, as text: a string, or a number or a boolean as it is
   * written; null if there is none, or it is something else.
   */
  public @Nullable String text(String key) {
    Span span = members.get(key);
    if (span == null || span.token() == JsonToken.VALUE_NULL || isNested(span)) {
      return null;
    }
    if (span.token() != JsonToken.VALUE_STRING) {
      return bytes.use(text -> new String(text, span.start(), span.end() - span.start(), US_ASCII));
    }
    return bytes.use(
        text -> decoded(text, span, (chars, from, length) -> new String(chars, from, length)));
  }

  private static boolean isNested(Span span) {
    return span.token() == JsonToken.START_OBJECT || span.token() == JsonToken.START_ARRAY;
  }

  /** Returns a member that is a string as UTF-8, which the caller closes; null if it is none. */
  public @Nullable SensitiveBytes secret(String key) {
    Span span = members.get(key);
    if (span == null || span.token() != JsonToken.VALUE_STRING) {
      return null;
    }
    return bytes.use(text -> decoded(text, span, SecretJson::utf8));
  }

  @FunctionalInterface
  private interface CharReader<R> {
    R read(char[] chars, int from, int length);
  }

  private static <R> R decoded(byte[] text, Span span, CharReader<R> reader) {
    try (JsonParser json = JSON.createParser(text, span.start(), span.end() - span.start())) {
      json.nextToken();
      char[] chars = json.getTextCharacters();
      int from = json.getTextOffset();
      int length = json.getTextLength();
      try {
        return reader.read(chars, from, length);
      } finally {
        Arrays.fill(chars, from, from + length, '\0');
      }
    } catch (IOException e) {
      throw RotationException.permanent("The secret value is not JSON.");
    }
  }

  private static SensitiveBytes utf8(char[] chars, int from, int length) {
    byte[] roomy = new byte[length * MAX_BYTES_PER_CHAR];
    ByteBuffer encoded = ByteBuffer.wrap(roomy);
    UTF_8
        .newEncoder()
        .onUnmappableCharacter(CodingErrorAction.REPLACE)
        .onMalformedInput(CodingErrorAction.REPLACE)
        .encode(CharBuffer.wrap(chars, from, length), encoded, true);
    byte[] exact = Arrays.copyOf(roomy, encoded.position());
    Arrays.fill(roomy, (byte) 0);
    return SensitiveBytes.owning(exact);
  }

  /** Returns a copy in which {@code key} is the string {@code value}, a member more if need be. */
  public SecretJson with(String key, SensitiveBytes value) {
    SensitiveBytes changed = value.use(text -> with(key, text));
    SecretJson parsed = parse(changed);
    if (parsed == null) {
      throw new IllegalStateException("a changed object is an object");
    }
    return parsed;
  }

  /** Returns a copy in which {@code key} is the string {@code value}. */
  public SecretJson with(String key, String value) {
    try (SensitiveBytes text = SensitiveBytes.owning(value.getBytes(UTF_8))) {
      return with(key, text);
    }
  }

  private SensitiveBytes with(String key, byte[] value) {
    Span old = members.get(key);
    byte[] name = old == null ? newName(key) : new byte[0];
    int start = old == null ? closingBrace : old.start();
    int end = old == null ? closingBrace : old.end();
    byte[] string = new byte[value.length * MAX_ESCAPE + 2];
    int length = write(value, string);
    byte[] changed =
        bytes.use(
            text -> {
              byte[] out = new byte[start + name.length + length + text.length - end];
              System.arraycopy(text, 0, out, 0, start);
              System.arraycopy(name, 0, out, start, name.length);
              System.arraycopy(string, 0, out, start + name.length, length);
              int rest = start + name.length + length;
              System.arraycopy(text, end, out, rest, text.length - end);
              return out;
            });
    Arrays.fill(string, (byte) 0);
    return SensitiveBytes.owning(changed);
  }

  private byte[] newName(String key) {
    byte[] utf8 = key.getBytes(UTF_8);
    byte[] string = new byte[utf8.length * MAX_ESCAPE + 2];
    int length = write(utf8, string);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (!members.isEmpty()) {
      out.writeBytes(", ".getBytes(US_ASCII));
    }
    out.write(string, 0, length);
    out.writeBytes(": ".getBytes(US_ASCII));
    return out.toByteArray();
  }

  /** Writes a JSON string into {@code out}, which has room, and returns its length. */
  private static int write(byte[] utf8, byte[] out) {
    int at = 0;
    out[at++] = '"';
    for (byte b : utf8) {
      if (b == '"' || b == '\\') {
        out[at++] = '\\';
        out[at++] = b;
      } else if (b >= 0 && b < FIRST_PRINTABLE) {
        byte[] escape = "\\u%04x".formatted((int) b).getBytes(US_ASCII);
        System.arraycopy(escape, 0, out, at, escape.length);
        at += escape.length;
      } else {
        out[at++] = b;
      }
    }
    out[at++] = '"';
    return at;
  }

  /** Returns a copy of the whole text, which the caller closes. */
  public SensitiveBytes copy() {
    return bytes.use(SensitiveBytes::copyOf);
  }

  /** Overwrites the text. */
  @Override
  public void close() {
    bytes.close();
  }
}
