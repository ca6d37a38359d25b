package io.strongroom.api.shape;

import io.strongroom.keys.SensitiveBytes;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes answers as JSON: no white space, members and map keys in alphabetical order. */
public final class ShapeWriter {
  private ShapeWriter() {}

  /** Writes {@code value} into {@code out}. */
  public static <T> void write(OutputStructure<T> structure, T value, JsonOut out) {
    out.raw('{');
    boolean first = true;
    List<OutputStructure.Member<T, ?>> members = structure.members();
    for (int i = 0; i < members.size(); i++) {
      first = writeMember(members.get(i), value, first, out);
    }
    out.raw('}');
  }

  private static <T, V> boolean writeMember(
      OutputStructure.Member<T, V> member, T owner, boolean first, JsonOut out) {
    V value = member.value().apply(owner);
    if (value == null) {
      return first;
    }
    if (!first) {
      out.raw(',');
    }
    out.key(member.name());
    writeValue(member.shape(), value, out);
    return false;
  }

  @SuppressWarnings("unchecked") // a shape's type parameter is the type of its values
  private static <V> void writeValue(Shape<V> shape, Object value, JsonOut out) {
    switch (shape) {
      case Shape.Text _ -> out.text((String) value);
      case Shape.SecretText _ -> out.text((SensitiveBytes) value);
      case Shape.SecretBlob _ -> out.base64((SensitiveBytes) value);
      case Shape.Blob _ -> out.text(Base64.getEncoder().encodeToString((byte[]) value));
      case Shape.Whole _ -> out.number((Long) value);
      case Shape.Flag _ -> out.flag((Boolean) value);
      case Shape.Date _ -> out.literal(EpochSeconds.text((Instant) value));
      case Shape.ListOf<?> list -> writeList(list, (List<?>) value, out);
      case Shape.MapOf<?> map -> writeMap(map, (Map<String, ?>) value, out);
      case OutputStructure<?> structure -> write((OutputStructure<Object>) structure, value, out);
      case InputStructure<?> _, Shape.Upload _, Shape.Opaque _ ->
          throw new IllegalStateException("not a shape of answers");
    }
  }

  private static void writeList(Shape.ListOf<?> list, List<?> items, JsonOut out) {
    out.raw('[');
    for (int i = 0; i < items.size(); i++) {
      if (i > 0) {
        out.raw(',');
      }
      writeValue(list.item(), items.get(i), out);
    }
    out.raw(']');
  }

  private static void writeMap(Shape.MapOf<?> map, Map<String, ?> entries, JsonOut out) {
    out.raw('{');
    boolean first = true;
    for (Map.Entry<String, ?> entry : new TreeMap<>(entries).entrySet()) {
      if (!first) {
        out.raw(',');
      }
      first = false;
      out.text(entry.getKey());
      out.raw(':');
      writeValue(map.value(), entry.getValue(), out);
    }
    out.raw('}');
  }
}
