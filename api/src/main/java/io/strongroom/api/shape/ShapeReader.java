package io.strongroom.api.shape;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.function.CodeFile;
import io.strongroom.keys.SensitiveBytes;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
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
    return made(structure, values(structure, body, intake), intake);
  }

  /** Holds values to their constraints, and makes what the operation takes. */
  static <T> T made(InputStructure<T> structure, InputValues values, Intake intake) {
    Violations violations = new Violations();
    new Constraints(violations).check(values, "");
    violations.throwIfAny();
    intake.values(values);
    return structure.maker().apply(values);
  }

  /** Reads the values of a body, unchecked; those of an empty one are none. */
  static InputValues values(InputStructure<?> structure, byte[] body, Intake intake) {
    return body.length == 0 ? new InputValues(structure) : parse(structure, body, intake);
  }

  /** Reads the values of a body that is in a file, unchecked. */
  static InputValues values(InputStructure<?> structure, Path body, Intake intake) {
    // A reader made so refuses what is not UTF-8.
    try (Reader text = Files.newBufferedReader(body);
        JsonParser json = JSON.createParser(text)) {
      return parse(structure, json, intake);
    } catch (IOException e) {
      throw malformed();
    }
  }

  private static InputValues parse(InputStructure<?> structure, byte[] body, Intake intake) {
    if (!Utf8.isValid(body)) {
      throw malformed();
    }
    try (JsonParser json = JSON.createParser(body)) {
      return parse(structure, json, intake);
    } catch (IOException e) {
      throw malformed();
    }
  }

  private static InputValues parse(InputStructure<?> structure, JsonParser json, Intake intake)
      throws IOException {
    ShapeReader reader = new ShapeReader(json, intake);
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw malformed();
    }
    InputValues values = reader.readStructure(structure);
    if (json.nextToken() != null) {
      throw malformed();
    }
    return values;
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
      case Shape.Upload _ -> {
        require(JsonToken.VALUE_STRING, "Blob");
        yield readFile();
      }
      case Shape.Opaque _ -> holdsAnything();
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

  private CodeFile readFile() throws IOException {
    try {
      return intake.file(out -> json.readBinaryValue(out));
    } catch (IllegalArgumentException e) {
      throw malformed();
    }
  }

  private byte[] readBlob() throws IOException {
    try {
      return Base64.getDecoder().decode(json.getText());
    } catch (IllegalArgumentException e) {
      throw malformed();
    }
  }

  /** Passes over a value, however deep. */
  private Boolean holdsAnything() throws IOException {
    boolean any = holdsAnything(json.currentToken());
    int depth = json.currentToken().isStructStart() ? 1 : 0;
    while (depth > 0) {
      JsonToken token = json.nextToken();
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      any |= holdsAnything(token);
    }
    return any;
  }

  private boolean holdsAnything(JsonToken token) throws IOException {
    return switch (token) {
      case VALUE_STRING -> json.getTextLength() > 0;
      case VALUE_TRUE, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> true;
      default -> false;
    };
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
