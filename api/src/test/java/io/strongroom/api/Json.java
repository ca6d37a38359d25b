package io.strongroom.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * JSON as maps, lists, strings, longs, doubles and booleans, for tests to look into. A member that
 * is null is absent.
 */
final class Json {
  private static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  /** Reads an object. */
  static Map<String, Object> object(byte[] text) {
    try (JsonParser json = FACTORY.createParser(text)) {
      json.nextToken();
      return map(Objects.requireNonNull(value(json)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a member that is an object; an absent one is empty. */
  static Map<String, Object> map(Map<String, Object> owner, String name) {
    Object member = owner.get(name);
    return member == null ? Map.of() : map(member);
  }

  /** Returns a member that is an array; an absent one is empty. */
  static List<Object> list(Map<String, Object> owner, String name) {
    Object member = owner.get(name);
    return member == null ? List.of() : new ArrayList<>((List<?>) member);
  }

  /** Returns a member that is a string; an absent one is empty. */
  static String text(Map<String, Object> owner, String name) {
    Object member = owner.get(name);
    return member == null ? "" : (String) member;
  }

  /** Returns {@code value} as the object that it is. */
  @SuppressWarnings("unchecked") // the reader makes no other maps
  static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  private static @Nullable Object value(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case START_OBJECT -> {
        Map<String, Object> members = new LinkedHashMap<>();
        while (json.nextFieldName() != null) {
          String name = json.currentName();
          json.nextToken();
          Object member = value(json);
          if (member != null) {
            members.put(name, member);
          }
        }
        yield members;
      }
      case START_ARRAY -> {
        List<Object> items = new ArrayList<>();
        while (json.nextToken() != com.fasterxml.jackson.core.JsonToken.END_ARRAY) {
          items.add(Objects.requireNonNull(value(json)));
        }
        yield items;
      }
      case VALUE_STRING -> json.getText();
      case VALUE_NUMBER_INT -> json.getLongValue();
      case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw new IOException("unexpected " + json.currentToken());
    };
  }
}
