package io.strongroom.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Fills a store, and writes signed requests to files for wrk to send. Signatures hold for five
 * minutes, so requests are written right before they are sent.
 *
 * <pre>
 *   Requests fill URL KEYS COUNT         creates COUNT secrets
 *   Requests user URL KEYS FILE          makes a user with a policy of five statements, gives the
 *                                        secret that is read one of five, and writes the user's key
 *   Requests reader URL KEYS FILE        makes the same user, and leaves secrets alone
 *   Requests get  URL KEYS FILE          one GetSecretValue
 *   Requests list URL KEYS FILE          one ListSecrets: a page of 100, filtered by name
 *   Requests puts URL KEYS FILE COUNT    COUNT PutSecretValue, each with a token of its own
 *   Requests rotate URL KEYS FUNCTION COUNT
 *                                        says "prepared", waits for a line, rotates COUNT
 *                                        secrets at once, waits until each has its new value,
 *                                        and prints how long that took
 * </pre>
 */
public final class Requests {

  /** Puts go round this many secrets, so that no secret gets many versions. */
  private static final int PUT_SECRETS = 10_000;

  /** The secret that is read. */
  private static final int READ = 1_234;

  /** The first of the secrets that are rotated. */
  private static final int ROTATED = 2_000;

  /** How often it is looked for the new value of one secret; of more it is so many times less. */
  private static final int ROTATION_POLL_MILLIS = 10;

  private static final double NANOS_PER_SECOND = 1e9;

  private static final int FILL_CONCURRENCY = 64;
  private static final int PAGE = 100;
  private static final String VALUE = "s3cr3t-".repeat(64);

  private final URI url;
  private final AccessKeyFile key;

  Requests(URI url, AccessKeyFile key) {
    this.url = url;
    this.key = key;
  }

  /** Runs one of the commands above. */
  public static void main(String[] arguments) throws Exception {
    Requests requests =
        new Requests(URI.create(arguments[1]), AccessKeyFile.read(Path.of(arguments[2])));
    switch (arguments[0]) {
      case "fill" -> requests.fill(Integer.parseInt(arguments[3]));
      case "user" -> {
        requests.guard();
        Files.writeString(Path.of(arguments[3]), requests.user().json());
      }
      case "reader" -> Files.writeString(Path.of(arguments[3]), requests.user().json());
      case "get" -> Files.writeString(Path.of(arguments[3]), requests.get().text());
      case "list" ->
          requests.write(
              arguments[3],
              "ListSecrets",
              "{\"Filters\":[{\"Key\":\"name\",\"Values\":[\"bench/secret-050\"]}],"
                  + "\"MaxResults\":"
                  + PAGE
                  + "}");
      case "puts" -> requests.writePuts(arguments[3], Integer.parseInt(arguments[4]));
      case "rotate" -> requests.rotate(arguments[3], Integer.parseInt(arguments[4]));
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static String name(int index) {
    return "bench/secret-%05d".formatted(index);
  }

  private static String id(int index) {
    return "{\"SecretId\":\"" + name(index) + "\"}";
  }

  private SignedRequest signed(String operation, String body) {
    return SignedRequest.of(url.getAuthority(), key, operation, body);
  }

  /** Returns the read that is measured. */
  SignedRequest get() {
    return signed("GetSecretValue", id(READ));
  }

  private void write(String file, String operation, String body) throws IOException {
    Files.writeString(Path.of(file), signed(operation, body).text());
  }

  /** Each request follows a line with its length, so that a reader need not understand HTTP. */
  private void writePuts(String file, int count) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(Path.of(file)))) {
      for (int i = 0; i < count; i++) {
        String body =
            "{\"ClientRequestToken\":\"%s\",\"SecretId\":\"%s\",\"SecretString\":\"%s\"}"
                .formatted(UUID.randomUUID(), name(i % PUT_SECRETS), VALUE);
        byte[] request = signed("PutSecretValue", body).text().getBytes(StandardCharsets.UTF_8);
        out.write((request.length + "\n").getBytes(StandardCharsets.US_ASCII));
        out.write(request);
      }
    }
  }

  /** Gives the secret that is read a policy of five statements. */
  void guard() throws IOException, InterruptedException {
    String guard =
        "{\"SecretId\":\"%s\",\"ResourcePolicy\":\"%s\"}"
            .formatted(name(READ), Policies.OF_SECRET.replace("\"", "\\\"").replace("\n", " "));
    try (HttpClient client = HttpClient.newHttpClient()) {
      var _ = answer(client, signed("PutResourcePolicy", guard));
    }
  }

  /** Makes the user who reads, with a policy of five statements, and returns its key. */
  AccessKeyFile user() throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      var _ = form(client, "Action=CreateUser&UserName=bench");
      String policy = URLEncoder.encode(Policies.OF_USER, StandardCharsets.UTF_8);
      var _ =
          form(
              client,
              "Action=PutUserPolicy&UserName=bench&PolicyName=five&PolicyDocument=" + policy);
      return AccessKeyFile.ofXml(form(client, "Action=CreateAccessKey&UserName=bench"));
    }
  }

  private String form(HttpClient client, String form) throws IOException, InterruptedException {
    return answer(client, SignedRequest.iam(url.getAuthority(), key, form + "&Version=2010-05-08"));
  }

  private String answer(HttpClient client, SignedRequest request)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        client.send(http(request), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(answer.body());
    }
    return answer.body();
  }

  /** Creates {@code count} secrets. */
  void fill(int count) throws InterruptedException {
    AtomicInteger refused = new AtomicInteger();
    Semaphore slots = new Semaphore(FILL_CONCURRENCY);
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < count; i++) {
        String body =
            "{\"Name\":\"%s\",\"ClientRequestToken\":\"%s\",\"SecretString\":\"%s\"}"
                .formatted(name(i), UUID.randomUUID(), VALUE);
        slots.acquire();
        var _ =
            threads.submit(
                () -> {
                  try {
                    if (send(client, signed("CreateSecret", body)) != 200) {
                      refused.incrementAndGet();
                    }
                  } finally {
                    slots.release();
                  }
                  return null;
                });
      }
    }
    if (refused.get() > 0) {
      throw new IllegalStateException(refused + " of " + count + " secrets were refused");
    }
  }

  private void rotate(String function, int count) throws IOException, InterruptedException {
    Map<Integer, String> waiting = new LinkedHashMap<>();
    long began;
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      List<SignedRequest> requests = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        String token = UUID.randomUUID().toString();
        String body =
            "{\"ClientRequestToken\":\"%s\",\"SecretId\":\"%s\",\"RotationLambdaARN\":\"%s\"}"
                .formatted(token, name(ROTATED + i), function);
        requests.add(signed("RotateSecret", body));
        waiting.put(ROTATED + i, token);
        // By the first read the client has all its classes, and a connection.
        var _ = answer(client, signed("GetSecretValue", id(ROTATED + i)));
      }
      System.out.println("prepared");
      var _ = System.in.read();
      began = System.nanoTime();
      for (SignedRequest each : requests) {
        var _ = answer(client, each);
      }
      while (!waiting.isEmpty()) {
        Thread.sleep((long) ROTATION_POLL_MILLIS * waiting.size());
        for (var each : List.copyOf(waiting.entrySet())) {
          String value = answer(client, signed("GetSecretValue", id(each.getKey())));
          if (value.contains(each.getValue())) {
            waiting.remove(each.getKey());
          }
        }
      }
    }
    double seconds = (System.nanoTime() - began) / NANOS_PER_SECOND;
    System.out.println("{\"rotations\": %d, \"seconds\": %.3f}".formatted(count, seconds));
  }

  private int send(HttpClient client, SignedRequest request)
      throws IOException, InterruptedException {
    return client.send(http(request), HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private HttpRequest http(SignedRequest request) {
    HttpRequest.Builder http =
        HttpRequest.newBuilder(url.resolve("/"))
            .header("Content-Type", request.contentType())
            .header("X-Amz-Date", request.date())
            .header("Authorization", request.authorization())
            .POST(HttpRequest.BodyPublishers.ofString(request.body()));
    if (!request.target().isEmpty()) {
      http.header("X-Amz-Target", request.target());
    }
    return http.build();
  }
}
