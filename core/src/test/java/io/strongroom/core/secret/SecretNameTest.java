package io.strongroom.core.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sources: service model, NameType; user guide, "Create a secret"; texts from public reports. */
class SecretNameTest {
  private static final String TEXT =
      "Invalid name. Must be a valid name containing alphanumeric characters, or any of the"
          + " following: -/_+=.@!";

  /** The alphabet written out. */
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/_+=.@-!";

  @Test
  @DisplayName("N1: every UTF-16 unit alone is a name exactly if it is of the alphabet")
  void alphabetIsExact() {
    for (int c = 0; c <= Character.MAX_VALUE; c++) {
      String text = String.valueOf((char) c);
      assertEquals(ALPHABET.contains(text), SecretName.isName(text), () -> text);
      assertEquals(ALPHABET.contains(text), SecretName.isName("a" + text + "z"), () -> text);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "prod/app/db",
        "/leading/slash",
        "trailing/",
        "//",
        "rds!db-1234",
        "events!connection/x",
        "user@example.com",
        "a=b+c_d.e",
        "MySecret-abcdef",
        "-abcdef",
        "!"
      })
  @DisplayName("N1, N2, N4, N5: legal names")
  void namesAreKeptToTheLetter(String text) {
    assertEquals(text, SecretName.parse(text).text());
    assertEquals(text, SecretName.parse(text).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "a b", "a:b", "a#b", "a\u0000", "caf\u00e9", "a\n", "https://x", "a\\b"})
  @DisplayName("N1: other texts are a ValidationException with the service's text")
  void otherTextsAreRefused(String text) {
    ServiceException refusal = assertThrows(ServiceException.class, () -> SecretName.parse(text));
    assertEquals(ErrorCode.VALIDATION, refusal.code());
    assertEquals(TEXT, refusal.getMessage());
    assertThrows(IllegalArgumentException.class, () -> new SecretName(text));
  }

  @Test
  @DisplayName("N1: 1 to 512 characters")
  void lengthIsBounded() {
    assertEquals(512, SecretName.parse("n".repeat(512)).text().length());
    assertThrows(ServiceException.class, () -> SecretName.parse("n".repeat(513)));
  }

  @Test
  @DisplayName("N4: names are case-sensitive and have no path semantics")
  void namesDifferByEveryCharacter() {
    assertNotEquals(SecretName.parse("Db"), SecretName.parse("db"));
    assertNotEquals(SecretName.parse("/db"), SecretName.parse("db"));
    assertNotEquals(SecretName.parse("a//b"), SecretName.parse("a/b"));
  }
}
