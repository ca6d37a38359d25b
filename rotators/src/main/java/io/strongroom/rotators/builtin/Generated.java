package io.strongroom.rotators.builtin;

import io.strongroom.core.password.PasswordRules;
import io.strongroom.core.secret.SecretValue;
import io.strongroom.core.secret.StagingLabel;
import io.strongroom.keys.SensitiveBytes;
import io.strongroom.rotators.Rotation;
import io.strongroom.rotators.RotationException;
import io.strongroom.rotators.Strategy;
import io.strongroom.rotators.secret.PasswordSettings;
import io.strongroom.rotators.secret.SecretJson;
import org.jspecify.annotations.Nullable;

/**
 * Makes a random text, and tells nobody: for keys and passwords of which the secret itself is the
 * source. A value that is no JSON object is replaced as a whole; in an object one member is, {@code
 * SECRET_KEY} or else {@code password}.
 */
final class Generated implements Strategy {
  private static final String DEFAULT_KEY = "password";

  /** A text that began so would be taken for an object at the next rotation. */
  private static final String BEGINS_OBJECT = "{";

  @Override
  public SensitiveBytes newValue(Rotation rotation) {
    PasswordRules rules = PasswordSettings.parse(rotation.environment(), PasswordSettings.EXCLUDED);
    String key = rotation.environment().get("SECRET_KEY");
    try (SecretJson object = current(rotation)) {
      if (object == null && key != null) {
        throw RotationException.permanent(
            "The current value is not an object in JSON, and SECRET_KEY is set.");
      }
      if (object != null && key == null && !object.isString(DEFAULT_KEY)) {
        throw RotationException.permanent(
            "The current value has no key password, and SECRET_KEY is not set.");
      }
      return object == null
          ? rotation.randomPassword(rules.excluding(BEGINS_OBJECT))
          : changed(object, key == null ? DEFAULT_KEY : key, rotation.randomPassword(rules));
    }
  }

  private static @Nullable SecretJson current(Rotation rotation) {
    SecretValue value = rotation.value(StagingLabel.CURRENT);
    return switch (value) {
      case null -> null;
      case SecretValue.Text(var text) when SecretJson.looksLikeObject(text) -> object(text);
      case SecretValue.Text _ -> {
        value.close();
        yield null;
      }
      case SecretValue.Binary _ -> {
        value.close();
        throw RotationException.permanent("The current value is binary.");
      }
    };
  }

  /** A damaged object is not replaced as a whole: there may be more in it than a password. */
  private static SecretJson object(SensitiveBytes text) {
    SecretJson object = SecretJson.parse(text);
    if (object == null) {
      throw RotationException.permanent(
          "The current value begins as an object in JSON and is none.");
    }
    return object;
  }

  private static SensitiveBytes changed(SecretJson object, String key, SensitiveBytes made) {
    try (made;
        SecretJson changed = object.with(key, made)) {
      return changed.copy();
    }
  }

  @Override
  public void set(Rotation rotation) {}

  @Override
  public void test(Rotation rotation) {}
}
