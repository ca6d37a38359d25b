package io.strongroom.server.http;

import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/** Requests that were right until something happened to them; the same for the same seed. */
final class Mutations {
  private static final int MOST_STEPS = 4;

  private static final List<String> ORIGINALS =
      List.of(
          RawClient.get("/inline"),
          RawClient.get("/later?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires=300"),
          RawClient.post("/inline", "{\"SecretId\":\"a\",\"VersionStage\":\"AWSCURRENT\"}"),
          RawClient.head(
                  "POST /later HTTP/1.1",
                  "Host: secretsmanager.us-east-1.amazonaws.com",
                  "X-Amz-Target: secretsmanager.GetSecretValue",
                  "Content-Type: application/x-amz-json-1.1",
                  "X-Amz-Date: 20261125T000000Z",
                  "Authorization: AWS4-HMAC-SHA256 Credential=AKID/20261125/us-east-1/"
                      + "secretsmanager/aws4_request, SignedHeaders=host;x-amz-date, Signature=00",
                  "User-Agent: aws-sdk-java/2.57.8",
                  "amz-sdk-invocation-id: 3b1d1f2e-0000-4000-8000-000000000000",
                  "Content-Length: 16")
              + "{\"SecretId\":\"a\"}",
          RawClient.head("POST /inline HTTP/1.1", "Host: h", "Transfer-Encoding: chunked")
              + "5\r\nhello\r\n6;a=b\r\n world\r\n0\r\n\r\n",
          RawClient.head(
                  "PUT /inline HTTP/1.1", "Host: h", "Expect: 100-continue", "Content-Length: 2")
              + "ab",
          RawClient.head("GET /inline HTTP/1.0", "Connection: keep-alive"));

  private static final List<String> PIECES =
      List.of(
          "\r\n",
          "\r\n\r\n",
          "\n",
          "\r",
          " ",
          "\t",
          ":",
          ",",
          ";",
          "\u0000",
          "\u000b",
          "\u007f",
          "\u00ff",
          "\"",
          "%00",
          "../",
          "http://h/",
          "HTTP/1.1",
          "HTTP/1.0",
          "HTTP/2.0",
          "Host: h\r\n",
          "Host: \r\n",
          "Content-Length: 0\r\n",
          "Content-Length: 5\r\n",
          "Content-Length: 524289\r\n",
          "Content-Length: 99999999999999999999\r\n",
          "Content-Length: -1\r\n",
          "Transfer-Encoding: chunked\r\n",
          "Transfer-Encoding: gzip\r\n",
          "Connection: close\r\n",
          "Expect: 100-continue\r\n",
          "Upgrade: h2c\r\n",
          " folded\r\n",
          "0\r\n\r\n",
          "7fffffff\r\n",
          "ffffffffffffffff\r\n",
          "GET /inline HTTP/1.1\r\nHost: h\r\n\r\n");

  private Mutations() {}

  /** Returns one request, with one character for each byte. */
  static String request(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    String request = pick(ORIGINALS, random);
    for (int steps = 1 + random.nextInt(MOST_STEPS); steps > 0; steps--) {
      request = mutate(request, random);
    }
    return request;
  }

  private static String mutate(String request, SplittableRandom random) {
    int from = random.nextInt(request.length() + 1);
    int to = from + Math.min(random.nextInt(20), request.length() - from);
    String before = request.substring(0, from);
    String part = request.substring(from, to);
    String after = request.substring(to);
    return switch (random.nextInt(9)) {
      case 0 -> before + after;
      case 1 -> before + part + part + after;
      case 2 -> before + pick(PIECES, random) + part + after;
      case 3 -> before + pick(PIECES, random) + after;
      case 4 -> before + (char) random.nextInt(256) + part + after;
      case 5 -> before + pick(PIECES, random).repeat(1 + random.nextInt(300)) + part + after;
      case 6 -> before + part;
      case 7 -> withLines(request, random);
      default -> request + pick(ORIGINALS, random);
    };
  }

  /** Moves a line to another place, or doubles it there. */
  private static String withLines(String request, SplittableRandom random) {
    int at = request.indexOf("\r\n", random.nextInt(request.length() + 1));
    int end = at < 0 ? -1 : request.indexOf("\r\n", at + 2);
    int target = request.indexOf("\r\n", random.nextInt(request.length() + 1));
    if (end < 0 || target < 0) {
      return request;
    }
    String line = request.substring(at, end);
    String doubled = request.substring(0, target) + line + request.substring(target);
    return random.nextBoolean() ? doubled : doubled.replaceFirst(Pattern.quote(line), "");
  }

  private static String pick(List<String> all, SplittableRandom random) {
    return all.get(random.nextInt(all.size()));
  }
}
