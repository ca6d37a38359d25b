package io.strongroom.rotators.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.core.secret.SecretValue;
import io.strongroom.keys.SensitiveBytes;
import io.strongroom.rotators.RotationException;
import io.strongroom.rotators.RotationException.Failure;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logins of databases; the formats are those of the published rotation functions. */
class DatabaseSecretTest {
  private static final String START = "{\"engine\":\"postgres\",\"host\":\"db\",";

  private static DatabaseSecret parse(String json) {
    return DatabaseSecret.parse(
        new SecretValue.Text(SensitiveBytes.owning(json.getBytes(UTF_8))),
        "current",
        Set.of("postgres", "aurora-postgresql"));
  }

  private static String refusal(String json) {
    RotationException failure = assertThrows(RotationException.class, () -> parse(json));
    assertEquals(Failure.PERMANENT, failure.failure());
    return failure.getMessage();
  }

  private static DatabaseSecret login(String more) {
    return parse(START + "\"username\":\"u\",\"password\":\"p\"" + more + "}");
  }

  @Test
  void whatIsAbsentHasADefault() {
    try (DatabaseSecret login = login("")) {
      assertEquals("db", login.host());
      assertEquals("u", login.username());
      assertEquals(5432, login.port(5432));
      assertNull(login.database());
      assertNull(login.superuserArn());
      assertNull(login.tls());
    }
  }

  @Test
  void eachKeyThatIsNeededIsNamedWhenItIsMissing() {
    assertEquals("The current value has no key host.", refusal("{\"engine\":\"postgres\"}"));
    assertEquals("The current value has no key username.", refusal(START + "\"password\":\"p\"}"));
    assertEquals("The current value has no key password.", refusal(START + "\"username\":\"u\"}"));
    assertEquals(
        "The current value has no key password.",
        refusal(START + "\"username\":\"u\",\"password\":5}"));
    assertEquals(
        "The current value has no key username.",
        refusal(START + "\"username\":\"\",\"password\":\"p\"}"));
  }

  @Test
  void theEngineMustBeOneOfTheRotators() {
    String text = "The key engine of the current value must be one of aurora-postgresql, postgres.";
    assertEquals(text, refusal("{\"engine\":\"mysql\"}"));
    assertEquals(text, refusal("{}"));
  }

  @Test
  void aValueThatIsNoObjectIsNotQuoted() {
    assertEquals("The current value is not an object in JSON, each key once.", refusal("hunter2"));
    RotationException binary =
        assertThrows(
            RotationException.class,
            () ->
                DatabaseSecret.parse(
                    new SecretValue.Binary(SensitiveBytes.owning(new byte[] {1})),
                    "pending",
                    Set.of()));
    assertEquals("The pending value is not an object in JSON, each key once.", binary.getMessage());
    RotationException missing =
        assertThrows(
            RotationException.class, () -> DatabaseSecret.parse(null, "pending", Set.of()));
    assertEquals("The secret has no pending value.", missing.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"5433", "'\"5433\"'"})
  void thePortIsANumberOrAText(String port) {
    try (DatabaseSecret login = login(",\"port\":" + port)) {
      assertEquals(5433, login.port(5432));
    }
  }

  @ParameterizedTest
  @CsvSource({"0", "65536", "-1", "'\"x\"'", "1.5", "99999999999"})
  void aPortThatIsNoneIsRefused(String port) {
    try (DatabaseSecret login = login(",\"port\":" + port)) {
      assertThrows(RotationException.class, () -> login.port(5432));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "true, true",
    "'\"TRUE\"', true",
    "false, false",
    "'\"False\"', false",
    "'\"yes\"',",
    "1,"
  })
  void tlsIsABooleanOrItsNameAndElseOpen(String ssl, Boolean expected) {
    try (DatabaseSecret login = login(",\"ssl\":" + ssl)) {
      assertEquals(expected, login.tls());
    }
  }

  @Test
  void aZeroByteInANameIsRefused() {
    refusal(START + "\"username\":\"u\\u0000database\\u0000x\",\"password\":\"p\"}");
    try (DatabaseSecret login = login(",\"dbname\":\"a\\u0000b\"")) {
      assertThrows(RotationException.class, login::database);
    }
  }

  @Test
  void hostsAreComparedByNameAndServersByPortToo() {
    try (DatabaseSecret one = login("");
        DatabaseSecret same = login(",\"port\":\"5432\"");
        DatabaseSecret other = login(",\"port\":5433")) {
      assertTrue(one.isOfSameServer(same, 5432));
      assertFalse(one.isOfSameServer(other, 5432));
      assertTrue(one.isOfSameHost(other));
    }
  }

  @Test
  void userAndPasswordAreReplacedAndAllElseIsKept() {
    try (DatabaseSecret login = login(",\"more\":[ 1 ]");
        SensitiveBytes password = SensitiveBytes.owning("q\"".getBytes(UTF_8));
        SensitiveBytes same = login.with("u", password);
        SensitiveBytes other = login.with("u_clone", password)) {
      String expected = START + "\"username\":\"%s\",\"password\":\"q\\\"\",\"more\":[ 1 ]}";
      assertEquals(expected.formatted("u"), same.use(text -> new String(text, UTF_8)));
      assertEquals(expected.formatted("u_clone"), other.use(text -> new String(text, UTF_8)));
    }
  }
}
