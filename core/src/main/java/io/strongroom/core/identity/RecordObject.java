package io.strongroom.core.identity;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object of a record, whose members are taken out by name. What is missing, of another
 * type, there twice or left over is damage: an IllegalArgumentException.
 */
public final class RecordObject {
  private final Map<String, Object> members;

  private RecordObject(Map<String, Object> members) {
    this.members = members;
  }

  /**
   * Reads a whole record.
   *
   * @throws IllegalArgumentException if it is not one JSON object; it holds none of its content
   */
  public static RecordObject parse(byte[] record) {
    try (JsonParser json = IdentityRecord.JSON.createParser(record)) {
      RecordObject object = json.nextToken() == JsonToken.START_OBJECT ? object(json) : null;
      if (object != null && json.nextToken() == null) {
        return object;
      }
    } catch (IOException e) {
      // The text of the exception can quote the record.
    }
    throw new IllegalArgumentException("a stored record is not one JSON object");
  }

  private static RecordObject object(JsonParser json) throws IOException {
    Map<String, Object> members = new LinkedHashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      if (members.put(name, value(json)) != null) {
        throw new IllegalArgumentException("a member of a stored record is there twice");
      }
    }
    return new RecordObject(members);
  }

  private static Object value(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case VALUE_STRING -> json.getText();
      case VALUE_NUMBER_INT -> json.getLongValue();
      case START_OBJECT -> object(json);
      case START_ARRAY -> {
        List<Object> values = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          values.add(value(json));
        }
        yield values;
      }
      default -> throw new IllegalArgumentException("a stored record has a value of no known type");
    };
  }

  private static IllegalArgumentException damage(String name) {
    return new IllegalArgumentException("the member " + name + " of a stored record is damaged");
  }

  /** Takes a text, or null for a missing one. */
  public @Nullable String optionalText(String name) {
    Object value = members.remove(name);
    if (value != null && !(value instanceof String)) {
      throw damage(name);
    }
    return (String) value;
  }

  /** Takes a text. */
  public String text(String name) {
    String text = optionalText(name);
    if (text == null) {
      throw damage(name);
    }
    return text;
  }

  /** Takes a whole number. */
  public long number(String name) {
    if (members.remove(name) instanceof Long number) {
      return number;
    }
    throw damage(name);
  }

  /** Takes a date, in milliseconds. */
  public Instant date(String name) {
    return Instant.ofEpochMilli(number(name));
  }

  /** Takes a whole number of 32 bits. */
  public int smallNumber(String name) {
    return Math.toIntExact(number(name));
  }

  /** Takes a list of texts; a missing one is empty. */
  public List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (Object each : list(name)) {
      if (!(each instanceof String text)) {
        throw damage(name);
      }
      texts.add(text);
    }
    return texts;
  }

  /** Takes a list of objects; a missing one is empty. */
  public List<RecordObject> objects(String name) {
    List<RecordObject> objects = new ArrayList<>();
    for (Object each : list(name)) {
      if (!(each instanceof RecordObject object)) {
        throw damage(name);
      }
      objects.add(object);
    }
    return objects;
  }

  private List<?> list(String name) {
    Object value = members.remove(name);
    if (value == null) {
      return List.of();
    }
    if (value instanceof List<?> list) {
      return list;
    }
    throw damage(name);
  }

  /** Takes an object whose members are all texts; a missing one is empty. */
  public SequencedMap<String, String> textByName(String name) {
    SequencedMap<String, String> texts = new LinkedHashMap<>();
    Object value = members.remove(name);
    if (value == null) {
      return texts;
    }
    if (!(value instanceof RecordObject object)) {
      throw damage(name);
    }
    for (String each : List.copyOf(object.members.keySet())) {
      texts.put(each, object.text(each));
    }
    return texts;
  }

  /** Refuses what was not taken out. */
  public void end() {
    if (!members.isEmpty()) {
      throw new IllegalArgumentException("a stored record has members that are not known");
    }
  }
}
