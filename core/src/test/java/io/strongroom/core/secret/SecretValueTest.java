package io.strongroom.core.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.keys.Envelope;
import io.strongroom.keys.SensitiveBytes;
import io.strongroom.keys.ValueKind;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Source: API reference, PutSecretValue; quotas of the service. */
class SecretValueTest {
  private static final String CANARY = "canary-0f9e8d";

  private static SensitiveBytes bytes(String text) {
    return SensitiveBytes.copyOf(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  @DisplayName("V12: text and bytes together are refused with the service's text")
  void bothAreRefused() {
    ServiceException refusal =
        assertThrows(
            ServiceException.class, () -> SecretValue.ofAtMostOne(bytes(CANARY), bytes(CANARY)));
    assertEquals(ErrorCode.INVALID_PARAMETER, refusal.code());
    assertEquals(
        "You can't specify both a binary secret value and a string secret value in the same"
            + " secret.",
        refusal.getMessage());
  }

  @Test
  void oneOrNoneIsTaken() {
    SensitiveBytes content = bytes("x");
    assertNull(SecretValue.ofAtMostOne(null, null));
    SecretValue text = SecretValue.ofAtMostOne(content, null);
    assertSame(content, assertInstanceOf(SecretValue.Text.class, text).bytes());
    SecretValue binary = SecretValue.ofAtMostOne(null, content);
    assertSame(content, assertInstanceOf(SecretValue.Binary.class, binary).bytes());
  }

  @Test
  void kindSurvivesTakingApart() {
    for (ValueKind kind : ValueKind.values()) {
      assertEquals(kind, SecretValue.of(kind, bytes("x")).kind());
    }
  }

  @Test
  @DisplayName("V15: the same bytes as text and as binary are different content")
  void kindsAreCompared() {
    SecretValue text = new SecretValue.Text(bytes("same"));
    SecretValue binary = new SecretValue.Binary(bytes("same"));
    assertFalse(text.sameAs(binary));
    assertFalse(binary.sameAs(text));
    assertTrue(text.sameAs(new SecretValue.Text(bytes("same"))));
    assertTrue(binary.sameAs(new SecretValue.Binary(bytes("same"))));
    assertFalse(text.sameAs(new SecretValue.Text(bytes("Same"))));
    assertFalse(text.sameAs(new SecretValue.Text(bytes("same "))));
  }

  @Test
  @DisplayName("MEM-2: closing overwrites the bytes")
  void closingOverwrites() {
    byte[] content = CANARY.getBytes(StandardCharsets.UTF_8);
    try (SecretValue value = new SecretValue.Text(SensitiveBytes.owning(content))) {
      assertEquals(content.length, value.bytes().length());
    }
    for (byte b : content) {
      assertEquals(0, b);
    }
  }

  @Test
  @DisplayName("LOG-1: a value prints as redacted")
  void valuesDoNotPrint() {
    assertFalse(new SecretValue.Text(bytes(CANARY)).toString().contains(CANARY));
    assertFalse(new SecretValue.Binary(bytes(CANARY)).toString().contains(CANARY));
  }

  @Test
  @DisplayName("V12: the quota is that of an envelope")
  void quotaIsThatOfEnvelopes() {
    assertEquals(65_536, SecretValue.MAX_BYTES);
    assertEquals(Envelope.MAX_PLAINTEXT, SecretValue.MAX_BYTES);
  }
}
