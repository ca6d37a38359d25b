package io.strongroom.api.shape;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Writes what the audit log keeps of requests and answers: the members whose declarations say so,
 * and no others (requirement AUD-8). Names have a small first letter, as CloudTrail spells them.
 */
public final class TraceWriter {
  private final JsonOut out;
  private final UnaryOperator<String> hash;

  /**
   * Writes into {@code out}.
   *
   * @param hash returns the keyed hash of a text
   */
  public TraceWriter(JsonOut out, UnaryOperator<String> hash) {
    this.out = out;
    this.hash = hash;
  }

  /** Writes the members of a request as an object, or null if none of those that it has is kept. */
  public void write(InputValues values) {
    int start = out.length();
    if (!writeMembers(values)) {
      writeNull(start);
    }
  }

  /** Writes the members of an answer as an object, or null if none of those that it has is kept. */
  public <T> void write(OutputStructure<T> structure, T value) {
    int start = out.length();
    if (!writeMembers(structure, value)) {
      writeNull(start);
    }
  }

  private void writeNull(int start) {
    out.takeBackTo(start);
    out.literal("null");
  }

  private boolean writeMembers(InputValues values) {
    out.raw('{');
    boolean any = false;
    List<InputMember<?>> members = values.structure().members();
    for (int i = 0; i < members.size(); i++) {
      InputMember<?> member = members.get(i);
      Object value = values.at(i);
      if (value != null && member.trace() != InputMember.Trace.NONE) {
        separate(any);
        any = true;
        out.decapitalizedKey(member.name());
        if (member.trace() == InputMember.Trace.HASH) {
          out.text(hash.apply((String) value));
        } else {
          writeValue(member.shape(), value);
        }
      }
    }
    out.raw('}');
    return any;
  }

  private <T> boolean writeMembers(OutputStructure<T> structure, T owner) {
    out.raw('{');
    boolean any = false;
    List<OutputStructure.Member<T, ?>> members = structure.members();
    for (int i = 0; i < members.size(); i++) {
      OutputStructure.Member<T, ?> member = members.get(i);
      Object value = member.shown() ? member.value().apply(owner) : null;
      if (value != null) {
        separate(any);
        any = true;
        out.decapitalizedKey(member.name());
        writeValue(member.shape(), value);
      }
    }
    out.raw('}');
    return any;
  }

  private void separate(boolean any) {
    if (any) {
      out.raw(',');
    }
  }

  @SuppressWarnings("unchecked") // a shape's type parameter is the type of its values
  private void writeValue(Shape<?> shape, Object value) {
    switch (shape) {
      case Shape.Text _ -> out.text((String) value);
      case Shape.Whole _ -> out.number((Long) value);
      case Shape.Flag _ -> out.flag((Boolean) value);
      case Shape.Date _ -> out.text(((Instant) value).truncatedTo(ChronoUnit.SECONDS).toString());
      case Shape.ListOf<?> list -> writeList(list, (List<?>) value);
      case Shape.MapOf<?> map -> writeMap(map, (Map<String, ?>) value);
      case InputStructure<?> _ -> {
        var _ = writeMembers((InputValues) value);
      }
      case OutputStructure<?> structure -> {
        var _ = writeMembers((OutputStructure<Object>) structure, value);
      }
      case Shape.SecretText _, Shape.SecretBlob _, Shape.Blob _, Shape.Upload _, Shape.Opaque _ ->
          throw new IllegalStateException("nothing is kept of such a value");
    }
  }

  private void writeList(Shape.ListOf<?> list, List<?> items) {
    out.raw('[');
    for (int i = 0; i < items.size(); i++) {
      separate(i > 0);
      writeValue(list.item(), items.get(i));
    }
    out.raw(']');
  }

  private void writeMap(Shape.MapOf<?> map, Map<String, ?> entries) {
    out.raw('{');
    boolean any = false;
    for (Map.Entry<String, ?> entry : entries.entrySet()) {
      separate(any);
      any = true;
      out.text(entry.getKey());
      out.raw(':');
      writeValue(map.value(), entry.getValue());
    }
    out.raw('}');
  }
}
