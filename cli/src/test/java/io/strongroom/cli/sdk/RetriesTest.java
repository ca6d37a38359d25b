package io.strongroom.cli.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.RotateSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.UpdateSecretResponse;

/**
 * A request whose answer got lost is sent again by the SDK, with the same token: it must be the
 * same call once more and not a second one.
 */
class RetriesTest extends Scenarios {

  private static final int LOST = 2;

  private final LostAnswers connection = new LostAnswers(LOST);

  private SecretsManagerClient patient() {
    return connect(
        builder ->
            builder
                .httpClientBuilder(null)
                .httpClient(connection)
                .overrideConfiguration(
                    o ->
                        o.retryStrategy(
                            AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(LOST + 1)
                                .build())));
  }

  @Test
  void createSecretTwiceMakesOneSecretWithOneVersion() {
    String name = name("again");
    CreateSecretResponse made =
        patient().createSecret(request -> request.name(name).secretString(text()));
    assertEquals(LOST + 1, connection.calls());
    assertEquals(Map.of(made.versionId(), List.of("AWSCURRENT")), stages(name));
  }

  @Test
  void putSecretValueTwiceMakesOneVersion() {
    CreateSecretResponse made = create("again");
    String text = text();
    PutSecretValueResponse put =
        patient().putSecretValue(r -> r.secretId(made.arn()).secretString(text));
    assertEquals(LOST + 1, connection.calls());
    assertEquals(List.of("AWSCURRENT"), put.versionStages());
    assertEquals(
        Map.of(made.versionId(), List.of("AWSPREVIOUS"), put.versionId(), List.of("AWSCURRENT")),
        stages(made.arn()));
    assertEquals(text, value(made.arn()));
  }

  @Test
  void updateSecretTwiceMakesOneVersion() {
    CreateSecretResponse made = create("again");
    UpdateSecretResponse updated =
        patient().updateSecret(r -> r.secretId(made.arn()).secretString(text()));
    assertEquals(LOST + 1, connection.calls());
    assertEquals(
        Map.of(
            made.versionId(), List.of("AWSPREVIOUS"), updated.versionId(), List.of("AWSCURRENT")),
        stages(made.arn()));
  }

  @Test
  void rotateSecretTwiceStartsOneRotation() {
    CreateSecretResponse made = create("again");
    RotateSecretResponse rotated =
        patient()
            .rotateSecret(
                request ->
                    request
                        .secretId(made.arn())
                        .rotationLambdaARN(
                            "arn:aws:lambda:us-east-1:%s:function:builtin-postgresql-single"
                                .formatted(RunningServer.ACCOUNT)));
    assertEquals(LOST + 1, connection.calls());
    assertEquals(
        Map.of(made.versionId(), List.of("AWSCURRENT"), rotated.versionId(), List.of("AWSPENDING")),
        stages(made.arn()));
  }
}
