package io.strongroom.testkit;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The marker that every secret value in a test contains, and the search for it in everything that
 * leaves the server but an answer to a reader of that secret (requirement LOG-6).
 *
 * <p>The marker is letters and digits only, so that it stays itself when a text around it is
 * escaped for JSON or a URL; the forms in which every single character is escaped are searched for
 * as well.
 */
public final class Canary {

  /** The marker. */
  public static final String MARK = "CanaryGorseLinnet4f1c";

  private static final int BASE64_GROUP = 3;

  /** What to look for, by the name of the form. */
  private static final Map<String, byte[]> FORMS = forms();

  private Canary() {}

  /** Returns a secret text that contains the marker and characters that writers have to escape. */
  public static String text(String more) {
    return MARK + " \"" + more + "\" \\ \n\té€";
  }

  /** Returns secret bytes that contain the marker and are no valid text. */
  public static byte[] bytes(String more) {
    byte[] text = (MARK + more).getBytes(UTF_8);
    byte[] framed = new byte[text.length + 3];
    framed[0] = (byte) 0xff;
    System.arraycopy(text, 0, framed, 2, text.length);
    framed[framed.length - 1] = (byte) 0x80;
    return framed;
  }

  /**
   * Returns the forms in which {@code bytes} contains the marker, by name; empty if it is clean.
   */
  public static List<String> scan(byte[] bytes) {
    return FORMS.entrySet().stream()
        .filter(form -> contains(bytes, form.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Returns the forms in which {@code text} contains the marker. */
  public static List<String> scan(String text) {
    return scan(text.getBytes(UTF_8));
  }

  /**
   * Fails if a file contains the marker. Directories are searched with all that is below them.
   *
   * @throws AssertionError naming the file and the form
   */
  public static void requireAbsent(Collection<Path> paths) {
    for (Path path : paths) {
      try (Stream<Path> below = Files.walk(path)) {
        for (Path file : below.filter(Files::isRegularFile).toList()) {
          requireAbsent(file.toString(), Files.readAllBytes(file));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /**
   * Fails if {@code bytes} contains the marker.
   *
   * @param where what the bytes are, for the message
   * @throws AssertionError naming the form
   */
  public static void requireAbsent(String where, byte[] bytes) {
    List<String> found = scan(bytes);
    if (!found.isEmpty()) {
      throw new AssertionError(where + " contains a secret value, as " + found);
    }
  }

  private static Map<String, byte[]> forms() {
    Map<String, byte[]> forms = new LinkedHashMap<>();
    byte[] mark = MARK.getBytes(UTF_8);
    String hex = HexFormat.of().formatHex(mark);
    forms.put("raw", mark);
    forms.put("UTF-16BE", MARK.getBytes(UTF_16BE));
    forms.put("UTF-16LE", MARK.getBytes(UTF_16LE));
    forms.put("hex", hex.getBytes(UTF_8));
    forms.put("HEX", hex.toUpperCase(Locale.ROOT).getBytes(UTF_8));
    forms.put("JSON escapes", escaped("\\u%04x"));
    forms.put("JSON ESCAPES", escaped("\\u%04X"));
    forms.put("URL escapes", escaped("%%%02x"));
    forms.put("URL ESCAPES", escaped("%%%02X"));
    for (int before = 0; before < BASE64_GROUP; before++) {
      byte[] plain = core(Base64.getEncoder(), mark, before);
      byte[] url = core(Base64.getUrlEncoder(), mark, before);
      forms.put("base64 at " + before, plain);
      forms.put("base64url at " + before, url);
    }
    return forms;
  }

  private static byte[] escaped(String format) {
    StringBuilder text = new StringBuilder();
    MARK.chars().forEach(c -> text.append(format.formatted(c)));
    return text.toString().getBytes(UTF_8);
  }

  /** Encodes the marker behind some bytes and drops the characters that its neighbours decide. */
  private static byte[] core(Base64.Encoder encoder, byte[] mark, int before) {
    byte[] shifted = new byte[before + mark.length];
    System.arraycopy(mark, 0, shifted, before, mark.length);
    String encoded = encoder.encodeToString(shifted);
    int first = before == 0 ? 0 : before + 1;
    int whole = shifted.length / BASE64_GROUP * (BASE64_GROUP + 1);
    return encoded.substring(first, whole).getBytes(UTF_8);
  }

  private static boolean contains(byte[] bytes, byte[] wanted) {
    for (int at = 0; at + wanted.length <= bytes.length; at++) {
      int same = 0;
      while (same < wanted.length && bytes[at + same] == wanted[same]) {
        same++;
      }
      if (same == wanted.length) {
        return true;
      }
    }
    return false;
  }
}
