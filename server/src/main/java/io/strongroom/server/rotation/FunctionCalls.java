package io.strongroom.server.rotation;

import io.strongroom.api.Caller;
import io.strongroom.api.secrets.SecretCalls;
import io.strongroom.api.shape.JsonOut;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.function.BuiltInFunctions;
import io.strongroom.core.function.Environment;
import io.strongroom.core.function.Environments;
import io.strongroom.core.function.Function;
import io.strongroom.core.function.FunctionArn;
import io.strongroom.core.function.FunctionRunner;
import io.strongroom.core.function.Functions;
import io.strongroom.core.function.InvokeJudge;
import io.strongroom.core.function.Source;
import io.strongroom.core.identity.Directories;
import io.strongroom.core.key.KmsKeys;
import io.strongroom.core.password.PasswordGenerator;
import io.strongroom.core.rotation.run.RotationFunctions;
import io.strongroom.core.rotation.run.StepCall;
import io.strongroom.core.rotation.run.StepOutcome;
import io.strongroom.core.rotation.run.StepOutcome.Permanence;
import io.strongroom.core.secret.RotatedBy;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretValue;
import io.strongroom.core.secret.StagingLabel;
import io.strongroom.iam.session.Session;
import io.strongroom.keys.Entropy;
import io.strongroom.keys.SensitiveBytes;
import io.strongroom.rotators.RotationException;
import io.strongroom.rotators.RotationException.Failure;
import io.strongroom.rotators.Rotator;
import io.strongroom.server.function.NarrowSession;
import io.strongroom.server.function.RoleSessions;
import io.strongroom.server.remote.RemoteFunction;
import io.strongroom.server.remote.RemoteFunctions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Has functions take the steps of rotations: a built-in rotator in this process, one that is
 * configured to be elsewhere by a call, any other function by the runner. Whether Secrets Manager
 * may invoke a function of this server is judged at each step; others judge that themselves. A
 * secret of a partner has a rotator of its type, and no function.
 */
public final class FunctionCalls implements RotationFunctions {
  private static final String MAY_NOT =
      "Secrets Manager cannot invoke the specified Lambda function. Ensure that the function policy"
          + " grants access to the principal secretsmanager.amazonaws.com.";

  private static final String MAY_NOT_ASSUME =
      "Secrets Manager cannot assume the specified role. Ensure that it exists in the account of"
          + " the secret and that its trust policy grants access to the principal"
          + " secretsmanager.amazonaws.com.";

  private static final int TYPICAL_EVENT = 512;

  /** The name of the session that copies a value for a function elsewhere. */
  private static final String COPIER = "remote-function";

  private final Functions functions;
  private final InvokeJudge judge;
  private final FunctionRunner runner;
  private final RoleSessions roles;
  private final RotationRole rotationRole;
  private final Environments environments;
  private final Map<String, Rotator> rotators;
  private final @Nullable NarrowSession narrow;
  private final Map<String, Rotator> partners;
  private final RemoteFunctions remotes;
  private final PasswordGenerator passwords;
  private final Entropy entropy;
  private final InstantSource clock;
  private @Nullable SecretCalls calls;

  /**
   * What functions are found and called with.
   *
   * @param narrow what narrows the permissions of functions that are not built in, or null
   */
  public record Means(
      Functions functions,
      InvokeJudge judge,
      FunctionRunner runner,
      RoleSessions roles,
      Environments environments,
      List<Rotator> rotators,
      List<Rotator> partners,
      @Nullable NarrowSession narrow,
      RemoteFunctions remotes) {}

  /** Calls functions by {@code means}; roles of rotators are made in {@code directories}. */
  public FunctionCalls(Means means, Directories directories, Entropy entropy, InstantSource clock) {
    this.functions = means.functions();
    this.judge = means.judge();
    this.runner = means.runner();
    this.roles = means.roles();
    this.rotationRole = new RotationRole(directories, entropy, clock);
    this.environments = means.environments();
    this.rotators = byName(means.rotators());
    this.partners = byName(means.partners());
    this.narrow = means.narrow();
    this.remotes = means.remotes();
    this.passwords = new PasswordGenerator(entropy);
    this.entropy = entropy;
    this.clock = clock;
  }

  private static Map<String, Rotator> byName(List<Rotator> rotators) {
    return rotators.stream().collect(Collectors.toMap(Rotator::name, each -> each));
  }

  /** Tells how calls are made, once there is something that answers them. */
  public void connect(SecretCalls answering) {
    calls = answering;
  }

  @Override
  public void requireInvocable(RotatedBy by, Secret secret) {
    switch (by) {
      case RotatedBy.Function(String arn) -> requireInvocable(arn, secret);
      case RotatedBy.Partner(String role, var _) -> requireRotator(role, secret);
    }
  }

  @Override
  public @Nullable Function here(String functionArn) {
    return remotes.find(functionArn) == null ? find(functionArn) : null;
  }

  private void requireRotator(String role, Secret secret) {
    if (partner(secret) == null) {
      throw RotationFunctions.noRotatorFor(secret);
    }
    if (roles.open(role, secret) == null) {
      throw new ServiceException(ErrorCode.INVALID_REQUEST, MAY_NOT_ASSUME);
    }
  }

  private @Nullable Rotator partner(Secret secret) {
    return secret.type() == null ? null : partners.get(secret.type());
  }

  private void requireInvocable(String functionArn, Secret secret) {
    if (remotes.find(functionArn) != null) {
      rotationRole.provide(secret.account());
      return;
    }
    Function function = find(functionArn);
    if (function == null) {
      throw new ServiceException(
          ErrorCode.RESOURCE_NOT_FOUND, "Lambda was unable to find the function " + functionArn);
    }
    if (!mayInvoke(function, secret)) {
      throw new ServiceException(ErrorCode.ACCESS_DENIED, MAY_NOT);
    }
    if (function.source() instanceof Source.BuiltIn) {
      rotationRole.provide(function.account());
    }
  }

  private @Nullable Function find(String functionArn) {
    FunctionArn arn = FunctionArn.parse(functionArn);
    return arn == null ? null : functions.find(arn);
  }

  private boolean mayInvoke(Function function, Secret secret) {
    return judge.rotationMayInvoke(function, secret.arn(), secret.account(), clock.instant());
  }

  @Override
  public StepOutcome invoke(StepCall call) throws InterruptedException {
    return switch (call.by()) {
      case RotatedBy.Function(String arn) -> invoke(arn, call);
      case RotatedBy.Partner partner -> rotate(call, partner);
    };
  }

  private StepOutcome invoke(String arn, StepCall call) throws InterruptedException {
    RemoteFunction remote = remotes.find(arn);
    if (remote != null) {
      try (SensitiveBytes event = event(call)) {
        return remotes.invoke(remote, event);
      }
    }
    Function function = find(arn);
    if (function == null) {
      return lasting("there is no function " + arn);
    }
    if (!mayInvoke(function, call.secret())) {
      return lasting("the policy of the function does not let Secrets Manager invoke it");
    }
    return function.source() instanceof Source.BuiltIn builtIn
        ? rotate(call, function, builtIn.rotator())
        : run(call, function);
  }

  private static StepOutcome lasting(String reason) {
    return new StepOutcome.Failed(Permanence.LASTING, reason);
  }

  private static StepOutcome passing(String reason) {
    return new StepOutcome.Failed(Permanence.PASSING, reason);
  }

  private @Nullable Caller caller(StepCall call, Function function) {
    boolean builtIn = function.source() instanceof Source.BuiltIn;
    return builtIn
        ? caller(call, function.settings().role(), function.name().text(), tags(call), null)
        : caller(
            call,
            function.settings().role(),
            function.name().text(),
            Map.of(),
            sessionPolicy(call));
  }

  private @Nullable Caller caller(
      StepCall call,
      String role,
      String sessionName,
      Map<String, String> tags,
      @Nullable String policy) {
    Session session = roles.open(role, sessionName, tags, policy);
    return session == null ? null : roles.caller(session, call.secret().region());
  }

  private @Nullable String sessionPolicy(StepCall call) {
    return narrow == null ? null : narrow.policy(call.secret().arn());
  }

  private static Map<String, String> tags(StepCall call) {
    return Map.of(RotationRole.TAG, call.secret().arn());
  }

  /** A function elsewhere has no role here, so the one of rotators makes the copy for it. */
  private @Nullable Caller copier(String arn, StepCall call) {
    if (remotes.find(arn) != null) {
      Secret secret = call.secret();
      String role = BuiltInFunctions.roleArn(secret.account(), secret.region());
      return caller(call, role, COPIER, tags(call), null);
    }
    Function function = find(arn);
    return function == null ? null : caller(call, function);
  }

  private StepOutcome rotate(StepCall call, Function function, String name) {
    Rotator rotator = rotators.get(name);
    return rotator == null
        ? lasting("there is no built-in rotator " + name)
        : run(rotator, call, caller(call, function), variables(function));
  }

  private StepOutcome rotate(StepCall call, RotatedBy.Partner by) {
    Rotator rotator = partner(call.secret());
    return rotator == null
        ? lasting("there is no rotator for secrets of type " + call.secret().type())
        : run(rotator, call, caller(call, by), by.metadata());
  }

  private @Nullable Caller caller(StepCall call, RotatedBy.Partner by) {
    Session session = roles.open(by.role(), call.secret());
    return session == null ? null : roles.caller(session, call.secret().region());
  }

  private StepOutcome run(
      Rotator rotator, StepCall call, @Nullable Caller caller, Map<String, String> environment) {
    if (caller == null || calls == null) {
      return lasting("the role of the rotation is not there or does not trust the service");
    }
    try {
      rotator.run(call.step(), new BuiltInRotation(call, caller, calls, passwords, environment));
      return new StepOutcome.Done();
    } catch (RotationException e) {
      return e.failure() == Failure.PERMANENT ? lasting(e.getMessage()) : passing(e.getMessage());
    }
  }

  private Map<String, String> variables(Function function) {
    Map<String, String> variables = new HashMap<>();
    try (Environment environment = environments.open(function)) {
      environment
          .values()
          .forEach(
              (name, value) ->
                  variables.put(
                      name, value.use(bytes -> new String(bytes, StandardCharsets.UTF_8))));
    }
    return variables;
  }

  private StepOutcome run(StepCall call, Function function) throws InterruptedException {
    Duration timeout = Duration.ofSeconds(function.settings().timeoutSeconds());
    try (SensitiveBytes event = event(call);
        FunctionRunner.Outcome outcome =
            runner.invoke(
                function,
                new FunctionRunner.Request(
                    event,
                    KmsKeys.randomUuid(entropy).toString(),
                    clock.instant().plus(timeout),
                    false,
                    null,
                    call.secret().arn() + "/" + call.version(),
                    List.of(call.token()),
                    sessionPolicy(call)))) {
      if (Thread.interrupted()) {
        throw new InterruptedException("the step was given up");
      }
      return switch (outcome) {
        case FunctionRunner.Answered _ -> new StepOutcome.Done();
        case FunctionRunner.Failed failed -> passing("the function failed: " + failed.errorType());
        case FunctionRunner.Throttled() -> passing("too many functions run already");
        case FunctionRunner.Unavailable(String reason) -> passing(reason);
      };
    }
  }

  private static SensitiveBytes event(StepCall call) {
    JsonOut event = new JsonOut(TYPICAL_EVENT);
    event.literal("{\"Step\":");
    event.text(call.step().text());
    event.literal(",\"SecretId\":");
    event.text(call.secret().arn());
    event.literal(",\"ClientRequestToken\":");
    event.text(call.version().text());
    event.literal(",\"RotationToken\":");
    event.text(call.token());
    event.raw('}');
    SensitiveBytes whole = SensitiveBytes.owning(Arrays.copyOf(event.bytes(), event.length()));
    Arrays.fill(event.bytes(), (byte) 0);
    return whole;
  }

  @Override
  public StepOutcome copyCurrent(StepCall call) {
    Caller caller =
        switch (call.by()) {
          case RotatedBy.Function(String arn) -> copier(arn, call);
          case RotatedBy.Partner partner -> caller(call, partner);
        };
    if (caller == null || calls == null) {
      return lasting("the function or its role is not there");
    }
    String arn = call.secret().arn();
    try (SecretValue current = calls.value(caller, arn, null, StagingLabel.CURRENT)) {
      if (current == null) {
        return lasting("the secret has no value");
      }
      calls.putPending(caller, arn, call.version(), current);
      return new StepOutcome.Done();
    } catch (ServiceException e) {
      return lasting("the value could not be copied: " + e.code().wireName());
    }
  }
}
