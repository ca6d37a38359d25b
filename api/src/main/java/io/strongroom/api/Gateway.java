package io.strongroom.api;

import io.strongroom.api.shape.JsonOut;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.api.shape.ShapeReader;
import io.strongroom.api.shape.ShapeWriter;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretId;
import io.strongroom.core.store.Secrets;
import io.strongroom.iam.sigv4.WireRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The life of a request, from top to bottom: name the operation, verify the signature, read the
 * body, judge, run, write the answer. Nothing of a body is looked at before its signature holds.
 *
 * <p>This is the only caller of operations and the only place that turns an exception into an
 * answer.
 */
public final class Gateway {

  /** The service in credential scopes, ARNs and targets. */
  public static final String SERVICE = "secretsmanager";

  private static final String TARGET_PREFIX = SERVICE + ".";
  private static final int TYPICAL_ANSWER = 512;

  private static final System.Logger LOG = System.getLogger(Gateway.class.getName());

  private final Operations operations;
  private final Authentication authentication;
  private final Authorizer authorizer = new Authorizer();
  private final Secrets secrets;
  private final RequestIds requestIds;
  private final InstantSource clock;

  /** Puts the path of a request together. */
  public Gateway(
      Operations operations,
      Authentication authentication,
      Secrets secrets,
      RequestIds requestIds,
      InstantSource clock) {
    this.operations = operations;
    this.authentication = authentication;
    this.secrets = secrets;
    this.requestIds = requestIds;
    this.clock = clock;
  }

  /**
   * Tells whether the request can be answered without waiting for a disk or another thread. Only
   * the name of the operation is looked at.
   */
  public boolean answersWithoutWaiting(WireRequest request) {
    return operationOf(request) instanceof ReadOperation<?, ?>;
  }

  /** Answers a request; every fault becomes an answer of the service's own kind. */
  public WireResponse answer(WireRequest request) {
    String requestId = requestIds.next();
    try {
      Operation<?, ?> operation = operationOf(request);
      if (operation == null) {
        throw new ServiceException(ErrorCode.UNKNOWN_OPERATION, "");
      }
      Caller caller = authentication.authenticate(request, SERVICE);
      Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
      try (Call call = new Call(requestId, now, caller.principal(), caller.region(), this::read)) {
        return run(operation, request.body(), call);
      }
    } catch (ServiceException e) {
      return Errors.answer(e, requestId);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "request " + requestId + " failed", e);
      return Errors.internalFailure(requestId);
    }
  }

  /** Returns the answer for a request that is refused before it gets here. */
  public WireResponse refuse(int status, String type, String text) {
    return Errors.answer(status, type, ErrorCode.Body.FRAMEWORK, text, newRequestId());
  }

  /** Returns the id for an answer that is made elsewhere. */
  public String newRequestId() {
    return requestIds.next();
  }

  private @Nullable Operation<?, ?> operationOf(WireRequest request) {
    String target = request.headers().get("x-amz-target");
    if (target == null || !target.startsWith(TARGET_PREFIX) || !request.method().equals("POST")) {
      return null;
    }
    return operations.find(target.substring(TARGET_PREFIX.length()));
  }

  private <I, O> WireResponse run(Operation<I, O> operation, byte[] body, Call call) {
    Contract<I, O> contract = operation.contract();
    try {
      I in = ShapeReader.read(contract.input(), body, call::closing);
      O out = run(operation, in, call);
      return written(contract, out, call);
    } catch (ServiceException e) {
      if (e.code().isServerFault()) {
        LOG.log(System.Logger.Level.ERROR, "request " + call.requestId() + " failed", e);
      }
      if (e.code().body() == ErrorCode.Body.MODELLED && !contract.declares(e.code())) {
        LOG.log(System.Logger.Level.ERROR, "request " + call.requestId() + " undeclared", e);
        return Errors.internalFailure(call.requestId());
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
            call.account(),
            call.region(),
            secret -> {
              authorizer.require(call, write.contract().name(), target);
              return secret == null
                  ? write.decideMissing(in, call)
                  : write.decide(in, secret, call);
            });
      }
      case AccountOperation<I, O> account -> {
        SecretId named = account.target(in);
        if (named != null) {
          authorizer.require(call, account.contract().name(), named);
        }
        yield account.answer(in, call);
      }
    };
  }

  private <I, O> O read(ReadOperation<I, O> operation, I in, Call call) {
    SecretId target = operation.target(in);
    authorizer.require(call, operation.contract().name(), target);
    Secret secret = secrets.find(target, call.account(), call.region());
    if (secret == null) {
      throw Secrets.notFound();
    }
    return operation.read(in, secret, call);
  }

  private static <O> WireResponse written(Contract<?, O> contract, O out, Call call) {
    OutputStructure<O> shape = contract.output();
    JsonOut json = new JsonOut(shape == null ? 0 : TYPICAL_ANSWER);
    if (shape != null) {
      ShapeWriter.write(shape, out, json);
    }
    return new WireResponse(200, WireResponse.JSON, call.requestId(), json.bytes(), json.length());
  }
}
