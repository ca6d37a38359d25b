package io.strongroom.api;

import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.identity.Decision;
import io.strongroom.core.identity.Directories;
import io.strongroom.core.key.Key;
import io.strongroom.core.key.Keys;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretId;
import io.strongroom.core.store.Secrets;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.policy.eval.Action;
import io.strongroom.iam.policy.eval.ConditionKeys;
import io.strongroom.iam.sigv4.SigV4Verifier;
import io.strongroom.iam.sigv4.WireRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The life of a request, from top to bottom: find the service and the operation, verify the
 * signature, read the body, judge, run, write the answer. Nothing of a body is looked at before its
 * signature holds; so where the body names the operation, that comes second.
 *
 * <p>This is the only caller of operations and the only place that turns an exception into an
 * answer.
 */
public final class Gateway {

  /**
   * The longest form that is looked at without a signature, in bytes: a token and a policy of the
   * longest, each of their bytes escaped.
   */
  private static final int MAX_UNSIGNED_BODY = 96 << 10;

  private static final System.Logger LOG = System.getLogger(Gateway.class.getName());

  private final Services services;
  private final Authentication authentication;
  private final Authorizer authorizer;
  private final Secrets secrets;
  private final Keys keys;
  private final Directories directories;
  private final RequestIds requestIds;
  private final InstantSource clock;

  /** Puts the path of a request together. */
  public Gateway(
      Services services,
      Authentication authentication,
      Authorizer authorizer,
      Secrets secrets,
      Keys keys,
      Directories directories,
      RequestIds requestIds,
      InstantSource clock) {
    this.services = services;
    this.authentication = authentication;
    this.authorizer = authorizer;
    this.secrets = secrets;
    this.keys = keys;
    this.directories = directories;
    this.requestIds = requestIds;
    this.clock = clock;
  }

  /**
   * Tells whether the request can be answered without waiting for a disk or another thread. Only
   * the name of the operation is looked at.
   */
  public boolean answersWithoutWaiting(WireRequest request) {
    Service service = services.addressed(request);
    return service.protocol() instanceof JsonProtocol
        && byTarget(service, request) instanceof ReadOperation<?, ?>;
  }

  /** Answers a request; every fault becomes an answer of the service's own kind. */
  public WireResponse answer(WireRequest request) {
    String requestId = requestIds.next();
    Service service = services.addressed(request);
    Protocol protocol = service.protocol();
    try {
      return switch (protocol) {
        case JsonProtocol _ -> answerJson(service, request, requestId);
        case QueryProtocol _ -> answerForm(service, request, requestId);
      };
    } catch (ServiceException e) {
      return protocol.refusal(e.code(), e.getMessage(), requestId);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "request " + requestId + " failed", e);
      return protocol.internalFailure(requestId);
    }
  }

  /** Returns the answer for a request that is refused before it gets here. */
  public WireResponse refuse(int status, String type, String text) {
    return new JsonProtocol().refusal(status, type, ErrorCode.Body.FRAMEWORK, text, newRequestId());
  }

  /** Returns the id for an answer that is made elsewhere. */
  public String newRequestId() {
    return requestIds.next();
  }

  private WireResponse answerJson(Service service, WireRequest request, String requestId) {
    Operation<?, ?> operation = byTarget(service, request);
    if (operation == null) {
      throw new ServiceException(ErrorCode.UNKNOWN_OPERATION, "");
    }
    Caller caller = authentication.authenticate(request, service.name());
    try (Call call = call(requestId, caller, request)) {
      return run(service, operation, new RequestBody.Json(request.body()), call);
    }
  }

  private static @Nullable Operation<?, ?> byTarget(Service service, WireRequest request) {
    String target = request.headers().get("x-amz-target");
    if (target == null || !request.method().equals("POST")) {
      return null;
    }
    String marker = service.marker();
    return target.startsWith(marker)
        ? service.operations().find(target.substring(marker.length()))
        : null;
  }

  private WireResponse answerForm(Service service, WireRequest request, String requestId) {
    if (SigV4Verifier.isUnsigned(request)) {
      return answerUnsigned(service, request, requestId);
    }
    Caller caller = authentication.authenticateSigned(request, service.name());
    RequestBody.Parameters body = RequestBody.Parameters.of(request);
    Operation<?, ?> operation = byAction(service, body);
    if (operation == null) {
      throw new ServiceException(
          ErrorCode.UNKNOWN_OPERATION,
          "Could not find operation %s for version %s".formatted(body.action(), body.version()));
    }
    try (Call call = call(requestId, caller, request)) {
      return run(service, operation, body, call);
    }
  }

  private static @Nullable Operation<?, ?> byAction(Service service, RequestBody.Parameters body) {
    return body.version().equals(service.marker())
        ? service.operations().find(body.action())
        : null;
  }

  /**
   * The one way in without a signature. Of such a body, which is small, only the name of the
   * operation is looked at, unless that proves its caller itself.
   */
  private WireResponse answerUnsigned(Service service, WireRequest request, String requestId) {
    authentication.admit(request, service.name());
    if (request.body().length <= MAX_UNSIGNED_BODY) {
      RequestBody.Parameters body = RequestBody.Parameters.of(request);
      if (byAction(service, body) instanceof UnsignedOperation<?, ?> operation) {
        try (Arrival arrival = new Arrival(requestId, now())) {
          return run(service, operation, body, arrival);
        } catch (ServiceException e) {
          authentication.failed(request);
          throw e;
        }
      }
    }
    throw authentication.missing(request);
  }

  private Call call(String requestId, Caller caller, WireRequest request) {
    return new Call(requestId, now(), caller, request, this::read);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private <I, O> WireResponse run(
      Service service, Operation<I, O> operation, RequestBody body, Call call) {
    return run(service, operation.contract(), body, call.arrival(), in -> run(operation, in, call));
  }

  private <I, O> WireResponse run(
      Service service, UnsignedOperation<I, O> operation, RequestBody body, Arrival arrival) {
    return run(service, operation.contract(), body, arrival, in -> operation.answer(in, arrival));
  }

  private static <I, O> WireResponse run(
      Service service,
      Contract<I, O> contract,
      RequestBody body,
      Arrival arrival,
      Function<I, O> operation) {
    String requestId = arrival.requestId();
    try {
      I in = body.read(contract.input(), arrival::closing);
      O out = operation.apply(in);
      return service.protocol().answer(contract.name(), contract.output(), out, requestId);
    } catch (ServiceException e) {
      if (e.code().isServerFault()) {
        LOG.log(System.Logger.Level.ERROR, "request " + requestId + " failed", e);
      }
      if (!contract.declares(e.code())) {
        LOG.log(System.Logger.Level.ERROR, "request " + requestId + " undeclared", e);
        return service.protocol().internalFailure(requestId);
      }
      throw e;
    }
  }

  /** Runs one authenticated call; permission cannot be forgotten here. */
  private <I, O> O run(Operation<I, O> operation, I in, Call call) {
    return switch (operation) {
      case ReadOperation<I, O> read -> read(read, in, call);
      case WriteOperation<I, O> write -> {
        SecretId target = write.target(in);
        yield secrets.update(
            target,
            call,
            call.region(),
            secret -> {
              require(write, in, target, secret, call);
              return secret == null
                  ? write.decideMissing(in, call)
                  : write.decide(in, secret, call);
            });
      }
      case AccountOperation<I, O> account -> {
        require(account, in, call);
        yield account.answer(in, call);
      }
      case KeyReadOperation<I, O> read -> read.answer(in, keysFor(read, in, call), call);
      case KeyWriteOperation<I, O> write ->
          keys.update(() -> write.decide(in, keysFor(write, in, call), call));
      case KeyAccountOperation<I, O> account -> {
        require(account, in, call);
        yield keys.update(() -> account.decide(in, call));
      }
      case DirectoryRead<I, O> read -> {
        Directory directory = directories.of(call.account());
        require(read, in, directory, call);
        yield read.answer(in, directory, call);
      }
      case DirectoryWrite<I, O> write ->
          directories.update(
              call.account(),
              directory -> {
                require(write, in, directory, call);
                Decision<O> decision = write.decide(in, directory, call);
                authorizer.requireAdministrator(decision.change(), write.contract());
                return decision;
              });
      case CallerOperation<I, O> own -> own.answer(in, call);
      case UnsignedOperation<I, O> open -> open.answer(in, call.arrival());
    };
  }

  /** Asks for all that an operation needs, and returns the keys that are among it. */
  private <I, O> List<Key> keysFor(KeyOperation<I, O> operation, I in, Call call) {
    List<Key> found = new ArrayList<>(1);
    for (KeyAsk ask : operation.asks(in, call)) {
      Key key = ask instanceof KeyAsk.OnAlias ? null : keys.find(ask.ref());
      authorizer.require(call, ask, key);
      if (!(ask instanceof KeyAsk.OnAlias)) {
        found.add(keys.require(ask.ref()));
      }
    }
    return found;
  }

  private <I, O> O read(ReadOperation<I, O> operation, I in, Call call) {
    SecretId target = operation.target(in);
    Secret secret = secrets.find(target, call.account(), call.region());
    require(operation, in, target, secret, call);
    if (secret == null) {
      throw Secrets.notFound();
    }
    return operation.read(in, secret, call);
  }

  private <I, O> void require(
      DirectoryOperation<I, O> operation, I in, Directory directory, Call call) {
    Permission permission = operation.permission(in, directory, call);
    Action action = operation.contract().action();
    authorizer.require(call, action, permission, directory);
    for (Action also : operation.also(in)) {
      authorizer.require(call, also, permission, directory);
    }
    for (Permission more : operation.alsoOn(in, directory, call)) {
      authorizer.require(call, action, more, directory);
    }
  }

  /** KMS names no resource where a part of the request needs another action. */
  private <I, O> void require(KeyAccountOperation<I, O> operation, I in, Call call) {
    ConditionKeys keys = RequestConditions.of(operation.conditions(in));
    authorizer.require(call, operation.contract().action(), keys, Permission.NO_RESOURCE);
    for (Action also : operation.also(in)) {
      authorizer.require(call, also, keys, null);
    }
  }

  private <I, O> void require(AccountOperation<I, O> operation, I in, Call call) {
    SecretId named = operation.target(in);
    if (named != null) {
      Secret secret = secrets.find(named, call.account(), call.region());
      require(operation, in, named, secret, call);
      return;
    }
    Permission permission = operation.permission(in, call);
    if (permission != null) {
      Directory directory = directories.of(call.account());
      authorizer.require(call, operation.contract().action(), permission, directory);
      return;
    }
    ConditionKeys keys = operation.keys(in);
    authorizer.require(call, operation.contract().action(), keys, null);
    for (Action also : operation.also(in)) {
      authorizer.require(call, also, keys, null);
    }
  }

  private <I, O> void require(
      Operation<I, O> operation, I in, SecretId target, @Nullable Secret secret, Call call) {
    ConditionKeys keys = operation.keys(in);
    authorizer.require(call, operation.contract().action(), target, secret, keys);
    for (Action also : operation.also(in)) {
      authorizer.require(call, also, target, secret, keys);
    }
  }
}
