package io.strongroom.core.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.keys.SensitiveBytes;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values of partners, by the pages of the user guide on each partner. */
class PartnerFormatTest {

  private static boolean fits(String type, String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    PartnerFormat format = PartnerFormat.of(type);
    assertNotNull(format);
    return format.fits(new SecretValue.Text(SensitiveBytes.owning(bytes)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"apiKey\":\"a\",\"apiKeyId\":\"b\"}",
        " {\"more\":{\"apiKey\":[1]},\"apiKeyId\":7,\"apiKey\":\"\"} ",
      })
  void anObjectWithTheMembersFits(String json) {
    assertTrue(fits("DatadogApiKey", json));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"apiKey\":\"a\"}",
        "{\"apiKey\":\"a\",\"apikeyid\":\"b\"}",
        "{\"apiKey\":\"a\",\"apiKeyId\":null}",
        "{\"apiKey\":\"a\",\"apiKey\":\"a\",\"apiKeyId\":\"b\"}",
        "{\"below\":{\"apiKey\":\"a\",\"apiKeyId\":\"b\"}}",
        "[\"apiKey\",\"apiKeyId\"]",
        "{\"apiKey\":\"a\",\"apiKeyId\":\"b\"",
        "{\"apiKey\":\"a\",\"apiKeyId\":\"b\"}{}",
        "apiKey, apiKeyId",
        "\"",
      })
  void anythingElseDoesNot(String json) {
    assertFalse(fits("DatadogApiKey", json));
  }

  @Test
  void binaryValuesFitNoFormat() {
    PartnerFormat format = PartnerFormat.of("PaddleApiKey");
    assertNotNull(format);
    byte[] json = "{\"api_key\":\"a\"}".getBytes(StandardCharsets.UTF_8);
    assertTrue(format.fits(new SecretValue.Text(SensitiveBytes.copyOf(json))));
    assertFalse(format.fits(new SecretValue.Binary(SensitiveBytes.copyOf(json))));
  }

  @Test
  void namesAreExact() {
    assertNotNull(PartnerFormat.of("SalesforceClientSecret"));
    assertNull(PartnerFormat.of("salesforceclientsecret"));
    assertNull(PartnerFormat.of(""));
  }

  @Test
  void eachFormatFitsAnObjectOfItsMembers() {
    for (String type : PartnerFormat.types()) {
      PartnerFormat format = PartnerFormat.of(type);
      assertNotNull(format);
      assertEquals(type, format.type());
      String json =
          format.required().stream()
              .map("\"%s\":\"x\""::formatted)
              .collect(Collectors.joining(",", "{", "}"));
      assertTrue(fits(type, json), type);
    }
  }
}
