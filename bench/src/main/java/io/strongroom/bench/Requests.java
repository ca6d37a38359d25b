package io.strongroom.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
 *   Requests get  URL KEYS FILE          one GetSecretValue
 *   Requests list URL KEYS FILE          one ListSecrets: a page of 100, filtered by name
 *   Requests puts URL KEYS FILE COUNT    COUNT PutSecretValue, each with a token of its own
 * </pre>
 */
public final class Requests {

  /** Puts go round this many secrets, so that no secret gets many versions. */
  private static final int PUT_SECRETS = 10_000;

  private static final int FILL_CONCURRENCY = 64;
  private static final int PAGE = 100;
  private static final String VALUE = "s3cr3t-".repeat(64);

  private final URI url;
  private final AccessKeyFile key;

  private Requests(URI url, AccessKeyFile key) {
    this.url = url;
    this.key = key;
  }

  /** Runs one of the commands above. */
  public static void main(String[] arguments) throws Exception {
    Requests requests =
        new Requests(URI.create(arguments[1]), AccessKeyFile.read(Path.of(arguments[2])));
    switch (arguments[0]) {
      case "fill" -> requests.fill(Integer.parseInt(arguments[3]));
      case "get" -> requests.write(arguments[3], "GetSecretValue", id(1_234));
      case "list" ->
          requests.write(
              arguments[3],
              "ListSecrets",
              "{\"Filters\":[{\"Key\":\"name\",\"Values\":[\"bench/secret-050\"]}],"
                  + "\"MaxResults\":"
                  + PAGE
                  + "}");
      case "puts" -> requests.writePuts(arguments[3], Integer.parseInt(arguments[4]));
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

  private void fill(int count) throws InterruptedException {
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

  private int send(HttpClient client, SignedRequest request)
      throws IOException, InterruptedException {
    HttpRequest http =
        HttpRequest.newBuilder(url.resolve("/"))
            .header("Content-Type", SignedRequest.CONTENT_TYPE)
            .header("X-Amz-Target", request.target())
            .header("X-Amz-Date", request.date())
            .header("Authorization", request.authorization())
            .POST(HttpRequest.BodyPublishers.ofString(request.body()))
            .build();
    return client.send(http, HttpResponse.BodyHandlers.discarding()).statusCode();
  }
}
