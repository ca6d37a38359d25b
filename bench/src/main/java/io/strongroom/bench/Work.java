package io.strongroom.bench;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.IntSupplier;

/**
 * The requests of a load, signed before it begins. They are about the secrets of a {@link
 * Catalogue}, drawn by a seed, so that two loads ask for the same.
 */
final class Work {

  /** What a page of a list is taken from: a few hundred names at a million secrets. */
  static final String NAME_PREFIX = "bench/prod/payments/database-5";

  /** The exponent of Zipf's law: that of the usual benchmarks of key-value stores. */
  private static final double ZIPF_EXPONENT = 0.99;

  /** Spreads the ranks over the indexes; prime, so that no two ranks share one. */
  private static final long STEP = 1_000_003;

  private static final long SEED = 20_261_130;
  private static final int PAGE = 100;
  private static final String VALUE = "s3cr3t-".repeat(64);

  private Work() {}

  /**
   * Signs requests, now: they hold for five minutes.
   *
   * @param url what they are signed for and sent to
   * @param operation {@code get}, {@code put}, {@code list}, {@code health}, or {@code peer}: a
   *     GetSecretValue of the secret {@code bench} with a signature that is not one
   * @param names {@code zipf} or {@code uniform}
   * @param secrets how many secrets the store has
   * @param count how many requests
   */
  static List<byte[]> sign(
      URI url, AccessKeyFile key, String operation, String names, int secrets, int count) {
    IntSupplier indexes = indexes(names, secrets);
    List<byte[]> requests = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      requests.add(request(url, key, operation, indexes).getBytes(StandardCharsets.UTF_8));
    }
    return requests;
  }

  private static String request(URI url, AccessKeyFile key, String operation, IntSupplier indexes) {
    String authority = url.getAuthority();
    return switch (operation) {
      case "get" -> signed(authority, key, "GetSecretValue", id(indexes.getAsInt()));
      case "put" ->
          signed(
              authority,
              key,
              "PutSecretValue",
              "{\"ClientRequestToken\":\"%s\",\"SecretId\":\"%s\",\"SecretString\":\"%s\"}"
                  .formatted(UUID.randomUUID(), Catalogue.name(indexes.getAsInt()), VALUE));
      case "list" ->
          signed(
              authority,
              key,
              "ListSecrets",
              "{\"Filters\":[{\"Key\":\"name\",\"Values\":[\"%s\"]}],\"MaxResults\":%d}"
                  .formatted(NAME_PREFIX, PAGE));
      case "health" -> "GET /_health/ready HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(authority);
      case "peer" -> plain(url);
      default -> throw new IllegalArgumentException(operation);
    };
  }

  /** What servers take that check no signature but want to see one. */
  private static String plain(URI url) {
    String body = "{\"SecretId\":\"bench\"}";
    String scope = "test/20260101/us-east-1/secretsmanager/aws4_request";
    return """
        POST %s HTTP/1.1\r
        Host: %s\r
        X-Amz-Target: secretsmanager.GetSecretValue\r
        Content-Type: application/x-amz-json-1.1\r
        X-Amz-Date: 20260101T000000Z\r
        Authorization: AWS4-HMAC-SHA256 Credential=%s, SignedHeaders=host, Signature=%s\r
        Content-Length: %d\r
        \r
        %s"""
        .formatted(
            url.getPath().isEmpty() ? "/" : url.getPath(),
            url.getAuthority(),
            scope,
            "0".repeat(64),
            body.length(),
            body);
  }

  private static String id(int index) {
    return "{\"SecretId\":\"" + Catalogue.name(index) + "\"}";
  }

  private static String signed(String authority, AccessKeyFile key, String operation, String body) {
    return SignedRequest.of(authority, key, operation, body).text();
  }

  /** Draws indexes of secrets that can be read. */
  static IntSupplier indexes(String names, int secrets) {
    Random random = new Random(SEED);
    IntSupplier drawn =
        switch (names) {
          case "uniform" -> () -> random.nextInt(secrets);
          case "zipf" -> zipf(random, secrets);
          default -> throw new IllegalArgumentException(names);
        };
    return () -> {
      int index = drawn.getAsInt();
      return Catalogue.isLeaving(index) ? index - 1 : index;
    };
  }

  /**
   * Inverts the sum of the probabilities; the n-th most wanted is n^-0.99 as wanted as the first.
   */
  private static IntSupplier zipf(Random random, int secrets) {
    double[] sums = new double[secrets];
    double sum = 0;
    for (int rank = 0; rank < secrets; rank++) {
      sum += Math.pow(rank + 1, -ZIPF_EXPONENT);
      sums[rank] = sum;
    }
    double all = sum;
    return () -> {
      int found = Arrays.binarySearch(sums, random.nextDouble() * all);
      int rank = Math.min(found < 0 ? -found - 1 : found, secrets - 1);
      return (int) (rank * STEP % secrets);
    };
  }
}
