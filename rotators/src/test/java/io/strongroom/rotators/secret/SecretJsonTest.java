package io.strongroom.rotators.secret;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.strongroom.keys.SensitiveBytes;
import java.io.IOException;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON values of secrets: what is read, and that a change touches one member only. */
class SecretJsonTest {

  private static SecretJson parsed(String text) {
    return Objects.requireNonNull(parse(text), text);
  }

  private static @org.jspecify.annotations.Nullable SecretJson parse(String text) {
    return SecretJson.parse(SensitiveBytes.owning(text.getBytes(UTF_8)));
  }

  private static String text(SensitiveBytes bytes) {
    return bytes.use(utf8 -> new String(utf8, UTF_8));
  }

  private static String changed(String json, String key, String value) {
    try (SecretJson before = parsed(json);
        SecretJson after = before.with(key, value);
        SensitiveBytes copy = after.copy()) {
      return text(copy);
    }
  }

  @Test
  void onlyTheValueOfTheMemberChanges() {
    String before = " {\"a\" : [1, {\"password\": \"x\"}],\n \"password\":";
    String after = " , \"z\":1.50e+3, \"u\": \"\\u00e9\"} ";
    assertEquals(
        before + "\"new\"" + after, changed(before + "\"o\\\"l\\\\\"" + after, "password", "new"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "12", "true", "[\"]\"]", "{\"}\": {}}", "\"\"", "\"\\\\\""})
  void aValueOfAnyKindIsReplaced(String old) {
    assertEquals("{\"k\":\"v\",\"l\":1}", changed("{\"k\":" + old + ",\"l\":1}", "k", "v"));
    assertEquals("{\"k\":\"v\"}", changed("{\"k\":" + old + "}", "k", "v"));
  }

  @Test
  void aMissingMemberIsAddedAtTheEnd() {
    assertEquals("{\"a\":1, \"k\": \"v\"}", changed("{\"a\":1}", "k", "v"));
    assertEquals("{\"k\": \"v\"}", changed("{}", "k", "v"));
    assertEquals("{\"a\\\"b\": \"v\"}", changed("{}", "a\"b", "v"));
  }

  @Property
  void whatIsWrittenIsWhatAnyParserReads(@ForAll @StringLength(max = 40) String value)
      throws IOException {
    String clean = new String(value.getBytes(UTF_8), UTF_8);
    String json = changed("{\"a\": {\"b\": []}, \"k\": \"old\"}", "k", clean);
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      String last = "";
      while (parser.nextToken() != null) {
        last = parser.currentToken() == JsonToken.VALUE_STRING ? parser.getText() : last;
      }
      assertEquals(clean, last);
    }
    try (SecretJson again = parsed(json);
        SensitiveBytes secret = Objects.requireNonNull(again.secret("k"))) {
      assertEquals(clean, text(secret));
      assertEquals(clean, again.text("k"));
    }
  }

  @Test
  void membersAreReadByKind() {
    try (SecretJson json =
        parsed("{\"s\":\"t\\u0065xt\",\"n\":5432,\"b\":false,\"z\":null,\"o\":{},\"a\":[]}")) {
      assertEquals("text", json.text("s"));
      assertEquals("5432", json.text("n"));
      assertEquals("false", json.text("b"));
      assertNull(json.text("z"));
      assertNull(json.text("o"));
      assertNull(json.text("a"));
      assertNull(json.text("missing"));
      assertNull(json.secret("n"));
      assertTrue(json.isString("s"));
      assertFalse(json.isString("n"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text",
        "12",
        "[]",
        "\"{}\"",
        "null",
        "{",
        "{\"a\":}",
        "{\"a\":1,}",
        "{\"a\":1}x",
        "{\"a\":1}{}",
        "{\"a\":1,\"a\":2}",
        "{\"a\":{\"b\":1,\"b\":1}}",
        "{'a':1}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"line\nbreak\"}",
        "\uFEFF"
      })
  void whatIsNoObjectIsNotTakenForOne(String text) {
    assertNull(parse(text));
  }

  @Test
  void depthIsBounded() {
    assertNull(parse("{\"a\":" + "[".repeat(100) + "]".repeat(100) + "}"));
    assertNotNull(parse("{\"a\":" + "[".repeat(20) + "]".repeat(20) + "}"));
  }

  @Test
  void anotherEncodingIsNotTaken() {
    assertNull(SecretJson.parse(SensitiveBytes.owning("{\"a\":1}".getBytes(UTF_16BE))));
    assertNull(
        SecretJson.parse(
            SensitiveBytes.owning(
                new byte[] {'{', '"', 'a', '"', ':', '"', (byte) 0xff, '"', '}'})));
  }

  @Test
  void whatIsNotTakenIsOverwritten() {
    byte[] bytes = "not json".getBytes(UTF_8);
    assertNull(SecretJson.parse(SensitiveBytes.owning(bytes)));
    assertEquals("\0".repeat(8), new String(bytes, UTF_8));
  }

  @Test
  void anObjectIsKnownByItsBrace() {
    assertTrue(SecretJson.looksLikeObject(SensitiveBytes.owning(" \n\t{".getBytes(UTF_8))));
    assertFalse(SecretJson.looksLikeObject(SensitiveBytes.owning("é{".getBytes(UTF_8))));
    assertFalse(SecretJson.looksLikeObject(SensitiveBytes.owning(new byte[0])));
  }
}
