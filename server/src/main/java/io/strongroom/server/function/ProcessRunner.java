package io.strongroom.server.function;

import io.strongroom.core.function.Environment;
import io.strongroom.core.function.Environments;
import io.strongroom.core.function.Function;
import io.strongroom.core.function.FunctionRunner;
import io.strongroom.core.function.FunctionSettings;
import io.strongroom.core.function.FunctionStore;
import io.strongroom.core.identity.Sessions;
import io.strongroom.functions.Credentials;
import io.strongroom.functions.FunctionSpec;
import io.strongroom.functions.Invocation;
import io.strongroom.functions.InvocationResult;
import io.strongroom.iam.session.Session;
import io.strongroom.keys.SensitiveBytes;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs functions as child processes of this server. They get temporary credentials of their role
 * and the address of this server, so that what is written for AWS finds it unchanged.
 */
public final class ProcessRunner implements FunctionRunner, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ProcessRunner.class.getName());

  private static final String NOT_READY = "The server is starting.";
  private static final String NO_ROLE =
      "The role defined for the function cannot be assumed by Lambda.";

  private final FunctionPlace place;
  private final FunctionStore store;
  private final Environments environments;
  private final WatchedValues values = new WatchedValues();
  private volatile @Nullable Connection connection;
  private volatile boolean closed;
  private FunctionPlace.@Nullable Opened opened;

  /** What is known once the server listens. */
  private record Connection(RoleSessions roles, String endpoint) {}

  /**
   * Runs functions in a place; no process and no sandbox is looked for before the first call.
   *
   * @param store has their code
   * @param environments opens their variables
   */
  ProcessRunner(FunctionPlace place, FunctionStore store, Environments environments) {
    this.place = place;
    this.store = store;
    this.environments = environments;
  }

  /**
   * Tells how functions reach the server.
   *
   * @param roles opens sessions of their roles
   * @param endpoint the URL of this server, as functions see it
   */
  public void connect(RoleSessions roles, String endpoint) {
    connection = new Connection(roles, endpoint);
  }

  /** Returns what keeps secret values that functions know out of their logs. */
  public WatchedValues values() {
    return values;
  }

  @Override
  public Outcome invoke(Function function, Request request) {
    Connection ready = connection;
    if (ready == null) {
      return new Unavailable(NOT_READY);
    }
    Session session =
        ready
            .roles()
            .open(
                function.settings().role(),
                function.name().text(),
                Map.of(),
                request.sessionPolicy());
    if (session == null) {
      return new Unavailable(NO_ROLE);
    }
    try (Environment variables = environments.open(function)) {
      FunctionPlace.Opened there = opened();
      FunctionSpec spec = spec(function, there.code().of(function), variables);
      Invocation invocation = invocation(request, session, ready);
      return outcome(there.processes().invoke(spec, invocation), request.tail());
    } catch (IOException e) {
      LOG.log(Level.ERROR, "the function " + function.arn() + " cannot be run", e);
      return new Unavailable("The code of the function could not be made ready.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Unavailable("The call was given up.");
    }
  }

  private synchronized FunctionPlace.Opened opened() throws IOException {
    if (closed) {
      throw new IOException("the server is stopping");
    }
    if (opened == null) {
      opened = place.open(store);
    }
    return opened;
  }

  private static FunctionSpec spec(Function function, Path directory, Environment variables) {
    FunctionSettings settings = function.settings();
    return new FunctionSpec(
        function.account().digits(),
        function.region().name(),
        function.name().text(),
        function.arn().text(),
        settings.runtime(),
        settings.handler(),
        directory,
        function.revisionId(),
        Duration.ofSeconds(settings.timeoutSeconds()),
        settings.memoryMiB(),
        variables.values());
  }

  private Invocation invocation(Request request, Session session, Connection ready) {
    String hex = request.requestId().replace("-", "");
    return new Invocation(
        request.requestId(),
        request.payload(),
        request.deadline(),
        "Root=1-%s-%s;Sampled=0".formatted(hex.substring(0, 8), hex.substring(8)),
        request.clientContext(),
        request.group(),
        () -> credentials(ready.roles().credentials(session)),
        Map.of(
            "AWS_ENDPOINT_URL", ready.endpoint(),
            "AWS_ENDPOINT_URL_SECRETS_MANAGER", ready.endpoint(),
            "SECRETS_MANAGER_ENDPOINT", ready.endpoint()),
        request.masked());
  }

  private Credentials credentials(Sessions.Issued issued) {
    return new Credentials(
        issued.accessKeyId(),
        issued.secret(),
        issued.token(),
        issued.expires(),
        values.watch(issued.accessKeyId()));
  }

  private static Outcome outcome(InvocationResult result, boolean tail) {
    return switch (result) {
      case InvocationResult.Answered(SensitiveBytes payload, SensitiveBytes log) ->
          new Answered(payload, wanted(log, tail));
      case InvocationResult.Failed(String type, SensitiveBytes document, SensitiveBytes log) ->
          new Failed(type, document, wanted(log, tail));
      case InvocationResult.Throttled() -> new Throttled();
      case InvocationResult.Unavailable(String text) -> new Unavailable(text);
    };
  }

  private static @Nullable SensitiveBytes wanted(SensitiveBytes log, boolean tail) {
    if (!tail) {
      log.close();
    }
    return tail ? log : null;
  }

  /** Ends all processes and removes what they left. */
  @Override
  public void close() {
    closed = true;
    FunctionPlace.Opened there;
    synchronized (this) {
      there = opened;
    }
    if (there != null) {
      there.close();
    }
  }
}
