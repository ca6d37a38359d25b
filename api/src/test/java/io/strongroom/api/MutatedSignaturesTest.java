package io.strongroom.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.api.StsRoom.Signer;
import io.strongroom.iam.sigv4.Headers;
import io.strongroom.iam.sigv4.Peer;
import io.strongroom.iam.sigv4.WireRequest;
import io.strongroom.testkit.CanaryExtension;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Requests that were changed after they were signed, each in one place, are refused by the whole
 * server: no byte of what a signature covers, and none of the signature, can be another.
 */
@ExtendWith(CanaryExtension.class)
class MutatedSignaturesTest {
  private static final int REQUESTS = 2_000;
  private static final long SEED = 20_260_102;

  /** Fewer than the failures that throttle an address or a key. */
  private static final int PER_ROOM = 60;

  /** What the front end says before any operation is reached. */
  private static final Set<String> REFUSALS =
      Set.of(
          "IncompleteSignature",
          "IncompleteSignatureException",
          "InvalidClientTokenId",
          "InvalidSignatureException",
          "MissingAuthenticationToken",
          "MissingAuthenticationTokenException",
          "SignatureDoesNotMatch",
          "UnknownOperationException",
          "UnrecognizedClientException");

  private static final List<String> OF_URL =
      List.of(
          "X-Amz-Credential",
          "X-Amz-Date",
          "X-Amz-Expires",
          "X-Amz-SignedHeaders",
          "X-Amz-Signature");

  private final Random random = new Random(SEED);
  private StsRoom sts = new StsRoom();

  /** What of a request is changed. */
  private enum Part {
    BODY,
    BODY_LONGER,
    HOST,
    DATE,
    TARGET,
    CONTENT_TYPE,
    TOKEN,
    KEY_ID,
    SCOPE_DATE,
    SCOPE_REGION,
    SCOPE_SERVICE,
    SCOPE_TERMINATOR,
    SIGNED_HEADERS,
    SIGNATURE,
    METHOD,
    QUERY,
    PATH,
    SIGNED_URL
  }

  @Test
  @DisplayName("2,000 requests that were changed after signing are refused, all of them")
  void noneIsBelieved() {
    Map<Part, Integer> counts = new TreeMap<>();
    for (int i = 0; i < REQUESTS; i++) {
      if (i % PER_ROOM == 0) {
        sts = new StsRoom().withAnn(StsRoom.allow("\"*\""));
      }
      Part part = Part.values()[i % Part.values().length];
      WireRequest right = signed(part, i);
      assertEquals("200", sts.answer(right).told(), () -> part + " before it is changed");
      WireRequest wrong = changed(part, right);
      StsRoom.Answer answer = sts.answer(wrong);
      String told = answer.told();
      String code = told.substring(Math.min(4, told.length())).split(":", 2)[0];
      assertTrue(
          answer.status() != 200 && REFUSALS.contains(code),
          () -> part + ": " + told + "\n" + new String(wrong.body(), ISO_8859_1));
      counts.merge(part, 1, Integer::sum);
    }
    assertEquals(Part.values().length, counts.size());
    assertEquals(REQUESTS, counts.values().stream().mapToInt(Integer::intValue).sum());
  }

  private WireRequest signed(Part part, int number) {
    return switch (part) {
      case CONTENT_TYPE -> form(StsRoom.ANN);
      case SIGNED_URL, METHOD -> sts.presigned(StsRoom.ANN, "GET", "GetCallerIdentity");
      case TOKEN -> form(session());
      default -> number % 2 == 0 ? json() : form(StsRoom.ROOT);
    };
  }

  private Signer session() {
    return Signer.of(sts.call(StsRoom.ANN, "GetSessionToken").done());
  }

  private WireRequest form(Signer signer) {
    return sts.post(
        signer,
        "sts",
        "us-east-1",
        StsRoom.form("GetCallerIdentity"),
        Map.of("content-type", StsRoom.FORM));
  }

  private WireRequest json() {
    return sts.post(
        StsRoom.ANN,
        "secretsmanager",
        "us-east-1",
        "{\"PasswordLength\":32}",
        Map.of("x-amz-target", "secretsmanager.GetRandomPassword"));
  }

  private WireRequest changed(Part part, WireRequest right) {
    return switch (part) {
      case BODY -> with(right, flipped(right.body()));
      case BODY_LONGER -> with(right, Arrays.copyOf(right.body(), right.body().length + 1));
      case HOST -> with(right, "host", altered(header(right, "host")));
      case DATE -> with(right, "x-amz-date", altered(header(right, "x-amz-date")));
      case CONTENT_TYPE -> with(right, "content-type", header(right, "content-type") + "x");
      case TOKEN -> with(right, "x-amz-security-token", altered(token(right)));
      case TARGET -> with(right, "x-amz-target", "secretsmanager.ListSecrets");
      case KEY_ID -> inScope(right, 0);
      case SCOPE_DATE -> inScope(right, 1);
      case SCOPE_REGION -> inScope(right, 2);
      case SCOPE_SERVICE -> inScope(right, 3);
      case SCOPE_TERMINATOR -> inScope(right, 4);
      case SIGNED_HEADERS -> fewerHeaders(right);
      case SIGNATURE -> otherSignature(right);
      case METHOD -> of("POST", right.target(), right.headers(), new byte[0]);
      case QUERY -> of(right.method(), "/?a=" + random.nextInt(), right.headers(), right.body());
      case PATH -> of(right.method(), "/x", right.headers(), right.body());
      case SIGNED_URL -> inUrl(right);
    };
  }

  private static String header(WireRequest request, String name) {
    return Objects.requireNonNull(request.headers().get(name), name);
  }

  private static String token(WireRequest request) {
    return header(request, "x-amz-security-token");
  }

  /** Flips one bit. */
  private byte[] flipped(byte[] bytes) {
    byte[] other = bytes.clone();
    other[random.nextInt(other.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
    return other;
  }

  /** Puts another letter or digit in the place of one. */
  private String altered(String text) {
    int[] places =
        IntStream.range(0, text.length())
            .filter(i -> Character.isLetterOrDigit(text.charAt(i)))
            .toArray();
    int place = places[random.nextInt(places.length)];
    String others = "abcdef0123456789".replace(text.substring(place, place + 1), "");
    char other = others.charAt(random.nextInt(others.length()));
    return text.substring(0, place) + other + text.substring(place + 1);
  }

  private WireRequest inScope(WireRequest right, int field) {
    String authorization = header(right, "authorization");
    int begin = authorization.indexOf("Credential=") + "Credential=".length();
    int end = authorization.indexOf(',', begin);
    String[] fields = authorization.substring(begin, end).split("/", -1);
    fields[field] = altered(fields[field]);
    return with(
        right,
        "authorization",
        authorization.substring(0, begin)
            + String.join("/", fields)
            + authorization.substring(end));
  }

  private WireRequest fewerHeaders(WireRequest right) {
    String authorization = header(right, "authorization");
    int begin = authorization.indexOf("SignedHeaders=") + "SignedHeaders=".length();
    int end = authorization.indexOf(',', begin);
    String[] names = authorization.substring(begin, end).split(";", -1);
    int gone = random.nextInt(names.length);
    String rest =
        IntStream.range(0, names.length)
            .filter(i -> i != gone)
            .mapToObj(i -> names[i])
            .collect(Collectors.joining(";"));
    return with(
        right,
        "authorization",
        authorization.substring(0, begin) + rest + authorization.substring(end));
  }

  private WireRequest otherSignature(WireRequest right) {
    String authorization = header(right, "authorization");
    int begin = authorization.indexOf("Signature=") + "Signature=".length();
    return with(
        right,
        "authorization",
        authorization.substring(0, begin) + altered(authorization.substring(begin)));
  }

  private WireRequest inUrl(WireRequest right) {
    String name = OF_URL.get(random.nextInt(OF_URL.size())) + "=";
    int begin = right.target().indexOf(name) + name.length();
    int more = right.target().indexOf('&', begin);
    int end = more < 0 ? right.target().length() : more;
    String value = right.target().substring(begin, end).replace("%2F", "/");
    String target =
        right.target().substring(0, begin)
            + altered(value).replace("/", "%2F")
            + right.target().substring(end);
    return of(right.method(), target, right.headers(), right.body());
  }

  private static WireRequest with(WireRequest right, byte[] body) {
    return of(right.method(), right.target(), right.headers(), body);
  }

  private static WireRequest with(WireRequest right, String name, String value) {
    TreeMap<String, String> all = new TreeMap<>();
    for (String known :
        List.of(
            "authorization",
            "content-type",
            "host",
            "x-amz-date",
            "x-amz-security-token",
            "x-amz-target")) {
      String before = right.headers().get(known);
      if (before != null) {
        all.put(known, before);
      }
    }
    all.put(name, value);
    String[] flat =
        all.entrySet().stream()
            .flatMap(entry -> Stream.of(entry.getKey(), entry.getValue()))
            .toArray(String[]::new);
    return of(right.method(), right.target(), Headers.of(flat), right.body());
  }

  private static WireRequest of(String method, String target, Headers headers, byte[] body) {
    return new WireRequest(method, target, headers, body, Peer.LOOPBACK);
  }
}
