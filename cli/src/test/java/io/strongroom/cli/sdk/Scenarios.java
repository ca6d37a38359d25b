package io.strongroom.cli.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrowsExactly;

import io.strongroom.store.sql.StoreOpenException;
import io.strongroom.testkit.Canary;
import io.strongroom.testkit.CanaryExtension;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClientBuilder;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.Filter;
import software.amazon.awssdk.services.secretsmanager.model.FilterNameStringType;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;
import software.amazon.awssdk.services.secretsmanager.model.Tag;

/**
 * What all scenarios of the AWS SDK for Java share: each class runs against a server that verifies
 * signatures and against a lenient one. Scenarios are named after the operation they show.
 */
@ExtendWith(CanaryExtension.class)
@ParameterizedClass
@EnumSource(RunningServer.Auth.class)
abstract class Scenarios {

  /** Searched for in everything a server leaves behind; it must never be found there. */
  static final String CANARY = "canary-7f3a-strongroom " + Canary.MARK;

  static final Region ELSEWHERE = Region.EU_WEST_1;

  static final String MISSING = "Secrets Manager can't find the specified secret.";
  static final String MARKED =
      "You can't perform this operation on the secret because it was marked for deletion.";
  static final String ON_REPLICA =
      "Operation not permitted on a replica secret. Call must be made in primary secret's region.";
  static final String BOTH_VALUES =
      "You can't specify both a binary secret value and a string secret value in the same secret.";

  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static RunningServer server;
  private static SecretsManagerClient shared;

  /** Whom the server of this run believes. */
  @Parameter RunningServer.Auth auth;

  private final List<SecretsManagerClient> opened = new ArrayList<>();

  @BeforeParameterizedClassInvocation
  static void start(RunningServer.Auth chosen) throws IOException, StoreOpenException {
    server = RunningServer.start(chosen);
    shared = builder().build();
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    shared.close();
    server.close();
  }

  @AfterEach
  void closeClients() {
    opened.forEach(SecretsManagerClient::close);
  }

  static RunningServer server() {
    return server;
  }

  /** Returns the administrator's client in the usual region. */
  static SecretsManagerClient client() {
    return shared;
  }

  /** Returns the administrator's client in another region. */
  SecretsManagerClient elsewhere() {
    return connect(builder -> builder.region(ELSEWHERE));
  }

  /** Returns a client that differs from the usual one; it is closed after the scenario. */
  SecretsManagerClient connect(Consumer<SecretsManagerClientBuilder> change) {
    SecretsManagerClientBuilder builder = builder();
    change.accept(builder);
    SecretsManagerClient client = builder.build();
    opened.add(client);
    return client;
  }

  /** A client that tries once, so that no fault hides behind a retry. */
  private static SecretsManagerClientBuilder builder() {
    return SecretsManagerClient.builder()
        .endpointOverride(server.endpoint())
        .region(RunningServer.REGION)
        .credentialsProvider(administrator())
        .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .httpClientBuilder(UrlConnectionHttpClient.builder());
  }

  static AwsCredentialsProvider administrator() {
    return StaticCredentialsProvider.create(server.administrator());
  }

  static String name(String purpose) {
    return "clients/" + purpose + "-" + NUMBER.incrementAndGet();
  }

  static String token() {
    return UUID.randomUUID().toString();
  }

  static String text() {
    return "{\"password\":\"" + CANARY + " " + NUMBER.incrementAndGet() + "\"}";
  }

  static CreateSecretResponse create(String purpose) {
    return create(purpose, request -> {});
  }

  /** Creates a secret with a value, unless {@code change} says otherwise. */
  static CreateSecretResponse create(String purpose, Consumer<CreateSecretRequest.Builder> change) {
    return client()
        .createSecret(
            request -> {
              request.name(name(purpose)).secretString(text());
              change.accept(request);
            });
  }

  static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  /** Returns a filter for names that begin with {@code prefix}. */
  static Filter named(String prefix) {
    return Filter.builder().key(FilterNameStringType.NAME).values(prefix).build();
  }

  static DescribeSecretResponse describe(String secretId) {
    return client().describeSecret(request -> request.secretId(secretId));
  }

  static String value(String secretId) {
    return client().getSecretValue(request -> request.secretId(secretId)).secretString();
  }

  static String put(String secretId, String text) {
    return client()
        .putSecretValue(request -> request.secretId(secretId).secretString(text))
        .versionId();
  }

  /** Returns the labels of each version, as DescribeSecret shows them, sorted. */
  static Map<String, List<String>> stages(String secretId) {
    Map<String, List<String>> shown = new HashMap<>();
    describe(secretId)
        .versionIdsToStages()
        .forEach((version, labels) -> shown.put(version, labels.stream().sorted().toList()));
    return shown;
  }

  static String in(Region region, String arn) {
    return arn.replaceFirst(":" + RunningServer.REGION.id() + ":", ":" + region.id() + ":");
  }

  /** Asserts the class that the SDK gives a refusal, its code, text and status. */
  static void assertRefused(
      Class<? extends SecretsManagerException> kind, String message, Executable call) {
    assertRefused(kind, kind.getSimpleName(), message, call);
  }

  /** The same for refusals that the service model has no shape for. */
  static void assertRefused(String code, String message, Executable call) {
    assertRefused(SecretsManagerException.class, code, message, call);
  }

  private static void assertRefused(
      Class<? extends SecretsManagerException> kind, String code, String message, Executable call) {
    SecretsManagerException refused = assertThrowsExactly(kind, call);
    assertEquals(code, refused.awsErrorDetails().errorCode());
    assertEquals(message, refused.awsErrorDetails().errorMessage());
    assertEquals(400, refused.statusCode());
    assertEquals(refused.requestId(), UUID.fromString(refused.requestId()).toString());
  }

  static String violation(String value, String path, String constraint) {
    return "1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: %s"
        .formatted(value, path, "Member must " + constraint);
  }
}
