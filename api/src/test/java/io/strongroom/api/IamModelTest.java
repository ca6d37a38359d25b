package io.strongroom.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.core.error.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Walks the published service model of IAM, 2010-05-08, beside our shapes: what is offered has all
 * members of the model, with its bounds and patterns, in requests and in answers.
 */
class IamModelTest {
  private static final ServiceModel MODEL = ServiceModel.read("/iam-2010-05-08/service-2.json");

  /** Errors that are answered although the model does not declare them; COMPATIBILITY says why. */
  private static final Map<String, Set<String>> BEYOND_THE_MODEL =
      Map.of(
          "CreateRole", Set.of("NoSuchEntityException"),
          "GetAccessKeyLastUsed", Set.of("NoSuchEntityException", "ServiceFailureException"));

  private static Stream<DynamicTest> each(Consumer<Contract<?, ?>> check) {
    return TestRoom.lenient().iamOperations.all().stream()
        .map(Operation::contract)
        .map(contract -> DynamicTest.dynamicTest(contract.name(), () -> check.accept(contract)));
  }

  private static Map<String, Object> operation(Contract<?, ?> contract) {
    assertTrue(MODEL.operations().containsKey(contract.name()), contract.name());
    return Json.map(MODEL.operations(), contract.name());
  }

  @TestFactory
  @DisplayName("every request has the members, bounds and patterns of the model, in its order")
  Stream<DynamicTest> everyInputShapeIsTheModels() {
    return each(
        contract -> {
          String shape = ServiceModel.shapeOf(operation(contract), "input");
          List<String> ours = contract.input().members().stream().map(InputMember::name).toList();
          if (shape.isEmpty()) {
            assertEquals(List.of(), ours);
            return;
          }
          assertEquals(
              shape + " " + MODEL.told(shape),
              contract.input().name() + " " + ServiceModel.told(contract.input()));
          assertEquals(
              List.copyOf(Json.map(Json.map(MODEL.shapes(), shape), "members").keySet()), ours);
        });
  }

  @TestFactory
  @DisplayName("every answer has the members, bounds and patterns of the model")
  Stream<DynamicTest> everyOutputShapeIsTheModels() {
    return each(
        contract -> {
          String shape = ServiceModel.shapeOf(operation(contract), "output");
          OutputStructure<?> output = contract.output();
          // What an answer must have is not told by our shapes.
          String modelled = shape.isEmpty() ? "" : MODEL.told(shape).replace("!=", "=");
          assertEquals(
              shape.isEmpty() ? "no body" : shape + " " + modelled,
              output == null ? "no body" : output.name() + " " + ServiceModel.told(output));
        });
  }

  @TestFactory
  @DisplayName("every operation declares the errors of the model, and no others but those listed")
  Stream<DynamicTest> everyOperationDeclaresTheModelsErrors() {
    return each(
        contract -> {
          Set<String> wanted =
              new TreeSet<>(BEYOND_THE_MODEL.getOrDefault(contract.name(), Set.of()));
          for (Object error : Json.list(operation(contract), "errors")) {
            wanted.add(Json.text(Json.map(error), "shape"));
          }
          Set<String> found =
              contract.errors().stream()
                  .map(code -> code.queryName() + "Exception")
                  .collect(Collectors.toCollection(TreeSet::new));
          assertEquals(wanted, found);
        });
  }

  @TestFactory
  @DisplayName("every error that is declared has the code and the status of the model")
  Stream<DynamicTest> everyErrorHasTheModelsStatus() {
    Set<ErrorCode> declared =
        TestRoom.lenient().iamOperations.all().stream()
            .flatMap(operation -> operation.contract().errors().stream())
            .collect(Collectors.toSet());
    return declared.stream()
        .map(
            code ->
                DynamicTest.dynamicTest(
                    code.queryName(),
                    () -> {
                      Map<String, Object> shape =
                          Json.map(MODEL.shapes(), code.queryName() + "Exception");
                      Map<String, Object> error = Json.map(shape, "error");
                      assertEquals(Json.text(error, "code"), code.queryName());
                      assertEquals(
                          ((Number) Objects.requireNonNull(error.get("httpStatusCode"))).intValue(),
                          code.queryStatus());
                    }));
  }
}
