package io.strongroom.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.strongroom.api.NaiveRoom.NaiveSecret;
import io.strongroom.iam.sigv4.Headers;
import io.strongroom.iam.sigv4.Peer;
import io.strongroom.iam.sigv4.WireRequest;
import io.strongroom.testkit.GoldenAnswer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Random calls on a few secrets, with few tokens, values and labels so that they meet often,
 * against {@link NaiveRoom}. {@code -Dsequences=1000000} runs more than the usual number of
 * sequences.
 */
class SequencesTest {
  private static final int SEQUENCES = Integer.getInteger("sequences", 2_000);
  private static final int CALLS = 40;

  private static final List<String> REGIONS =
      List.of("us-east-1", "us-east-1", "us-east-1", "eu-west-1");
  private static final List<String> NAMES = List.of("a", "b");
  private static final List<String> TOKENS =
      List.of("1".repeat(32), "2".repeat(32), "3".repeat(32), "4".repeat(32), "5".repeat(32));
  private static final List<String> VALUES = List.of("one", "two");
  private static final List<String> LABELS =
      List.of("AWSCURRENT", "AWSPENDING", "AWSPREVIOUS", "blue", "green");

  /** One sequence under way. */
  private static final class Run {
    final Random random;
    final TestRoom room = TestRoom.lenient();
    final NaiveRoom naive = new NaiveRoom();
    final List<String> log = new ArrayList<>();

    Run(long seed) {
      random = new Random(seed);
      log.add("seed " + seed);
    }

    String any(List<String> list) {
      return list.get(random.nextInt(list.size()));
    }

    GoldenAnswer call(String region, String operation, String body) {
      log.add(region + " " + operation + " " + body);
      Headers headers =
          Headers.of(
              "host",
              "localhost",
              "x-amz-target",
              "secretsmanager." + operation,
              "x-amz-date",
              "20260102T030405Z",
              "authorization",
              "AWS4-HMAC-SHA256 Credential=%s/20260102/%s/secretsmanager/aws4_request,"
                      .formatted(TestRoom.ACCOUNT, region)
                  + " SignedHeaders=host;x-amz-date;x-amz-target, Signature="
                  + "0".repeat(64));
      return room.answer(
          new WireRequest(
              "POST", "/", headers, body.getBytes(StandardCharsets.UTF_8), Peer.LOOPBACK));
    }

    void expect(String told, String region, String operation, String body) {
      GoldenAnswer answer = call(region, operation, body);
      assertEquals(told, outcome(answer), () -> String.join("\n", log) + "\n" + answer);
    }
  }

  private static String outcome(GoldenAnswer answer) {
    return answer.status() == 200 ? NaiveRoom.OK : Json.text(Json.object(answer.body()), "__type");
  }

  @Test
  @DisplayName("T10: every sequence of calls ends as a naive reading of the documentation says")
  void everySequenceAgreesWithTheNaiveRoom() {
    for (long seed = 0; seed < SEQUENCES; seed++) {
      Run run = new Run(seed);
      for (int i = 0; i < CALLS; i++) {
        step(run);
      }
      for (String region : new LinkedHashSet<>(REGIONS)) {
        NAMES.forEach(name -> compare(run, region, name));
      }
    }
  }

  private static void step(Run run) {
    String region = run.any(REGIONS);
    String name = run.any(NAMES);
    if (run.random.nextInt(3) == 0) {
      other(run, region, name);
    } else {
      versions(run, region, name);
    }
    compare(run, region, name);
  }

  /** Calls that make versions and move labels. */
  private static void versions(Run run, String region, String name) {
    String token = run.any(TOKENS);
    String value = run.any(VALUES);
    String stored =
        "\"ClientRequestToken\":\"%s\",\"SecretString\":\"%s\"}".formatted(token, value);
    String id = "{\"SecretId\":\"" + name + "\"";
    switch (run.random.nextInt(7)) {
      case 0 -> {
        boolean empty = run.random.nextInt(3) == 0;
        run.expect(
            run.naive.create(region, name, token, empty ? null : value),
            region,
            "CreateSecret",
            "{\"Name\":\"" + name + "\"" + (empty ? "}" : "," + stored));
      }
      case 1 ->
          run.expect(
              run.naive.put(region, name, token, value, Set.of("AWSCURRENT")),
              region,
              "PutSecretValue",
              id + "," + stored);
      case 2 -> {
        Set<String> labels = new LinkedHashSet<>(List.of(run.any(LABELS), run.any(LABELS)));
        run.expect(
            run.naive.put(region, name, token, value, labels),
            region,
            "PutSecretValue",
            id + ",\"VersionStages\":" + json(labels) + "," + stored);
      }
      case 3 ->
          run.expect(
              run.naive.put(region, name, token, value, Set.of("AWSCURRENT")),
              region,
              "UpdateSecret",
              id + "," + stored);
      case 4, 5 -> stage(run, region, name, id);
      default -> {
        boolean function = run.random.nextBoolean();
        String arn =
            "\"RotationLambdaARN\":\"arn:aws:lambda:%s:123456789012:function:f\","
                .formatted(region);
        run.expect(
            run.naive.rotate(region, name, token, function),
            region,
            "RotateSecret",
            id + "," + (function ? arn : "") + "\"ClientRequestToken\":\"" + token + "\"}");
      }
    }
  }

  private static void stage(Run run, String region, String name, String id) {
    String label = run.any(LABELS);
    NaiveSecret secret = run.naive.find(region, name);
    String holder = secret == null ? null : secret.holder(label);
    String from = run.random.nextInt(3) == 0 ? run.any(TOKENS) : holder;
    String to = run.random.nextInt(4) == 0 ? null : run.any(TOKENS);
    run.expect(
        run.naive.stage(region, name, label, from, to),
        region,
        "UpdateSecretVersionStage",
        id
            + ",\"VersionStage\":\"%s\",\"RemoveFromVersionId\":%s,\"MoveToVersionId\":%s}"
                .formatted(label, quoted(from), quoted(to)));
  }

  /** Calls that change anything else. */
  private static void other(Run run, String region, String name) {
    String id = "{\"SecretId\":\"" + name + "\"";
    String key = run.any(VALUES);
    switch (run.random.nextInt(11)) {
      case 0 -> {
        boolean force = run.random.nextBoolean();
        run.expect(
            run.naive.delete(region, name, force),
            region,
            "DeleteSecret",
            id + ",\"ForceDeleteWithoutRecovery\":" + force + "}");
      }
      case 1, 2 -> run.expect(run.naive.restore(region, name), region, "RestoreSecret", id + "}");
      case 3 ->
          run.expect(
              run.naive.tag(region, name, key, "v"),
              region,
              "TagResource",
              id + ",\"Tags\":[{\"Key\":\"" + key + "\",\"Value\":\"v\"}]}");
      case 4 ->
          run.expect(
              run.naive.tag(region, name, key, null),
              region,
              "UntagResource",
              id + ",\"TagKeys\":[\"" + key + "\"]}");
      case 5 ->
          run.expect(
              run.naive.describe(region, name, key),
              region,
              "UpdateSecret",
              id + ",\"Description\":\"" + key + "\"}");
      case 6 -> run.expect(run.naive.cancel(region, name), region, "CancelRotateSecret", id + "}");
      case 7, 8 -> {
        String to = run.any(REGIONS);
        run.expect(
            run.naive.replicate(region, name, to),
            region,
            "ReplicateSecretToRegions",
            id + ",\"AddReplicaRegions\":[{\"Region\":\"" + to + "\"}]}");
      }
      case 9 -> {
        String from = run.any(REGIONS);
        run.expect(
            run.naive.remove(region, name, from),
            region,
            "RemoveRegionsFromReplication",
            id + ",\"RemoveReplicaRegions\":[\"" + from + "\"]}");
      }
      default ->
          run.expect(run.naive.promote(region, name), region, "StopReplicationToReplica", id + "}");
    }
  }

  private static void compare(Run run, String region, String name) {
    NaiveSecret secret = run.naive.find(region, name);
    GoldenAnswer described = run.call(region, "DescribeSecret", "{\"SecretId\":\"" + name + "\"}");
    assertEquals(
        secret == null ? "ResourceNotFoundException" : run.naive.shown(secret),
        described.status() == 200 ? shown(Json.object(described.body())) : outcome(described),
        () -> String.join("\n", run.log));
    String id = run.random.nextBoolean() ? run.any(TOKENS) : null;
    String label = id == null && run.random.nextBoolean() ? run.any(LABELS) : null;
    GoldenAnswer read =
        run.call(
            region,
            "GetSecretValue",
            "{\"SecretId\":\"%s\",\"VersionId\":%s,\"VersionStage\":%s}"
                .formatted(name, quoted(id), quoted(label)));
    assertEquals(
        run.naive.read(region, name, id, label),
        read.status() == 200
            ? "ok:" + Json.text(Json.object(read.body()), "SecretString")
            : outcome(read),
        () -> String.join("\n", run.log));
  }

  /** Tells what DescribeSecret answered in the words of the naive room. */
  private static String shown(Map<String, Object> answer) {
    Map<String, Set<Object>> stages = new TreeMap<>();
    Map<String, Object> versions = Json.map(answer, "VersionIdsToStages");
    versions.forEach((id, _) -> stages.put(id, new TreeSet<>(Json.list(versions, id))));
    Map<String, String> tags = new TreeMap<>();
    Json.list(answer, "Tags")
        .forEach(
            tag -> tags.put(Json.text(Json.map(tag), "Key"), Json.text(Json.map(tag), "Value")));
    Map<String, Boolean> replicas = new TreeMap<>();
    Json.list(answer, "ReplicationStatus")
        .forEach(
            each ->
                replicas.put(
                    Json.text(Json.map(each), "Region"),
                    Json.text(Json.map(each), "Status").equals("InSync")));
    Object enabled = answer.get("RotationEnabled");
    return "%s %s %s deleted=%s rotation=%s replicas=%s"
        .formatted(
            stages,
            tags,
            Json.text(answer, "Description"),
            answer.containsKey("DeletedDate"),
            enabled == null ? "never" : enabled,
            replicas);
  }

  private static String json(Set<String> labels) {
    return labels.stream()
        .map(label -> "\"" + label + "\"")
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String quoted(@Nullable String text) {
    return text == null ? "null" : "\"" + text + "\"";
  }
}
