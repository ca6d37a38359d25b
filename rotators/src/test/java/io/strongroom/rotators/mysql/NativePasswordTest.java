package io.strongroom.rotators.mysql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.strongroom.keys.SensitiveBytes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hashes as {@code SELECT PASSWORD(…)} of a server gives them. */
class NativePasswordTest {

  @ParameterizedTest
  @CsvSource({
    "password, *2470C0C06DEE42FD1618BB99005ADCA2EC9D1E19",
    "root, *81F5E21E35407D884A6CD4A731AEBFB6AF209E1B"
  })
  void theHashIsThatOfTheServer(String password, String expected) {
    assertEquals(expected, NativePassword.hash(SensitiveBytes.owning(password.getBytes(UTF_8))));
  }
}
