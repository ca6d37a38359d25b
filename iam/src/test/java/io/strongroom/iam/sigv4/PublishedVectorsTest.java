package io.strongroom.iam.sigv4;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.strongroom.keys.HmacSha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * The signatures that AWS published: the suite of August 2015 (host example.amazonaws.com, service
 * "service", region us-east-1) and the example of the IAM User Guide. In the tables, {@code |}
 * parts headers; {@code x-amz-date} and {@code host} are added.
 */
class PublishedVectorsTest {
  private static final String EXAMPLE_HOST = "example.amazonaws.com";

  @Test
  @DisplayName("The signing key of the documentation's example")
  void signingKeyIsTheDocumentedOne() {
    Credential scope =
        new Credential(Signing.KEY_ID, "20150830", "us-east-1", "iam", "aws4_request");
    HmacSha256 derived = new SigningKeys(Signing::open).derive(Signing.KEY, scope);
    HmacSha256 documented =
        HmacSha256.keyed(
            HexFormat.of()
                .parseHex("c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9"));
    byte[] probe = "probe".getBytes(StandardCharsets.US_ASCII);
    assertArrayEquals(documented.mac(probe), derived.mac(probe));
  }

  @Test
  void listUsersExampleOfTheUserGuideVerifies() {
    WireRequest request =
        request(
            "GET",
            "/?Action=ListUsers&Version=2010-05-08",
            "Content-Type:application/x-www-form-urlencoded; charset=utf-8",
            "",
            "iam",
            "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7");
    assertVerified(request, "iam");
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "published-vectors.csv", numLinesToSkip = 1, quoteCharacter = '\'')
  void vectorOfTheSuiteVerifies(
      String name, String method, String target, String headers, String body, String signature) {
    assertVerified(request(method, target, headers, body, "service", signature), "service");
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("Vectors whose request could be read in two ways are refused (SIG-1, SIG-4)")
  @CsvFileSource(
      resources = "published-ambiguous-vectors.csv",
      numLinesToSkip = 1,
      quoteCharacter = '\'')
  void ambiguousVectorOfTheSuiteIsRefused(
      String name, String method, String target, String headers, String signature) {
    WireRequest request = request(method, target, headers, "", "service", signature);
    assertEquals(Refusal.mismatch(), Signing.verifierAt(Signing.NOW).verify(request, "service"));
  }

  private static void assertVerified(WireRequest request, String service) {
    SigV4Verdict verdict = Signing.verifierAt(Signing.NOW).verify(request, service);
    assertInstanceOf(SigV4Verdict.Verified.class, verdict, verdict::toString);
  }

  private static WireRequest request(
      String method, String target, String headers, String body, String service, String signature) {
    List<String> fields = new ArrayList<>();
    List<String> names = new ArrayList<>(List.of("host", "x-amz-date"));
    for (String header : headers.isEmpty() ? new String[0] : headers.split("\\|")) {
      int colon = header.indexOf(':');
      String name = header.substring(0, colon).toLowerCase(Locale.ROOT);
      fields.add(name);
      fields.add(header.substring(colon + 1).strip());
      if (!names.contains(name)) {
        names.add(name);
      }
    }
    fields.addAll(List.of("Host", service.equals("iam") ? "iam.amazonaws.com" : EXAMPLE_HOST));
    fields.addAll(List.of("X-Amz-Date", Signing.DATE));
    names.sort(null);
    fields.add("Authorization");
    fields.add(
        ("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/%s/aws4_request,"
                + " SignedHeaders=%s, Signature=%s")
            .formatted(service, String.join(";", names), signature));
    return new WireRequest(
        method,
        asOnTheWire(target),
        Headers.of(fields.toArray(String[]::new)),
        Signing.latin1(body),
        Peer.LOOPBACK);
  }

  static String asOnTheWire(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
