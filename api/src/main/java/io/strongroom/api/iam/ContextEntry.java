package io.strongroom.api.iam;

import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.Shape;
import io.strongroom.core.error.ServiceException;
import io.strongroom.iam.policy.ConditionValues;
import io.strongroom.iam.policy.IpRange;
import io.strongroom.iam.policy.eval.ConditionKeys;
import io.strongroom.iam.policy.eval.KeyValue;
import io.strongroom.iam.policy.eval.RequestContext;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A condition key that a simulated request has. The model requires none of its members.
 *
 * <p>Source: IAM API Reference, "ContextEntry".
 */
record ContextEntry(@Nullable String name, List<String> values, @Nullable String type) {
  private static final String LIST = "List";

  private static final InputMember<String> NAME =
      InputMember.optional("ContextKeyName", Shapes.CONTEXT_KEY_NAME);
  private static final InputMember<List<String>> VALUES =
      InputMember.optional("ContextKeyValues", Shape.list(Shape.text()));
  private static final InputMember<String> TYPE =
      InputMember.optional("ContextKeyType", Shapes.CONTEXT_KEY_TYPE);

  static final InputMember<List<ContextEntry>> ALL =
      InputMember.optional(
          "ContextEntries",
          Shape.list(
              InputStructure.of(
                  "ContextEntry",
                  in -> new ContextEntry(in.get(NAME), in.get(VALUES, List.of()), in.get(TYPE)),
                  NAME,
                  VALUES,
                  TYPE)));

  /**
   * Returns the condition keys of a simulated request.
   *
   * @throws ServiceException InvalidInput for an entry without a name, a type or a value, with a
   *     value that is not of its type, with several where the type has one, or that comes twice
   */
  static ConditionKeys keys(List<ContextEntry> entries) {
    Map<String, KeyValue> keys = new HashMap<>();
    for (ContextEntry entry : entries) {
      if (entry.name() == null || entry.type() == null || entry.values().isEmpty()) {
        throw Refusals.invalid("A context entry has a name, a type and one value or more.");
      }
      if (keys.put(entry.name().toLowerCase(Locale.ROOT), entry.value(entry.type())) != null) {
        throw Refusals.invalid("Duplicate context key name: " + entry.name());
      }
    }
    return ConditionKeys.of(keys);
  }

  private KeyValue value(String ofType) {
    boolean many = ofType.endsWith(LIST);
    String kind = many ? ofType.substring(0, ofType.length() - LIST.length()) : ofType;
    for (String value : values) {
      if (value.length() > RequestContext.MAX_VALUE_LENGTH || !isOf(kind, value)) {
        throw Refusals.invalid("Invalid value of type " + ofType + " for context key " + name);
      }
    }
    if (many) {
      return new KeyValue.Many(values);
    }
    if (values.size() > 1) {
      throw Refusals.invalid("Several values of type " + ofType + " for context key " + name);
    }
    return new KeyValue.One(values.getFirst());
  }

  private static boolean isOf(String kind, String value) {
    return switch (kind) {
      case "numeric" -> ConditionValues.number(value) != null;
      case "boolean" -> ConditionValues.isTrue(value) || ConditionValues.isFalse(value);
      case "ip" -> IpRange.parse(value) != null;
      case "binary" -> ConditionValues.bytes(value) != null;
      case "date" -> ConditionValues.time(value) != null;
      default -> true;
    };
  }
}
