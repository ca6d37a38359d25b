package io.strongroom.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.core.error.ErrorCode;
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
  private static final ServiceModel MODEL = ServiceModel.read(FILE);

  private final Map<String, Operation<?, ?>> ours =
      TestRoom.lenient().operations.all().stream()
          .collect(Collectors.toMap(each -> each.contract().name(), each -> each));

  @Test
  void thereAreExactlyTheOperationsOfTheModel() {
    assertEquals(new TreeSet<>(MODEL.operations().keySet()), new TreeSet<>(ours.keySet()));
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
                      String shape = ServiceModel.shapeOf(operation(name), "input");
                      assertEquals(
                          shape + " " + MODEL.told(shape),
                          contract(name).input().name()
                              + " "
                              + ServiceModel.told(contract(name).input()));
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
                      String shape = ServiceModel.shapeOf(operation(name), "input");
                      assertEquals(
                          List.copyOf(
                              Json.map(Json.map(MODEL.shapes(), shape), "members").keySet()),
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
                      String shape = ServiceModel.shapeOf(operation(name), "output");
                      OutputStructure<?> output = contract(name).output();
                      assertEquals(
                          shape.isEmpty() ? "no body" : shape + " " + MODEL.told(shape),
                          output == null
                              ? "no body"
                              : output.name() + " " + ServiceModel.told(output));
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
    for (Map.Entry<String, Object> shape : MODEL.shapes().entrySet()) {
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
    return MODEL.operations().keySet().stream().sorted();
  }

  private static Map<String, Object> operation(String name) {
    return Json.map(MODEL.operations(), name);
  }

  private Contract<?, ?> contract(String name) {
    return Objects.requireNonNull(ours.get(name)).contract();
  }
}
