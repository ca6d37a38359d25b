package io.strongroom.iam.sigv4;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.strongroom.iam.Region;
import io.strongroom.iam.sigv4.SigV4Verdict.Rejected;
import io.strongroom.iam.sigv4.SigV4Verdict.Verified;
import io.strongroom.iam.sigv4.Signing.Draft;
import io.strongroom.iam.sigv4.Signing.Parts;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The verifier against a plain signer, over random requests. */
class SigV4PropertyTest {
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

  /** The parts of a signed request that a mutation can change. */
  enum Part {
    METHOD,
    PATH,
    QUERY_NAME,
    QUERY_VALUE,
    QUERY_MORE,
    HEADER_VALUE,
    HEADER_GONE,
    HEADER_NOT_SIGNED,
    DATE,
    BODY,
    BODY_LONGER,
    KEY_ID,
    REGION,
    SIGNATURE
  }

  @Property(tries = 2000)
  @Label("Whatever is signed by the book verifies, in both forms")
  void whateverIsSignedVerifies(@ForAll("drafts") Draft draft) {
    Verified expected = new Verified(Signing.KEY, null, new Region(draft.region()));
    assertEquals(expected, verify(draft.signed().wire()));
    assertEquals(expected, verify(draft.presigned("120")));
  }

  @Property(tries = 1000)
  @Label("A query may be escaped in any way that means the same")
  void queryMayBeEscapedInAnyWay(@ForAll("drafts") Draft draft, @ForAll long seed) {
    Parts parts = draft.signed();
    Random random = new Random(seed);
    StringBuilder query = new StringBuilder();
    for (int i = 0; i < parts.query().length(); i++) {
      char c = parts.query().charAt(i);
      boolean letter = UNRESERVED.indexOf(c) >= 0;
      boolean inEscape =
          (i >= 1 && parts.query().charAt(i - 1) == '%')
              || (i >= 2 && parts.query().charAt(i - 2) == '%');
      if (inEscape) {
        query.append(random.nextBoolean() ? c : Character.toLowerCase(c));
      } else if (letter && random.nextInt(4) == 0) {
        query.append('%').append(Integer.toHexString(c));
      } else {
        query.append(c);
      }
    }
    assertInstanceOf(Verified.class, verify(with(parts, parts.path(), query.toString()).wire()));
  }

  @Property(tries = 4000)
  @Label("T24: no signed part can be changed")
  void noSignedPartCanBeChanged(
      @ForAll("drafts") Draft draft, @ForAll Part part, @ForAll long seed) {
    WireRequest mutated = mutated(draft.signed(), part, new Random(seed));
    assertFalse(verify(mutated) instanceof Verified, mutated::target);
  }

  @Property(tries = 2000)
  @Label("Random headers and targets are refused or unsigned, and never throw")
  void garbageNeverThrows(
      @ForAll String target, @ForAll String authorization, @ForAll String date) {
    Headers headers = Headers.of("host", "a", "authorization", authorization, "x-amz-date", date);
    SigV4Verifier verifier = Signing.verifierAt(Signing.NOW);
    WireRequest request =
        new WireRequest("POST", "/?" + target, headers, new byte[0], Peer.LOOPBACK);
    assertInstanceOf(Rejected.class, verifier.verify(request, Signing.SERVICE));
  }

  @Property(tries = 2000)
  @Label(
      "A valid header with one character changed is refused, unknown or the same, and never throws")
  void damagedHeaderNeverThrows(@ForAll long seed, @ForAll char c) {
    Random random = new Random(seed);
    Parts parts = Draft.usual().signed();
    StringBuilder header = new StringBuilder(parts.authorization());
    int at = random.nextInt(header.length());
    boolean space = header.charAt(at) == ' ' || c == ' ';
    boolean same = header.charAt(at) == c;
    header.setCharAt(at, c);
    SigV4Verdict verdict = verify(parts.wireWith(header.toString()));
    assertFalse(verdict instanceof Verified && !same && !space, header::toString);
  }

  private static WireRequest mutated(Parts parts, Part part, Random random) {
    Map<String, String> headers = new TreeMap<>(parts.headers());
    return switch (part) {
      case METHOD -> wire(parts.method() + "X", parts, parts.body());
      case PATH -> with(parts, parts.path() + "x", parts.query()).wire();
      case QUERY_NAME -> with(parts, parts.path(), "x" + parts.query()).wire();
      case QUERY_VALUE -> with(parts, parts.path(), withLastChanged(parts.query())).wire();
      case QUERY_MORE -> with(parts, parts.path(), more(parts.query())).wire();
      case HEADER_VALUE -> {
        String name = anyOf(parts.signedHeaders().split(";", -1), random);
        headers.compute(name, (_, value) -> changed(value == null ? "" : value, random));
        yield with(parts, headers).wire();
      }
      case HEADER_GONE -> {
        headers.remove(anyOf(parts.signedHeaders().split(";", -1), random));
        yield with(parts, headers).wire();
      }
      case HEADER_NOT_SIGNED -> {
        headers.put("x-amz-unsigned", "1");
        yield with(parts, headers).wire();
      }
      case DATE -> {
        headers.put("x-amz-date", "20150830T1235" + (10 + random.nextInt(50)) + "Z");
        yield with(parts, headers).wire();
      }
      case BODY -> wire(parts.method(), parts, changed(parts.body() + " ", random));
      case BODY_LONGER -> wire(parts.method(), parts, parts.body() + "\0");
      case KEY_ID -> parts.wireWith(parts.authorization().replace("AKIDEXAMPLE", "AKIDEXAMPLF"));
      case REGION -> parts.wireWith(parts.authorization().replace("-1/", "-2/"));
      case SIGNATURE -> {
        String signature = changedHex(parts.signature(), random);
        yield parts.wireWith(parts.authorization().replace(parts.signature(), signature));
      }
    };
  }

  private static WireRequest wire(String method, Parts parts, String body) {
    Map<String, String> headers = new TreeMap<>(parts.headers());
    headers.put("authorization", parts.authorization());
    return Signing.wire(method, parts.path(), parts.query(), headers, body);
  }

  private static Parts with(Parts parts, String path, String query) {
    return new Parts(
        parts.method(),
        path,
        query,
        parts.headers(),
        parts.body(),
        parts.credential(),
        parts.signedHeaders(),
        parts.signature());
  }

  private static Parts with(Parts parts, Map<String, String> headers) {
    return new Parts(
        parts.method(),
        parts.path(),
        parts.query(),
        headers,
        parts.body(),
        parts.credential(),
        parts.signedHeaders(),
        parts.signature());
  }

  private static String more(String query) {
    return query.isEmpty() ? "zz-more=" : query + "&zz-more=";
  }

  private static String withLastChanged(String query) {
    return query.isEmpty() ? "a" : query + "x";
  }

  /** Changes one character, not a space, into another one that is not a space. */
  private static String changed(String text, Random random) {
    for (int tries = 0; tries < 100 && !text.isEmpty(); tries++) {
      int at = random.nextInt(text.length());
      if (text.charAt(at) != ' ') {
        char other = text.charAt(at) == 'x' ? 'y' : 'x';
        return text.substring(0, at) + other + text.substring(at + 1);
      }
    }
    return text + "x";
  }

  private static String changedHex(String hex, Random random) {
    int at = random.nextInt(hex.length());
    char other = hex.charAt(at) == '0' ? '1' : '0';
    return hex.substring(0, at) + other + hex.substring(at + 1);
  }

  private static String anyOf(String[] choices, Random random) {
    return choices[random.nextInt(choices.length)];
  }

  @Provide
  Arbitrary<Draft> drafts() {
    Arbitrary<String> plain =
        Arbitraries.strings().withChars(UNRESERVED).ofMinLength(1).ofMaxLength(8);
    Arbitrary<String> anyText =
        Arbitraries.strings()
            .withCharRange(' ', '~')
            .withCharRange('\u00a0', '\u00ff')
            .ofMaxLength(12);
    Arbitrary<String> path =
        plain
            .map(segment -> segment.replace('.', '_').replace("~", "%2F:@ é"))
            .list()
            .ofMaxSize(4)
            .map(segments -> "/" + String.join("/", segments));
    Arbitrary<Map<String, String>> query =
        Arbitraries.maps(anyText.map(text -> "p" + text.toLowerCase(Locale.ROOT)), anyText)
            .ofMaxSize(5);
    Arbitrary<Map<String, String>> headers =
        Arbitraries.maps(
                plain.map(name -> "x-amz-meta-" + name.toLowerCase(Locale.ROOT)),
                anyText.map(String::strip))
            .ofMaxSize(4);
    Arbitrary<String> body = Arbitraries.strings().withCharRange('\0', '\u00ff').ofMaxLength(200);
    Arbitrary<String> method = Arbitraries.of("GET", "POST", "PUT", "DELETE");
    Arbitrary<String> region = Arbitraries.of("us-east-1", "eu-central-1", "us-gov-west-1");
    return Combinators.combine(method, path, query, headers, body, region)
        .as(SigV4PropertyTest::draft);
  }

  private static Draft draft(
      String method,
      String path,
      Map<String, String> query,
      Map<String, String> headers,
      String body,
      String region) {
    Map<String, String> all = new TreeMap<>(headers);
    all.putAll(Draft.usual().headers());
    return new Draft(method, path, query, all, body, Signing.KEY_ID, region);
  }

  private static SigV4Verdict verify(WireRequest request) {
    return Signing.verifierAt(Signing.NOW).verify(request, Signing.SERVICE);
  }
}
