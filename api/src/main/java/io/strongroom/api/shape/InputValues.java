package io.strongroom.api.shape;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The values of one structure's members, as a request gave them. */
public final class InputValues {
  private final InputStructure<?> structure;
  private final @Nullable Object[] values;

  InputValues(InputStructure<?> structure) {
    this.structure = structure;
    this.values = new @Nullable Object[structure.members().size()];
  }

  InputStructure<?> structure() {
    return structure;
  }

  @Nullable Object at(int index) {
    return values[index];
  }

  void put(int index, @Nullable Object value) {
    values[index] = value;
  }

  /** Returns the value of a member, or null if the request left it out. */
  @SuppressWarnings({
    "unchecked", // the reader put a value of the member's own shape here
    "ReferenceEquality" // members are constants, and comparing their parts would cost the hot path
  })
  public <V> @Nullable V get(InputMember<V> member) {
    for (int i = 0; i < values.length; i++) {
      if (structure.members().get(i) == member) {
        return (V) made(values[i]);
      }
    }
    throw new IllegalArgumentException(member.name() + " is no member of " + structure.name());
  }

  /**
   * Structures inside are read as values first, so that all of them are checked before any is made.
   */
  private static @Nullable Object made(@Nullable Object value) {
    return switch (value) {
      case InputValues inner -> inner.structure.maker().apply(inner);
      case List<?> items -> items.stream().map(InputValues::made).toList();
      case null, default -> value;
    };
  }

  /** Returns the value of a member, or {@code fallback} if the request left it out. */
  public <V> V get(InputMember<V> member, V fallback) {
    return Objects.requireNonNullElse(get(member), fallback);
  }

  /** Returns the value of a member that every request must have. */
  public <V> V require(InputMember<V> member) {
    return Objects.requireNonNull(get(member), member.name());
  }

  /** Returns the values for an error text; structures in it hold nothing secret. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(structure.name()).append('(');
    for (int i = 0; i < values.length; i++) {
      text.append(i == 0 ? "" : ", ")
          .append(structure.members().get(i).pathName())
          .append('=')
          .append(values[i]);
    }
    return text.append(')').toString();
  }
}
