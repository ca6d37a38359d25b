package io.strongroom.server.rotation;

import io.strongroom.api.Caller;
import io.strongroom.api.secrets.SecretCalls;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.password.PasswordGenerator;
import io.strongroom.core.password.PasswordRules;
import io.strongroom.core.rotation.run.StepCall;
import io.strongroom.core.secret.SecretValue;
import io.strongroom.core.secret.StagingLabel;
import io.strongroom.keys.SensitiveBytes;
import io.strongroom.rotators.Rotation;
import io.strongroom.rotators.RotationException;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One step of a built-in rotator: its calls, in the name of the role that it acts as. */
final class BuiltInRotation implements Rotation {
  private final StepCall step;
  private final Caller caller;
  private final SecretCalls calls;
  private final PasswordGenerator passwords;
  private final Map<String, String> environment;

  BuiltInRotation(
      StepCall step,
      Caller caller,
      SecretCalls calls,
      PasswordGenerator passwords,
      Map<String, String> environment) {
    this.step = step;
    this.caller = caller;
    this.calls = calls;
    this.passwords = passwords;
    this.environment = environment;
  }

  @Override
  public String secretArn() {
    return step.secret().arn();
  }

  @Override
  public String versionId() {
    return step.version().text();
  }

  @Override
  public Map<String, String> environment() {
    return environment;
  }

  @Override
  public Description describe() {
    SecretCalls.Described found =
        asked("DescribeSecret", () -> calls.describe(caller, secretArn()));
    return new Description(found.rotates(), found.versions());
  }

  @Override
  public @Nullable SecretValue value(StagingLabel stage) {
    return asked(
        "GetSecretValue",
        () ->
            calls.value(
                caller,
                secretArn(),
                stage.equals(StagingLabel.PENDING) ? step.version() : null,
                stage));
  }

  @Override
  public void putPending(SensitiveBytes text) {
    asked(
        "PutSecretValue",
        () -> {
          SecretValue value = new SecretValue.Text(text);
          calls.putPending(caller, secretArn(), step.version(), value);
          return true;
        });
  }

  @Override
  public SensitiveBytes randomPassword(PasswordRules rules) {
    return asked("GetRandomPassword", () -> passwords.generate(rules));
  }

  @Override
  public SecretValue currentValueOf(String secretArn) {
    SecretValue value =
        asked(
            "GetSecretValue of the other secret",
            () -> calls.value(caller, secretArn, null, StagingLabel.CURRENT));
    if (value == null) {
      throw RotationException.permanent("The other secret does not exist or has no value.");
    }
    return value;
  }

  @Override
  public void makeCurrent(String currentVersionId) {
    asked(
        "UpdateSecretVersionStage",
        () -> {
          calls.makeCurrent(caller, secretArn(), currentVersionId, step.version());
          return true;
        });
  }

  /** The texts of errors can quote what was sent, so the code alone is passed on. */
  private static <T> T asked(String what, Supplier<T> call) {
    try {
      return call.get();
    } catch (ServiceException e) {
      String text = what + " was answered with " + e.code().wireName();
      throw e.code().isServerFault()
          ? RotationException.retryable(text)
          : RotationException.permanent(text);
    }
  }
}
