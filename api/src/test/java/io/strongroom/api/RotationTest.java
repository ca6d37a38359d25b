package io.strongroom.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.secret.RotationConfig;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What operations do around a rotation. Sources: API reference; user guide, "Rotation". */
class RotationTest {
  private static final String FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:rotate";
  private static final String ROLE = "arn:aws:iam::123456789012:role/rotates";
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

  /** Makes the calls of a function up to the last one. */
  private void rotateAsAFunctionDoes() {
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
  }

  @Test
  void theRotationItselfAbandonsNothing() {
    rotateAsAFunctionDoes();

    assertTrue(Objects.requireNonNull(secret().rotation()).run() != null);
    assertFalse(room.records.all().contains("RotationAbandoned"));
  }

  @Test
  void theNextRotationNotesTheSuccessOfOneWhoseFunctionHasNotAnsweredYet() {
    rotateAsAFunctionDoes();

    rotate(THIRD);

    assertEquals(room.clock.instant(), Objects.requireNonNull(secret().rotation()).rotated());
    assertEquals(
        new VersionId(THIRD),
        Objects.requireNonNull(Objects.requireNonNull(secret().rotation()).run()).version());
    String event = room.records.text(room.records.count() - 2);
    assertTrue(event.contains("\"eventName\":\"RotationSucceeded\""), event);
    assertTrue(event.contains("\"requestID\":\"Rotation-" + secret().arn() + "-" + SECOND), event);
  }

  @ParameterizedTest
  @ValueSource(strings = {"CancelRotateSecret", "DeleteSecret"})
  void whoeverEndsRotationNotesThatSuccessToo(String operation) {
    rotateAsAFunctionDoes();

    call(operation, "{'SecretId':'db'}");

    RotationConfig rotation = Objects.requireNonNull(secret().rotation());
    assertEquals(room.clock.instant(), rotation.rotated());
    assertFalse(rotation.enabled());
    String event = room.records.text(room.records.count() - 1);
    assertTrue(event.contains("\"eventName\":\"RotationSucceeded\""), event);
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

  private String rotatePartner(String name, String more) {
    return call(
        "RotateSecret",
        "{'SecretId':'%s','ClientRequestToken':'%s','ExternalSecretRotationRoleArn':'%s'"
            + more
            + "}",
        name,
        SECOND,
        ROLE);
  }

  private void makeAPartnersSecret() {
    room.rotationFunctions.rotatesPartners = true;
    call(
        "CreateSecret",
        "{'Name':'api','Type':'PaddleApiKey','ClientRequestToken':'%s',"
            + "'SecretString':'{\\'api_key\\':\\'k\\'}'}",
        FIRST);
  }

  @Test
  void aPartnersSecretRotatesWithARoleAndMetadata() {
    makeAPartnersSecret();
    String answer =
        rotatePartner(
            "api",
            ",'ExternalSecretRotationMetadata':[{'Key':'b','Value':'2'},{'Key':'a','Value':'1'}],"
                + "'RotationRules':{'AutomaticallyAfterDays':30}");
    assertTrue(answer.contains(SECOND), answer);
    String shown = call("DescribeSecret", "{'SecretId':'api'}");
    for (String part :
        List.of(
            "\"Type\":\"PaddleApiKey\"",
            "\"RotationEnabled\":true",
            "\"ExternalSecretRotationMetadata\":[{\"Key\":\"b\",\"Value\":\"2\"},"
                + "{\"Key\":\"a\",\"Value\":\"1\"}]",
            "\"ExternalSecretRotationRoleArn\":\"" + ROLE + "\"")) {
      assertTrue(shown.contains(part), shown);
    }
    assertFalse(shown.contains("RotationLambdaARN"), shown);
    call("CancelRotateSecret", "{'SecretId':'api'}");
    assertTrue(call("DescribeSecret", "{'SecretId':'api'}").contains(ROLE));
  }

  @Test
  void aPartnersSecretKeepsItsRoleUntilAnotherIsGiven() {
    makeAPartnersSecret();
    rotatePartner("api", ",'ExternalSecretRotationMetadata':[{'Key':'a','Value':'1'}]");
    call(
        "UpdateSecretVersionStage",
        "{'SecretId':'api','VersionStage':'AWSPENDING','RemoveFromVersionId':'%s'}",
        SECOND);
    call("RotateSecret", "{'SecretId':'api','ClientRequestToken':'%s'}", THIRD);
    String shown = call("DescribeSecret", "{'SecretId':'api'}");
    assertTrue(shown.contains(THIRD) && shown.contains(ROLE), shown);
    assertTrue(shown.contains("{\"Key\":\"a\",\"Value\":\"1\"}"), shown);
  }

  @Test
  void nothingIsStoredOfARotationThatNobodyCanMake() {
    makeAPartnersSecret();
    room.rotationFunctions.rotatesPartners = false;
    String before = call("DescribeSecret", "{'SecretId':'api'}");
    String answer = rotatePartner("api", "");
    assertTrue(answer.contains("there is no rotator for them"), answer);
    assertEquals(before, call("DescribeSecret", "{'SecretId':'api'}"));
  }

  @Test
  void theRoleIsOfTheSecretsAccount() {
    makeAPartnersSecret();
    String answer =
        call(
            "RotateSecret",
            "{'SecretId':'api','ClientRequestToken':'%s','ExternalSecretRotationRoleArn':"
                + "'arn:aws:iam::444455556666:role/r'}",
            SECOND);
    assertTrue(answer.contains("Cross-account pass role is not allowed."), answer);
  }

  @Test
  void aReplicaIsOfTheSamePartner() {
    makeAPartnersSecret();
    call(
        "ReplicateSecretToRegions",
        "{'SecretId':'api','AddReplicaRegions':[{'Region':'eu-west-1'}]}");
    Secret replica =
        room.store.find(
            TestRoom.ACCOUNT, new io.strongroom.iam.Region("eu-west-1"), new SecretName("api"));
    assertEquals("PaddleApiKey", Objects.requireNonNull(replica).type());
  }
}
