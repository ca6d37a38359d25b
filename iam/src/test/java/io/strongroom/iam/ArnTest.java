package io.strongroom.iam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArnTest {

  @Test
  void resourceMayHoldColons() {
    String text = "arn:aws:secretsmanager:us-east-1:123456789012:secret:a/b-AbCdEf";
    Arn expected =
        new Arn("aws", "secretsmanager", "us-east-1", "123456789012", "secret:a/b-AbCdEf");
    assertEquals(expected, Arn.parse(text));
    assertEquals(text, expected.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:iam::123456789012:root",
        "arn:aws-cn:s3:::bucket",
        "arn:aws:iam::aws:policy/AdministratorAccess",
      })
  void regionAndAccountMayBeEmpty(String text) {
    Arn arn = Arn.parse(text);
    assertNotNull(arn);
    assertEquals(text, arn.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "arn",
        "arn:",
        "arn:aws:iam::123456789012",
        "arn:aws:iam::123456789012:",
        "arn::iam::123456789012:root",
        "arn:aws:::123456789012:root",
        "ARN:aws:iam::123456789012:root",
        "urn:aws:iam::123456789012:root",
        "arn:aws:iam::123456789012:ro\not",
        "arn:aws:iam::123456789012\u0000:root",
      })
  void otherTextIsNoArn(String text) {
    assertNull(Arn.parse(text));
  }

  @Test
  void lengthIsBounded() {
    String head = "arn:aws:iam::123456789012:";
    assertNotNull(Arn.parse(head + "x".repeat(Arn.MAX_LENGTH - head.length())));
    assertNull(Arn.parse(head + "x".repeat(Arn.MAX_LENGTH - head.length() + 1)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Arn("aws", "iam", "", "123456789012", "x".repeat(Arn.MAX_LENGTH)));
  }

  @Test
  void fieldsThatWouldNotReadBackAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Arn("a:b", "iam", "", "", "x"));
    assertThrows(IllegalArgumentException.class, () -> new Arn("aws", "iam", "a:b", "", "x"));
    assertThrows(IllegalArgumentException.class, () -> new Arn("aws", "iam", "", "1\n", "x"));
    assertThrows(IllegalArgumentException.class, () -> new Arn("aws", "iam", "", "", ""));
    assertThrows(IllegalArgumentException.class, () -> new Arn("aws", "iam", "", "", "\r"));
  }

  @Property
  void whateverParsesPrintsAsItWas(
      @ForAll String service, @ForAll String account, @ForAll String resource) {
    String text = "arn:aws:" + service + "::" + account + ":" + resource;
    Arn arn = Arn.parse(text);
    if (arn != null) {
      assertEquals(text, arn.toString());
      assertEquals(arn, Arn.parse(arn.toString()));
    }
  }
}
