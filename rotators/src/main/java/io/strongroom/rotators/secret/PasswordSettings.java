package io.strongroom.rotators.secret;

import io.strongroom.core.password.PasswordRules;
import io.strongroom.rotators.RotationException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the rules of new passwords from the environment variables of the published functions. */
public final class PasswordSettings {

  /** Characters that new passwords do not have unless {@code EXCLUDE_CHARACTERS} is set. */
  public static final String EXCLUDED = "/@\"'\\";

  private static final Set<String> TRUE = Set.of("true", "1", "y", "yes");

  private PasswordSettings() {}

  /**
   * Returns the rules that {@code environment} asks for.
   *
   * @param excluded what is left out if {@code EXCLUDE_CHARACTERS} is not set
   * @throws RotationException if {@code PASSWORD_LENGTH} is not a length
   */
  public static PasswordRules parse(Map<String, String> environment, String excluded) {
    return new PasswordRules(
        length(environment.get("PASSWORD_LENGTH")),
        environment.getOrDefault("EXCLUDE_CHARACTERS", excluded),
        flag(environment, "EXCLUDE_NUMBERS", false),
        flag(environment, "EXCLUDE_PUNCTUATION", false),
        flag(environment, "EXCLUDE_UPPERCASE", false),
        flag(environment, "EXCLUDE_LOWERCASE", false),
        false,
        flag(environment, "REQUIRE_EACH_INCLUDED_TYPE", true));
  }

  private static int length(@Nullable String text) {
    if (text == null) {
      return PasswordRules.DEFAULT_LENGTH;
    }
    try {
      int length = Integer.parseInt(text.strip());
      if (length >= PasswordRules.MIN_LENGTH && length <= PasswordRules.MAX_LENGTH) {
        return length;
      }
    } catch (NumberFormatException e) {
      // Refused below, with the same text as a number out of range.
    }
    throw RotationException.permanent(
        "The variable PASSWORD_LENGTH must be a number from "
            + PasswordRules.MIN_LENGTH
            + " to "
            + PasswordRules.MAX_LENGTH
            + ".");
  }

  private static boolean flag(Map<String, String> environment, String name, boolean otherwise) {
    String text = environment.get(name);
    return text == null ? otherwise : TRUE.contains(text.toLowerCase(Locale.ROOT));
  }
}
