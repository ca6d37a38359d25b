package io.strongroom.cluster.load;

import io.strongroom.cluster.history.History;
import io.strongroom.cluster.history.Operation;
import io.strongroom.cluster.history.Operation.Kind;
import io.strongroom.cluster.history.Operation.Outcome;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** One process of the history: it makes a call, waits for what becomes of it, and notes both. */
final class Client {
  private static final int FIRST_CLIENT_ERROR = 400;
  private static final int FIRST_SERVER_ERROR = 500;

  private final String name;
  private final List<Endpoint> endpoints;
  private final List<SecretsManagerClient> clients = new ArrayList<>();
  private final Attempts attempts = new Attempts();
  private final History history;

  Client(String name, List<Endpoint> endpoints, History history) {
    this.name = name;
    this.endpoints = endpoints;
    this.history = history;
    for (Endpoint endpoint : endpoints) {
      clients.add(endpoint.client(attempts));
    }
  }

  /** What a read returned. */
  record Content(@Nullable String value, @Nullable String version) {}

  int anyEndpoint(Random random) {
    return random.nextInt(endpoints.size());
  }

  int endpoints() {
    return endpoints.size();
  }

  /** Makes a call that writes a value under a token. */
  Outcome write(
      int endpoint,
      String secret,
      String value,
      String token,
      Consumer<SecretsManagerClient> call) {
    return call(
        Kind.WRITE,
        endpoint,
        secret,
        client -> {
          call.accept(client);
          return new Content(value, token);
        },
        new Content(value, token));
  }

  /** Reads a secret. */
  Outcome read(Kind kind, int endpoint, String secret) {
    return call(
        kind,
        endpoint,
        secret,
        client -> {
          var answer = client.getSecretValue(r -> r.secretId(secret));
          return new Content(answer.secretString(), answer.versionId());
        },
        new Content(null, null));
  }

  private Outcome call(
      Kind kind,
      int endpoint,
      String secret,
      Function<SecretsManagerClient, Content> call,
      Content intended) {
    long start = System.nanoTime();
    Content content = intended;
    Outcome outcome = Outcome.OK;
    String why = null;
    SdkException failure = null;
    try {
      content = call.apply(clients.get(endpoint));
    } catch (SdkException e) {
      failure = e;
    }
    long end = System.nanoTime();
    int sent = attempts.take();
    if (failure != null) {
      // What became of the attempts before the last one is not known.
      outcome = sent > 1 ? Outcome.UNKNOWN : outcome(failure);
      why = why(failure);
    }
    String place = endpoints.get(endpoint).toString();
    history.add(
        new Operation(
            name,
            kind,
            secret,
            content.value(),
            content.version(),
            place,
            start,
            end,
            outcome,
            sent),
        why);
    return outcome;
  }

  /** What was refused by an answer, or never reached anybody, was not done. */
  private static Outcome outcome(SdkException e) {
    if (e instanceof SdkServiceException answer) {
      int status = answer.statusCode();
      boolean isRefused = status >= FIRST_CLIENT_ERROR && status < FIRST_SERVER_ERROR;
      return isRefused ? Outcome.REFUSED : Outcome.UNKNOWN;
    }
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException
          || cause instanceof NoRouteToHostException
          || isConnectTimeout(cause)) {
        return Outcome.REFUSED;
      }
    }
    return Outcome.UNKNOWN;
  }

  private static boolean isConnectTimeout(Throwable cause) {
    String message = cause.getMessage();
    return cause instanceof SocketTimeoutException
        && message != null
        && message.toLowerCase(Locale.ROOT).startsWith("connect timed out");
  }

  private static String why(SdkException e) {
    if (e instanceof SdkServiceException answer) {
      return answer.statusCode() + " " + answer.getMessage();
    }
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getClass().getSimpleName() + ": " + cause.getMessage();
  }
}
