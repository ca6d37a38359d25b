package io.strongroom.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.api.shape.Shape;
import io.strongroom.core.error.ErrorCode;
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
import org.junit.jupiter.api.TestFactory;

/**
 * Walks the published model of Lambda, 2015-03-31, beside our shapes and routes, for the operations
 * that are offered.
 */
class LambdaModelTest {
  private static final ServiceModel MODEL = ServiceModel.read("/lambda-2015-03-31/service-2.json");

  private interface Check {
    void run(Operation<?, ?> operation, Map<String, Object> modelled);
  }

  private static Stream<DynamicTest> each(Check check) {
    return TestRoom.lenient().lambdaOperations.all().stream()
        .map(
            operation -> {
              String name = operation.contract().name();
              assertTrue(MODEL.operations().containsKey(name), name);
              Map<String, Object> modelled = Json.map(MODEL.operations(), name);
              return DynamicTest.dynamicTest(name, () -> check.run(operation, modelled));
            });
  }

  private static Map<String, Object> members(String shape) {
    return Json.map(Json.map(MODEL.shapes(), shape), "members");
  }

  @TestFactory
  @DisplayName("every request has the members of the model, in its order, with its bounds")
  Stream<DynamicTest> everyInputShapeIsTheModels() {
    return each(
        (operation, modelled) -> {
          String shape = ServiceModel.shapeOf(modelled, "input");
          InputStructure<?> input = operation.contract().input();
          assertEquals(shape, input.name());
          assertEquals(
              List.copyOf(members(shape).keySet()),
              input.members().stream().map(InputMember::name).toList());
          requireSame(shape, input);
        });
  }

  /** Of what is not offered nothing is read, and so its shape is nobody's concern. */
  private static void requireSame(String modelled, InputStructure<?> ours) {
    List<Object> required = Json.list(Json.map(MODEL.shapes(), modelled), "required");
    for (InputMember<?> member : ours.members()) {
      String path = modelled + "." + member.name();
      boolean needed = member.presence() == InputMember.Presence.REQUIRED;
      assertEquals(required.contains(member.name()), needed, path);
      String shape = Json.text(Json.map(members(modelled), member.name()), "shape");
      switch (member.shape()) {
        case Shape.Opaque _ -> {}
        case InputStructure<?> inner -> requireSame(shape, inner);
        default -> assertEquals(plain(MODEL.told(shape)), plain(ServiceModel.told(member.shape())));
      }
    }
  }

  /** Secrets are told by their values here, and by the map that holds them in the model. */
  private static String plain(String told) {
    return told.replace("secret ", "");
  }

  @TestFactory
  @DisplayName("every request is found where the model has it, and its members too")
  Stream<DynamicTest> everyRouteIsTheModels() {
    return each(
        (operation, modelled) -> {
          RestRoute route = ((RestOperation) operation).route();
          Map<String, Object> http = Json.map(modelled, "http");
          assertEquals(Json.text(http, "method"), route.method());
          assertEquals(Json.text(http, "requestUri"), "/" + String.join("/", route.segments()));
          String name = operation.contract().name();
          // The service answers a deletion without content, whatever its model says.
          int status = name.equals("DeleteFunction") ? 204 : route.status();
          assertEquals(
              name.equals("DeleteFunction") ? "204" : String.valueOf(http.get("responseCode")),
              Integer.toString(status));
          Map<String, String> query = new TreeMap<>();
          Map<String, String> header = new TreeMap<>();
          String shape = ServiceModel.shapeOf(modelled, "input");
          members(shape)
              .forEach(
                  (member, target) -> {
                    Map<String, Object> where = Json.map(target);
                    String location = Json.text(where, "location");
                    String at = Json.text(where, "locationName");
                    if (location.equals("querystring")) {
                      query.put(at, member);
                    } else if (location.equals("header")) {
                      header.put(at.toLowerCase(java.util.Locale.ROOT), member);
                    }
                  });
          assertEquals(query, new TreeMap<>(route.query()));
          assertEquals(header, new TreeMap<>(route.header()));
          String payload = Json.text(Json.map(MODEL.shapes(), shape), "payload");
          assertEquals(payload, Objects.requireNonNullElse(route.payload(), ""));
        });
  }

  @TestFactory
  @DisplayName("every answer has members of the model only, as the model has them")
  Stream<DynamicTest> everyOutputShapeIsPartOfTheModels() {
    return each(
        (operation, modelled) -> {
          OutputStructure<?> output = operation.contract().output();
          if (output != null) {
            assertEquals(ServiceModel.shapeOf(modelled, "output"), output.name());
            requirePart(output.name(), output);
          }
        });
  }

  private static void requirePart(String modelled, OutputStructure<?> ours) {
    for (OutputStructure.Member<?, ?> member : ours.members()) {
      assertTrue(members(modelled).containsKey(member.name()), modelled + "." + member.name());
      String shape = Json.text(Json.map(members(modelled), member.name()), "shape");
      switch (member.shape()) {
        case OutputStructure<?> structure -> requirePart(shape, structure);
        case Shape.ListOf<?> list when list.item() instanceof OutputStructure<?> item ->
            requirePart(
                Json.text(Json.map(Json.map(MODEL.shapes(), shape), "member"), "shape"), item);
        default -> assertEquals(plain(MODEL.told(shape)), plain(ServiceModel.told(member.shape())));
      }
    }
  }

  @TestFactory
  @DisplayName("no operation declares an error that the model does not, or with another status")
  Stream<DynamicTest> everyDeclaredErrorIsTheModels() {
    return each(
        (operation, modelled) -> {
          Set<String> errors =
              Json.list(modelled, "errors").stream()
                  .map(error -> Json.text(Json.map(error), "shape"))
                  .collect(Collectors.toCollection(TreeSet::new));
          for (ErrorCode code : operation.contract().errors()) {
            assertTrue(errors.contains(code.wireName()), code::wireName);
            Map<String, Object> error =
                Json.map(Json.map(MODEL.shapes(), code.wireName()), "error");
            assertEquals(String.valueOf(error.get("httpStatusCode")), "" + code.status());
          }
        });
  }
}
