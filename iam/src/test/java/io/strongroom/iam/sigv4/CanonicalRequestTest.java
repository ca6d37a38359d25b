package io.strongroom.iam.sigv4;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.strongroom.iam.sigv4.Signing.Draft;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before any signature is compared, so that no signature could make it pass. */
class CanonicalRequestTest {
  private static final WireRequest USUAL = Draft.usual().signed().wire();
  private static final String ALL_NAMES = Draft.usual().signed().signedHeaders();

  @ParameterizedTest
  @DisplayName("SIG-1, SIG-4: a path that is not its own normal form, or no path, is refused")
  @ValueSource(
      strings = {
        "//",
        "/a//b",
        "/a//",
        "/.",
        "/./",
        "/..",
        "/a/../b",
        "/a/.",
        "/a/..",
        "a",
        "",
        "*",
        "http://localhost/",
        "/\n",
        "/\u007f",
        "/\u0100",
      })
  void ambiguousPathIsRefused(String path) {
    assertThrows(Refusal.class, () -> digest("POST", path, ALL_NAMES));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/a", "/a/", "/a/b", "/.a/b../c.d", "/...", "/%2e%2e", "/\u00ff"})
  void normalPathIsSigned(String path) throws Refusal {
    assertNotNull(digest("POST", path, ALL_NAMES));
  }

  @ParameterizedTest
  @ValueSource(strings = {"post", "POST ", "PO\nST", "P0ST", "PÖST"})
  void methodIsOfCapitalLetters(String method) {
    assertThrows(Refusal.class, () -> digest(method, "/", ALL_NAMES));
  }

  @ParameterizedTest
  @DisplayName("SIG-2, SIG-4: signed headers are sent, in lower case, sorted, each once")
  @ValueSource(
      strings = {
        "",
        ";",
        "host;content-type;x-amz-date;x-amz-target",
        "content-type;host;host;x-amz-date;x-amz-target",
        "Content-Type;Host;X-Amz-Date;X-Amz-Target",
        "content-type;host;range;x-amz-date;x-amz-target",
        "content-type;host;x-amz-date;x-amz-target;",
        ";content-type;host;x-amz-date;x-amz-target",
        "content-type; host;x-amz-date;x-amz-target",
      })
  void signedHeadersAreSortedAndSent(String names) {
    assertThrows(Refusal.class, () -> digest("POST", "/", names));
  }

  @ParameterizedTest
  @DisplayName("SIG-4: a query that two readers could see differently is refused")
  @ValueSource(
      strings = {
        "/?a=1&a=1",
        "/?a=1&A=2",
        "/?%61=1&a=2",
        "/?a=1+1",
        "/?a+b=1",
        "/?a=%",
        "/?a=%4",
        "/?a=%zz",
        "/?a=%0a",
        "/?a=%7F",
        "/?%00=a",
        "/?=1",
        "/?a=1&&b=2",
        "/?a&",
        "/?&a",
        "/?a=\u0100",
        "/?\u0100=a",
        "/?a=\n",
      })
  void ambiguousQueryIsRefused(String target) {
    assertThrows(Refusal.class, () -> QueryParameters.parse(target));
  }

  @ParameterizedTest
  @CsvSource({
    "/, ''",
    "/?, ''",
    "/?a, a=",
    "/?a=, a=",
    "/?b=2&a=1, a=1&b=2",
    "/?a=b=c, a=b%3Dc",
    "/?a=?, a=%3F",
    "/?A%2f=%e9/%C3%A9, A%2F=%E9%2F%C3%A9",
    "/?a~=1&a%3D=2, a%3D=2&a~=1",
    "/?%7e=%7E, ~=~",
    "/?a=1&X-Amz-Signature=0, a=1",
  })
  void queryIsSortedAndEncoded(String target, String canonical) throws Refusal {
    CanonicalBytes out = new CanonicalBytes(1);
    QueryParameters.parse(target).appendTo(out);
    assertEquals(canonical, new String(out.toByteArray(), StandardCharsets.US_ASCII));
  }

  private static byte[] digest(String method, String target, String names) throws Refusal {
    WireRequest request =
        new WireRequest(method, target, USUAL.headers(), USUAL.body(), Peer.LOOPBACK);
    String authorization = String.valueOf(USUAL.headers().get("authorization"));
    Claim usual = AuthorizationHeader.parse(authorization, USUAL.headers());
    Claim claim =
        new Claim(
            usual.credential(),
            names,
            usual.signature(),
            usual.date(),
            usual.dateHeader(),
            usual.lifeSeconds());
    return CanonicalRequest.digest(request, QueryParameters.parse(target), claim);
  }
}
