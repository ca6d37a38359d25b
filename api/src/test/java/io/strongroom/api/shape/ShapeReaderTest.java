package io.strongroom.api.shape;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.testkit.Canary;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the reader takes and what it refuses. Source: RFC 8259, requirement DOS-4, awsJson1_1. */
class ShapeReaderTest {

  private static final String CANARY = Canary.MARK;

  @ParameterizedTest
  @ValueSource(
      strings = {
        // not an object
        "null", "true", "false", "0", "-1", "1.5", "\"\"", "\"Id\"", "[]", "[{}]", "[1,2]",
        "[{\"Id\":\"a\"}]", " ", "\n", "\t\r\n", "Id", "Id=a", "<Id>a</Id>", "{", "}", "{}}", "{{}}",
        "{[]}", "(}", "undefined", "nil", "NULL", "True", "%7B%7D",
        // broken grammar
        "{\"Id\"}", "{\"Id\":}", "{\"Id\":,}", "{:\"a\"}", "{\"Id\" \"a\"}", "{\"Id\"=\"a\"}",
        "{\"Id\"::\"a\"}", "{\"Id\":\"a\",}", "{,\"Id\":\"a\"}", "{\"Id\":\"a\",,}",
        "{\"Id\":\"a\";}", "{\"Id\":\"a\" \"Word\":\"b\"}", "{Id:\"a\"}", "{'Id':'a'}",
        "{\"Id\":'a'}", "{\"Id\":a}", "{1:\"a\"}", "{null:\"a\"}", "{true:1}", "{\"Id\":\"a\"",
        "{\"Id\":\"a", "{\"Id\":\"", "{\"Id\":", "{\"Id\"", "{\"Id", "{\"", "{\"Id\":\"a\"]",
        "{\"Texts\":[}", "{\"Texts\":[\"a\"}", "{\"Texts\":[\"a\",]}", "{\"Texts\":[,\"a\"]}",
        "{\"Texts\":[\"a\" \"b\"]}", "{\"Texts\":[\"a\"", "{\"Texts\":[", "{\"Inner\":{}",
        "{\"Inner\":{]", "{/**/\"Id\":\"a\"}", "{\"Id\":\"a\"}//", "#\n{\"Id\":\"a\"}",
        "{\"Id\":\"a\"/**/}", "{\"Id\":tru}", "{\"Flag\":TRUE}", "{\"Flag\":truee}",
        "{\"Flag\":fals}", "{\"Id\":nul}", "{\"Id\":nulll}",
        // numbers that JSON has not
        "{\"Large\":01}", "{\"Large\":-}", "{\"Large\":+1}", "{\"Large\":.5}", "{\"Large\":1.}",
        "{\"Large\":1e}", "{\"Large\":1e+}", "{\"Large\":0x10}", "{\"Large\":1_000}",
        "{\"Large\":NaN}", "{\"Large\":Infinity}", "{\"Large\":-Infinity}", "{\"Large\":--1}",
        "{\"Large\":1 2}", "{\"Large\":1,2}", "{\"Large\":1L}", "{\"Large\":00}",
        // strings that JSON has not
        "{\"Id\":\"a\nb\"}", "{\"Id\":\"a\tb\"}", "{\"Id\":\"\u0000\"}", "{\"Id\":\"\u001f\"}",
        "{\"Id\":\"\\x41\"}", "{\"Id\":\"\\u12\"}", "{\"Id\":\"\\u12G4\"}", "{\"Id\":\"\\U0041\"}",
        "{\"Id\":\"\\'\"}", "{\"Id\":\"\\0\"}", "{\"Id\":\"\\\"}", "{\"Id\":\"\\a\"}",
        "{\"I\nd\":\"a\"}", "{\"I\\qd\":\"a\"}",
        // surrogates that stand alone
        "{\"Id\":\"\\ud800\"}", "{\"Id\":\"\\udc00\"}", "{\"Id\":\"\\udc00\\ud800\"}",
        "{\"Id\":\"\\ud800a\"}", "{\"Id\":\"a\\udfff\"}", "{\"Id\":\"\\ud800\\ud800\"}",
        "{\"Secret\":\"\\ud800\"}", "{\"Secret\":\"a\\udc00b\"}", "{\"Secret\":\"\\udbff\\u0041\"}",
        "{\"Texts\":[\"\\ud800\"]}", "{\"Pairs\":[{\"Key\":\"\\udead\"}]}", "{\"Blob\":\"\\ud800\"}",
        // trailing data
        "{\"Id\":\"a\"}x", "{\"Id\":\"a\"} null", "{\"Id\":\"a\"}{}", "{\"Id\":\"a\"}[]",
        "{\"Id\":\"a\"},", "{\"Id\":\"a\"}\u0000", "{\"Id\":\"a\"}\n{\"Id\":\"a\"}", "{\"Id\":\"a\"}1",
        "{\"Id\":\"a\"}\"\"", "{\"Id\":\"a\"}:",
        // a name that comes twice
        "{\"Id\":\"a\",\"Id\":\"a\"}", "{\"Id\":\"a\",\"Id\":null}", "{\"Id\":null,\"Id\":\"a\"}",
        "{\"Id\":\"a\",\"I\\u0064\":\"b\"}", "{\"Id\":\"a\",\"x\":1,\"x\":1}",
        "{\"Id\":\"a\",\"x\":{\"y\":1,\"y\":2}}", "{\"Id\":\"a\",\"Inner\":{\"Word\":\"a\",\"Word\":\"b\"}}",
        "{\"Id\":\"a\",\"Pairs\":[{\"Key\":\"a\",\"Key\":\"b\"}]}", "{\"Id\":\"a\",\"\":1,\"\":2}",
        // base64 that is none
        "{\"Blob\":\"*\"}", "{\"Blob\":\"A\"}", "{\"Blob\":\"AA=A\"}", "{\"Blob\":\"AAA=A\"}",
        "{\"Blob\":\"AA\\nAA\"}", "{\"Blob\":\"AA AA\"}", "{\"Blob\":\"-_-_\"}", "{\"Blob\":\"AAAA=\"}",
        "{\"Blob\":\"=\"}", "{\"Blob\":\"====\"}", "{\"Blob\":\"é\"}", "{\"Blob\":\"AAA€\"}",
        "{\"Blob\":\"\\u0000AAA\"}",
        // numbers that do not fit
        "{\"Small\":2147483648}", "{\"Small\":-2147483649}", "{\"Small\":99999999999999999999}",
        "{\"Large\":9223372036854775808}", "{\"Large\":-9223372036854775809}",
        // null in a list
        "{\"Texts\":[null]}", "{\"Texts\":[\"a\",null]}", "{\"Pairs\":[null]}",
      })
  @DisplayName("DOS-4: what is not one valid JSON object is refused without a text")
  void malformedBodiesAreRefusedWithoutText(String body) {
    ServiceException refused = refused(body.getBytes(UTF_8));
    assertEquals(ErrorCode.SERIALIZATION, refused.code());
    assertEquals("", refused.getMessage());
  }

  static Stream<byte[]> invalidUtf8() {
    return Stream.of(
            "80", "BF", "C0 80", "C1 BF", "C2", "C2 41", "E0 80 80", "E0 9F BF", "E1 80", "E1 80 41",
            "ED A0 80", "ED BF BF", "ED A0 80 ED B0 80", "F0 80 80 80", "F0 8F BF BF", "F0 90 80",
            "F0 90 80 41", "F4 90 80 80", "F5 80 80 80", "F8 88 80 80 80", "FC 84 80 80 80 80", "FE",
            "FF", "FE FF", "FF FE", "C3 28", "A0 A1", "E2 28 A1", "E2 82 28", "F0 28 8C BC")
        .map(ShapeReaderTest::framed);
  }

  private static byte[] framed(String hex) {
    StringBuilder latin = new StringBuilder();
    for (String each : hex.split(" ", -1)) {
      latin.append((char) Integer.parseInt(each, 16));
    }
    return ("{\"Secret\":\"a" + latin + "b\"}").getBytes(ISO_8859_1);
  }

  @ParameterizedTest
  @MethodSource("invalidUtf8")
  @DisplayName("DOS-4: bytes that are no UTF-8 are refused (RFC 3629)")
  void invalidUtf8IsRefused(byte[] body) {
    assertEquals(ErrorCode.SERIALIZATION, refused(body).code());
  }

  @Test
  void invalidUtf8IsRefusedInNamesAndUnknownMembersToo() {
    assertEquals(
        ErrorCode.SERIALIZATION, refused("{\"\u00ff\":1}".getBytes(ISO_8859_1)).code());
    assertEquals(
        ErrorCode.SERIALIZATION,
        refused("{\"x\":[{\"y\":\"\u00c3\"}]}".getBytes(ISO_8859_1)).code());
  }

  @Test
  void otherEncodingsAreNotGuessed() {
    for (Charset charset : List.of(UTF_16BE, UTF_16LE, Charset.forName("UTF-32"))) {
      assertEquals(
          ErrorCode.SERIALIZATION, refused("{\"Id\":\"a\"}".getBytes(charset)).code());
    }
    assertEquals(
        ErrorCode.SERIALIZATION, refused("\ufeff{\"Id\":\"a\"}".getBytes(UTF_8)).code());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"Id\":1}|NUMBER_VALUE can not be converted to a String",
        "{\"Id\":1.5}|DECIMAL_VALUE can not be converted to a String",
        "{\"Id\":true}|TRUE_VALUE can not be converted to a String",
        "{\"Id\":false}|FALSE_VALUE can not be converted to a String",
        "{\"Id\":[]}|Start of list found where not expected",
        "{\"Id\":{}}|Start of structure or map found where not expected.",
        "{\"Secret\":1}|NUMBER_VALUE can not be converted to a String",
        "{\"Secret\":true}|TRUE_VALUE can not be converted to a String",
        "{\"Secret\":[\"a\"]}|Start of list found where not expected",
        "{\"Secret\":{\"a\":1}}|Start of structure or map found where not expected.",
        "{\"Blob\":1}|NUMBER_VALUE can not be converted to a Blob",
        "{\"Blob\":false}|FALSE_VALUE can not be converted to a Blob",
        "{\"Blob\":[65]}|Start of list found where not expected",
        "{\"Blob\":{}}|Start of structure or map found where not expected.",
        "{\"Small\":\"1\"}|STRING_VALUE can not be converted to a Number",
        "{\"Small\":1.0}|DECIMAL_VALUE can not be converted to a Number",
        "{\"Small\":1e1}|DECIMAL_VALUE can not be converted to a Number",
        "{\"Small\":true}|TRUE_VALUE can not be converted to a Number",
        "{\"Small\":[1]}|Start of list found where not expected",
        "{\"Small\":{}}|Start of structure or map found where not expected.",
        "{\"Large\":\"\"}|STRING_VALUE can not be converted to a Number",
        "{\"Large\":-0.0}|DECIMAL_VALUE can not be converted to a Number",
        "{\"Flag\":\"true\"}|STRING_VALUE can not be converted to a Boolean",
        "{\"Flag\":\"\"}|STRING_VALUE can not be converted to a Boolean",
        "{\"Flag\":0}|NUMBER_VALUE can not be converted to a Boolean",
        "{\"Flag\":1.5}|DECIMAL_VALUE can not be converted to a Boolean",
        "{\"Flag\":[]}|Start of list found where not expected",
        "{\"Flag\":{}}|Start of structure or map found where not expected.",
        "{\"Texts\":\"a\"}|STRING_VALUE can not be converted to a List",
        "{\"Texts\":1}|NUMBER_VALUE can not be converted to a List",
        "{\"Texts\":true}|TRUE_VALUE can not be converted to a List",
        "{\"Texts\":{}}|Start of structure or map found where not expected.",
        "{\"Texts\":[1]}|NUMBER_VALUE can not be converted to a String",
        "{\"Texts\":[[]]}|Start of list found where not expected",
        "{\"Texts\":[{}]}|Start of structure or map found where not expected.",
        "{\"Pairs\":\"a\"}|STRING_VALUE can not be converted to a List",
        "{\"Pairs\":[\"a\"]}|STRING_VALUE can not be converted to a Structure",
        "{\"Pairs\":[1]}|NUMBER_VALUE can not be converted to a Structure",
        "{\"Pairs\":[[]]}|Start of list found where not expected",
        "{\"Pairs\":[{\"Key\":1}]}|NUMBER_VALUE can not be converted to a String",
        "{\"Inner\":\"a\"}|STRING_VALUE can not be converted to a Structure",
        "{\"Inner\":1}|NUMBER_VALUE can not be converted to a Structure",
        "{\"Inner\":[]}|Start of list found where not expected",
        "{\"Inner\":{\"Word\":1}}|NUMBER_VALUE can not be converted to a String",
      })
  void wrongTypesAreRefusedWithTheTypeThatWasFound(String body, String text) {
    ServiceException refused = refused(body.getBytes(UTF_8));
    assertEquals(ErrorCode.SERIALIZATION, refused.code());
    assertEquals(text, refused.getMessage());
  }

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
    for (String body : List.of("{\"Small\":" + digits + "}", "{\"Id\":\"a\",\"Large\":" + digits + "}",
        "{\"Large\":1e" + digits + "}", "{\"Large\":0." + digits + "}")) {
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
        "{\"Id\":\"a\",\"Word\":\"A\"}|Value 'A' at 'word' failed to satisfy constraint: Member must"
            + " satisfy regular expression pattern: ^[a-z]*$",
        "{\"Id\":\"a\",\"Choice\":\"c\"}|Value 'c' at 'choice' failed to satisfy constraint: Member"
            + " must satisfy enum value set: [a, b]",
        "{\"Id\":\"a\",\"Small\":0}|Value '0' at 'small' failed to satisfy constraint: Member must"
            + " have value greater than or equal to 1",
        "{\"Id\":\"a\",\"Small\":101}|Value '101' at 'small' failed to satisfy constraint: Member"
            + " must have value less than or equal to 100",
        "{\"Id\":\"a\",\"Secret\":\"\"}|Value at 'secret' failed to satisfy constraint: Member must"
            + " have length greater than or equal to 1",
        "{\"Id\":\"a\",\"Blob\":\"\"}|Value at 'blob' failed to satisfy constraint: Member must have"
            + " length greater than or equal to 1",
        "{\"Id\":\"a\",\"Texts\":[]}|Value '[]' at 'texts' failed to satisfy constraint: Member must"
            + " have length greater than or equal to 1",
        "{\"Id\":\"a\",\"Texts\":[\"a\",\"b\",\"c\",\"d\"]}|Value '[a, b, c, d]' at 'texts' failed to"
            + " satisfy constraint: Member must have length less than or equal to 3",
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
        refused(
            "{\"Small\":0,\"Word\":\"TOO LONG A WORD\",\"Choice\":\"x\"}".getBytes(UTF_8));
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
            ("{\"Id\":\"é\\u0041\\n\",\"Word\":null,\"Small\":100,\"Large\":-9223372036854775808,"
                    + "\"Flag\":false,\"Texts\":[\"a\",\"b\"],\"Pairs\":[{\"Key\":\"k\",\"z\":[1]}],"
                    + "\"Inner\":{},\"Unknown\":{\"a\":[{\"b\":null}]},\"Blob\":\"/+8=\"}")
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
