package io.strongroom.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.strongroom.core.identity.Decision;
import io.strongroom.core.identity.Directories;
import io.strongroom.iam.AccessKey;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.directory.DirectoryChange;
import io.strongroom.iam.directory.Identifiers;
import io.strongroom.iam.directory.Kind;
import io.strongroom.iam.directory.Policies;
import io.strongroom.iam.directory.Role;
import io.strongroom.iam.directory.User;
import io.strongroom.iam.sigv4.Headers;
import io.strongroom.iam.sigv4.Peer;
import io.strongroom.iam.sigv4.WireRequest;
import io.strongroom.keys.HmacSha256;
import io.strongroom.keys.Sha256;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Calls STS and Organizations through the gateway of a strict room, with any credentials. */
final class StsRoom {
  static final AccountId OTHER = new AccountId("444455556666");
  static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  static final String FORM = "application/x-www-form-urlencoded; charset=utf-8";
  static final Signer ROOT = new Signer(TestRoom.KEY_ID, TestRoom.KEY_SECRET, null);
  static final String ANN_ID = "AIDAAAAAAAAAAAAAAAAAB";
  static final Signer ANN = new Signer("AKIAIOSFODNN7EXAMANN", TestRoom.KEY_SECRET, null);

  private static final HexFormat HEX = HexFormat.of();

  final TestRoom room = TestRoom.strict();

  /** Credentials, temporary ones with their token. */
  record Signer(String id, String secret, @Nullable String token) {

    static Signer of(Answer answer) {
      return new Signer(
          answer.text("AccessKeyId"), answer.text("SecretAccessKey"), answer.text("SessionToken"));
    }
  }

  /** An answer; its parts are found by the names of their elements or members. */
  record Answer(int status, String body, String errorType) {

    /** Returns the text of the first XML element of a name; empty if there is none. */
    String text(String element) {
      Matcher matcher = Pattern.compile("<" + element + ">([^<]*)</" + element + ">").matcher(body);
      return matcher.find() ? matcher.group(1).replace("&quot;", "\"") : "";
    }

    /** Tells status, code and text of an error in one line, or the status alone. */
    String told() {
      if (status / 100 == 2) {
        return Integer.toString(status);
      }
      if (!body.startsWith("{")) {
        return status + " " + text("Code") + ": " + text("Message");
      }
      Map<String, Object> error = Json.object(body.getBytes(UTF_8));
      Object text = error.containsKey("Message") ? error.get("Message") : error.get("message");
      Object type = errorType.isEmpty() ? error.get("__type") : errorType;
      return status + " " + type + ": " + text;
    }

    Answer done() {
      assertEquals(2, status / 100, body);
      return this;
    }
  }

  /** Puts a user with one inline policy and the key {@link #ANN}. */
  StsRoom withAnn(String policy) {
    User ann =
        User.of(Identifiers.of(TestRoom.ACCOUNT, Kind.USER, ANN_ID, "/eng/", "ann"), NOW)
            .tagged(Map.of("team", "blue"))
            .with(Policies.NONE.putting("own", policy));
    room.change(change -> change.putting(ann));
    room.issue(ANN.id(), ANN_ID, AccessKey.Status.ACTIVE);
    return this;
  }

  /** Puts a role in the room's account. */
  Role role(String name, String trust) {
    return role(TestRoom.ACCOUNT, name, trust, UnaryOperator.identity());
  }

  Role role(AccountId account, String name, String trust, UnaryOperator<Role> more) {
    String id =
        "AROA" + (name.toUpperCase(java.util.Locale.ROOT) + "A".repeat(17)).substring(0, 17);
    Role role = more.apply(Role.of(Identifiers.of(account, Kind.ROLE, id, "/", name), NOW, trust));
    var _ =
        new Directories(room.store, Directories.Strangers.WELCOME, room.clock)
            .update(
                account, directory -> Decision.of(DirectoryChange.of(directory).putting(role), ""));
    return role;
  }

  /** Returns a trust policy. */
  static String trust(String principal, String actions, String more) {
    return """
    {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":%s,"Action":%s%s}]}\
    """
        .formatted(principal, actions, more);
  }

  /** Returns an identity policy with one statement. */
  static String allow(String actions) {
    return """
    {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":%s,"Resource":"*"}]}\
    """
        .formatted(actions);
  }

  /** Calls STS; parameters are names and values in turn. */
  Answer call(Signer key, String action, String... parameters) {
    return answer(post(key, "sts", form(action, parameters), Map.of("content-type", FORM)));
  }

  /** Calls STS without a signature. */
  Answer unsigned(String action, String... parameters) {
    Headers headers = Headers.of("host", "localhost", "content-type", FORM);
    byte[] body = form(action, parameters).getBytes(UTF_8);
    return answer(new WireRequest("POST", "/", headers, body, Peer.LOOPBACK));
  }

  /** Calls Organizations. */
  Answer organizations(Signer key, String operation, String json) {
    Map<String, String> headers = Map.of("x-amz-target", "AWSOrganizationsV20161128." + operation);
    return answer(post(key, "organizations", json, headers));
  }

  Answer answer(WireRequest request) {
    WireResponse answer = room.gateway.answer(request);
    return new Answer(
        answer.status(),
        new String(answer.body(), 0, answer.length(), UTF_8),
        answer.fields().stream()
            .filter(field -> field.name().equals("x-amzn-ErrorType"))
            .map(WireResponse.Field::value)
            .findFirst()
            .orElse(""));
  }

  static String form(String action, String... parameters) {
    StringBuilder form = new StringBuilder("Action=" + action + "&Version=2011-06-15");
    for (int i = 0; i < parameters.length; i += 2) {
      form.append('&').append(parameters[i]).append('=');
      form.append(URLEncoder.encode(parameters[i + 1], UTF_8));
    }
    return form.toString();
  }

  private WireRequest post(Signer key, String service, String body, Map<String, String> more) {
    return post(key, service, TestRoom.REGION.name(), body, more);
  }

  /** Returns a request of any service and region, signed. */
  WireRequest post(
      Signer key, String service, String region, String body, Map<String, String> more) {
    TreeMap<String, String> headers = new TreeMap<>(more);
    headers.put("host", "localhost");
    headers.put("x-amz-date", room.time());
    if (key.token() != null) {
      headers.put("x-amz-security-token", key.token());
    }
    String names = String.join(";", headers.keySet());
    String scope = room.time().substring(0, 8) + "/" + region + "/" + service + "/aws4_request";
    String signature = signature(key, scope, "POST\n/", "", headers, names, body);
    headers.put(
        "authorization",
        "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s"
            .formatted(key.id(), scope, names, signature));
    return new WireRequest("POST", "/", flat(headers), body.getBytes(UTF_8), Peer.LOOPBACK);
  }

  /**
   * Returns a signed request of Lambda.
   *
   * @param target the path, escaped, and the query, whose parameters are in order
   */
  WireRequest lambda(
      Signer key, String method, String target, String body, Map<String, String> more) {
    TreeMap<String, String> headers = new TreeMap<>(more);
    headers.put("host", "localhost");
    headers.put("x-amz-date", room.time());
    if (key.token() != null) {
      headers.put("x-amz-security-token", key.token());
    }
    String names = String.join(";", headers.keySet());
    String scope = room.time().substring(0, 8) + "/us-east-1/lambda/aws4_request";
    String[] parts = target.split("\\?", 2);
    String first = method + "\n" + parts[0].replace("%", "%25").replace("$", "%24");
    String query = parts.length == 1 ? "" : parts[1];
    String signature = signature(key, scope, first, query, headers, names, body);
    headers.put(
        "authorization",
        "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s"
            .formatted(key.id(), scope, names, signature));
    return new WireRequest(method, target, flat(headers), body.getBytes(UTF_8), Peer.LOOPBACK);
  }

  /** Returns a request that is signed in its URL. */
  WireRequest presigned(Signer key, String method, String action) {
    String scope = room.time().substring(0, 8) + "/us-east-1/sts/aws4_request";
    TreeMap<String, String> query = new TreeMap<>();
    query.put("Action", action);
    query.put("Version", "2011-06-15");
    query.put("X-Amz-Algorithm", "AWS4-HMAC-SHA256");
    query.put("X-Amz-Credential", key.id() + "/" + scope);
    query.put("X-Amz-Date", room.time());
    query.put("X-Amz-Expires", "60");
    query.put("X-Amz-SignedHeaders", "host");
    if (key.token() != null) {
      query.put("X-Amz-Security-Token", key.token());
    }
    TreeMap<String, String> headers = new TreeMap<>(Map.of("host", "localhost"));
    String unsigned = joined(query);
    query.put(
        "X-Amz-Signature", signature(key, scope, method + "\n/", unsigned, headers, "host", ""));
    return new WireRequest(method, "/?" + joined(query), flat(headers), new byte[0], Peer.LOOPBACK);
  }

  private static String joined(Map<String, String> query) {
    StringBuilder joined = new StringBuilder();
    query.forEach(
        (name, value) ->
            joined
                .append(joined.isEmpty() ? "" : "&")
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, UTF_8)));
    return joined.toString();
  }

  private String signature(
      Signer key,
      String scope,
      String methodAndPath,
      String query,
      Map<String, String> headers,
      String names,
      String body) {
    StringBuilder canonical = new StringBuilder(methodAndPath + "\n" + query + "\n");
    headers.forEach((name, value) -> canonical.append(name).append(':').append(value).append('\n'));
    canonical.append('\n').append(names).append('\n').append(hash(body));
    String toSign =
        "AWS4-HMAC-SHA256\n%s\n%s\n%s".formatted(room.time(), scope, hash(canonical.toString()));
    byte[] derived = ("AWS4" + key.secret()).getBytes(UTF_8);
    for (String part : (scope + "\n" + toSign).split("[/\n]", 5)) {
      derived = HmacSha256.keyed(derived).mac(part.getBytes(UTF_8));
    }
    return HEX.formatHex(derived);
  }

  private static Headers flat(Map<String, String> headers) {
    return Headers.of(
        headers.entrySet().stream()
            .flatMap(entry -> java.util.stream.Stream.of(entry.getKey(), entry.getValue()))
            .toArray(String[]::new));
  }

  private static String hash(String text) {
    return HEX.formatHex(Sha256.hash(text.getBytes(UTF_8)));
  }
}
