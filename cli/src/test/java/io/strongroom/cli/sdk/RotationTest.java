package io.strongroom.cli.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrowsExactly;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.model.CancelRotateSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.InvalidParameterException;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.RotateSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.RotateSecretResponse;

/** RotateSecret and CancelRotateSecret. */
class RotationTest extends Scenarios {

  /** The secrets here are of no database, so this one leaves every rotation unfinished. */
  private static final String FUNCTION =
      "arn:aws:lambda:us-east-1:" + RunningServer.ACCOUNT + ":function:builtin-postgresql-single";

  private static RotateSecretResponse rotate(
      String secretId, Consumer<RotateSecretRequest.Builder> change) {
    return client()
        .rotateSecret(
            request -> {
              request
                  .secretId(secretId)
                  .rotationLambdaARN(FUNCTION)
                  .rotationRules(rules -> rules.automaticallyAfterDays(30L));
              change.accept(request);
            });
  }

  @Test
  void rotateSecretAnswersWithThePendingVersion() {
    CreateSecretResponse made = create("rotate");
    String token = token();
    RotateSecretResponse rotated =
        rotate(made.name(), request -> request.clientRequestToken(token));
    assertEquals(made.arn(), rotated.arn());
    assertEquals(made.name(), rotated.name());
    assertEquals(token, rotated.versionId());
    DescribeSecretResponse shown = describe(made.arn());
    assertTrue(shown.rotationEnabled());
    assertEquals(FUNCTION, shown.rotationLambdaARN());
    assertEquals(30L, shown.rotationRules().automaticallyAfterDays());
    assertTrue(shown.nextRotationDate().isAfter(shown.createdDate()));
    assertEquals(
        Map.of(made.versionId(), List.of("AWSCURRENT"), token, List.of("AWSPENDING")),
        shown.versionIdsToStages());
    assertRefused(
        InvalidRequestException.class,
        "A previous rotation isn't complete. That rotation will be reattempted.",
        () -> rotate(made.arn(), request -> {}));
  }

  @Test
  void aPasswordIsGeneratedAndNobodyIsCalled() throws InterruptedException {
    CreateSecretResponse made = create("generated");
    String before = client().getSecretValue(r -> r.secretId(made.arn())).secretString();
    String token = token();
    client()
        .rotateSecret(
            request ->
                request
                    .secretId(made.arn())
                    .clientRequestToken(token)
                    .rotationLambdaARN(FUNCTION.replace("postgresql-single", "generated")));
    while (describe(made.arn()).lastRotatedDate() == null) {
      Thread.sleep(10);
    }
    var now = client().getSecretValue(r -> r.secretId(made.arn()));
    assertEquals(token, now.versionId());
    assertNotEquals(before, now.secretString());
    assertEquals(
        before,
        client()
            .getSecretValue(r -> r.secretId(made.arn()).versionStage("AWSPREVIOUS"))
            .secretString());
  }

  @Test
  void rotateSecretRefusesAFunctionThatIsNotThere() {
    CreateSecretResponse made = create("absent");
    assertThrowsExactly(
        ResourceNotFoundException.class,
        () -> rotate(made.arn(), r -> r.rotationLambdaARN(FUNCTION + "-not")));
    assertNull(describe(made.arn()).rotationEnabled());
  }

  @Test
  void rotateSecretInTheNextWindowLeavesTheCurrentVersion() {
    CreateSecretResponse made = create("window");
    rotate(
        made.arn(),
        request ->
            request
                .rotateImmediately(false)
                .rotationRules(r -> r.scheduleExpression("rate(4 hours)").duration("2h")));
    DescribeSecretResponse shown = describe(made.arn());
    assertEquals(List.of("AWSCURRENT"), shown.versionIdsToStages().get(made.versionId()));
    assertEquals("rate(4 hours)", shown.rotationRules().scheduleExpression());
    assertEquals("2h", shown.rotationRules().duration());
    assertEquals(1L, shown.rotationRules().automaticallyAfterDays());
    assertEquals(3_599, shown.nextRotationDate().getEpochSecond() % 3_600);
  }

  @Test
  void rotateSecretRefusesBadRulesAndNoFunction() {
    CreateSecretResponse made = create("rules");
    assertRefused(
        InvalidParameterException.class,
        "Rate in hour should be least 4 and less than 24.",
        () -> rotate(made.arn(), r -> r.rotationRules(u -> u.scheduleExpression("rate(3 hours)"))));
    assertRefused(
        InvalidRequestException.class,
        "No Lambda rotation function ARN is associated with this secret.",
        () -> client().rotateSecret(request -> request.secretId(made.arn())));
    assertNull(describe(made.arn()).rotationEnabled());
  }

  @Test
  void cancelRotateSecretKeepsFunctionAndRules() {
    CreateSecretResponse made = create("cancel");
    assertThrowsExactly(
        InvalidRequestException.class,
        () -> client().cancelRotateSecret(request -> request.secretId(made.arn())));
    String pending = rotate(made.arn(), request -> {}).versionId();
    CancelRotateSecretResponse cancelled =
        client().cancelRotateSecret(request -> request.secretId(made.name()));
    assertEquals(made.arn(), cancelled.arn());
    assertEquals(made.name(), cancelled.name());
    assertEquals(pending, cancelled.versionId());
    DescribeSecretResponse shown = describe(made.arn());
    assertFalse(shown.rotationEnabled());
    assertEquals(FUNCTION, shown.rotationLambdaARN());
    assertEquals(30L, shown.rotationRules().automaticallyAfterDays());
    assertNull(shown.nextRotationDate());
    assertEquals(List.of("AWSPENDING"), shown.versionIdsToStages().get(pending));
    assertRefused(
        ResourceNotFoundException.class,
        MISSING,
        () -> client().cancelRotateSecret(request -> request.secretId(name("nowhere"))));
  }
}
