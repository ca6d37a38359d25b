package io.strongroom.api.shape;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.keys.SensitiveBytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the JSON body of a request into the object that its operation takes. What comes out is
 * valid: every constraint of the model holds.
 *
 * <p>Refused with SerializationException: anything that is not one JSON object in valid UTF-8
 * within the bounds of requirement DOS-4, and values of the wrong type. Refused with
 * ValidationException: broken constraints, all of them at once. Members that the model does not
 * know are passed over; a null is an absent member.
 */
public final class ShapeReader {

  /** How deep a body may nest (DOS-4). */
  public static final int MAX_DEPTH = 32;

  /** How many tokens a body may have (DOS-4). */
  public static final int MAX_TOKENS = 10_000;

  /** How many characters a number may have (DOS-4). */
  public static final int MAX_NUMBER_LENGTH = 64;

  /** How many characters a member's name may have. */
  public static final int MAX_NAME_LENGTH = 1_024;

  private static final JsonFactory JSON =
      ((JsonFactoryBuilder) JsonFactory.builder())
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxTokenCount(MAX_TOKENS)
                  .maxNumberLength(MAX_NUMBER_LENGTH)
                  .maxNameLength(MAX_NAME_LENGTH)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CHARSET_DETECTION)
          .build();

  private final JsonParser json;
  private final Intake intake;

  private ShapeReader(JsonParser json, Intake intake) {
    this.json = json;
    this.intake = intake;
  }

  /**
   * Reads a body; an empty one is read as {@code {}}.
   *
   * @param intake is told every secret that was read, and all values if they are valid
   * @throws ServiceException SerializationException, ValidationException, or what the structure's
   *     maker refuses
   */
  public static <T> T read(InputStructure<T> structure, byte[] body, Intake intake) {
    InputValues values =
        body.length == 0 ? new InputValues(structure) : parse(structure, body, intake);
    Violations violations = new Violations();
    new Constraints(violations).check(values, "");
    violations.throwIfAny();
    intake.values(values);
    return structure.maker().apply(values);
  }

  private static InputValues parse(InputStructure<?> structure, byte[] body, Intake intake) {
    if (!Utf8.isValid(body)) {
      throw malformed();
    }
    try (JsonParser json = JSON.createParser(body)) {
      ShapeReader reader = new ShapeReader(json, intake);
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw malformed();
      }
      InputValues values = reader.readStructure(structure);
      if (json.nextToken() != null) {
        throw malformed();
      }
      return values;
    } catch (IOException e) {
      throw malformed();
    }
  }

  private InputValues readStructure(InputStructure<?> structure) throws IOException {
    InputValues values = new InputValues(structure);
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      int index = structure.indexOf(json.currentName());
      JsonToken token = json.nextToken();
      if (index < 0) {
        json.skipChildren();
      } else if (token != JsonToken.VALUE_NULL) {
        values.put(index, readValue(structure.members().get(index).shape()));
      }
    }
    return values;
  }

  private Object readValue(Shape<?> shape) throws IOException {
    return switch (shape) {
      case Shape.Text _ -> {
        require(JsonToken.VALUE_STRING, "String");
        yield readText();
      }
      case Shape.SecretText _ -> {
        require(JsonToken.VALUE_STRING, "String");
        yield noted(SecretStrings.utf8(json));
      }
      case Shape.SecretBlob _ -> {
        require(JsonToken.VALUE_STRING, "Blob");
        yield noted(SecretStrings.base64(json));
      }
      case Shape.Blob _ -> {
        require(JsonToken.VALUE_STRING, "Blob");
        yield readBlob();
      }
      case Shape.Whole whole -> {
        require(JsonToken.VALUE_NUMBER_INT, "Number");
        yield readNumber(whole);
      }
      case Shape.Flag _ -> readFlag();
      case Shape.ListOf<?> list -> readList(list);
      case InputStructure<?> structure -> {
        require(JsonToken.START_OBJECT, "Structure");
        yield readStructure(structure);
      }
      case Shape.MapOf<?> map -> {
        require(JsonToken.START_OBJECT, "Map");
        yield readMap(map);
      }
      case Shape.Date _, OutputStructure<?> _ ->
          throw new IllegalStateException("no request has a member of this shape");
    };
  }

  private byte[] readBlob() throws IOException {
    try {
      return Base64.getDecoder().decode(json.getText());
    } catch (IllegalArgumentException e) {
      throw malformed();
    }
  }

  private Map<String, Object> readMap(Shape.MapOf<?> map) throws IOException {
    Map<String, Object> entries = new LinkedHashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      if (!Utf8.isWellFormed(name)) {
        throw malformed();
      }
      if (json.nextToken() == JsonToken.VALUE_NULL) {
        throw malformed();
      }
      entries.put(name, readValue(map.value()));
    }
    return entries;
  }

  private SensitiveBytes noted(SensitiveBytes secret) {
    intake.secret(secret);
    return secret;
  }

  /** Lone surrogates have no UTF-8 form; a text with one could not be stored as it came. */
  private String readText() throws IOException {
    String text = json.getText();
    if (!Utf8.isWellFormed(text)) {
      throw malformed();
    }
    return text;
  }

  private Long readNumber(Shape.Whole shape) throws IOException {
    return shape.width() == Shape.Width.INTEGER ? json.getIntValue() : json.getLongValue();
  }

  private Boolean readFlag() {
    return switch (json.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> throw unexpected("Boolean");
    };
  }

  private List<Object> readList(Shape.ListOf<?> list) throws IOException {
    require(JsonToken.START_ARRAY, "List");
    List<Object> items = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() == JsonToken.VALUE_NULL) {
        throw malformed();
      }
      items.add(readValue(list.item()));
    }
    return items;
  }

  private void require(JsonToken expected, String target) {
    if (json.currentToken() != expected) {
      throw unexpected(target);
    }
  }

  private ServiceException unexpected(String target) {
    String found =
        switch (json.currentToken()) {
          case START_OBJECT -> "Start of structure or map found where not expected.";
          case START_ARRAY -> "Start of list found where not expected";
          case VALUE_STRING -> "STRING_VALUE can not be converted to " + article(target);
          case VALUE_NUMBER_INT -> "NUMBER_VALUE can not be converted to " + article(target);
          case VALUE_NUMBER_FLOAT -> "DECIMAL_VALUE can not be converted to " + article(target);
          case VALUE_TRUE -> "TRUE_VALUE can not be converted to " + article(target);
          case VALUE_FALSE -> "FALSE_VALUE can not be converted to " + article(target);
          default -> "";
        };
    return new ServiceException(ErrorCode.SERIALIZATION, found);
  }

  private static String article(String noun) {
    return "a " + noun;
  }

  /** Returns the error for a body that is not JSON; it has no text, as the front end answers. */
  static ServiceException malformed() {
    return new ServiceException(ErrorCode.SERIALIZATION, "");
  }
}
