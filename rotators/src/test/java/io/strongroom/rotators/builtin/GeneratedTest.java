package io.strongroom.rotators.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.core.rotation.run.RotationStep;
import io.strongroom.rotators.Rotation;
import io.strongroom.rotators.RotationException;
import io.strongroom.rotators.Rotator;
import io.strongroom.testkit.database.TestDatabase;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values of which the secret itself is the source. */
class GeneratedTest {
  private final Rotator rotator = new Rotator("generated", new Generated());

  @Test
  void aTextIsReplacedAsAWhole() {
    TestSecret secret = new TestSecret("old token");
    secret.environment.putAll(Map.of("PASSWORD_LENGTH", "40", "EXCLUDE_PUNCTUATION", "true"));
    secret.rotate(rotator);
    assertTrue(secret.current().matches("[A-Za-z0-9]{40}"), secret.current());
    String first = secret.current();
    secret.rotate(rotator);
    assertNotEquals(first, secret.current());
  }

  @Test
  void aTextThatWasMadeIsNeverTakenForAnObject() {
    TestSecret secret = new TestSecret("old token");
    secret.environment.putAll(
        Map.of(
            "PASSWORD_LENGTH", "1",
            "EXCLUDE_NUMBERS", "true",
            "EXCLUDE_UPPERCASE", "true",
            "EXCLUDE_LOWERCASE", "true",
            "EXCLUDE_CHARACTERS", "!\"#$%&'()*+,-./:;<=>?@[\\]^_`|~"));
    for (int i = 0; i < 64; i++) {
      secret.rotate(rotator);
      assertEquals("}", secret.current());
    }
  }

  @ParameterizedTest
  @CsvSource({"[1,2]", "12", "'\"text\"'", "''"})
  void whatIsNoObjectIsAText(String value) {
    TestSecret secret = new TestSecret(value);
    secret.rotate(rotator);
    assertEquals(List.of(secret.current()), secret.passwordsMade);
  }

  @Test
  void inAnObjectOneMemberIsReplaced() {
    TestSecret secret = new TestSecret("{\"user\": \"u\", \"password\": \"p\", \"n\": 1}");
    secret.rotate(rotator);
    String made = TestDatabase.json(secret.passwordsMade.getFirst());
    assertEquals("{\"user\": \"u\", \"password\": " + made + ", \"n\": 1}", secret.current());
  }

  @Test
  void theMemberCanBeNamedAndNeedNotBeThere() {
    TestSecret secret = new TestSecret("{\"password\": \"p\"}");
    secret.environment.put("SECRET_KEY", "token");
    secret.rotate(rotator);
    String made = TestDatabase.json(secret.passwordsMade.getFirst());
    assertEquals("{\"password\": \"p\", \"token\": " + made + "}", secret.current());
  }

  @Test
  void anObjectIsNeverReplacedAsAWhole() {
    refused(new TestSecret("{\"user\": \"u\"}"));
    refused(new TestSecret("{\"password\": 5}"));
    refused(new TestSecret(" {damaged"));
    TestSecret named = new TestSecret("text");
    named.environment.put("SECRET_KEY", "token");
    refused(named);
  }

  private void refused(TestSecret secret) {
    Rotation rotation = secret.begin();
    assertThrows(RotationException.class, () -> rotator.run(RotationStep.CREATE_SECRET, rotation));
  }
}
