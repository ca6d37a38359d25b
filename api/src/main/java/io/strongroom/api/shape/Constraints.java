package io.strongroom.api.shape;

import io.strongroom.keys.SensitiveBytes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Holds the values of a request against the bounds of their shapes: the one checker for all. */
final class Constraints {
  private final Violations violations;

  Constraints(Violations violations) {
    this.violations = violations;
  }

  /** Checks every member of a structure, in the order of the model. */
  void check(InputValues values, String prefix) {
    List<InputMember<?>> members = values.structure().members();
    for (int i = 0; i < members.size(); i++) {
      InputMember<?> member = members.get(i);
      Object value = values.at(i);
      String path = prefix + member.pathName();
      if (value == null) {
        if (member.presence() == InputMember.Presence.REQUIRED) {
          violations.addMissing(path);
        }
      } else {
        check(member.shape(), value, path);
      }
    }
  }

  private void check(Shape<?> shape, Object value, String path) {
    switch (shape) {
      case Shape.ListOf<?> list -> checkList(list, (List<?>) value, path);
      case InputStructure<?> _ -> check((InputValues) value, path + ".");
      default -> {
        for (String constraint : broken(shape, value)) {
          if (value instanceof SensitiveBytes || value instanceof byte[]) {
            violations.addSecret(path, constraint);
          } else {
            violations.add(value, path, constraint);
          }
        }
      }
    }
  }

  private void checkList(Shape.ListOf<?> list, List<?> items, String path) {
    for (String constraint : lengthConstraints(list.min(), list.max(), items.size())) {
      violations.add(items, path, constraint);
    }
    if (list.item() instanceof InputStructure<?>) {
      int place = 1;
      for (Object item : items) {
        check(list.item(), item, path + "." + place + ".member");
        place++;
      }
    } else if (items.stream().anyMatch(item -> !broken(list.item(), item).isEmpty())) {
      violations.add(items, path, "Member must satisfy constraint: " + all(list.item()));
    }
  }

  /** Returns the constraints of a simple shape that a value breaks, as texts. */
  private static List<String> broken(Shape<?> shape, Object value) {
    return switch (shape) {
      case Shape.Text text -> brokenByText(text, (String) value);
      case Shape.SecretText text -> brokenBySecret(text, (SensitiveBytes) value);
      case Shape.SecretBlob blob ->
          lengthConstraints(blob.min(), blob.max(), ((SensitiveBytes) value).length());
      case Shape.Blob blob -> lengthConstraints(blob.min(), blob.max(), ((byte[]) value).length);
      case Shape.Whole whole -> brokenByNumber(whole, (Long) value);
      default -> List.of();
    };
  }

  private static List<String> brokenByText(Shape.Text shape, String value) {
    boolean unbounded = shape.min() == 0 && shape.max() == Shape.UNBOUNDED;
    int length = unbounded ? 0 : value.codePointCount(0, value.length());
    List<String> broken = lengthConstraints(shape.min(), shape.max(), length);
    if (!shape.pattern().test().test(value)) {
      broken = plus(broken, patternConstraint(shape.pattern().text()));
    }
    if (!shape.values().isEmpty() && !shape.values().contains(value)) {
      broken = plus(broken, "Member must satisfy enum value set: " + shape.values());
    }
    return broken;
  }

  private static List<String> brokenBySecret(Shape.SecretText shape, SensitiveBytes value) {
    List<String> broken = lengthConstraints(shape.min(), shape.max(), value.length());
    if (!value.use(shape.alphabet().test()::test)) {
      broken = plus(broken, patternConstraint(shape.alphabet().pattern()));
    }
    return broken;
  }

  private static List<String> brokenByNumber(Shape.Whole shape, long value) {
    if (value < shape.min()) {
      return List.of("Member must have value greater than or equal to " + shape.min());
    }
    if (value > shape.max()) {
      return List.of("Member must have value less than or equal to " + shape.max());
    }
    return List.of();
  }

  private static List<String> lengthConstraints(int min, int max, int length) {
    if (length < min) {
      return List.of(atLeast(min));
    }
    return length > max ? List.of(atMost(max)) : List.of();
  }

  /** Returns all constraints of a list's simple items, as the front end spells them in one set. */
  private static List<String> all(Shape<?> item) {
    if (!(item instanceof Shape.Text text)) {
      return List.of();
    }
    List<String> all = new ArrayList<>();
    if (text.max() != Shape.UNBOUNDED) {
      all.add(atMost(text.max()));
    }
    all.add(atLeast(text.min()));
    if (!text.pattern().text().isEmpty()) {
      all.add(patternConstraint(text.pattern().text()));
    }
    return all;
  }

  private static String atLeast(int min) {
    return "Member must have length greater than or equal to " + min;
  }

  private static String atMost(int max) {
    return "Member must have length less than or equal to " + max;
  }

  private static String patternConstraint(String pattern) {
    return "Member must satisfy regular expression pattern: " + pattern;
  }

  private static List<String> plus(List<String> constraints, @Nullable String more) {
    List<String> longer = new ArrayList<>(constraints);
    longer.add(String.valueOf(more));
    return longer;
  }
}
