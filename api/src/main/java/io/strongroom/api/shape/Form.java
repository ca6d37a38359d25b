package io.strongroom.api.shape;

import io.strongroom.core.error.ServiceException;
import io.strongroom.keys.SensitiveBytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request of the Query protocol. Names are decoded, values stay the bytes they
 * are until somebody asks for them, so that a secret among them never becomes a text.
 *
 * <p>Source: URL Standard, "application/x-www-form-urlencoded".
 */
public final class Form {

  /** How many parameters a request may have. */
  public static final int MAX_PARAMETERS = 4_096;

  /** How many characters a parameter's name may have. */
  public static final int MAX_NAME_LENGTH = 1_024;

  private final byte[] bytes;

  /** In order of their names, so that a list's parameters stand together. */
  private final TreeMap<String, Slice> values = new TreeMap<>();

  private record Slice(int start, int end) {}

  private Form(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads the parameters of a form. The array is kept and not copied.
   *
   * @throws ServiceException SerializationException if it is not well-formed, has too many
   *     parameters or one of them twice
   */
  public static Form parse(byte[] bytes) {
    Form form = new Form(bytes);
    int start = 0;
    while (start < bytes.length) {
      int end = indexOf(bytes, '&', start, bytes.length);
      if (end > start) {
        form.add(start, end);
      }
      start = end + 1;
    }
    return form;
  }

  private void add(int start, int end) {
    int equals = indexOf(bytes, '=', start, end);
    String name = text(decode(start, equals));
    Slice value = new Slice(Math.min(equals + 1, end), end);
    if (values.size() == MAX_PARAMETERS
        || name.length() > MAX_NAME_LENGTH
        || values.putIfAbsent(name, value) != null) {
      throw ShapeReader.malformed();
    }
  }

  /** Returns the parameter of that name as text, or null if there is none. */
  public @Nullable String text(String name) {
    Slice value = values.get(name);
    return value == null ? null : text(decode(value.start(), value.end()));
  }

  /** Returns the parameter of that name as bytes, or null if there is none. */
  @Nullable SensitiveBytes secret(String name) {
    Slice value = values.get(name);
    return value == null ? null : SensitiveBytes.owning(decode(value.start(), value.end()));
  }

  /** Tells whether a parameter has that name, or is a part of something of that name. */
  boolean mentions(String name) {
    return values.containsKey(name) || isPrefix(name + ".");
  }

  private boolean isPrefix(String prefix) {
    String next = values.ceilingKey(prefix);
    return next != null && next.startsWith(prefix);
  }

  /** Returns the numbers that stand after {@code prefix}, in order. */
  SortedSet<Integer> numbersAfter(String prefix) {
    SortedSet<Integer> numbers = new TreeSet<>();
    for (String name : values.tailMap(prefix).keySet()) {
      if (!name.startsWith(prefix)) {
        break;
      }
      int dot = name.indexOf('.', prefix.length());
      numbers.add(number(name.substring(prefix.length(), dot < 0 ? name.length() : dot)));
    }
    return numbers;
  }

  private static int number(String digits) {
    try {
      return Integer.parseUnsignedInt(digits);
    } catch (NumberFormatException e) {
      throw ShapeReader.malformed();
    }
  }

  /** Returns the bytes that a part of the form stands for; the caller may keep them. */
  private byte[] decode(int start, int end) {
    byte[] decoded = new byte[end - start];
    int length = 0;
    for (int i = start; i < end; i++) {
      byte b = bytes[i];
      if (b == '+') {
        b = ' ';
      } else if (b == '%') {
        if (i + 2 >= end) {
          throw ShapeReader.malformed();
        }
        b = (byte) (digit(bytes[i + 1]) << 4 | digit(bytes[i + 2]));
        i += 2;
      }
      decoded[length++] = b;
    }
    if (length == decoded.length) {
      return decoded;
    }
    byte[] exact = Arrays.copyOf(decoded, length);
    Arrays.fill(decoded, (byte) 0);
    return exact;
  }

  private static int digit(byte hex) {
    int digit = Character.digit(hex, 16);
    if (digit < 0) {
      throw ShapeReader.malformed();
    }
    return digit;
  }

  private static String text(byte[] utf8) {
    if (!Utf8.isValid(utf8)) {
      throw ShapeReader.malformed();
    }
    return new String(utf8, StandardCharsets.UTF_8);
  }

  /** Returns where a byte stands, or {@code end}. */
  private static int indexOf(byte[] bytes, char wanted, int start, int end) {
    for (int i = start; i < end; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    return end;
  }

  /** Leaves out the values. */
  @Override
  public String toString() {
    return "Form(" + values.size() + " parameters)";
  }
}
