package io.strongroom.cli.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerAsyncClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.SecretVersionsListEntry;

/** Eight clients at once. */
class ConcurrencyTest extends Scenarios {

  private static final int CLIENTS = 8;
  private static final int WRITES = 10;

  /** Runs a task with each of eight clients at the same time and returns what they returned. */
  private <T> List<T> together(Function<SecretsManagerClient, T> task)
      throws InterruptedException, ExecutionException {
    List<Callable<T>> tasks = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      SecretsManagerClient own =
          connect(
              builder ->
                  builder.overrideConfiguration(
                      o -> o.retryStrategy(AwsRetryStrategy.standardRetryStrategy())));
      tasks.add(() -> task.apply(own));
    }
    try (ExecutorService executor = Executors.newFixedThreadPool(CLIENTS)) {
      List<T> results = new ArrayList<>();
      for (Future<T> each : executor.invokeAll(tasks)) {
        results.add(each.get());
      }
      return results;
    }
  }

  @Test
  void createSecretOfOneNameSucceedsForOneClient() throws Exception {
    String name = name("race");
    List<Boolean> won =
        together(
            client -> {
              try {
                client.createSecret(request -> request.name(name).secretString(text()));
                return true;
              } catch (ResourceExistsException e) {
                return false;
              }
            });
    assertEquals(1, won.stream().filter(each -> each).count());
    assertEquals(1, stages(name).size());
  }

  @Test
  void putSecretValueByManyLosesNoVersion() throws Exception {
    CreateSecretResponse made = create("many");
    List<Map<String, String>> written =
        together(
            client -> {
              Map<String, String> own = new HashMap<>();
              for (int i = 0; i < WRITES; i++) {
                String text = text();
                own.put(
                    client
                        .putSecretValue(r -> r.secretId(made.arn()).secretString(text))
                        .versionId(),
                    text);
              }
              return own;
            });
    Map<String, String> all = new HashMap<>();
    written.forEach(all::putAll);
    assertEquals(CLIENTS * WRITES, all.size());
    List<String> ids =
        client()
            .listSecretVersionIdsPaginator(
                r -> r.secretId(made.arn()).includeDeprecated(true).maxResults(7))
            .stream()
            .flatMap(page -> page.versions().stream())
            .map(SecretVersionsListEntry::versionId)
            .toList();
    assertEquals(CLIENTS * WRITES + 1, ids.size());
    assertTrue(ids.containsAll(all.keySet()));
    assertEquals(
        List.of(List.of("AWSCURRENT"), List.of("AWSPREVIOUS")),
        stages(made.arn()).values().stream()
            .sorted((a, b) -> a.toString().compareTo(b.toString()))
            .toList());
    all.forEach(
        (id, text) ->
            assertEquals(
                text,
                client()
                    .getSecretValue(request -> request.secretId(made.arn()).versionId(id))
                    .secretString()));
  }

  @Test
  void putSecretValueOfOneTokenMakesOneVersion() throws Exception {
    CreateSecretResponse made = create("token");
    String token = token();
    String text = text();
    List<String> versions =
        together(
            client ->
                client
                    .putSecretValue(
                        request ->
                            request
                                .secretId(made.arn())
                                .clientRequestToken(token)
                                .secretString(text))
                    .versionId());
    assertTrue(versions.stream().allMatch(token::equals));
    assertEquals(
        Map.of(made.versionId(), List.of("AWSPREVIOUS"), token, List.of("AWSCURRENT")),
        stages(made.arn()));
  }

  @Test
  void getSecretValueByTheAsynchronousClientAnswersEachCallWithItsOwn() {
    Map<String, String> expected = new HashMap<>();
    for (int i = 0; i < CLIENTS; i++) {
      String text = text();
      expected.put(create("async", request -> request.secretString(text)).arn(), text);
    }
    try (SecretsManagerAsyncClient client =
        SecretsManagerAsyncClient.builder()
            .endpointOverride(server().endpoint())
            .region(RunningServer.REGION)
            .credentialsProvider(administrator())
            .build()) {
      Map<String, CompletableFuture<GetSecretValueResponse>> asked = new HashMap<>();
      for (String arn : expected.keySet()) {
        asked.put(arn, client.getSecretValue(request -> request.secretId(arn)));
      }
      asked.forEach((arn, got) -> assertEquals(expected.get(arn), got.join().secretString()));
    }
  }
}
