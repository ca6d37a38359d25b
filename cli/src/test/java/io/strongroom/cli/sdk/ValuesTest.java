package io.strongroom.cli.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.secretsmanager.model.APIErrorType;
import software.amazon.awssdk.services.secretsmanager.model.BatchGetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.InvalidParameterException;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.SecretValueEntry;
import software.amazon.awssdk.services.secretsmanager.model.UpdateSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.UpdateSecretVersionStageRequest;

/** Creating, writing and reading values, and moving their labels. */
class ValuesTest extends Scenarios {

  @Test
  void createSecretAnswersWithArnNameAndVersion() {
    CreateSecretRequest request =
        CreateSecretRequest.builder()
            .name(name("create"))
            .clientRequestToken(token())
            .secretString(text())
            .description("made by a scenario")
            .tags(tag("team", "blue"))
            .build();
    CreateSecretResponse made = client().createSecret(request);
    String scope = "arn:aws:secretsmanager:us-east-1:" + RunningServer.ACCOUNT + ":secret:";
    assertTrue(made.arn().matches(scope + request.name() + "-[A-Za-z0-9]{6}"), made.arn());
    assertEquals(request.name(), made.name());
    assertEquals(request.clientRequestToken(), made.versionId());
    assertFalse(made.hasReplicationStatus());
    assertTrue(made.equalsBySdkFields(client().createSecret(request)));
    assertEquals(request.secretString(), value(made.name()));
  }

  @Test
  void createSecretRefusesATakenNameAndAUsedToken() {
    String token = token();
    CreateSecretResponse made = create("taken", request -> request.clientRequestToken(token));
    assertRefused(
        ResourceExistsException.class,
        "The operation failed because the secret " + made.name() + " already exists.",
        () -> create("taken", request -> request.name(made.name())));
    assertRefused(
        ResourceExistsException.class,
        tokenTaken(token, made.arn()),
        () -> create("taken", request -> request.name(made.name()).clientRequestToken(token)));
  }

  private static String tokenTaken(String token, String arn) {
    return "You can't use ClientRequestToken "
        + token
        + " because that value is already in use for a version of secret "
        + arn
        + ".";
  }

  @Test
  void createSecretRefusesIllegalNamesAndTwoValues() {
    assertRefused(
        "ValidationException",
        "Invalid name. Must be a valid name containing alphanumeric characters, or any of the"
            + " following: -/_+=.@!",
        () -> create("illegal", request -> request.name("no spaces")));
    assertRefused(
        InvalidParameterException.class,
        BOTH_VALUES,
        () -> create("both", request -> request.secretBinary(SdkBytes.fromUtf8String("bytes"))));
  }

  @Test
  void putSecretValueMovesCurrentAndPrevious() {
    CreateSecretResponse made = create("put");
    PutSecretValueRequest request =
        PutSecretValueRequest.builder()
            .secretId(made.name())
            .clientRequestToken(token())
            .secretString(text())
            .build();
    PutSecretValueResponse put = client().putSecretValue(request);
    assertEquals(made.arn(), put.arn());
    assertEquals(made.name(), put.name());
    assertEquals(request.clientRequestToken(), put.versionId());
    assertEquals(List.of("AWSCURRENT"), put.versionStages());
    Map<String, List<String>> moved =
        Map.of(made.versionId(), List.of("AWSPREVIOUS"), put.versionId(), List.of("AWSCURRENT"));
    assertEquals(moved, stages(made.arn()));
    assertTrue(put.equalsBySdkFields(client().putSecretValue(request)));
    assertEquals(moved, stages(made.arn()));
    assertRefused(
        ResourceExistsException.class,
        tokenTaken(put.versionId(), made.arn()),
        () -> client().putSecretValue(request.toBuilder().secretString(text()).build()));
  }

  @Test
  void putSecretValueRefusesARequestWithoutAValue() {
    CreateSecretResponse made = create("neither");
    assertRefused(
        InvalidRequestException.class,
        "You must provide either SecretString or SecretBinary.",
        () -> client().putSecretValue(request -> request.secretId(made.arn())));
  }

  @Test
  void getSecretValueFindsByNameArnAndPartialArn() {
    String text = text();
    CreateSecretResponse made = create("get", request -> request.secretString(text));
    String partial = made.arn().substring(0, made.arn().length() - "-abcdef".length());
    for (String id : List.of(made.name(), made.arn(), partial)) {
      GetSecretValueResponse got = client().getSecretValue(request -> request.secretId(id));
      assertEquals(made.arn(), got.arn());
      assertEquals(made.name(), got.name());
      assertEquals(made.versionId(), got.versionId());
      assertEquals(text, got.secretString());
      assertNull(got.secretBinary());
      assertEquals(List.of("AWSCURRENT"), got.versionStages());
      assertNotNull(got.createdDate());
    }
  }

  @Test
  void getSecretValueReturnsTextAndBytesAsTheyWere() {
    byte[] bytes = new byte[256];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    CreateSecretResponse binary =
        create(
            "binary",
            request -> request.secretString(null).secretBinary(SdkBytes.fromByteArray(bytes)));
    GetSecretValueResponse got = client().getSecretValue(request -> request.secretId(binary.arn()));
    assertEquals(SdkBytes.fromByteArray(bytes), got.secretBinary());
    assertNull(got.secretString());
    String text = "\u00e9\u4f60\ud83d\udd11 \u2028 \u007f \"\\/\b\t " + CANARY;
    assertEquals(text, value(create("text", request -> request.secretString(text)).arn()));
  }

  @Test
  void getSecretValueSelectsByVersionAndLabel() {
    CreateSecretResponse made = create("select");
    String arn = made.arn();
    String text = text();
    PutSecretValueResponse put =
        client()
            .putSecretValue(
                request -> request.secretId(arn).secretString(text).versionStages("blue"));
    assertEquals(
        text,
        client().getSecretValue(r -> r.secretId(arn).versionId(put.versionId())).secretString());
    assertEquals(
        text, client().getSecretValue(r -> r.secretId(arn).versionStage("blue")).secretString());
    assertRefused(
        ResourceNotFoundException.class,
        "Secrets Manager can't find the specified secret value for staging label: red",
        () -> client().getSecretValue(r -> r.secretId(arn).versionStage("red")));
    assertRefused(
        InvalidRequestException.class,
        "You provided a VersionStage that is not associated to the provided VersionId.",
        () ->
            client()
                .getSecretValue(
                    r -> r.secretId(arn).versionId(put.versionId()).versionStage("AWSCURRENT")));
  }

  @Test
  void getSecretValueRefusesWhatIsMissingOrDeleted() {
    assertRefused(ResourceNotFoundException.class, MISSING, () -> value(name("nowhere")));
    CreateSecretResponse made = create("deleted");
    client().deleteSecret(request -> request.secretId(made.arn()));
    assertRefused(InvalidRequestException.class, MARKED, () -> value(made.arn()));
  }

  @Test
  void batchGetSecretValueAnswersEachSecretAlone() {
    CreateSecretResponse one = create("batch");
    String missing = name("nowhere");
    BatchGetSecretValueResponse got =
        client().batchGetSecretValue(request -> request.secretIdList(one.name(), missing));
    assertEquals(List.of(one.arn()), got.secretValues().stream().map(v -> v.arn()).toList());
    assertEquals(one.versionId(), got.secretValues().getFirst().versionId());
    assertEquals(
        List.of(
            APIErrorType.builder()
                .secretId(missing)
                .errorCode("ResourceNotFoundException")
                .message(MISSING)
                .build()),
        got.errors());
  }

  @Test
  void batchGetSecretValuePagesThroughAFilter() {
    String prefix = name("batch-pages");
    Set<String> made = new HashSet<>();
    for (int i = 0; i < 5; i++) {
      String name = prefix + "/" + i;
      made.add(create("page", request -> request.name(name)).arn());
    }
    List<String> found = new ArrayList<>();
    client()
        .batchGetSecretValuePaginator(request -> request.maxResults(2).filters(named(prefix)))
        .forEach(
            page -> {
              assertTrue(page.secretValues().size() <= 2);
              assertTrue(page.errors().isEmpty());
              found.addAll(page.secretValues().stream().map(SecretValueEntry::arn).toList());
            });
    assertEquals(5, found.size());
    assertEquals(made, Set.copyOf(found));
  }

  @Test
  void batchGetSecretValueRefusesIdsTogetherWithFilters() {
    assertRefused(
        InvalidParameterException.class,
        "Either 'SecretIdList' or 'Filters' must be provided, but not both.",
        () ->
            client()
                .batchGetSecretValue(request -> request.secretIdList("any").filters(named("any"))));
  }

  @Test
  void updateSecretChangesValueAndDescriptionApart() {
    CreateSecretResponse made = create("update", request -> request.description("before"));
    String token = token();
    String text = text();
    UpdateSecretResponse value =
        client()
            .updateSecret(
                r -> r.secretId(made.name()).clientRequestToken(token).secretString(text));
    assertEquals(made.arn(), value.arn());
    assertEquals(made.name(), value.name());
    assertEquals(token, value.versionId());
    UpdateSecretResponse metadata =
        client().updateSecret(request -> request.secretId(made.arn()).description("after"));
    assertNull(metadata.versionId());
    assertEquals(text, value(made.arn()));
    assertEquals("after", describe(made.arn()).description());
    assertEquals(2, stages(made.arn()).size());
  }

  @Test
  void updateSecretRefusesMissingSecretsAndTwoValues() {
    assertRefused(
        ResourceNotFoundException.class,
        MISSING,
        () -> client().updateSecret(r -> r.secretId(name("nowhere")).description("any")));
    CreateSecretResponse made = create("both");
    assertRefused(
        InvalidParameterException.class,
        BOTH_VALUES,
        () ->
            client()
                .updateSecret(
                    request ->
                        request
                            .secretId(made.arn())
                            .secretString(text())
                            .secretBinary(SdkBytes.fromUtf8String("bytes"))));
  }

  @Test
  void updateSecretVersionStageMovesCurrentBack() {
    CreateSecretResponse made = create("stage");
    String second = put(made.arn(), text());
    UpdateSecretVersionStageRequest request =
        UpdateSecretVersionStageRequest.builder()
            .secretId(made.arn())
            .versionStage("AWSCURRENT")
            .moveToVersionId(made.versionId())
            .build();
    assertRefused(
        InvalidParameterException.class,
        "The parameter RemoveFromVersionId can't be empty. Staging label AWSCURRENT is currently"
            + " attached to version "
            + second
            + ", so you must explicitly reference that version in RemoveFromVersionId.",
        () -> client().updateSecretVersionStage(request));
    var moved =
        client().updateSecretVersionStage(request.toBuilder().removeFromVersionId(second).build());
    assertEquals(made.arn(), moved.arn());
    assertEquals(made.name(), moved.name());
    assertEquals(
        Map.of(made.versionId(), List.of("AWSCURRENT"), second, List.of("AWSPREVIOUS")),
        stages(made.arn()));
  }
}
