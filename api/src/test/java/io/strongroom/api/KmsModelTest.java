package io.strongroom.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.api.shape.Shape;
import io.strongroom.core.error.ErrorCode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Walks the published service model of KMS, 2014-11-01, beside our shapes. What comes in is the
 * model's; what goes out has nothing that the model lacks, since members about other kinds of key
 * are left out.
 */
class KmsModelTest {
  private static final ServiceModel MODEL = ServiceModel.read("/kms-2014-11-01/service-2.json");

  /** Declared errors that this server has no cause for. */
  private static final Set<String> NEVER =
      Set.of(
          "CloudHsmClusterInvalidConfigurationException",
          "ConflictException",
          "CustomKeyStoreInvalidStateException",
          "CustomKeyStoreNotFoundException",
          "DependencyTimeoutException",
          "InvalidKeyUsageException",
          "KeyUnavailableException",
          "XksKeyAlreadyInUseException",
          "XksKeyInvalidConfigurationException",
          "XksKeyNotFoundException");

  private static Stream<DynamicTest> each(java.util.function.Consumer<Contract<?, ?>> check) {
    Collection<Operation<?, ?>> ours = TestRoom.lenient().kmsOperations.all();
    assertEquals(33, ours.size());
    return ours.stream()
        .map(Operation::contract)
        .map(contract -> DynamicTest.dynamicTest(contract.name(), () -> check.accept(contract)));
  }

  private static Map<String, Object> operation(Contract<?, ?> contract) {
    return Json.map(MODEL.operations(), contract.name());
  }

  @TestFactory
  @DisplayName("every request has the members, bounds and patterns of the model")
  Stream<DynamicTest> everyInputShapeIsTheModels() {
    return each(
        contract -> {
          String shape = ServiceModel.shapeOf(operation(contract), "input");
          InputStructure<?> input = contract.input();
          assertEquals(
              shape + " " + MODEL.told(shape), input.name() + " " + ServiceModel.told(input));
          assertEquals(
              List.copyOf(Json.map(Json.map(MODEL.shapes(), shape), "members").keySet()),
              input.members().stream().map(InputMember::name).toList());
        });
  }

  @TestFactory
  @DisplayName("every answer has members of the model only, as the model has them")
  Stream<DynamicTest> everyOutputShapeIsPartOfTheModels() {
    return each(
        contract -> {
          String shape = ServiceModel.shapeOf(operation(contract), "output");
          if (shape.isEmpty()) {
            assertNull(contract.output());
          } else {
            OutputStructure<?> output = java.util.Objects.requireNonNull(contract.output());
            assertEquals(shape, output.name());
            requirePart(shape, output);
          }
        });
  }

  private static void requirePart(String modelled, OutputStructure<?> ours) {
    Map<String, Object> members = Json.map(Json.map(MODEL.shapes(), modelled), "members");
    for (OutputStructure.Member<?, ?> member : ours.members()) {
      assertTrue(members.containsKey(member.name()), modelled + " has no " + member.name());
      String shape = Json.text(Json.map(members, member.name()), "shape");
      requirePart(shape, member.shape());
    }
  }

  private static void requirePart(String modelled, Shape<?> ours) {
    switch (ours) {
      case OutputStructure<?> structure -> requirePart(modelled, structure);
      case Shape.ListOf<?> list when list.item() instanceof OutputStructure<?> item -> {
        Map<String, Object> shape = Json.map(MODEL.shapes(), modelled);
        requirePart(Json.text(Json.map(shape, "member"), "shape"), item);
      }
      default -> assertEquals(MODEL.told(modelled), ServiceModel.told(ours));
    }
  }

  @TestFactory
  @DisplayName("every operation declares the errors of the model that can happen here")
  Stream<DynamicTest> everyOperationDeclaresTheModelsErrors() {
    return each(
        contract -> {
          Set<String> wanted = new TreeSet<>();
          for (Object error : Json.list(operation(contract), "errors")) {
            wanted.add(Json.text(Json.map(error), "shape"));
          }
          wanted.removeAll(NEVER);
          Set<String> found =
              contract.errors().stream()
                  .map(ErrorCode::wireName)
                  .collect(Collectors.toCollection(TreeSet::new));
          assertEquals(wanted, found);
        });
  }

  @TestFactory
  @DisplayName("every error of KMS is one of the model, with its status")
  Stream<DynamicTest> everyErrorIsOneOfTheModel() {
    return Stream.of(ErrorCode.values())
        .filter(code -> code.body() == ErrorCode.Body.KMS)
        .map(
            code ->
                DynamicTest.dynamicTest(
                    code.wireName(),
                    () -> {
                      Map<String, Object> shape = Json.map(MODEL.shapes(), code.wireName());
                      assertTrue(shape.containsKey("exception"));
                      assertEquals(shape.containsKey("fault") ? 500 : 400, code.status());
                    }));
  }
}
