package io.strongroom.server.remote;

import io.strongroom.core.rotation.run.StepOutcome;
import io.strongroom.core.rotation.run.StepOutcome.Permanence;
import io.strongroom.iam.Arn;
import io.strongroom.iam.sigv4.Headers;
import io.strongroom.iam.sigv4.Signer;
import io.strongroom.iam.sigv4.SigningCredentials;
import io.strongroom.keys.SensitiveBytes;
import io.strongroom.server.tls.TlsException;
import io.strongroom.server.tls.TlsIdentity;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Invokes functions that run elsewhere, by Lambda's operation Invoke, signed. Nothing of an answer
 * is read but its status and whether it names an error of the function.
 *
 * <p>Source: Lambda API Reference, Invoke.
 */
public final class RemoteFunctions implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(RemoteFunctions.class.getName());

  private static final String SERVICE = "lambda";
  private static final String PATH = "/2015-03-31/functions/";
  private static final String FUNCTION_ERROR = "x-amz-function-error";

  /** The longest answer of a function. Source: Lambda quotas, "Invocation payload". */
  static final int MAX_ANSWER_BYTES = 6 << 20;

  private static final int OK = 200;
  private static final int SERVER_FAULTS = 500;

  /** Answers that may be others a minute later: time-out, conflict, too many requests. */
  private static final Set<Integer> PASSING = Set.of(408, 409, 429);

  private static final Headers HEADERS =
      Headers.of("content-type", "application/json", "x-amz-invocation-type", "RequestResponse");

  /**
   * How long a call may take.
   *
   * @param connect until the connection is there
   * @param whole until the last byte of the answer
   */
  record Patience(Duration connect, Duration whole) {

    /** As long as a function may run at most. */
    static final Patience DEFAULT = new Patience(Duration.ofSeconds(10), Duration.ofSeconds(900));
  }

  private final Map<String, RemoteFunction> functions;
  private final @Nullable HttpClient client;
  private final Duration patience;
  private final InstantSource clock;

  private RemoteFunctions(
      Map<String, RemoteFunction> functions,
      @Nullable HttpClient client,
      Duration patience,
      InstantSource clock) {
    this.functions = functions;
    this.client = client;
    this.patience = patience;
    this.clock = clock;
  }

  /**
   * Makes functions ready to be invoked.
   *
   * @param authorities the file of the certificates that alone are trusted; null for those of the
   *     Java platform
   * @param clock the real time, which calls are signed by
   * @throws IOException if a file cannot be used, with a line that says why
   */
  public static RemoteFunctions open(
      List<RemoteFunction> functions, @Nullable Path authorities, InstantSource clock)
      throws IOException {
    return open(functions, authorities, clock, Patience.DEFAULT);
  }

  static RemoteFunctions open(
      List<RemoteFunction> functions,
      @Nullable Path authorities,
      InstantSource clock,
      Patience patience)
      throws IOException {
    for (RemoteFunction each : functions) {
      CredentialsFile.read(each.credentials()).close();
    }
    return new RemoteFunctions(
        functions.stream().collect(Collectors.toMap(RemoteFunction::arn, Function.identity())),
        functions.isEmpty() ? null : client(authorities, patience),
        patience.whole(),
        clock);
  }

  private static HttpClient client(@Nullable Path authorities, Patience patience)
      throws IOException {
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(patience.connect())
            .followRedirects(HttpClient.Redirect.NEVER);
    try {
      return authorities == null
          ? client.build()
          : client.sslContext(TlsIdentity.trusting(authorities)).build();
    } catch (TlsException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Returns the function that an ARN is configured for, or null. */
  public @Nullable RemoteFunction find(String arn) {
    return functions.get(arn);
  }

  /**
   * Invokes a function and waits for it.
   *
   * @param event the payload; the caller closes it
   * @throws InterruptedException if the call was given up; the function may go on
   */
  public StepOutcome invoke(RemoteFunction function, SensitiveBytes event)
      throws InterruptedException {
    byte[] body = event.use(byte[]::clone);
    try {
      return outcome(send(request(function, body)));
    } catch (ExecutionException e) {
      LOG.log(System.Logger.Level.DEBUG, "a remote function was not reached", e);
      return failed(Permanence.PASSING, "the endpoint of the function cannot be used");
    } catch (TimeoutException e) {
      return failed(
          Permanence.PASSING, "the function took longer than " + patience.toSeconds() + " s");
    } catch (IOException e) {
      return failed(Permanence.LASTING, String.valueOf(e.getMessage()));
    } finally {
      Arrays.fill(body, (byte) 0);
    }
  }

  private HttpResponse<Void> send(HttpRequest request)
      throws InterruptedException, ExecutionException, TimeoutException {
    CompletableFuture<HttpResponse<Void>> answer =
        Objects.requireNonNull(client)
            .sendAsync(request, BodyHandlers.limiting(BodyHandlers.discarding(), MAX_ANSWER_BYTES));
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      boolean _ = answer.cancel(true);
    }
  }

  /** The file is read for each call, since temporary credentials are renewed there. */
  private HttpRequest request(RemoteFunction function, byte[] body) throws IOException {
    String path = URLEncoder.encode(function.name(), StandardCharsets.UTF_8).replace("+", "%20");
    URI uri = URI.create(withoutSlash(function.url()) + PATH + path + "/invocations");
    try (SigningCredentials credentials = CredentialsFile.read(function.credentials())) {
      Signer signer = new Signer(credentials, regionOf(function), SERVICE);
      return SignedRequests.of("POST", uri, HEADERS, body, patience, signer, clock.instant());
    }
  }

  private static String withoutSlash(URI url) {
    String text = url.toString();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  private static String regionOf(RemoteFunction function) {
    return Objects.requireNonNull(Arn.parse(function.arn())).region();
  }

  private static StepOutcome outcome(HttpResponse<Void> answer) {
    int status = answer.statusCode();
    if (status == OK) {
      return answer.headers().firstValue(FUNCTION_ERROR).isPresent()
          ? failed(Permanence.PASSING, "the function failed")
          : new StepOutcome.Done();
    }
    boolean passing = status >= SERVER_FAULTS || PASSING.contains(status);
    return failed(
        passing ? Permanence.PASSING : Permanence.LASTING,
        "the endpoint of the function answered with status " + status);
  }

  private static StepOutcome failed(Permanence permanence, String reason) {
    return new StepOutcome.Failed(permanence, reason);
  }

  /** Gives up all calls. */
  @Override
  public void close() {
    if (client != null) {
      client.shutdownNow();
      client.close();
    }
  }
}
