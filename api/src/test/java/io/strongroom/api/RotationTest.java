package io.strongroom.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretName;
import io.strongroom.core.secret.VersionId;
import io.strongroom.core.secret.Versions;
import io.strongroom.keys.SensitiveBytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What operations do around a rotation. Sources: API reference; user guide, "Rotation". */
class RotationTest {
  private static final String FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:rotate";
  private static final String FIRST = "11111111-1111-4111-8111-111111111111";
  private static final String SECOND = "22222222-2222-4222-8222-222222222222";
  private static final String THIRD = "33333333-3333-4333-8333-333333333333";

  private final TestRoom room = TestRoom.lenient();

  @BeforeEach
  void makeASecret() {
    call("CreateSecret", "{'Name':'db','SecretString':'one','ClientRequestToken':'%s'}", FIRST);
  }

  private String call(String operation, String body, String... parts) {
    String json = body.replace('\'', '"');
    for (String part : parts) {
      json = json.replaceFirst("%s", part);
    }
    return new String(
        room.call("secretsmanager." + operation, json).body(), StandardCharsets.UTF_8);
  }

  private String rotate(String token) {
    return call(
        "RotateSecret",
        "{'SecretId':'db','ClientRequestToken':'%s','RotationLambdaARN':'%s'}",
        token,
        FUNCTION);
  }

  private Secret secret() {
    return Objects.requireNonNull(
        room.store.find(TestRoom.ACCOUNT, TestRoom.REGION, new SecretName("db")));
  }

  @Test
  void aRotationIsStoredWithItsVersionAndItsEvent() {
    rotate(SECOND);

    assertTrue(Objects.requireNonNull(secret().rotation()).run() != null);
    assertEquals(room.clock.instant(), secret().rotationDue());
    String event = room.records.text(room.records.count() - 1);
    for (String part :
        List.of(
            "\"eventName\":\"RotationStarted\"",
            "\"eventType\":\"AwsServiceEvent\"",
            "\"userIdentity\":{\"accountId\":\"123456789012\","
                + "\"invokedBy\":\"secretsmanager.amazonaws.com\"}",
            "\"requestID\":\"Rotation-" + secret().arn() + "-" + SECOND + "\"",
            "\"additionalEventData\":{\"SecretId\":\"" + secret().arn() + "\"}")) {
      assertTrue(event.contains(part), event);
    }
  }

  @Test
  void whoeverPutsAnotherValueAbandonsIt() {
    rotate(SECOND);
    call(
        "PutSecretValue",
        "{'SecretId':'db','SecretString':'by hand','ClientRequestToken':'%s'}",
        THIRD);

    assertEquals(null, Objects.requireNonNull(secret().rotation()).run());
    assertFalse(secret().isRotating());
    assertTrue(room.records.all().contains("\"eventName\":\"RotationAbandoned\""));
  }

  @Test
  void theRotationItselfAbandonsNothing() {
    rotate(SECOND);
    call(
        "PutSecretValue",
        "{'SecretId':'db','SecretString':'two','ClientRequestToken':'%s',"
            + "'VersionStages':['AWSPENDING']}",
        SECOND);
    call(
        "UpdateSecretVersionStage",
        "{'SecretId':'db','VersionStage':'AWSCURRENT','RemoveFromVersionId':'%s',"
            + "'MoveToVersionId':'%s'}",
        FIRST,
        SECOND);

    assertTrue(Objects.requireNonNull(secret().rotation()).run() != null);
    assertFalse(room.records.all().contains("RotationAbandoned"));
  }

  @Test
  void aRotationThatWaitsIsWantedAtOnceUnlessItWasCancelled() {
    rotate(SECOND);
    rotate(THIRD);
    assertEquals(List.of(secret().identity()), room.hurried);

    call("CancelRotateSecret", "{'SecretId':'db'}");
    rotate(THIRD);
    assertEquals(1, room.hurried.size());
    assertEquals(null, secret().rotationDue());
  }

  @Test
  void aSecretWithAllItsLabelsIsRefusedAsTheOperationDeclares() {
    String labels =
        IntStream.range(0, Versions.MAX_LABELS - 2)
            .mapToObj(i -> ",'LABEL" + i + "'")
            .collect(Collectors.joining());
    call(
        "PutSecretValue",
        "{'SecretId':'db','SecretString':'two','ClientRequestToken':'%s',"
            + "'VersionStages':['AWSCURRENT'"
            + labels
            + "]}",
        SECOND);

    String answer = rotate(THIRD);

    assertTrue(answer.contains("InvalidRequestException"), answer);
    assertFalse(secret().isRotating());
  }

  @Test
  @DisplayName("nothing is stored where Secrets Manager may not invoke the function")
  void refusedFunction() {
    room.rotationFunctions.refusal = new ServiceException(ErrorCode.ACCESS_DENIED, "may not");
    rotate(SECOND);
    assertEquals(null, secret().rotation());
  }

  @Test
  void aRotationTokenMustBeThatOfTheRotation() {
    rotate(SECOND);
    String put =
        "{'SecretId':'db','SecretString':'two','ClientRequestToken':'%s',"
            + "'VersionStages':['AWSPENDING'],'RotationToken':'%s'}";
    String wrong = "0".repeat(64);
    assertTrue(call("PutSecretValue", put, SECOND, wrong).contains("AccessDeniedException"));
    String right;
    try (SensitiveBytes token =
        room.rotationTokens().token(secret().identity(), new VersionId(SECOND))) {
      right = token.use(bytes -> new String(bytes, StandardCharsets.US_ASCII));
    }
    assertTrue(call("PutSecretValue", put, THIRD, right).contains("AccessDeniedException"));
    assertTrue(call("PutSecretValue", put, SECOND, right).contains("\"VersionId\""));
    assertFalse(room.records.all().contains(right));
  }
}
