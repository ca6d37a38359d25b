package io.strongroom.iam.policy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads a policy's text into memory. The text is bounded first, so everything after it is. Names in
 * the text are chosen by strangers: they stay out of the parser's shared symbol table (requirement
 * DOS-5).
 */
final class JsonReader {

  /** The deepest nesting of objects and arrays; a policy needs 6 (requirement DOS-4). */
  static final int MAX_DEPTH = 32;

  /** The longest number, in characters (requirement DOS-4). */
  static final int MAX_NUMBER_LENGTH = 64;

  /** The longest name or value, in characters; no policy holds a longer one that fits. */
  static final int MAX_TEXT_LENGTH = 20_480;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(MAX_NUMBER_LENGTH)
                  .maxStringLength(MAX_TEXT_LENGTH)
                  .maxNameLength(MAX_TEXT_LENGTH)
                  .build())
          .build();

  private final JsonParser parser;
  private boolean repeatedName;

  private JsonReader(JsonParser parser) {
    this.parser = parser;
  }

  /**
   * Reads one JSON value and nothing after it. A repeated name or a broken bound is reported as
   * grammar, once the whole text has proved to be JSON.
   *
   * @param maxLength the longest text that is read, in characters
   */
  static Json read(String text, int maxLength) throws PolicySyntaxException {
    if (text.length() > maxLength) {
      throw PolicySyntaxException.grammar("longer than " + maxLength + " characters");
    }
    try (JsonParser parser = FACTORY.createParser(text)) {
      JsonReader reader = new JsonReader(parser);
      Json value = reader.value(parser.nextToken());
      if (parser.nextToken() != null) {
        throw PolicySyntaxException.notJson("something follows the JSON value");
      }
      if (reader.repeatedName) {
        throw PolicySyntaxException.grammar("a name comes twice in one object");
      }
      return value;
    } catch (StreamConstraintsException e) {
      throw PolicySyntaxException.grammar("nested too deep, or a number too long");
    } catch (IOException e) {
      throw PolicySyntaxException.notJson("not JSON");
    }
  }

  private Json value(@Nullable JsonToken token) throws IOException, PolicySyntaxException {
    return switch (token) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> new Json.Text(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE ->
          new Json.Bare(parser.getText());
      case VALUE_NULL -> new Json.Null();
      case null, default -> throw PolicySyntaxException.notJson("no JSON value");
    };
  }

  private Json object() throws IOException, PolicySyntaxException {
    SequencedMap<String, Json> members = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      if (members.put(name, value(parser.nextToken())) != null) {
        repeatedName = true;
      }
    }
    return new Json.Obj(members);
  }

  private Json array() throws IOException, PolicySyntaxException {
    List<Json> items = new ArrayList<>();
    for (JsonToken next = parser.nextToken();
        next != JsonToken.END_ARRAY;
        next = parser.nextToken()) {
      items.add(value(next));
    }
    return new Json.Arr(items);
  }
}
