package io.strongroom.api.shape;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import java.nio.charset.Charset;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no request at all. Source: RFC 8259, RFC 3629, requirement DOS-4, awsJson1_1. */
class MalformedBodiesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        // not an object
        "null",
        "true",
        "false",
        "0",
        "-1",
        "1.5",
        "\"\"",
        "\"Id\"",
        "[]",
        "[{}]",
        "[1,2]",
        "[{\"Id\":\"a\"}]",
        " ",
        "\n",
        "\t\r\n",
        "Id",
        "Id=a",
        "<Id>a</Id>",
        "{",
        "}",
        "{}}",
        "{{}}",
        "{[]}",
        "(}",
        "undefined",
        "nil",
        "NULL",
        "True",
        "%7B%7D",
        // broken grammar
        "{\"Id\"}",
        "{\"Id\":}",
        "{\"Id\":,}",
        "{:\"a\"}",
        "{\"Id\" \"a\"}",
        "{\"Id\"=\"a\"}",
        "{\"Id\"::\"a\"}",
        "{\"Id\":\"a\",}",
        "{,\"Id\":\"a\"}",
        "{\"Id\":\"a\",,}",
        "{\"Id\":\"a\";}",
        "{\"Id\":\"a\" \"Word\":\"b\"}",
        "{Id:\"a\"}",
        "{'Id':'a'}",
        "{\"Id\":'a'}",
        "{\"Id\":a}",
        "{1:\"a\"}",
        "{null:\"a\"}",
        "{true:1}",
        "{\"Id\":\"a\"",
        "{\"Id\":\"a",
        "{\"Id\":\"",
        "{\"Id\":",
        "{\"Id\"",
        "{\"Id",
        "{\"",
        "{\"Id\":\"a\"]",
        "{\"Texts\":[}",
        "{\"Texts\":[\"a\"}",
        "{\"Texts\":[\"a\",]}",
        "{\"Texts\":[,\"a\"]}",
        "{\"Texts\":[\"a\" \"b\"]}",
        "{\"Texts\":[\"a\"",
        "{\"Texts\":[",
        "{\"Inner\":{}",
        "{\"Inner\":{]",
        "{/**/\"Id\":\"a\"}",
        "{\"Id\":\"a\"}//",
        "#\n{\"Id\":\"a\"}",
        "{\"Id\":\"a\"/**/}",
        "{\"Id\":tru}",
        "{\"Flag\":TRUE}",
        "{\"Flag\":truee}",
        "{\"Flag\":fals}",
        "{\"Id\":nul}",
        "{\"Id\":nulll}",
        // numbers that JSON has not
        "{\"Large\":01}",
        "{\"Large\":-}",
        "{\"Large\":+1}",
        "{\"Large\":.5}",
        "{\"Large\":1.}",
        "{\"Large\":1e}",
        "{\"Large\":1e+}",
        "{\"Large\":0x10}",
        "{\"Large\":1_000}",
        "{\"Large\":NaN}",
        "{\"Large\":Infinity}",
        "{\"Large\":-Infinity}",
        "{\"Large\":--1}",
        "{\"Large\":1 2}",
        "{\"Large\":1,2}",
        "{\"Large\":1L}",
        "{\"Large\":00}",
        // strings that JSON has not
        "{\"Id\":\"a\nb\"}",
        "{\"Id\":\"a\tb\"}",
        "{\"Id\":\"\u0000\"}",
        "{\"Id\":\"\u001f\"}",
        "{\"Id\":\"\\x41\"}",
        "{\"Id\":\"\\u12\"}",
        "{\"Id\":\"\\u12G4\"}",
        "{\"Id\":\"\\U0041\"}",
        "{\"Id\":\"\\'\"}",
        "{\"Id\":\"\\0\"}",
        "{\"Id\":\"\\\"}",
        "{\"Id\":\"\\a\"}",
        "{\"I\nd\":\"a\"}",
        "{\"I\\qd\":\"a\"}",
        // surrogates that stand alone
        "{\"Id\":\"\\ud800\"}",
        "{\"Id\":\"\\udc00\"}",
        "{\"Id\":\"\\udc00\\ud800\"}",
        "{\"Id\":\"\\ud800a\"}",
        "{\"Id\":\"a\\udfff\"}",
        "{\"Id\":\"\\ud800\\ud800\"}",
        "{\"Secret\":\"\\ud800\"}",
        "{\"Secret\":\"a\\udc00b\"}",
        "{\"Secret\":\"\\udbff\\u0041\"}",
        "{\"Texts\":[\"\\ud800\"]}",
        "{\"Pairs\":[{\"Key\":\"\\udead\"}]}",
        "{\"Blob\":\"\\ud800\"}",
        // trailing data
        "{\"Id\":\"a\"}x",
        "{\"Id\":\"a\"} null",
        "{\"Id\":\"a\"}{}",
        "{\"Id\":\"a\"}[]",
        "{\"Id\":\"a\"},",
        "{\"Id\":\"a\"}\u0000",
        "{\"Id\":\"a\"}\n{\"Id\":\"a\"}",
        "{\"Id\":\"a\"}1",
        "{\"Id\":\"a\"}\"\"",
        "{\"Id\":\"a\"}:",
        // a name that comes twice
        "{\"Id\":\"a\",\"Id\":\"a\"}",
        "{\"Id\":\"a\",\"Id\":null}",
        "{\"Id\":null,\"Id\":\"a\"}",
        "{\"Id\":\"a\",\"I\\u0064\":\"b\"}",
        "{\"Id\":\"a\",\"x\":1,\"x\":1}",
        "{\"Id\":\"a\",\"x\":{\"y\":1,\"y\":2}}",
        "{\"Id\":\"a\",\"Inner\":{\"Word\":\"a\",\"Word\":\"b\"}}",
        "{\"Id\":\"a\",\"Pairs\":[{\"Key\":\"a\",\"Key\":\"b\"}]}",
        "{\"Id\":\"a\",\"\":1,\"\":2}",
        // base64 that is none
        "{\"Blob\":\"*\"}",
        "{\"Blob\":\"A\"}",
        "{\"Blob\":\"AA=A\"}",
        "{\"Blob\":\"AAA=A\"}",
        "{\"Blob\":\"AA\\nAA\"}",
        "{\"Blob\":\"AA AA\"}",
        "{\"Blob\":\"-_-_\"}",
        "{\"Blob\":\"AAAA=\"}",
        "{\"Blob\":\"=\"}",
        "{\"Blob\":\"====\"}",
        "{\"Blob\":\"é\"}",
        "{\"Blob\":\"AAA€\"}",
        "{\"Blob\":\"\\u0000AAA\"}",
        // numbers that do not fit
        "{\"Small\":2147483648}",
        "{\"Small\":-2147483649}",
        "{\"Small\":99999999999999999999}",
        "{\"Large\":9223372036854775808}",
        "{\"Large\":-9223372036854775809}",
        // null in a list
        "{\"Texts\":[null]}",
        "{\"Texts\":[\"a\",null]}",
        "{\"Pairs\":[null]}",
      })
  @DisplayName("DOS-4: what is not one valid JSON object is refused without a text")
  void malformedBodiesAreRefusedWithoutText(String body) {
    ServiceException refused = refused(body.getBytes(UTF_8));
    assertEquals(ErrorCode.SERIALIZATION, refused.code());
    assertEquals("", refused.getMessage());
  }

  static Stream<byte[]> invalidUtf8() {
    return Stream.of(
            "80",
            "BF",
            "C0 80",
            "C1 BF",
            "C2",
            "C2 41",
            "E0 80 80",
            "E0 9F BF",
            "E1 80",
            "E1 80 41",
            "ED A0 80",
            "ED BF BF",
            "ED A0 80 ED B0 80",
            "F0 80 80 80",
            "F0 8F BF BF",
            "F0 90 80",
            "F0 90 80 41",
            "F4 90 80 80",
            "F5 80 80 80",
            "F8 88 80 80 80",
            "FC 84 80 80 80 80",
            "FE",
            "FF",
            "FE FF",
            "FF FE",
            "C3 28",
            "A0 A1",
            "E2 28 A1",
            "E2 82 28",
            "F0 28 8C BC")
        .map(MalformedBodiesTest::framed);
  }

  private static byte[] framed(String hex) {
    String latin = new String(HexFormat.ofDelimiter(" ").parseHex(hex), ISO_8859_1);
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
    assertEquals(ErrorCode.SERIALIZATION, refused("{\"\u00ff\":1}".getBytes(ISO_8859_1)).code());
    assertEquals(
        ErrorCode.SERIALIZATION,
        refused("{\"x\":[{\"y\":\"\u00c3\"}]}".getBytes(ISO_8859_1)).code());
  }

  @Test
  void otherEncodingsAreNotGuessed() {
    for (Charset charset : List.of(UTF_16BE, UTF_16LE, Charset.forName("UTF-32"))) {
      assertEquals(ErrorCode.SERIALIZATION, refused("{\"Id\":\"a\"}".getBytes(charset)).code());
    }
    assertEquals(ErrorCode.SERIALIZATION, refused("\ufeff{\"Id\":\"a\"}".getBytes(UTF_8)).code());
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

  private static ServiceException refused(byte[] body) {
    return assertThrows(ServiceException.class, () -> Sample.read(body));
  }
}
