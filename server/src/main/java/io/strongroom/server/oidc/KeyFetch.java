package io.strongroom.server.oidc;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Fetches key sets. Redirects are not followed: the address is the one that was configured. */
final class KeyFetch implements AutoCloseable {

  /** The longest key set, in bytes. */
  static final int MAX_BYTES = 64 << 10;

  /** How long connecting may take, and then all of the answer. */
  private static final Duration MAX_TIME = Duration.ofSeconds(10);

  private static final int OK = 200;

  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(MAX_TIME)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /** Fetches a key set. */
  String fetch(URI address) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(MAX_TIME)
            .header("accept", "application/json")
            .build();
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(
            request,
            BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), MAX_BYTES));
    try {
      HttpResponse<String> response = answer.get(MAX_TIME.toMillis(), TimeUnit.MILLISECONDS);
      if (response.statusCode() != OK) {
        throw new IOException("the answer has status " + response.statusCode());
      }
      return response.body();
    } catch (ExecutionException e) {
      throw new IOException("fetching failed", e.getCause());
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new IOException("the answer took too long", e);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }
}
