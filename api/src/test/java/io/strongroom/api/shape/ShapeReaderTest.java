package io.strongroom.api.shape;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.testkit.Canary;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the reader takes, within which bounds, and how it tells broken constraints. */
class ShapeReaderTest {
  private static final String CANARY = Canary.MARK;

  @Test
  @DisplayName("DOS-4: depth")
  void bodiesNestUpToTheirBound() {
    int around = ShapeReader.MAX_DEPTH - 1;
    String deep = "{\"Id\":\"a\",\"x\":" + "[".repeat(around) + "]".repeat(around) + "}";
    assertEquals("a", Sample.read(deep.getBytes(UTF_8)).get(Sample.ID));
    String deeper = "{\"Id\":\"a\",\"x\":" + "[".repeat(around + 1) + "]".repeat(around + 1) + "}";
    assertEquals(ErrorCode.SERIALIZATION, refused(deeper.getBytes(UTF_8)).code());
    byte[] deepest = "{\"x\":".repeat(200_000).getBytes(UTF_8);
    assertEquals(ErrorCode.SERIALIZATION, refused(deepest).code());
  }

  @Test
  @DisplayName("DOS-4: tokens")
  void bodiesHaveTokensUpToTheirBound() {
    int fitting = ShapeReader.MAX_TOKENS - 8;
    String many = "{\"Id\":\"a\",\"x\":[" + "1,".repeat(fitting - 1) + "1]}";
    assertEquals("a", Sample.read(many.getBytes(UTF_8)).get(Sample.ID));
    String more = "{\"Id\":\"a\",\"x\":[" + "1,".repeat(ShapeReader.MAX_TOKENS) + "1]}";
    assertEquals(ErrorCode.SERIALIZATION, refused(more.getBytes(UTF_8)).code());
  }

  @Test
  @DisplayName("DOS-4: numbers")
  void numbersHaveDigitsUpToTheirBound() {
    String digits = "1".repeat(ShapeReader.MAX_NUMBER_LENGTH + 1);
    for (String body :
        List.of(
            "{\"Small\":" + digits + "}",
            "{\"Id\":\"a\",\"Large\":" + digits + "}",
            "{\"Large\":1e" + digits + "}",
            "{\"Large\":0." + digits + "}")) {
      assertEquals(ErrorCode.SERIALIZATION, refused(body.getBytes(UTF_8)).code());
    }
  }

  @Test
  void namesHaveABound() {
    String name = "n".repeat(ShapeReader.MAX_NAME_LENGTH);
    String body = "{\"Id\":\"a\",\"" + name + "\":1}";
    assertEquals("a", Sample.read(body.getBytes(UTF_8)).get(Sample.ID));
    String longer = "{\"Id\":\"a\",\"" + name + "n\":1}";
    assertEquals(ErrorCode.SERIALIZATION, refused(longer.getBytes(UTF_8)).code());
    byte[] huge = ("{\"" + "n".repeat(1_000_000) + "\":1}").getBytes(UTF_8);
    assertEquals(ErrorCode.SERIALIZATION, refused(huge).code());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{}|Value null at 'id' failed to satisfy constraint: Member must not be null",
        "{\"Id\":null}|Value null at 'id' failed to satisfy constraint: Member must not be null",
        "{\"id\":\"a\"}|Value null at 'id' failed to satisfy constraint: Member must not be null",
        "{\"Id\":\"\"}|Value '' at 'id' failed to satisfy constraint: Member must have length"
            + " greater than or equal to 1",
        "{\"Id\":\"123456789\"}|Value '123456789' at 'id' failed to satisfy constraint: Member must"
            + " have length less than or equal to 8",
        "{\"Id\":\"a\",\"Word\":\"A\"}|Value 'A' at 'word' failed to satisfy constraint: Member"
            + " must satisfy regular expression pattern: ^[a-z]*$",
        "{\"Id\":\"a\",\"Choice\":\"c\"}|Value 'c' at 'choice' failed to satisfy constraint: Member"
            + " must satisfy enum value set: [a, b]",
        "{\"Id\":\"a\",\"Small\":0}|Value '0' at 'small' failed to satisfy constraint: Member must"
            + " have value greater than or equal to 1",
        "{\"Id\":\"a\",\"Small\":101}|Value '101' at 'small' failed to satisfy constraint: Member"
            + " must have value less than or equal to 100",
        "{\"Id\":\"a\",\"Secret\":\"\"}|Value at 'secret' failed to satisfy constraint: Member must"
            + " have length greater than or equal to 1",
        "{\"Id\":\"a\",\"Blob\":\"\"}|Value at 'blob' failed to satisfy constraint: Member must"
            + " have length greater than or equal to 1",
        "{\"Id\":\"a\",\"Texts\":[]}|Value '[]' at 'texts' failed to satisfy constraint: Member"
            + " must have length greater than or equal to 1",
        "{\"Id\":\"a\",\"Texts\":[\"a\",\"b\",\"c\",\"d\"]}|Value '[a, b, c, d]' at 'texts' failed"
            + " to satisfy constraint: Member must have length less than or equal to 3",
        "{\"Id\":\"a\",\"Texts\":[\"a\",\"12345\"]}|Value '[a, 12345]' at 'texts' failed to satisfy"
            + " constraint: Member must satisfy constraint: [Member must have length less than or"
            + " equal to 4, Member must have length greater than or equal to 1]",
        "{\"Id\":\"a\",\"Pairs\":[{\"Key\":\"k\"},{}]}|Value null at 'pairs.2.member.key' failed to"
            + " satisfy constraint: Member must not be null",
        "{\"Id\":\"a\",\"Pairs\":[{\"Key\":\"k\",\"Value\":\"12345\"}]}|Value '12345' at"
            + " 'pairs.1.member.value' failed to satisfy constraint: Member must have length less"
            + " than or equal to 4",
        "{\"Id\":\"a\",\"Inner\":{\"Word\":\"A\"}}|Value 'A' at 'inner.word' failed to satisfy"
            + " constraint: Member must satisfy regular expression pattern: ^[a-z]*$",
      })
  void oneBrokenConstraintIsTold(String body, String told) {
    ServiceException refused = refused(body.getBytes(UTF_8));
    assertEquals(ErrorCode.VALIDATION, refused.code());
    assertEquals("1 validation error detected: " + told, refused.getMessage());
  }

  @Test
  void everyBrokenConstraintIsToldAtOnceInTheOrderOfTheModel() {
    ServiceException refused =
        refused("{\"Small\":0,\"Word\":\"TOO LONG A WORD\",\"Choice\":\"x\"}".getBytes(UTF_8));
    assertEquals(
        "5 validation errors detected: Value null at 'id' failed to satisfy constraint: Member must"
            + " not be null; Value 'TOO LONG A WORD' at 'word' failed to satisfy constraint: Member"
            + " must have length less than or equal to 8; Value 'TOO LONG A WORD' at 'word' failed"
            + " to satisfy constraint: Member must satisfy regular expression pattern: ^[a-z]*$;"
            + " Value 'x' at 'choice' failed to satisfy constraint: Member must satisfy enum value"
            + " set: [a, b]; Value '0' at 'small' failed to satisfy constraint: Member must have"
            + " value greater than or equal to 1",
        refused.getMessage());
  }

  @Test
  void manyViolationsAreCountedAndNotAllSpelledOut() {
    String body = "{\"Id\":\"a\",\"Pairs\":[" + "{},".repeat(999) + "{}]}";
    String text = refused(body.getBytes(UTF_8)).getMessage();
    assertTrue(text.startsWith("1000 validation errors detected: "), text);
    assertTrue(text.length() < 10_000, text);
  }

  @Test
  void lengthsCountCodePointsInTextsAndBytesInSecrets() {
    String eight = "𝄞".repeat(8);
    assertEquals(eight, Sample.read(("{\"Id\":\"" + eight + "\"}").getBytes(UTF_8)).get(Sample.ID));
    assertEquals(
        ErrorCode.VALIDATION, refused(("{\"Id\":\"" + eight + "a\"}").getBytes(UTF_8)).code());
    String secret = "€".repeat(21);
    Sample.read(("{\"Id\":\"a\",\"Secret\":\"" + secret + "a\"}").getBytes(UTF_8));
    assertEquals(
        ErrorCode.VALIDATION,
        refused(("{\"Id\":\"a\",\"Secret\":\"" + secret + "ab\"}").getBytes(UTF_8)).code());
  }

  @Test
  void valuesOfEveryKindAreRead() {
    InputValues read =
        Sample.read(
            ("{\"Id\":\"é\\u0041\\n\",\"Word\":null,\"Small\":100,"
                    + "\"Large\":-9223372036854775808,\"Flag\":false,\"Texts\":[\"a\",\"b\"],"
                    + "\"Pairs\":[{\"Key\":\"k\",\"z\":[1]}],\"Inner\":{},"
                    + "\"Unknown\":{\"a\":[{\"b\":null}]},\"Blob\":\"/+8=\"}")
                .getBytes(UTF_8));
    assertEquals("éA\n", read.get(Sample.ID));
    assertNull(read.get(Sample.WORD));
    assertEquals(100L, read.get(Sample.SMALL));
    assertEquals(Long.MIN_VALUE, read.get(Sample.LARGE));
    assertEquals(false, read.get(Sample.FLAG));
    assertEquals(List.of("a", "b"), read.get(Sample.TEXTS));
    assertEquals(List.of("k="), read.get(Sample.PAIRS));
    assertEquals("none", read.get(Sample.INNER));
    byte[] blob = Objects.requireNonNull(read.get(Sample.BLOB)).use(byte[]::clone);
    assertArrayEquals(new byte[] {(byte) 0xff, (byte) 0xef}, blob);
  }

  @Test
  void aBase64BlobMayLackItsPadding() {
    InputValues read = Sample.read("{\"Id\":\"a\",\"Blob\":\"/+8\"}".getBytes(UTF_8));
    assertEquals(2, Objects.requireNonNull(read.get(Sample.BLOB)).length());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Id\":\"a\",\"Secret\":\"" + CANARY + "\\ud800\"}",
        "{\"Id\":\"a\",\"Secret\":\"" + CANARY + "\",\"Secret\":1}",
        "{\"Id\":\"a\",\"Secret\":\"" + CANARY + "\" x}",
        "{\"Id\":\"a\",\"Secret\":\"" + CANARY,
        "{\"Id\":\"a\",\"Secret\":[\"" + CANARY + "\"]}",
        "{\"Id\":\"a\",\"Secret\":{\"" + CANARY + "\":1}}",
        "{\"Id\":\"a\",\"Blob\":\"" + CANARY + "*\"}",
        "{\"Id\":\"a\",\"Secret\":\"" + CANARY + CANARY + CANARY + CANARY + "\"}",
        "{\"Id\":\"\",\"Secret\":\"" + CANARY + "\"}",
        "{\"Secret\":\"" + CANARY + "\",\"Small\":0}",
        "{\"" + CANARY + "\":1",
      })
  @DisplayName("LOG-2: errors never quote a secret")
  void errorsNeverQuoteASecret(String body) {
    ServiceException refused = refused(body.getBytes(UTF_8));
    assertEquals(List.of(), Canary.scan(refused.getMessage()));
    assertNull(refused.getCause());
  }

  private static ServiceException refused(byte[] body) {
    return assertThrows(ServiceException.class, () -> Sample.read(body));
  }
}
