package io.strongroom.iam.sigv4;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is remembered of headers never changes what is read from the next one. */
class AuthorizationMemoryTest {
  private static final Headers DATED = Headers.of("x-amz-date", "20261125T120000Z");
  private static final Headers HTTP_DATED =
      Headers.of("date", "Wed, 25 Nov 2026 12:00:00 GMT", "host", "h");
  private static final String BEGINNING =
      "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE00000001/20261125/us-east-1/secretsmanager/"
          + "aws4_request, SignedHeaders=host;x-amz-date, Signature=";
  private static final String SIGNATURE = "0123456789abcdef".repeat(4);

  private static String read(
      String text, Headers headers, AuthorizationHeader.@Nullable Memory memory) {
    try {
      Claim claim =
          memory == null ? AuthorizationHeader.parse(text, headers) : memory.parse(text, headers);
      return claim.toString();
    } catch (Refusal refusal) {
      return refusal.verdict().toString();
    }
  }

  @Property(tries = 2000)
  @Label("A memory reads any sequence of headers as a reader without one does")
  void memoryChangesNothing(@ForAll("sequences") List<String> texts) {
    var memory = new AuthorizationHeader.Memory();
    for (String text : texts) {
      for (Headers headers : List.of(DATED, HTTP_DATED, Headers.of("host", "h"))) {
        assertEquals(read(text, headers, null), read(text, headers, memory), text);
      }
    }
  }

  @Test
  void sameBeginningWithAnotherSignatureIsReadFromMemory() throws Refusal {
    var memory = new AuthorizationHeader.Memory();
    Claim first = memory.parse(BEGINNING + SIGNATURE, DATED);
    String other = "f".repeat(64);
    Claim second = memory.parse(BEGINNING + other, DATED);
    assertEquals(other, second.signature());
    assertEquals(first.credential(), second.credential());
    assertEquals(first.signedHeaders(), second.signedHeaders());
  }

  /** Headers that look alike: the same pieces, put together in all ways. */
  @Provide
  Arbitrary<List<String>> sequences() {
    Arbitrary<String> pieces =
        Arbitraries.of(
            "Credential=AKIDEXAMPLE00000001/20261125/us-east-1/secretsmanager/aws4_request",
            "Credential=AKIDEXAMPLE00000001/20261125/us-east-1/secretsmanager/Signature=",
            "Credential=AKIDEXAMPLE00000002/20261125/us-east-1/secretsmanager/aws4_request",
            "SignedHeaders=host;x-amz-date",
            "SignedHeaders=host;x-amz-date;Signature=",
            "Signature=",
            "Signature=" + SIGNATURE,
            "Signature=abc",
            SIGNATURE,
            SIGNATURE.substring(2) + ",a",
            SIGNATURE.substring(1) + " ",
            ", ",
            ",",
            " ");
    Arbitrary<String> mixed =
        pieces.list().ofMaxSize(9).map(parts -> "AWS4-HMAC-SHA256 " + String.join("", parts));
    Arbitrary<String> tails =
        Arbitraries.of(SIGNATURE, "e".repeat(64), SIGNATURE.substring(3) + ",a=", "f".repeat(63))
            .map(tail -> BEGINNING + tail);
    return Arbitraries.oneOf(mixed, tails).list().ofMinSize(1).ofMaxSize(6);
  }
}
