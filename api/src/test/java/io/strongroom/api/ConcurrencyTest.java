package io.strongroom.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.testkit.CanaryExtension;
import io.strongroom.testkit.GoldenAnswer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many callers on one secret. */
@ExtendWith(CanaryExtension.class)
class ConcurrencyTest {
  private static final int THREADS = 32;
  private static final int PUTS_EACH = 25;
  private static final int READS_AFTER_EACH = 3;

  private final TestRoom room = TestRoom.lenient();

  @Test
  @DisplayName("PRM-2, PRM-4: no version is lost, and each read sees exactly one current version")
  void manyWritersLoseNothing() throws Exception {
    room.call("CreateSecret", "{\"Name\":\"db\"}");
    CountDownLatch start = new CountDownLatch(1);
    List<String> stored = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<List<String>>> writers = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        Callable<List<String>> writer =
            () -> {
              start.await();
              return write();
            };
        writers.add(threads.submit(writer));
      }
      start.countDown();
      for (Future<List<String>> writer : writers) {
        stored.addAll(writer.get());
      }
    }
    assertEquals(THREADS * PUTS_EACH, stored.size());
    assertEquals(new HashSet<>(stored), listed());
  }

  /** Puts versions one after another, and reads in between. Returns what was acknowledged. */
  private List<String> write() {
    List<String> stored = new ArrayList<>();
    for (int i = 0; i < PUTS_EACH; i++) {
      String token = UUID.randomUUID().toString();
      String body =
          "{\"SecretId\":\"db\",\"ClientRequestToken\":\"%s\",\"SecretString\":\"value of %s\"}"
              .formatted(token, token);
      GoldenAnswer answer = room.call("PutSecretValue", body);
      while (answer.toString().contains("ThrottlingException")) {
        answer = room.call("PutSecretValue", body);
      }
      assertEquals(200, answer.status(), answer::toString);
      stored.add(token);
      for (int k = 0; k < READS_AFTER_EACH; k++) {
        requireOneCurrent();
      }
    }
    return stored;
  }

  private void requireOneCurrent() {
    Map<String, Object> read =
        Json.object(room.call("GetSecretValue", "{\"SecretId\":\"db\"}").body());
    assertEquals("value of " + read.get("VersionId"), read.get("SecretString"));
    assertTrue(Json.list(read, "VersionStages").contains("AWSCURRENT"));
    Map<String, Object> described =
        Json.object(room.call("DescribeSecret", "{\"SecretId\":\"db\"}").body());
    Map<String, Object> stages = Json.map(described, "VersionIdsToStages");
    long current =
        stages.keySet().stream().filter(id -> Json.list(stages, id).contains("AWSCURRENT")).count();
    assertEquals(1, current);
  }

  private Set<String> listed() {
    Set<String> ids = new HashSet<>();
    String next = "";
    do {
      String body =
          "{\"SecretId\":\"db\",\"IncludeDeprecated\":true%s}"
              .formatted(next.isEmpty() ? "" : ",\"NextToken\":\"" + next + "\"");
      Map<String, Object> page = Json.object(room.call("ListSecretVersionIds", body).body());
      Json.list(page, "Versions")
          .forEach(version -> ids.add(Json.text(Json.map(version), "VersionId")));
      next = Json.text(page, "NextToken");
    } while (!next.isEmpty());
    return ids;
  }

  @Test
  @DisplayName("PRM-3: many retries of one create make one secret, and all get its names")
  void manyRetriesOfOneCreateAgree() throws Exception {
    String body =
        "{\"Name\":\"db\",\"ClientRequestToken\":\"11111111-1111-4111-8111-111111111111\","
            + "\"SecretString\":\"same\"}";
    Set<String> answers = new HashSet<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Callable<String>> calls = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        calls.add(() -> room.call("CreateSecret", body).toString());
      }
      for (Future<String> call : threads.invokeAll(calls)) {
        answers.add(call.get());
      }
    }
    assertEquals(1, answers.size(), answers::toString);
  }
}
