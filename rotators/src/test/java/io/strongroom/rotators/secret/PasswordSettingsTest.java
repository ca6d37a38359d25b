package io.strongroom.rotators.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.strongroom.core.password.PasswordRules;
import io.strongroom.rotators.RotationException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The variables and defaults of the published rotation functions. */
class PasswordSettingsTest {

  @Test
  void withoutVariablesThereAreDefaults() {
    assertEquals(
        new PasswordRules(32, ":/@\"'\\", false, false, false, false, false, true),
        PasswordSettings.parse(Map.of(), ":" + PasswordSettings.EXCLUDED));
  }

  @Test
  void eachVariableCounts() {
    assertEquals(
        new PasswordRules(40, "", true, true, true, true, false, false),
        PasswordSettings.parse(
            Map.of(
                "PASSWORD_LENGTH", "40",
                "EXCLUDE_CHARACTERS", "",
                "EXCLUDE_NUMBERS", "true",
                "EXCLUDE_PUNCTUATION", "1",
                "EXCLUDE_UPPERCASE", "Y",
                "EXCLUDE_LOWERCASE", "YES",
                "REQUIRE_EACH_INCLUDED_TYPE", "no"),
            PasswordSettings.EXCLUDED));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "4097", "-5", "1e3", "thirty"})
  void aLengthThatIsNoneIsRefused(String length) {
    RotationException failure =
        assertThrows(
            RotationException.class,
            () -> PasswordSettings.parse(Map.of("PASSWORD_LENGTH", length), ""));
    assertEquals(
        "The variable PASSWORD_LENGTH must be a number from 1 to 4096.", failure.getMessage());
  }
}
