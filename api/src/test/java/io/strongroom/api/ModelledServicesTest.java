package io.strongroom.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.api.shape.InputMember;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.core.error.ErrorCode;
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
 * Walks the published models of STS, 2011-06-15, and of Organizations, 2016-11-28, beside our
 * shapes, for the operations that are offered.
 */
class ModelledServicesTest {
  private static final TestRoom ROOM = TestRoom.lenient();

  /** A service: its model, and what is offered of it. */
  private record Offered(ServiceModel model, Operations operations) {}

  private static final List<Offered> ALL =
      List.of(
          new Offered(ServiceModel.read("/sts-2011-06-15/service-2.json"), ROOM.stsOperations),
          new Offered(
              ServiceModel.read("/organizations-2016-11-28/service-2.json"),
              ROOM.organizationsOperations));

  /** One operation beside its model. */
  private record Pair(ServiceModel model, Map<String, Object> modelled, Contract<?, ?> contract) {

    String shape(String side) {
      return ServiceModel.shapeOf(modelled, side);
    }
  }

  private interface Check {
    void run(Pair pair);
  }

  private static Stream<DynamicTest> each(Check check) {
    return ALL.stream()
        .flatMap(
            offered ->
                offered.operations().all().stream()
                    .map(
                        operation -> {
                          String name = operation.contract().name();
                          assertTrue(offered.model().operations().containsKey(name), name);
                          Pair pair =
                              new Pair(
                                  offered.model(),
                                  Json.map(offered.model().operations(), name),
                                  operation.contract());
                          return DynamicTest.dynamicTest(name, () -> check.run(pair));
                        }));
  }

  /**
   * Session tokens are secrets here and plain in the model; names and addresses of accounts are
   * plain here, for they are shown and compared, and private in the model.
   */
  private static String leveled(String told) {
    return told.replace("secret ", "");
  }

  @TestFactory
  @DisplayName("every request has the members, bounds and patterns of the model, in its order")
  Stream<DynamicTest> everyInputShapeIsTheModels() {
    return each(
        pair -> {
          String shape = pair.shape("input");
          List<String> ours =
              pair.contract().input().members().stream().map(InputMember::name).toList();
          if (shape.isEmpty()) {
            assertEquals(List.of(), ours);
            return;
          }
          assertEquals(
              leveled(shape + " " + pair.model().told(shape)),
              leveled(
                  pair.contract().input().name()
                      + " "
                      + ServiceModel.told(pair.contract().input())));
          assertEquals(
              List.copyOf(Json.map(Json.map(pair.model().shapes(), shape), "members").keySet()),
              ours);
        });
  }

  @TestFactory
  @DisplayName("every answer has members of the model, with its bounds and patterns")
  Stream<DynamicTest> everyOutputShapeIsTheModels() {
    return each(
        pair -> {
          String shape = pair.shape("output");
          OutputStructure<?> output = pair.contract().output();
          assertEquals(
              shape.isEmpty() ? "no body" : shape + " " + offered(pair.model().told(shape)),
              output == null
                  ? "no body"
                  : output.name() + " " + offered(ServiceModel.told(output)));
        });
  }

  /** What an answer must have is not told by our shapes; two members have no meaning here. */
  private static String offered(String told) {
    return leveled(told)
        .replace("!=", "=")
        .replaceAll(", GovCloudAccountId=string[^,]*, Id", ", Id")
        .replaceAll(", Paths=list .*?\\[\\], State=", ", State=");
  }

  @TestFactory
  @DisplayName("no operation declares an error that the model does not, or with another status")
  Stream<DynamicTest> everyDeclaredErrorIsTheModels() {
    return each(
        pair -> {
          Set<String> modelled =
              Json.list(pair.modelled(), "errors").stream()
                  .map(error -> Json.text(Json.map(error), "shape"))
                  .collect(Collectors.toCollection(TreeSet::new));
          for (ErrorCode code : pair.contract().errors()) {
            if (code == ErrorCode.INTERNAL_SERVICE_ERROR) {
              continue;
            }
            assertTrue(modelled.contains(code.wireName()), code::wireName);
            Map<String, Object> shape = Json.map(pair.model().shapes(), code.wireName());
            if (shape.containsKey("error")) {
              Map<String, Object> error = Json.map(shape, "error");
              assertEquals(Json.text(error, "code"), code.queryName());
              assertEquals(String.valueOf(error.get("httpStatusCode")), "" + code.queryStatus());
            }
          }
        });
  }
}
