package io.strongroom.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.iam.sigv4.WireRequest;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where requests are answered, and what those are told that there is no room for. */
class LanesTest {
  private final TestRoom room = TestRoom.lenient();

  private static WireRequest form(String service) {
    return new StsRoom()
        .post(StsRoom.ROOT, service, "us-east-1", "", Map.of("content-type", StsRoom.FORM));
  }

  @ParameterizedTest
  @CsvSource({
    "GetSecretValue, LOOP",
    "DescribeSecret, LOOP",
    "ListSecretVersionIds, LOOP",
    "ListSecrets, LARGE",
    "BatchGetSecretValue, LARGE",
    "ValidateResourcePolicy, THREAD",
    "GetRandomPassword, THREAD",
    "PutSecretValue, THREAD",
    "CreateSecret, THREAD",
    "NoSuchOperation, THREAD",
    "TrentService.ListKeys, LARGE",
    "TrentService.CreateKey, THREAD"
  })
  void lanesFollowFromTheNameOfTheOperation(String operation, Lane lane) {
    assertEquals(lane, room.gateway.laneOf(TestRoom.request(operation, new byte[0])));
  }

  @ParameterizedTest
  @CsvSource({"iam, LARGE", "sts, THREAD"})
  void formsAreToldApartByTheirServiceOnly(String service, Lane lane) {
    assertEquals(lane, room.gateway.laneOf(form(service)));
  }

  private String overloaded(WireRequest request) {
    WireResponse answer = room.gateway.overloaded(request);
    assertEquals(400, answer.status());
    return new String(Arrays.copyOf(answer.body(), answer.length()), UTF_8);
  }

  @Test
  @DisplayName("DOS-7: overload is told in the words of the service")
  void overloadIsToldInTheWordsOfTheService() {
    assertEquals(
        "{\"__type\":\"ThrottlingException\",\"Message\":\"Rate exceeded\"}",
        overloaded(TestRoom.request("PutSecretValue", new byte[0])).replace("message", "Message"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"iam", "sts"})
  void overloadOfFormsIsToldInXml(String service) {
    String answer = overloaded(form(service));
    assertTrue(answer.contains("<Code>Throttling</Code>"), answer);
    assertTrue(answer.contains("<Message>Rate exceeded</Message>"), answer);
  }
}
