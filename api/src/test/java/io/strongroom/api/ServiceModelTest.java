package io.strongroom.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.api.shape.Shape;
import io.strongroom.core.error.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Walks the published service model of 2017-10-17 and our shapes side by side: each is told in the
 * same words, and the words are compared, so that neither can have what the other lacks.
 */
class ServiceModelTest {
  private static final String FILE = "/secretsmanager-2017-10-17/service-2.json";
  private static final Map<String, Object> MODEL = model();
  private static final Map<String, Object> SHAPES = Json.map(MODEL, "shapes");

  private final Map<String, Operation<?, ?>> ours =
      TestRoom.lenient().operations.all().stream()
          .collect(Collectors.toMap(each -> each.contract().name(), each -> each));

  private static Map<String, Object> model() {
    try (InputStream file =
        Objects.requireNonNull(ServiceModelTest.class.getResourceAsStream(FILE))) {
      return Json.object(file.readAllBytes());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void thereAreExactlyTheOperationsOfTheModel() {
    assertEquals(
        new TreeSet<>(Json.map(MODEL, "operations").keySet()), new TreeSet<>(ours.keySet()));
    assertEquals(23, ours.size());
  }

  @TestFactory
  @DisplayName("every request has the members, bounds and patterns of the model")
  Stream<DynamicTest> everyInputShapeIsTheModels() {
    return operations()
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () -> {
                      String shape = shapeOf(operation(name), "input");
                      assertEquals(
                          shape + " " + told(shape),
                          contract(name).input().name() + " " + told(contract(name).input()));
                    }));
  }

  @TestFactory
  @DisplayName("requests list their members in the model's order, in which violations are told")
  Stream<DynamicTest> everyInputShapeHasTheModelsOrder() {
    return operations()
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () -> {
                      String shape = shapeOf(operation(name), "input");
                      assertEquals(
                          List.copyOf(Json.map(Json.map(SHAPES, shape), "members").keySet()),
                          contract(name).input().members().stream()
                              .map(InputMember::name)
                              .toList());
                    }));
  }

  @TestFactory
  @DisplayName("every answer has the members, bounds and patterns of the model")
  Stream<DynamicTest> everyOutputShapeIsTheModels() {
    return operations()
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () -> {
                      String shape = shapeOf(operation(name), "output");
                      OutputStructure<?> output = contract(name).output();
                      assertEquals(
                          shape.isEmpty() ? "no body" : shape + " " + told(shape),
                          output == null ? "no body" : output.name() + " " + told(output));
                    }));
  }

  @TestFactory
  @DisplayName("every operation declares the errors of the model")
  Stream<DynamicTest> everyOperationDeclaresTheModelsErrors() {
    return operations()
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () -> {
                      Set<String> wanted = new TreeSet<>();
                      for (Object error : Json.list(operation(name), "errors")) {
                        wanted.add(Json.text(Json.map(error), "shape"));
                      }
                      Set<String> found =
                          contract(name).errors().stream()
                              .map(ErrorCode::wireName)
                              .collect(Collectors.toCollection(TreeSet::new));
                      assertEquals(wanted, found);
                    }));
  }

  @Test
  void everyErrorOfTheModelIsKnownWithItsStatus() {
    Map<String, Integer> wanted = new TreeMap<>();
    for (Map.Entry<String, Object> shape : SHAPES.entrySet()) {
      Map<String, Object> described = Json.map(shape.getValue());
      if (described.containsKey("exception")) {
        wanted.put(shape.getKey(), described.containsKey("fault") ? 500 : 400);
      }
    }
    Map<String, Integer> found = new HashMap<>();
    for (ErrorCode code : ErrorCode.values()) {
      if (code.body() == ErrorCode.Body.MODELLED && code != ErrorCode.ACCESS_DENIED) {
        found.put(code.wireName(), code.status());
      }
    }
    assertEquals(wanted, found);
  }

  private static Stream<String> operations() {
    return Json.map(MODEL, "operations").keySet().stream().sorted();
  }

  private static Map<String, Object> operation(String name) {
    return Json.map(Json.map(MODEL, "operations"), name);
  }

  private Contract<?, ?> contract(String name) {
    return Objects.requireNonNull(ours.get(name)).contract();
  }

  private static String shapeOf(Map<String, Object> operation, String side) {
    return Json.text(Json.map(operation, side), "shape");
  }

  /** Tells a shape of the model. */
  private static String told(String name) {
    Map<String, Object> shape = Json.map(SHAPES, name);
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
  private static String told(Shape<?> shape) {
    return switch (shape) {
      case Shape.Text text ->
          "string"
              + bounds(text.min(), text.max())
              + text.pattern().text()
              + new TreeSet<>(text.values());
      case Shape.SecretText text ->
          "secret string" + bounds(text.min(), text.max()) + text.alphabet().pattern() + "[]";
      case Shape.SecretBlob blob -> "secret blob" + bounds(blob.min(), blob.max());
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
