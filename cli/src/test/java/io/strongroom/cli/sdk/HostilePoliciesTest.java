package io.strongroom.cli.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.testkit.CanaryExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

/** Policies that are made so that a proof takes long. */
@ExtendWith(CanaryExtension.class)
class HostilePoliciesTest {
  private static final int CALLERS = 48;
  private static final int MAX_LENGTH = 20_480;
  private static final String FINDING = "This resource policy grants broad access to your secret.";

  private RunningServer server;
  private SecretsManagerClient client;

  @BeforeEach
  void start() throws Exception {
    server = RunningServer.start(RunningServer.Auth.STRICT);
    client =
        SecretsManagerClient.builder()
            .endpointOverride(server.endpoint())
            .region(RunningServer.REGION)
            .credentialsProvider(StaticCredentialsProvider.create(server.administrator()))
            .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  /** Automata of such patterns double with each character once they are made deterministic. */
  private static String hostile(long seed) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder("{\"Version\":\"2012-10-17\",\"Statement\":[");
    text.append("{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}");
    String key = "aws:PrincipalArn";
    while (text.length() < MAX_LENGTH - 400) {
      text.append(",{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\",");
      text.append("\"Condition\":{\"StringNotLike\":{\"").append(key).append("\":[");
      for (int i = 0; i < 3; i++) {
        text.append(i == 0 ? "\"*" : ",\"*").append((char) ('a' + random.nextInt(2)));
        text.append("?".repeat(8 + random.nextInt(50))).append((char) ('a' + random.nextInt(2)));
        text.append("*\"");
      }
      text.append("]}}}");
      key = random.nextBoolean() ? "aws:PrincipalArn" : "aws:UserAgent";
    }
    return text.append("]}").toString();
  }

  private String told(String policy) {
    try {
      var answer = client.validateResourcePolicy(request -> request.resourcePolicy(policy));
      return answer.validationErrors().isEmpty()
          ? "passed"
          : answer.validationErrors().getFirst().errorMessage();
    } catch (SecretsManagerException e) {
      return e.awsErrorDetails().errorCode();
    }
  }

  @Test
  @DisplayName("Proofs beyond the bound are throttled, and secrets are read meanwhile")
  void readsGoOn() throws Exception {
    client.createSecret(request -> request.name("db").secretString("x"));
    List<Future<String>> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(CALLERS)) {
      for (int i = 0; i < CALLERS; i++) {
        String policy = hostile(i);
        answers.add(threads.submit(() -> told(policy)));
      }
      int reads = 0;
      while (reads < CALLERS || !answers.stream().allMatch(Future::isDone)) {
        assertEquals("x", client.getSecretValue(request -> request.secretId("db")).secretString());
        reads++;
      }
    }
    int throttled = 0;
    for (Future<String> answer : answers) {
      String text = answer.get();
      throttled += text.equals("ThrottlingException") ? 1 : 0;
      assertTrue(text.equals("ThrottlingException") || text.startsWith(FINDING), text);
    }
    assertTrue(throttled > 0 && throttled < CALLERS, "throttled: " + throttled);
  }
}
