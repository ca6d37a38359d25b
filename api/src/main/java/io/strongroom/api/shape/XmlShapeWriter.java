package io.strongroom.api.shape;

import io.strongroom.keys.SensitiveBytes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes answers as the Query protocol has them: lists of {@code member}, maps of {@code entry},
 * dates to the second. Source: Smithy, "AWS query protocol".
 */
public final class XmlShapeWriter {
  private XmlShapeWriter() {}

  /** Writes the members of {@code value} into {@code out}; those without a value are left out. */
  public static <T> void write(OutputStructure<T> structure, T value, XmlOut out) {
    for (OutputStructure.Member<T, ?> member : structure.members()) {
      writeMember(member, value, out);
    }
  }

  private static <T, V> void writeMember(OutputStructure.Member<T, V> member, T owner, XmlOut out) {
    V value = member.value().apply(owner);
    if (value != null) {
      writeElement(member.name(), member.shape(), value, out);
    }
  }

  private static void writeElement(String name, Shape<?> shape, Object value, XmlOut out) {
    out.open(name);
    writeValue(shape, value, out);
    out.close(name);
  }

  @SuppressWarnings("unchecked") // a shape's type parameter is the type of its values
  private static void writeValue(Shape<?> shape, Object value, XmlOut out) {
    switch (shape) {
      case Shape.Text _ -> out.text((String) value);
      case Shape.SecretText _ -> out.text((SensitiveBytes) value);
      case Shape.SecretBlob _ -> out.base64((SensitiveBytes) value);
      case Shape.Blob _ -> out.text(Base64.getEncoder().encodeToString((byte[]) value));
      case Shape.Whole _, Shape.Flag _ -> out.text(value.toString());
      case Shape.Date _ -> out.text(((Instant) value).truncatedTo(ChronoUnit.SECONDS).toString());
      case Shape.ListOf<?> list -> {
        for (Object item : (List<?>) value) {
          writeElement("member", list.item(), item, out);
        }
      }
      case Shape.MapOf<?> map -> {
        for (Map.Entry<String, ?> entry : new TreeMap<>((Map<String, ?>) value).entrySet()) {
          out.open("entry");
          out.element("key", entry.getKey());
          writeElement("value", map.value(), entry.getValue(), out);
          out.close("entry");
        }
      }
      case OutputStructure<?> structure -> write((OutputStructure<Object>) structure, value, out);
      case InputStructure<?> _, Shape.Upload _, Shape.Opaque _ ->
          throw new IllegalStateException("not a shape of answers");
    }
  }
}
