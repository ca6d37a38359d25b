package io.strongroom.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.testkit.Canary;
import io.strongroom.testkit.CanaryExtension;
import io.strongroom.testkit.GoldenAnswer;
import io.strongroom.testkit.GoldenRunner;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** AUD-1: each request leaves one record, whatever becomes of it. */
@ExtendWith(CanaryExtension.class)
class AuditWalkTest {

  /** The golden cases are several hundred requests of all kinds, with and without success. */
  @TestFactory
  Stream<DynamicNode> everyGoldenRequestLeavesOneRecord() {
    return new GoldenRunner(
            GoldenTest.GOLDEN,
            clock -> {
              TestRoom room = TestRoom.lenient(clock);
              return request -> {
                int before = room.records.calls().size();
                GoldenAnswer answer = room.answer(request);
                List<String> calls = room.records.calls();
                assertEquals(before + 1, calls.size());
                assertEquals(answer.status() != 200, calls.getLast().contains("\"errorCode\":"));
                assertFalse(room.records.all().contains(Canary.MARK));
                return answer;
              };
            })
        .tests();
  }

  @Test
  @DisplayName("AUD-1: there is no operation without a record")
  void everyOperationLeavesOneRecord() {
    TestRoom room = TestRoom.lenient();
    Map<String, Operations> targets =
        Map.of(
            "secretsmanager.",
            room.operations,
            "TrentService.",
            room.kmsOperations,
            "AWSOrganizationsV20161128.",
            room.organizationsOperations);
    targets.forEach(
        (prefix, operations) ->
            operations
                .all()
                .forEach(
                    operation -> {
                      int before = room.records.count();
                      String name = operation.contract().name();
                      room.call(prefix + name, "{}");
                      assertEquals(before + 1, room.records.count(), name);
                      assertEquals(name, room.records.last().get("eventName"));
                    }));
  }

  @Test
  @DisplayName("AUD-1: there is no operation of a form without a record")
  void everyOperationOfAFormLeavesOneRecord() {
    IamRoom iam = new IamRoom();
    StsRoom sts = new StsRoom();
    iam.room
        .iamOperations
        .all()
        .forEach(
            operation -> {
              int before = iam.room.records.count();
              String name = operation.contract().name();
              iam.call(name);
              assertEquals(before + 1, iam.room.records.count(), name);
              assertEquals(name, iam.room.records.last().get("eventName"));
            });
    sts.room
        .stsOperations
        .all()
        .forEach(
            operation -> {
              int before = sts.room.records.count();
              String name = operation.contract().name();
              sts.call(StsRoom.ROOT, name);
              assertEquals(before + 1, sts.room.records.count(), name);
              assertEquals(name, sts.room.records.last().get("eventName"));
            });
  }

  @Test
  @DisplayName("AUD-1: there is no operation of Lambda without a record, by CloudTrail's name")
  void everyOperationOfAPathLeavesOneRecord() {
    LambdaRoom lambda = new LambdaRoom();
    lambda
        .room
        .lambdaOperations
        .all()
        .forEach(
            operation -> {
              int before = lambda.room.records.count();
              RestRoute route = ((RestOperation) operation).route();
              String path = "/" + String.join("/", route.segments());
              lambda.call(route.method(), path.replaceAll("\\{\\w+}", "none"), "{}");
              assertEquals(before + 1, lambda.room.records.count(), path);
              assertEquals(route.event(), lambda.room.records.last().get("eventName"));
              assertEquals("lambda.amazonaws.com", lambda.room.records.last().get("eventSource"));
            });
  }

  @Test
  @DisplayName("AUD-8: neither variables nor code nor payloads are recorded")
  void nothingSecretOfAFunctionIsRecorded() {
    LambdaRoom lambda = new LambdaRoom();
    String variables = ",\"Environment\":{\"Variables\":{\"NAME\":\"" + Canary.MARK + "\"}}";
    lambda.create("fn", variables);
    lambda.call(
        "PUT", LambdaRoom.FUNCTIONS + "/fn/configuration", "{" + variables.substring(1) + "}");
    lambda.call(
        "POST", LambdaRoom.FUNCTIONS + "/fn/invocations", "{\"a\":\"" + Canary.MARK + "\"}");
    lambda.get("/fn");
    String all = lambda.room.records.all();
    assertFalse(all.contains(Canary.MARK));
    assertFalse(all.contains("zipFile"));
    assertTrue(all.contains("\"eventName\":\"CreateFunction20150331\""));
    assertTrue(all.contains("\"type\":\"AWS::Lambda::Function\""));
  }

  @Test
  void anUnsignedFormLeavesOneRecord() {
    StsRoom sts = new StsRoom();
    sts.unsigned("GetCallerIdentity");
    sts.unsigned("AssumeRoleWithWebIdentity", "RoleArn", "none");
    assertEquals(2, sts.room.records.count());
  }
}
