package io.strongroom.api.shape;

import io.strongroom.core.error.ServiceException;
import io.strongroom.keys.SensitiveBytes;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request of the REST protocol, whose members are in the path, the query, the header and
 * the body, into the object that its operation takes. What comes out is valid: every constraint of
 * the model holds.
 */
public final class RestReader {
  private RestReader() {}

  /**
   * What a request has beside its body, and what its body is.
   *
   * @param names the members that are not in the body, whether or not the request has them
   * @param texts the values of those that it has, by their names; more than one for a list
   * @param payload the member that the body is as it came, or null if the body is JSON
   */
  public record Parts(
      Set<String> names, Map<String, List<String>> texts, @Nullable String payload) {}

  /**
   * Reads a request.
   *
   * @param file the body if it is in a file, else null
   * @param intake is told every secret that was read, and all values if they are valid
   * @throws ServiceException SerializationException, ValidationException, or what the structure's
   *     maker refuses
   */
  public static <T> T read(
      InputStructure<T> structure, Parts parts, byte[] body, @Nullable Path file, Intake intake) {
    InputValues values = body(structure, parts, body, file, intake);
    List<InputMember<?>> members = structure.members();
    for (int i = 0; i < members.size(); i++) {
      String name = members.get(i).name();
      if (parts.names().contains(name)) {
        values.put(i, value(members.get(i).shape(), parts.texts().getOrDefault(name, List.of())));
      }
    }
    return ShapeReader.made(structure, values, intake);
  }

  private static InputValues body(
      InputStructure<?> structure, Parts parts, byte[] body, @Nullable Path file, Intake intake) {
    if (parts.payload() == null) {
      return file == null
          ? ShapeReader.values(structure, body, intake)
          : ShapeReader.values(structure, file, intake);
    }
    InputValues values = new InputValues(structure);
    SensitiveBytes payload = SensitiveBytes.copyOf(body);
    intake.secret(payload);
    values.put(structure.indexOf(parts.payload()), payload);
    return values;
  }

  private static @Nullable Object value(Shape<?> shape, List<String> texts) {
    if (shape instanceof Shape.ListOf<?>) {
      return texts.isEmpty() ? null : texts;
    }
    if (texts.isEmpty()) {
      return null;
    }
    String text = texts.getFirst();
    return switch (shape) {
      case Shape.Text _ -> text;
      case Shape.Whole whole -> FormReader.readNumber(whole, text);
      default -> throw new IllegalStateException("no member of this shape is outside of a body");
    };
  }
}
