package io.strongroom.cli;

import io.strongroom.iam.sigv4.Headers;
import io.strongroom.iam.sigv4.Signer;
import io.strongroom.iam.sigv4.SigningCredentials;
import io.strongroom.keys.SensitiveBytes;
import io.strongroom.server.remote.SignedRequests;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Calls of a command to a server, signed with the credentials that the AWS CLI would take. */
final class SignedCalls implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(10);

  /** A zip file of 50 MiB has to arrive, and to be looked at. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final long MAX_ANSWER_BYTES = 1L << 20;

  /** What {@code dev} tells people to take; it believes any. */
  private static final String OF_DEV = "test";

  private static final Pattern JSON_TEXT =
      Pattern.compile("\"[mM]essage\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern XML_TEXT = Pattern.compile("<Message>(.*?)</Message>");

  private final String endpoint;
  private final String region;
  private final SigningCredentials credentials;
  private final HttpClient client;

  /** An answer, whatever it says. */
  record Answer(int status, String body) {

    boolean isDone() {
      return status / 100 == 2;
    }

    /** Returns the first group of what a pattern finds. */
    String find(Pattern pattern) throws Refusal {
      Matcher found = pattern.matcher(body);
      if (!found.find()) {
        throw new Refusal("the server has answered something else than expected");
      }
      return found.group(1);
    }

    /** Returns the answer, unless it is an error. */
    Answer orRefuse(String what) throws Refusal {
      if (isDone()) {
        return this;
      }
      Matcher json = JSON_TEXT.matcher(body);
      Matcher xml = XML_TEXT.matcher(body);
      String text = json.find() ? json.group(1) : xml.find() ? xml.group(1) : "status " + status;
      throw new Refusal(what + " was refused: " + text);
    }
  }

  private SignedCalls(String endpoint, String region, SigningCredentials credentials) {
    this.endpoint = endpoint;
    this.region = region;
    this.credentials = credentials;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /**
   * Makes calls to a server.
   *
   * @param endpoint its URL, without a path
   * @param environment where the credentials are: {@code AWS_ACCESS_KEY_ID}, {@code
   *     AWS_SECRET_ACCESS_KEY} and perhaps {@code AWS_SESSION_TOKEN}
   */
  static SignedCalls to(String endpoint, String region, Map<String, String> environment)
      throws Refusal {
    requireUrl(endpoint);
    String id = environment.getOrDefault("AWS_ACCESS_KEY_ID", OF_DEV);
    byte[] secret =
        environment.getOrDefault("AWS_SECRET_ACCESS_KEY", OF_DEV).getBytes(StandardCharsets.UTF_8);
    try {
      return new SignedCalls(
          endpoint,
          region,
          new SigningCredentials(
              id, SensitiveBytes.owning(secret), environment.get("AWS_SESSION_TOKEN")));
    } catch (IllegalArgumentException e) {
      throw new Refusal("AWS_ACCESS_KEY_ID is no access key id");
    }
  }

  private static void requireUrl(String endpoint) throws Refusal {
    try {
      URI uri = URI.create(endpoint);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (web && uri.getHost() != null && uri.getRawPath().isEmpty()) {
        return;
      }
    } catch (IllegalArgumentException notAUrl) {
      // Told below.
    }
    throw new Refusal("--endpoint takes a URL such as http://127.0.0.1:3000");
  }

  /** Calls an operation of IAM. */
  Answer iam(String action, Map<String, String> members) throws Refusal, InterruptedException {
    String form =
        members.entrySet().stream()
            .map(each -> "&" + each.getKey() + "=" + encoded(each.getValue()))
            .collect(Collectors.joining("", "Action=" + action + "&Version=2010-05-08", ""));
    return send(
        "iam",
        "POST",
        "/",
        "application/x-www-form-urlencoded",
        form.getBytes(StandardCharsets.UTF_8));
  }

  /** Calls an operation of Lambda. */
  Answer lambda(String method, String path, byte[] json) throws Refusal, InterruptedException {
    return send("lambda", method, "/2015-03-31/functions" + path, "application/json", json);
  }

  private Answer send(String service, String method, String path, String contentType, byte[] body)
      throws Refusal, InterruptedException {
    Signer signer = new Signer(credentials, region, service);
    Headers headers = Headers.of("content-type", contentType);
    try {
      HttpResponse<String> answer =
          client.send(
              SignedRequests.of(
                  method,
                  URI.create(endpoint + path),
                  headers,
                  body,
                  PATIENCE,
                  signer,
                  Instant.now()),
              BodyHandlers.limiting(
                  BodyHandlers.ofString(StandardCharsets.UTF_8), MAX_ANSWER_BYTES));
      return new Answer(answer.statusCode(), answer.body());
    } catch (IOException e) {
      throw new Refusal("no server answers at " + endpoint);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
    credentials.close();
  }
}
