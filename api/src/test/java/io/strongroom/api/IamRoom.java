package io.strongroom.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.iam.sigv4.Headers;
import io.strongroom.iam.sigv4.Peer;
import io.strongroom.iam.sigv4.WireRequest;
import io.strongroom.keys.HmacSha256;
import io.strongroom.keys.Sha256;
import io.strongroom.testkit.GoldenAnswer;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Calls IAM through the gateway of a room, as the root of its account or with an access key. */
final class IamRoom {
  static final String POLICY =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"iam:*\","
          + "\"Resource\":\"*\"}]}";
  static final String TRUST =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":"
          + "{\"AWS\":\"111122223333\"},\"Action\":\"sts:AssumeRole\"}]}";

  private static final String SIGNED = "content-type;host;x-amz-date";
  private static final String FORM = "application/x-www-form-urlencoded; charset=utf-8";
  private static final HexFormat HEX = HexFormat.of();

  final TestRoom room = TestRoom.lenient();

  /** Who signs. A key id that the server did not issue makes the root of the account. */
  record Key(String id, String secret) {
    static final Key ROOT = new Key("anyone", "anything");
  }

  /** An answer; its parts are found by the names of their elements. */
  record Answer(int status, String xml) {

    /** Returns the texts of all elements of a name, in order. */
    List<String> all(String element) {
      Matcher matcher = Pattern.compile("<" + element + ">([^<]*)</" + element + ">").matcher(xml);
      List<String> found = new ArrayList<>();
      while (matcher.find()) {
        found.add(matcher.group(1));
      }
      return found;
    }

    /** Returns the text of the first element of a name; empty if there is none. */
    String text(String element) {
      List<String> found = all(element);
      return found.isEmpty() ? "" : found.getFirst();
    }

    /** Tells status, code and text of an error in one line, or the status alone. */
    String told() {
      return status == 200
          ? "200"
          : status + " " + text("Code") + ": " + text("Message").replace("&quot;", "\"");
    }
  }

  /** Calls as the root. */
  Answer call(String action, String... parameters) {
    return call(Key.ROOT, action, parameters);
  }

  /** Calls as the root, and expects that it works. */
  Answer done(String action, String... parameters) {
    Answer answer = call(action, parameters);
    assertEquals(200, answer.status(), answer.xml());
    return answer;
  }

  /** Makes an access key of a user who may do everything then. */
  Key administrator(String userName) {
    done(
        "AttachUserPolicy",
        "UserName",
        userName,
        "PolicyArn",
        "arn:aws:iam::aws:policy/AdministratorAccess");
    return keyOf(userName);
  }

  /** Makes an access key of a user. */
  Key keyOf(String userName) {
    Answer made = done("CreateAccessKey", "UserName", userName);
    return new Key(made.text("AccessKeyId"), made.text("SecretAccessKey"));
  }

  /** Calls with an access key; parameters are names and values in turn. */
  Answer call(Key key, String action, String... parameters) {
    StringBuilder form = new StringBuilder("Action=" + action + "&Version=2010-05-08");
    for (int i = 0; i < parameters.length; i += 2) {
      form.append('&').append(parameters[i]).append('=');
      form.append(URLEncoder.encode(parameters[i + 1], UTF_8));
    }
    GoldenAnswer answer = room.answer(signed(key, form.toString()));
    return new Answer(answer.status(), new String(answer.body(), UTF_8));
  }

  /** Returns the texts of an element on all pages of a list, asking for two items at a time. */
  List<String> paged(String element, String action, String... parameters) {
    List<String> found = new ArrayList<>();
    List<String> asked = new ArrayList<>(List.of(parameters));
    asked.addAll(List.of("MaxItems", "2"));
    String marker;
    do {
      Answer page = done(action, asked.toArray(String[]::new));
      assertTrue(page.all(element).size() <= 2, page.xml());
      found.addAll(page.all(element));
      marker = page.text("Marker");
      assertEquals(marker.isEmpty() ? "false" : "true", page.text("IsTruncated"));
      asked = new ArrayList<>(List.of(parameters));
      asked.addAll(List.of("MaxItems", "2", "Marker", marker));
    } while (!marker.isEmpty());
    return found;
  }

  /** Returns the parameters of that many tags. */
  static String[] tags(int count) {
    return IntStream.rangeClosed(1, count)
        .boxed()
        .flatMap(
            i ->
                List.of(
                    "Tags.member." + i + ".Key", "k" + i, "Tags.member." + i + ".Value", "v" + i)
                    .stream())
        .toArray(String[]::new);
  }

  /** Returns parameters with more of them behind. */
  static String[] with(String[] more, String... first) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private WireRequest signed(Key key, String body) {
    String time = room.clock.instant().toString().replaceAll("[-:]|\\.\\d+", "");
    String scope = time.substring(0, 8) + "/us-east-1/iam/aws4_request";
    String canonical =
        "POST\n/\n\ncontent-type:%s\nhost:localhost\nx-amz-date:%s\n\n%s\n%s"
            .formatted(FORM, time, SIGNED, hash(body));
    String toSign = "AWS4-HMAC-SHA256\n%s\n%s\n%s".formatted(time, scope, hash(canonical));
    byte[] derived = ("AWS4" + key.secret()).getBytes(UTF_8);
    for (String part : (scope + "\n" + toSign).split("[/\n]", 5)) {
      derived = HmacSha256.keyed(derived).mac(part.getBytes(UTF_8));
    }
    String authorization =
        "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s"
            .formatted(key.id(), scope, SIGNED, HEX.formatHex(derived));
    Headers headers =
        Headers.of(
            "host",
            "localhost",
            "content-type",
            FORM,
            "x-amz-date",
            time,
            "authorization",
            authorization);
    return new WireRequest("POST", "/", headers, body.getBytes(UTF_8), Peer.LOOPBACK);
  }

  private static String hash(String text) {
    return HEX.formatHex(Sha256.hash(text.getBytes(UTF_8)));
  }
}
