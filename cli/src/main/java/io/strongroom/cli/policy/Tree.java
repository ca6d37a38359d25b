package io.strongroom.cli.policy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON that somebody else has written, with as much of it as is looked at. */
sealed interface Tree {

  /**
   * An object.
   *
   * @param members its members
   * @param written how it was written
   */
  record Node(Map<String, Tree> members, String written) implements Tree {

    /** Returns a member that is a text; null if there is none, or something else. */
    @Nullable String text(String name) {
      return members.get(name) instanceof Text(String text) ? text : null;
    }

    /**
     * Returns a member that is a text.
     *
     * @throws Unreadable if there is none
     */
    String required(String name) throws Unreadable {
      String text = text(name);
      if (text == null) {
        throw new Unreadable("a " + name + " is missing in the details of the account");
      }
      return text;
    }

    /** Returns the objects in a member that is an array; none if there is no such member. */
    List<Node> nodes(String name) {
      return members.get(name) instanceof Several(List<Tree> items)
          ? items.stream().filter(Node.class::isInstance).map(Node.class::cast).toList()
          : List.of();
    }

    /** Returns the texts in a member that is an array; none if there is no such member. */
    List<String> texts(String name) {
      return members.get(name) instanceof Several(List<Tree> items)
          ? items.stream().filter(Text.class::isInstance).map(item -> ((Text) item).text()).toList()
          : List.of();
    }
  }

  /** An array. */
  record Several(List<Tree> items) implements Tree {}

  /** A string. */
  record Text(String text) implements Tree {}

  /** A number, a truth value or null, as written. */
  record Bare(String written) implements Tree {}

  /**
   * Reads an object.
   *
   * @param name what messages call the text
   * @throws Unreadable if it is none
   */
  static Node read(String name, String json) throws Unreadable {
    JsonFactory factory =
        JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();
    try (JsonParser parser = factory.createParser(json)) {
      parser.nextToken();
      if (value(parser, json) instanceof Node node && parser.nextToken() == null) {
        return node;
      }
      throw new Unreadable(name + " is not a JSON object");
    } catch (IOException e) {
      throw new Unreadable(name + " is not JSON");
    }
  }

  private static Tree value(JsonParser parser, String json) throws IOException {
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> node(parser, json);
      case START_ARRAY -> {
        List<Tree> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(value(parser, json));
        }
        yield new Several(items);
      }
      case VALUE_STRING -> new Text(parser.getText());
      case null -> new Bare("");
      default -> new Bare(parser.getText());
    };
  }

  private static Node node(JsonParser parser, String json) throws IOException {
    int start = (int) parser.currentTokenLocation().getCharOffset();
    Map<String, Tree> members = new HashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      members.put(name, value(parser, json));
    }
    int end = (int) parser.currentLocation().getCharOffset();
    return new Node(members, json.substring(start, end));
  }
}
