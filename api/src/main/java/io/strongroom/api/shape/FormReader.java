package io.strongroom.api.shape;

import io.strongroom.core.error.ServiceException;
import io.strongroom.keys.SensitiveBytes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parameters of a request of the Query protocol into the object that its operation takes.
 * What comes out is valid: every constraint of the model holds. Parameters that the model does not
 * know are passed over.
 *
 * <p>Source: Smithy, "AWS query protocol": {@code Tags.member.1.Key=…}; no list is flattened.
 */
public final class FormReader {
  private final Form form;
  private final Intake intake;

  private FormReader(Form form, Intake intake) {
    this.form = form;
    this.intake = intake;
  }

  /**
   * Reads a request.
   *
   * @param intake is told every secret that was read, and all values if they are valid
   * @throws ServiceException SerializationException for a value of the wrong type,
   *     ValidationException for broken constraints, all of them at once, or what the structure's
   *     maker refuses
   */
  public static <T> T read(InputStructure<T> structure, Form form, Intake intake) {
    InputValues values = new FormReader(form, intake).readStructure(structure, "");
    Violations violations = new Violations();
    new Constraints(violations).check(values, "");
    violations.throwIfAny();
    intake.values(values);
    return structure.maker().apply(values);
  }

  private InputValues readStructure(InputStructure<?> structure, String prefix) {
    InputValues values = new InputValues(structure);
    List<InputMember<?>> members = structure.members();
    for (int i = 0; i < members.size(); i++) {
      String name = prefix + members.get(i).name();
      if (form.mentions(name)) {
        values.put(i, readValue(members.get(i).shape(), name));
      }
    }
    return values;
  }

  private @Nullable Object readValue(Shape<?> shape, String name) {
    return switch (shape) {
      case Shape.Text _ -> form.text(name);
      case Shape.SecretText _ -> noted(form.secret(name));
      case Shape.Whole whole -> readNumber(whole, form.text(name));
      case Shape.Flag _ -> readFlag(form.text(name));
      case Shape.ListOf<?> list -> readList(list, name + ".member.");
      case InputStructure<?> structure -> readStructure(structure, name + ".");
      case Shape.SecretBlob _,
          Shape.Blob _,
          Shape.Upload _,
          Shape.Opaque _,
          Shape.Date _,
          Shape.MapOf<?> _,
          OutputStructure<?> _ ->
          throw new IllegalStateException("no form has a member of this shape");
    };
  }

  private @Nullable SensitiveBytes noted(@Nullable SensitiveBytes secret) {
    if (secret != null) {
      intake.secret(secret);
    }
    return secret;
  }

  /** An empty list is sent as a parameter of its name without a value. */
  private List<Object> readList(Shape.ListOf<?> list, String prefix) {
    List<Object> items = new ArrayList<>();
    for (int number : form.numbersAfter(prefix)) {
      Object item = readValue(list.item(), prefix + number);
      if (item != null) {
        items.add(item);
      }
    }
    return items;
  }

  static @Nullable Long readNumber(Shape.Whole shape, @Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return shape.width() == Shape.Width.INTEGER ? Integer.parseInt(text) : Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw ShapeReader.malformed();
    }
  }

  private static @Nullable Boolean readFlag(@Nullable String text) {
    return switch (text) {
      case null -> null;
      case "true" -> true;
      case "false" -> false;
      default -> throw ShapeReader.malformed();
    };
  }
}
