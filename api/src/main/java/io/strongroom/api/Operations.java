package io.strongroom.api;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The operations that this server has, by their names on the wire. */
public final class Operations {
  private final Map<String, Operation<?, ?>> byName;
  private final boolean anyUnsigned;

  private Operations(Map<String, Operation<?, ?>> byName) {
    this.byName = byName;
    this.anyUnsigned = byName.values().stream().anyMatch(UnsignedOperation.class::isInstance);
  }

  /** Registers operations; no two have the same name. */
  public static Operations of(List<Operation<?, ?>> operations) {
    Map<String, Operation<?, ?>> byName = new LinkedHashMap<>();
    for (Operation<?, ?> operation : operations) {
      if (byName.putIfAbsent(operation.contract().name(), operation) != null) {
        throw new IllegalArgumentException("two operations named " + operation.contract().name());
      }
    }
    return new Operations(byName);
  }

  /** Returns the operation of that name, or null. Names are case-sensitive. */
  public @Nullable Operation<?, ?> find(String name) {
    return byName.get(name);
  }

  /** Tells whether any of them may come without a signature. */
  boolean anyUnsigned() {
    return anyUnsigned;
  }

  /** Returns all operations. */
  public Collection<Operation<?, ?>> all() {
    return byName.values();
  }
}
