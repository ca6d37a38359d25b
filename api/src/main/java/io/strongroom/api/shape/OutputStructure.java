package io.strongroom.api.shape;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A structure of an answer. Members are written in alphabetical order, and those without a value
 * are left out, as the service was recorded to do.
 *
 * @param name the name of the shape in the service model
 * @param members the members in alphabetical order
 */
public record OutputStructure<T>(String name, List<Member<T, ?>> members) implements Shape<T> {

  /**
   * One member of an answer.
   *
   * @param name the name on the wire
   * @param value takes the value from the object; null leaves the member out
   * @param shown whether the audit log keeps the value, or of a structure those of its members that
   *     are kept
   */
  public record Member<T, V>(
      String name, Shape<V> shape, Function<T, @Nullable V> value, boolean shown) {

    /** Refuses to show a secret with an {@link IllegalArgumentException}. */
    public Member {
      if (shown && !shape.isRecordable()) {
        throw new IllegalArgumentException(name + " leaves no trace");
      }
    }
  }

  /** Puts a structure together. */
  @SafeVarargs
  @SuppressWarnings("varargs") // the array is read and not kept
  public static <T> OutputStructure<T> of(String name, Member<T, ?>... members) {
    return of(name, List.of(members));
  }

  /** Puts a structure together. */
  public static <T> OutputStructure<T> of(String name, List<Member<T, ?>> members) {
    List<Member<T, ?>> sorted = new ArrayList<>(members);
    sorted.sort(Comparator.comparing(Member::name));
    return new OutputStructure<>(name, List.copyOf(sorted));
  }

  /** Makes a member. */
  public static <T, V> Member<T, V> member(
      String name, Shape<V> shape, Function<T, @Nullable V> value) {
    return new Member<>(name, shape, value, false);
  }

  /** Makes a member whose values the audit log keeps. */
  public static <T, V> Member<T, V> shown(
      String name, Shape<V> shape, Function<T, @Nullable V> value) {
    return new Member<>(name, shape, value, true);
  }
}
