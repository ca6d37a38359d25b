package io.strongroom.api;

import io.strongroom.core.audit.AuditRecord;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.function.Function;
import io.strongroom.core.function.FunctionArn;
import io.strongroom.core.function.FunctionChange;
import io.strongroom.core.function.Functions;
import io.strongroom.core.identity.Decision;
import io.strongroom.core.identity.Directories;
import io.strongroom.core.key.Key;
import io.strongroom.core.key.KeyChange;
import io.strongroom.core.key.Keys;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretId;
import io.strongroom.core.store.Change;
import io.strongroom.core.store.Secrets;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.policy.eval.Action;
import io.strongroom.iam.policy.eval.ConditionKeys;
import io.strongroom.iam.sigv4.Peer;
import io.strongroom.iam.sigv4.SigV4Verifier;
import io.strongroom.iam.sigv4.WireRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
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
  private final Functions functions;
  private final UploadSpool spool;
  private final Directories directories;
  private final RequestIds requestIds;
  private final Recorder recorder;
  private final Sightings sightings;
  private final InstantSource clock;

  /** Puts the path of a request together. */
  public Gateway(
      Services services,
      Authentication authentication,
      Authorizer authorizer,
      Secrets secrets,
      Keys keys,
      Functions functions,
      UploadSpool spool,
      Directories directories,
      RequestIds requestIds,
      Recorder recorder,
      Sightings sightings,
      InstantSource clock) {
    this.services = services;
    this.authentication = authentication;
    this.authorizer = authorizer;
    this.secrets = secrets;
    this.keys = keys;
    this.functions = functions;
    this.spool = spool;
    this.directories = directories;
    this.requestIds = requestIds;
    this.recorder = recorder;
    this.sightings = sightings;
    this.clock = clock;
  }

  /** Returns where the request is to be answered. */
  public Lane laneOf(WireRequest request) {
    Lane lane = services.addressed(request).laneOf(request);
    return lane == Lane.LOOP && !recorder.acceptsAtOnce() ? Lane.THREAD : lane;
  }

  /**
   * Answers a request; every fault becomes an answer of the service's own kind. An answer whose
   * record is not accepted does not go out.
   */
  public WireResponse answer(WireRequest request) {
    Service service = services.addressed(request);
    Trail trail = new Trail(requestIds.next(), now(), service, request, recorder);
    WireResponse answer = answer(trail);
    try {
      recorder.keep(trail);
      return answer;
    } catch (ServiceException e) {
      answer.wipe();
      return service.protocol().refusal(e.code(), e.getMessage(), trail.requestId());
    }
  }

  private WireResponse answer(Trail trail) {
    Protocol protocol = trail.service().protocol();
    try {
      return switch (protocol) {
        case JsonProtocol _ -> answerJson(trail);
        case QueryProtocol _ -> answerForm(trail);
        case RestProtocol rest -> answerRest(trail, rest);
      };
    } catch (ServiceException e) {
      trail.refused(protocol.nameOf(e.code()), e.recordedText());
      return protocol.refusal(e.code(), e.getMessage(), trail.requestId());
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "request " + trail.requestId() + " failed", e);
      return internalFailure(trail);
    }
  }

  private static WireResponse internalFailure(Trail trail) {
    trail.refused("InternalFailure", "");
    return trail.service().protocol().internalFailure(trail.requestId());
  }

  /** Returns the answer for a request that is refused before it gets here. */
  public WireResponse refuse(WireRequest request, int status, String type, String text) {
    String requestId = newRequestId();
    recorder.refused(request.peer(), request, requestId, type);
    return new JsonProtocol().refusal(status, type, ErrorCode.Body.FRAMEWORK, text, requestId);
  }

  /** Returns the answer for a request that there is no room for among those in progress. */
  public WireResponse overloaded(WireRequest request) {
    Protocol protocol = services.addressed(request).protocol();
    String requestId = newRequestId();
    recorder.refused(request.peer(), request, requestId, protocol.nameOf(ErrorCode.THROTTLING));
    return protocol.refusal(ErrorCode.THROTTLING, "Rate exceeded", requestId);
  }

  /** Records what was refused before it was a request, such as malformed HTTP. */
  public void refused(Peer peer, String requestId, String type) {
    recorder.refused(peer, null, requestId, type);
  }

  /** Returns the id for an answer that is made elsewhere. */
  public String newRequestId() {
    return requestIds.next();
  }

  private WireResponse answerJson(Trail trail) {
    WireRequest request = trail.request();
    Operation<?, ?> operation = trail.service().byTarget(request);
    if (operation == null) {
      throw new ServiceException(ErrorCode.UNKNOWN_OPERATION, "");
    }
    trail.names(operation);
    Caller caller = authentication.authenticate(request, trail.service().name());
    try (Call call = call(trail, caller)) {
      return run(operation, new RequestBody.Json(request.body()), call);
    }
  }

  /** A web page could send such a request as well, so it is signed whatever the mode. */
  private WireResponse answerRest(Trail trail, RestProtocol rest) {
    WireRequest request = trail.request();
    String name = rest.operation(request);
    Operation<?, ?> operation = name == null ? null : trail.service().operations().find(name);
    if (operation == null) {
      throw new ServiceException(ErrorCode.UNKNOWN_OPERATION, "");
    }
    trail.names(operation);
    Caller caller = authentication.authenticateSigned(request, trail.service().name());
    trail.isBy(caller);
    try (Call call = new Call(trail, caller, this::read, sightings, spool)) {
      RestRoute route = rest.route(operation.contract().name());
      RestQuery query = RestQuery.parse(request.target());
      var parts = route.parts(RestProtocol.path(request), query, call);
      return run(operation, new RequestBody.Rest(request, parts), call);
    }
  }

  private WireResponse answerForm(Trail trail) {
    Service service = trail.service();
    WireRequest request = trail.request();
    if (SigV4Verifier.isUnsigned(request)) {
      return answerUnsigned(trail);
    }
    Caller caller = authentication.authenticateSigned(request, service.name());
    try (Call call = call(trail, caller)) {
      RequestBody.Parameters body = RequestBody.Parameters.of(request);
      Operation<?, ?> operation = service.byAction(body);
      if (operation == null) {
        throw ServiceException.quoting(
            ErrorCode.UNKNOWN_OPERATION,
            "Could not find operation %s for version %s".formatted(body.action(), body.version()),
            "");
      }
      trail.names(operation);
      return run(operation, body, call);
    }
  }

  /**
   * The one way in without a signature. Of such a body, which is small, only the name of the
   * operation is looked at, unless that proves its caller itself.
   */
  private WireResponse answerUnsigned(Trail trail) {
    Service service = trail.service();
    WireRequest request = trail.request();
    authentication.admit(request, service.name());
    if (request.body().length <= MAX_UNSIGNED_BODY) {
      RequestBody.Parameters body = RequestBody.Parameters.of(request);
      if (service.byAction(body) instanceof UnsignedOperation<?, ?> operation) {
        trail.names(operation);
        try (Arrival arrival = new Arrival(trail)) {
          return run(operation, body, arrival);
        } catch (ServiceException e) {
          authentication.failed(request);
          throw e;
        }
      }
    }
    throw authentication.missing(request);
  }

  /** Begins with a request that comes from inside of this server, and is not on any wire. */
  Trail arriving(WireRequest request) {
    return new Trail(requestIds.next(), now(), services.addressed(request), request, recorder);
  }

  /** Opens a call of a caller who is known. */
  Call call(Trail trail, Caller caller) {
    trail.isBy(caller);
    return new Call(trail, caller, this::read, sightings);
  }

  private Instant now() {
    return Instant.ofEpochMilli(clock.millis());
  }

  private <I, O> WireResponse run(Operation<I, O> operation, RequestBody body, Call call) {
    return run(operation.contract(), body, call.arrival(), in -> run(operation, in, call));
  }

  private <I, O> WireResponse run(
      UnsignedOperation<I, O> operation, RequestBody body, Arrival arrival) {
    return run(operation.contract(), body, arrival, in -> operation.answer(in, arrival));
  }

  private static <I, O> WireResponse run(
      Contract<I, O> contract,
      RequestBody body,
      Arrival arrival,
      java.util.function.Function<I, O> operation) {
    String requestId = arrival.requestId();
    Trail trail = arrival.trail();
    try {
      O out = contract.perform(body, arrival, operation);
      return trail.service().protocol().answer(contract.name(), contract.output(), out, requestId);
    } catch (ServiceException e) {
      if (e.code().isServerFault()) {
        LOG.log(System.Logger.Level.ERROR, "request " + requestId + " failed", e);
      }
      if (!contract.declares(e.code())) {
        LOG.log(System.Logger.Level.ERROR, "request " + requestId + " undeclared", e);
        return internalFailure(trail);
      }
      throw e;
    }
  }

  /** Runs one authenticated call; permission cannot be forgotten here. */
  <I, O> O run(Operation<I, O> operation, I in, Call call) {
    return switch (operation) {
      case ReadOperation<I, O> read -> read(read, in, call);
      case WriteOperation<I, O> write -> write(write, in, call);
      case AccountOperation<I, O> account -> {
        require(account, in, call);
        yield account.answer(in, call);
      }
      case KeyReadOperation<I, O> read -> read.answer(in, keysFor(read, in, call), call);
      case KeyWriteOperation<I, O> write -> {
        recorder.requireRoom();
        yield keys.update(
            () -> {
              call.trail().deciding();
              return recorded(write, write.decide(in, keysFor(write, in, call), call), call);
            });
      }
      case KeyAccountOperation<I, O> account -> {
        recorder.requireRoom();
        require(account, in, call);
        yield keys.update(
            () -> {
              call.changedNothing();
              return recorded(account, account.decide(in, call), call);
            });
      }
      case FunctionReadOperation<I, O> read -> {
        FunctionArn target = read.target(in, call);
        Function function = functionFor(read, in, target, call);
        if (function == null) {
          throw Functions.notFound(target);
        }
        yield read.answer(in, function, call);
      }
      case FunctionWriteOperation<I, O> write -> write(write, in, call);
      case DirectoryRead<I, O> read -> {
        Directory directory = directories.of(call.account());
        require(read, in, directory, call);
        yield read.answer(in, directory, call);
      }
      case DirectoryWrite<I, O> write -> write(write, in, call);
      case CallerOperation<I, O> own -> own.answer(in, call);
      case UnsignedOperation<I, O> open -> open.answer(in, call.arrival());
    };
  }

  private <I, O> O write(WriteOperation<I, O> operation, I in, Call call) {
    recorder.requireRoom();
    SecretId target = operation.target(in);
    I ready =
        operation instanceof PreparedOperation<I, O> slow ? prepared(slow, in, target, call) : in;
    return secrets.update(
        target,
        call,
        call.region(),
        secret -> {
          call.trail().deciding();
          require(operation, ready, target, secret, call);
          Change<O> change =
              secret == null
                  ? operation.decideMissing(ready, call)
                  : operation.decide(ready, secret, call);
          return change.writes().isEmpty() ? change : recorded(operation, change, call);
        });
  }

  /** What takes long is done for nobody who may not. */
  private <I, O> I prepared(PreparedOperation<I, O> operation, I in, SecretId target, Call call) {
    Secret secret = secrets.find(target, call.account(), call.region());
    require(operation, in, target, secret, call);
    return secret == null ? in : operation.prepare(in, secret, call);
  }

  private <O> Change<O> recorded(WriteOperation<?, O> operation, Change<O> change, Call call) {
    AuditRecord own = call.record(operation, change.answer());
    return own == null ? change : recorder.recorded(change, own);
  }

  private <I, O> O write(FunctionWriteOperation<I, O> operation, I in, Call call) {
    recorder.requireRoom();
    FunctionArn target = operation.target(in, call);
    return functions.update(
        () -> {
          call.trail().deciding();
          Function function = functionFor(operation, in, target, call);
          FunctionChange<O> change = operation.decide(in, function, call);
          boolean none = change.write() == null;
          return change.recorded(none ? null : call.record(operation, change.answer()));
        });
  }

  /** Asks for all that an operation needs, and returns the function, or null if there is none. */
  private <I, O> @Nullable Function functionFor(
      FunctionOperation<I, O> operation, I in, FunctionArn target, Call call) {
    Function function = functions.find(target);
    if (function != null) {
      call.trail().touches(target.text(), target.account());
    }
    ConditionKeys keys = RequestConditions.of(operation.conditions(in));
    authorizer.require(call, operation.contract().action(), target, function, keys);
    for (Action also : operation.also(in)) {
      authorizer.require(call, also, target, function, keys);
    }
    String role = operation.passedRole(in);
    if (role != null) {
      authorizer.requirePassing(call, role, target);
    }
    return function;
  }

  private <I, O> O write(DirectoryWrite<I, O> operation, I in, Call call) {
    recorder.requireRoom();
    return directories.update(
        call.account(),
        directory -> {
          call.trail().deciding();
          require(operation, in, directory, call);
          Decision<O> decision = operation.decide(in, directory, call);
          authorizer.requireAdministrator(decision.change(), operation.contract());
          boolean none = decision.change() == null;
          return decision.recorded(none ? null : call.record(operation, decision.answer()));
        });
  }

  private static <O> KeyChange<O> recorded(
      Operation<?, O> operation, KeyChange<O> change, Call call) {
    boolean none = change.write() == null;
    return change.recorded(none ? null : call.record(operation, change.answer()));
  }

  /** Asks for all that an operation needs, and returns the keys that are among it. */
  private <I, O> List<Key> keysFor(KeyOperation<I, O> operation, I in, Call call) {
    List<Key> found = new ArrayList<>(1);
    for (KeyAsk ask : operation.asks(in, call)) {
      Key key = ask instanceof KeyAsk.OnAlias ? null : keys.find(ask.ref());
      if (key != null) {
        call.trail().touches(key.arn(), key.account());
      }
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
    if (!permission.resource().equals(Permission.NO_RESOURCE)) {
      call.trail().touches(permission.resource(), call.account());
    }
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
    if (secret != null) {
      call.trail().touches(secret.arn(), secret.account());
    }
    ConditionKeys keys = operation.keys(in);
    authorizer.require(call, operation.contract().action(), target, secret, keys);
    for (Action also : operation.also(in)) {
      authorizer.require(call, also, target, secret, keys);
    }
  }
}
