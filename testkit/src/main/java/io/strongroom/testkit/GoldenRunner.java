package io.strongroom.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.strongroom.iam.sigv4.Headers;
import io.strongroom.iam.sigv4.Peer;
import io.strongroom.iam.sigv4.WireRequest;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/**
 * Runs golden cases against a server in lenient mode: each against a server with nothing in it,
 * with seeded entropy and a clock that stands still.
 *
 * <p>With {@code -Dgolden.update=true} the answers are rewritten; the difference is for people to
 * review against the place that the case names.
 */
public final class GoldenRunner {

  /** A server under test. */
  @FunctionalInterface
  public interface Server {
    /** Answers one request. */
    GoldenAnswer answer(WireRequest request);
  }

  /** Makes servers with nothing in them. */
  @FunctionalInterface
  public interface Servers {
    /** Makes a server that takes its time from {@code clock}, for signatures too. */
    Server open(SettableClock clock);
  }

  /** The account of callers that a case does not name. */
  public static final String ACCOUNT = "123456789012";

  /** The region of callers that a case does not name. */
  public static final String REGION = "us-east-1";

  private static final DateTimeFormatter BASIC =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final Path golden;
  private final Servers servers;
  private final boolean updating = Boolean.getBoolean("golden.update");

  /** Runs the cases below {@code golden}. */
  public GoldenRunner(Path golden, Servers servers) {
    this.golden = golden;
    this.servers = servers;
  }

  /** Returns a test for each case, grouped by operation. */
  public Stream<DynamicNode> tests() {
    Map<String, List<GoldenCase>> byOperation =
        GoldenCase.all(golden).stream()
            .collect(
                Collectors.groupingBy(GoldenCase::operation, TreeMap::new, Collectors.toList()));
    return byOperation.entrySet().stream()
        .map(
            operation ->
                dynamicContainer(
                    operation.getKey(),
                    operation.getValue().stream()
                        .map(each -> dynamicTest(each.name(), () -> run(each)))));
  }

  /** Runs one case. */
  void run(GoldenCase each) {
    SettableClock clock = new SettableClock(each.given().clock());
    Server server = servers.open(clock);
    for (GoldenGiven.Step step : each.given().steps()) {
      take(step, server, clock);
    }
    GoldenAnswer answer = server.answer(sent(each.request(), each.given().caller(), clock));
    requireClean(each, answer);
    if (updating) {
      each.keep(answer);
    } else {
      assertEquals(each.expected().toString(), answer.toString());
    }
  }

  private static void take(GoldenGiven.Step step, Server server, SettableClock clock) {
    switch (step) {
      case GoldenGiven.Advanced(var time) -> clock.advance(time);
      case GoldenGiven.Called(var operation, var input, var caller) -> {
        Headers headers =
            Headers.of(
                "Host", "localhost",
                "Content-Type", "application/x-amz-json-1.1",
                "X-Amz-Target", "secretsmanager." + operation);
        WireRequest request = new WireRequest("POST", "/", headers, input, Peer.LOOPBACK);
        GoldenAnswer answer = server.answer(sent(request, caller, clock));
        assertEquals(200, answer.status(), () -> "given " + operation + ": " + answer);
      }
    }
  }

  /** Errors never quote a secret (LOG-2). */
  private static void requireClean(GoldenCase each, GoldenAnswer answer) {
    if (answer.status() != 200) {
      Canary.requireAbsent("the answer of " + each.folder(), answer.body());
    }
  }

  /**
   * Names account and region in the scope of a key that no server knows, which lenient mode takes
   * at its word.
   */
  private static WireRequest sent(
      WireRequest request, GoldenGiven.Caller caller, SettableClock clock) {
    if (caller.isDefault()) {
      return request;
    }
    Instant now = clock.instant();
    String date = BASIC.format(now);
    String scope =
        String.join(
            "/",
            Objects.requireNonNullElse(caller.account(), ACCOUNT),
            date.substring(0, 8),
            Objects.requireNonNullElse(caller.region(), REGION),
            "secretsmanager",
            "aws4_request");
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < request.headers().size(); i++) {
      fields.add(request.headers().name(i));
      fields.add(request.headers().value(i));
    }
    fields.addAll(
        List.of(
            "x-amz-date",
            date,
            "authorization",
            "AWS4-HMAC-SHA256 Credential="
                + scope
                + ", SignedHeaders=host;x-amz-date;x-amz-target, Signature="
                + "0".repeat(64)));
    return new WireRequest(
        request.method(),
        request.target(),
        Headers.of(fields.toArray(String[]::new)),
        request.body(),
        Peer.LOOPBACK);
  }
}
