package io.strongroom.api;

import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.api.shape.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A published service model. Its shapes and ours are told in the same words, so that the words can
 * be compared.
 */
record ServiceModel(Map<String, Object> operations, Map<String, Object> shapes) {

  /** Reads a model from the tests' resources. */
  static ServiceModel read(String file) {
    try (InputStream content =
        Objects.requireNonNull(ServiceModel.class.getResourceAsStream(file))) {
      Map<String, Object> model = Json.object(content.readAllBytes());
      return new ServiceModel(Json.map(model, "operations"), Json.map(model, "shapes"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the name of the shape of an operation's input or output, or an empty text. */
  static String shapeOf(Map<String, Object> operation, String side) {
    return Json.text(Json.map(operation, side), "shape");
  }

  /** Tells a shape of the model. */
  String told(String name) {
    Map<String, Object> shape = Json.map(shapes, name);
    String secret = Boolean.TRUE.equals(shape.get("sensitive")) ? "secret " : "";
    String type = Json.text(shape, "type");
    return secret
        + switch (type) {
          case "structure" -> {
            Map<String, String> members = new TreeMap<>();
            List<Object> required = Json.list(shape, "required");
            Json.map(shape, "members")
                .forEach(
                    (member, target) ->
                        members.put(
                            member + (required.contains(member) ? "!" : ""),
                            told(Json.text(Json.map(target), "shape"))));
            yield members.toString();
          }
          case "list" ->
              "list"
                  + bounds(shape, 0, Shape.UNBOUNDED)
                  + " of "
                  + told(Json.text(Json.map(shape, "member"), "shape"));
          case "map" -> "map to " + told(Json.text(Json.map(shape, "value"), "shape"));
          case "string" ->
              "string"
                  + bounds(shape, 0, Shape.UNBOUNDED)
                  + Json.text(shape, "pattern")
                  + new TreeSet<>(Json.list(shape, "enum"));
          case "blob" -> "blob" + bounds(shape, 0, Shape.UNBOUNDED);
          case "integer", "long" -> type + bounds(shape, Long.MIN_VALUE, Long.MAX_VALUE);
          default -> type;
        };
  }

  private static String bounds(Map<String, Object> shape, long min, long max) {
    return " " + shape.getOrDefault("min", min) + ".." + shape.getOrDefault("max", max) + " ";
  }

  /** Tells a shape of ours in the same words. */
  static String told(Shape<?> shape) {
    return switch (shape) {
      case Shape.Text text ->
          "string"
              + bounds(text.min(), text.max())
              + text.pattern().text()
              + new TreeSet<>(text.values());
      case Shape.SecretText text ->
          "secret string" + bounds(text.min(), text.max()) + text.alphabet().pattern() + "[]";
      case Shape.SecretBlob blob -> "secret blob" + bounds(blob.min(), blob.max());
      case Shape.Blob blob -> "blob" + bounds(blob.min(), blob.max());
      case Shape.Upload _ -> "secret blob" + bounds(0, Shape.UNBOUNDED);
      case Shape.Opaque _ -> "anything";
      case Shape.Whole whole ->
          (whole.width() == Shape.Width.INTEGER ? "integer" : "long")
              + bounds(whole.min(), whole.max());
      case Shape.Flag _ -> "boolean";
      case Shape.Date _ -> "timestamp";
      case Shape.ListOf<?> list ->
          "list" + bounds(list.min(), list.max()) + " of " + told(list.item());
      case Shape.MapOf<?> map -> "map to " + told(map.value());
      case InputStructure<?> structure -> {
        Map<String, String> members = new TreeMap<>();
        for (InputMember<?> member : structure.members()) {
          boolean required = member.presence() == InputMember.Presence.REQUIRED;
          members.put(member.name() + (required ? "!" : ""), told(member.shape()));
        }
        yield members.toString();
      }
      case OutputStructure<?> structure -> {
        Map<String, String> members = new TreeMap<>();
        for (OutputStructure.Member<?, ?> member : structure.members()) {
          members.put(member.name(), told(member.shape()));
        }
        yield members.toString();
      }
    };
  }

  private static String bounds(long min, long max) {
    return " " + min + ".." + max + " ";
  }
}
