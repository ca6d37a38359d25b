package io.strongroom.server.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.strongroom.core.rotation.run.StepOutcome;
import io.strongroom.core.rotation.run.StepOutcome.Permanence;
import io.strongroom.iam.AccessKey;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.sigv4.FailureLimit;
import io.strongroom.iam.sigv4.Headers;
import io.strongroom.iam.sigv4.Peer;
import io.strongroom.iam.sigv4.SigV4Verdict;
import io.strongroom.iam.sigv4.SigV4Verifier;
import io.strongroom.iam.sigv4.WireRequest;
import io.strongroom.keys.SensitiveBytes;
import io.strongroom.server.tls.TrialTls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls as they arrive at an endpoint that verifies them, and what its answers mean. */
class RemoteFunctionsTest {
  private static final String ARN = "arn:aws:lambda:eu-west-3:123456789012:function:rotate:live";
  private static final String EVENT = "{\"Step\":\"testSecret\"}";
  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
  private static final AccessKey KEY =
      new AccessKey(
          "AKIDEXAMPLE",
          new AccountId("123456789012"),
          "123456789012",
          AccessKey.Status.ACTIVE,
          Instant.EPOCH,
          1,
          new byte[0]);

  @TempDir Path directory;

  private final AtomicReference<@Nullable WireRequest> received = new AtomicReference<>();
  private HttpServer stub = unopened();

  @SuppressWarnings("NullAway") // JUnit calls start before anything looks
  private static HttpServer unopened() {
    return null;
  }

  @BeforeEach
  void start() throws IOException {
    stub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    stub.start();
  }

  @AfterEach
  void stop() {
    stub.stop(0);
  }

  private void answering(int status, String body, String... headers) {
    answering(stub, status, body, headers);
  }

  private void answering(HttpServer server, int status, String body, String... headers) {
    server.createContext(
        "/",
        exchange -> {
          received.set(request(exchange));
          for (int i = 0; i < headers.length; i += 2) {
            exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
          }
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }

  private static WireRequest request(HttpExchange exchange) throws IOException {
    List<String> fields = new ArrayList<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> values.forEach(each -> fields.addAll(List.of(name, each))));
    return new WireRequest(
        exchange.getRequestMethod(),
        exchange.getRequestURI().toString(),
        Headers.of(fields.toArray(String[]::new)),
        exchange.getRequestBody().readAllBytes(),
        Peer.LOOPBACK);
  }

  private Path credentials(String more) throws IOException {
    Path file = directory.resolve("credentials");
    Files.writeString(
        file,
        "[default]\n# of the other account\naws_access_key_id = AKIDEXAMPLE\n"
            + "aws_secret_access_key="
            + SECRET
            + "\r\n"
            + more);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private RemoteFunction function(String url, String name, String more) throws IOException {
    return new RemoteFunction(ARN, URI.create(url), name, credentials(more));
  }

  private String url() {
    return "http://127.0.0.1:" + stub.getAddress().getPort();
  }

  private static StepOutcome invoke(RemoteFunction function, @Nullable Path authorities)
      throws Exception {
    try (RemoteFunctions functions =
            RemoteFunctions.open(List.of(function), authorities, InstantSource.system());
        SensitiveBytes event = SensitiveBytes.copyOf(EVENT.getBytes(StandardCharsets.UTF_8))) {
      assertEquals(function, functions.find(ARN));
      assertNull(functions.find(ARN + "2"));
      return functions.invoke(function, event);
    }
  }

  private StepOutcome invoke() throws Exception {
    return invoke(function(url(), ARN, ""), null);
  }

  private static SigV4Verdict verify(WireRequest request) {
    return new SigV4Verifier(
            id -> id.equals(KEY.id()) ? KEY : null,
            _ -> SensitiveBytes.copyOf(SECRET.getBytes(StandardCharsets.US_ASCII)),
            (_, _) -> null,
            InstantSource.system(),
            new FailureLimit(
                new FailureLimit.Rates(0, 0, FailureLimit.Loopback.COUNTED), System::nanoTime))
        .verify(request, "lambda");
  }

  private WireRequest received() {
    WireRequest request = received.get();
    assertNotNull(request);
    return request;
  }

  @Test
  void theEventArrivesSignedForTheRegionOfTheFunction() throws Exception {
    answering(200, "null");
    assertEquals(new StepOutcome.Done(), invoke());
    WireRequest request = received();
    assertEquals("POST", request.method());
    assertEquals(
        "/2015-03-31/functions/arn%3Aaws%3Alambda%3Aeu-west-3%3A123456789012%3Afunction%3A"
            + "rotate%3Alive/invocations",
        request.target());
    assertEquals(EVENT, new String(request.body(), StandardCharsets.UTF_8));
    assertEquals("RequestResponse", request.headers().get("x-amz-invocation-type"));
    SigV4Verdict verdict = verify(request);
    assertTrue(
        verdict instanceof SigV4Verdict.Verified verified
            && verified.region().name().equals("eu-west-3"),
        verdict::toString);
    WireRequest changed =
        new WireRequest(
            "POST", request.target(), request.headers(), new byte[] {'{', '}'}, Peer.LOOPBACK);
    assertInstanceOf(SigV4Verdict.Rejected.class, verify(changed));
  }

  @Test
  void aFunctionHasTheNameThatIsConfiguredAndAUrlMayHaveAPath() throws Exception {
    answering(200, "");
    assertEquals(new StepOutcome.Done(), invoke(function(url() + "/below/", "function", ""), null));
    assertEquals("/below/2015-03-31/functions/function/invocations", received().target());
    assertInstanceOf(SigV4Verdict.Verified.class, verify(received()));
  }

  @Test
  void temporaryCredentialsSendTheirToken() throws Exception {
    answering(200, "");
    assertEquals(
        new StepOutcome.Done(), invoke(function(url(), ARN, "aws_session_token = abc/+=\n"), null));
    assertEquals("abc/+=", received().headers().get("x-amz-security-token"));
  }

  @ParameterizedTest
  @CsvSource({
    "201, LASTING", "204, LASTING", "302, LASTING", "400, LASTING", "401, LASTING",
    "403, LASTING", "404, LASTING", "408, PASSING", "409, PASSING", "413, LASTING",
    "429, PASSING", "500, PASSING", "502, PASSING", "503, PASSING"
  })
  void onlyAStatusThatMayChangeByItselfIsAttemptedAgain(int status, Permanence permanence)
      throws Exception {
    answering(status, "", "location", url() + "/elsewhere");
    assertEquals(
        new StepOutcome.Failed(
            permanence, "the endpoint of the function answered with status " + status),
        invoke());
    assertFalse(received().target().contains("elsewhere"));
  }

  @Test
  void anErrorOfTheFunctionIsAFailure() throws Exception {
    answering(200, "{\"errorMessage\":\"shown nowhere\"}", "X-Amz-Function-Error", "Unhandled");
    assertEquals(new StepOutcome.Failed(Permanence.PASSING, "the function failed"), invoke());
  }

  @Test
  void anAnswerIsReadUpToTheBoundOfLambda() throws Exception {
    answering(200, " ".repeat(RemoteFunctions.MAX_ANSWER_BYTES));
    assertEquals(new StepOutcome.Done(), invoke());
    stub.removeContext("/");
    answering(200, " ".repeat(RemoteFunctions.MAX_ANSWER_BYTES + 1));
    assertEquals(
        new StepOutcome.Failed(Permanence.PASSING, "the endpoint of the function cannot be used"),
        invoke());
  }

  @Test
  void nobodyAtTheEndpointIsAttemptedAgain() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    assertEquals(
        new StepOutcome.Failed(Permanence.PASSING, "the endpoint of the function cannot be used"),
        invoke(function("http://127.0.0.1:" + port, ARN, ""), null));
  }

  @Test
  void anEndpointThatSaysNothingIsLeft() throws Exception {
    CountDownLatch left = new CountDownLatch(1);
    stub.createContext(
        "/",
        exchange -> {
          try {
            left.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          exchange.close();
        });
    Duration whole = Duration.ofMillis(100);
    try (RemoteFunctions functions =
            RemoteFunctions.open(
                List.of(function(url(), ARN, "")),
                null,
                InstantSource.system(),
                new RemoteFunctions.Patience(whole, whole));
        SensitiveBytes event = SensitiveBytes.copyOf(new byte[] {'1'})) {
      assertInstanceOf(StepOutcome.Failed.class, functions.invoke(function(url(), ARN, ""), event));
    } finally {
      left.countDown();
    }
  }

  @Test
  void onlyTheAuthoritiesThatAreConfiguredAreTrusted() throws Exception {
    TrialTls tls = TrialTls.in(directory);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls.context()));
    answering(server, 200, "");
    server.start();
    try {
      String url = "https://127.0.0.1:" + server.getAddress().getPort();
      RemoteFunction function = function(url, ARN, "");
      assertEquals(new StepOutcome.Done(), invoke(function, tls.files().certificate()));
      assertInstanceOf(StepOutcome.Failed.class, invoke(function, null));
    } finally {
      server.stop(0);
    }
  }

  @Test
  void credentialsAreReadForEachCall() throws Exception {
    answering(200, "");
    RemoteFunction function = function(url(), ARN, "");
    try (RemoteFunctions functions =
            RemoteFunctions.open(List.of(function), null, InstantSource.system());
        SensitiveBytes event = SensitiveBytes.copyOf(new byte[] {'1'})) {
      credentials("aws_session_token = renewed\n");
      assertEquals(new StepOutcome.Done(), functions.invoke(function, event));
      assertEquals("renewed", received().headers().get("x-amz-security-token"));
      Files.delete(function.credentials());
      assertEquals(
          new StepOutcome.Failed(
              Permanence.LASTING, "credentials file " + function.credentials() + " does not exist"),
          functions.invoke(function, event));
    }
  }

  @Test
  void aServerDoesNotStartWithoutTheCredentials() {
    RemoteFunction function =
        new RemoteFunction(ARN, URI.create(url()), ARN, directory.resolve("missing"));
    assertThrows(
        IOException.class,
        () -> RemoteFunctions.open(List.of(function), null, InstantSource.system()));
  }
}
