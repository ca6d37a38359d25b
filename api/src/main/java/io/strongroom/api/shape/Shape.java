package io.strongroom.api.shape;

import io.strongroom.core.function.CodeFile;
import io.strongroom.keys.SensitiveBytes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a member of a request or an answer can hold, with its bounds: the service model, written in
 * Java. A test compares each shape with the published model, member by member.
 *
 * @param <T> the Java type of a value
 */
public sealed interface Shape<T>
    permits Shape.Text,
        Shape.SecretText,
        Shape.SecretBlob,
        Shape.Blob,
        Shape.Upload,
        Shape.Opaque,
        Shape.Whole,
        Shape.Flag,
        Shape.Date,
        Shape.ListOf,
        Shape.MapOf,
        InputStructure,
        OutputStructure {

  /** No upper bound; used where the model has none and the body's own bound is enough. */
  int UNBOUNDED = Integer.MAX_VALUE;

  /**
   * Text.
   *
   * @param min fewest characters (code points)
   * @param max most characters
   * @param pattern what the text must match, or {@link Pattern#ANY}
   * @param values the allowed texts, or empty for any
   */
  record Text(int min, int max, Pattern pattern, Set<String> values) implements Shape<String> {}

  /** Text that is a secret: it never becomes a {@code String}. Bounds count bytes of UTF-8. */
  record SecretText(int min, int max, Alphabet alphabet) implements Shape<SensitiveBytes> {}

  /** Secret bytes, base64 on the wire. Bounds count the decoded bytes. */
  record SecretBlob(int min, int max) implements Shape<SensitiveBytes> {}

  /** Bytes that are no secret, such as a ciphertext; base64 on the wire. */
  record Blob(int min, int max) implements Shape<byte[]> {}

  /** A file, base64 on the wire, which never is in memory as a whole. Requests only. */
  record Upload() implements Shape<CodeFile> {}

  /**
   * Whatever the model has there; nothing of it is read but whether there is anything in it beside
   * empty texts, lists and structures, nulls and {@code false}. Requests only.
   */
  record Opaque() implements Shape<Boolean> {}

  /** A whole number of 32 or 64 bits. */
  record Whole(Width width, long min, long max) implements Shape<Long> {}

  /** True or false. */
  record Flag() implements Shape<Boolean> {}

  /** A date: seconds since the epoch with a fraction, as a JSON number. Answers only. */
  record Date() implements Shape<Instant> {}

  /** A list. */
  record ListOf<E>(Shape<E> item, int min, int max) implements Shape<List<E>> {}

  /** A map from text; in requests, to text. */
  record MapOf<V>(Shape<V> value) implements Shape<Map<String, V>> {}

  /** How wide a whole number is. */
  enum Width {
    INTEGER,
    LONG
  }

  /**
   * A pattern of the model and the test that decides it in linear time.
   *
   * @param text the regular expression as the model has it, for the error text
   */
  record Pattern(String text, Predicate<String> test) {
    /** Any text matches. */
    public static final Pattern ANY = new Pattern("", anything -> true);
  }

  /**
   * The bytes that a secret text may consist of.
   *
   * @param pattern the regular expression as the model has it, or empty for any text
   */
  record Alphabet(String pattern, Predicate<byte[]> test) {
    /** Any text. */
    public static final Alphabet ANY = new Alphabet("", anything -> true);
  }

  /** Tells whether values can be kept in the audit log: they are no bytes and no secrets. */
  default boolean isRecordable() {
    return switch (this) {
      case Text _, Whole _, Flag _, Date _, InputStructure<?> _, OutputStructure<?> _ -> true;
      case ListOf<?> list -> list.item().isRecordable();
      case MapOf<?> map -> map.value().isRecordable();
      case SecretText _, SecretBlob _, Blob _, Upload _, Opaque _ -> false;
    };
  }

  /** Returns a member's name with a small first letter. */
  static String decapitalized(String name) {
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }

  /** Text with a length. */
  static Text text(int min, int max) {
    return new Text(min, max, Pattern.ANY, Set.of());
  }

  /** Text of any length. */
  static Text text() {
    return text(0, UNBOUNDED);
  }

  /** A list with bounds on its length. */
  static <E> ListOf<E> list(Shape<E> item, int min, int max) {
    return new ListOf<>(item, min, max);
  }

  /** A list of any length. */
  static <E> ListOf<E> list(Shape<E> item) {
    return list(item, 0, UNBOUNDED);
  }
}
