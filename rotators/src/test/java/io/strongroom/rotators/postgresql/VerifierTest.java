package io.strongroom.rotators.postgresql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PasswordUtil;

/** The driver's verifiers are those of the standard: password and salt of RFC 7677, section 3. */
class VerifierTest {

  @Test
  void theVerifierIsThatOfTheStandard() {
    byte[] salt = Base64.getDecoder().decode("W22ZaJ0SNY7soEsUEjb6gQ==");
    assertEquals(
        "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ=="
            + "$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY="
            + ":wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=",
        PasswordUtil.encodeScramSha256("pencil".toCharArray(), 4096, salt));
  }
}
