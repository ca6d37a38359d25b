package io.strongroom.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.strongroom.iam.sigv4.Headers;
import io.strongroom.iam.sigv4.Peer;
import io.strongroom.iam.sigv4.WireRequest;
import io.strongroom.testkit.SettableClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A lenient server whose Lambda is called in few words, by one account or another. */
final class LambdaRoom {
  static final String FUNCTIONS = "/2015-03-31/functions";
  static final String ROLE = "arn:aws:iam::123456789012:role/rotator";
  static final String ARN = "arn:aws:lambda:us-east-1:123456789012:function:";
  static final String OTHER = "444455556666";

  final SettableClock clock = new SettableClock();
  final TestRoom room;

  LambdaRoom() {
    this(null);
  }

  private LambdaRoom(@org.jspecify.annotations.Nullable TestRoom given) {
    room = given == null ? TestRoom.lenient(clock) : given;
    room.answer(
        form(
            "Action=CreateRole&Version=2010-05-08&RoleName=rotator&AssumeRolePolicyDocument="
                + URLEncoder.encode(trusting("lambda.amazonaws.com"), UTF_8)));
    room.answer(
        form(
            "Action=CreateRole&Version=2010-05-08&RoleName=other&AssumeRolePolicyDocument="
                + URLEncoder.encode(trusting("ec2.amazonaws.com"), UTF_8)));
  }

  /** One that takes no code. */
  static LambdaRoom withoutUploads() {
    return new LambdaRoom(TestRoom.withoutUploads());
  }

  static String trusting(String service) {
    return """
    {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",\
    "Principal":{"Service":"%s"}}]}\
    """
        .formatted(service);
  }

  private static WireRequest form(String body) {
    return request(
        "POST", "/", "iam", TestRoom.ACCOUNT.digits(), body, Map.of("content-type", StsRoom.FORM));
  }

  private static WireRequest request(
      String method,
      String target,
      String service,
      String account,
      String body,
      Map<String, String> more) {
    List<String> headers = new ArrayList<>(List.of("host", "localhost"));
    headers.addAll(List.of("x-amz-date", "20260102T030405Z"));
    more.forEach((name, value) -> headers.addAll(List.of(name, value)));
    String names =
        java.util.stream.Stream.concat(
                java.util.stream.Stream.of("host", "x-amz-date"), more.keySet().stream())
            .sorted()
            .collect(Collectors.joining(";"));
    headers.addAll(
        List.of(
            "authorization",
            "AWS4-HMAC-SHA256 Credential=%s/20260102/us-east-1/%s/aws4_request,"
                    .formatted(account, service)
                + " SignedHeaders="
                + names
                + ", Signature="
                + "0".repeat(64)));
    return new WireRequest(
        method,
        target,
        Headers.of(headers.toArray(String[]::new)),
        body.getBytes(UTF_8),
        Peer.LOOPBACK);
  }

  /** An answer with its header fields. */
  record Answer(int status, String body, List<WireResponse.Field> fields) {

    Map<String, Object> json() {
      return Json.object(body.getBytes(UTF_8));
    }

    String text(String member) {
      return Json.text(json(), member);
    }

    String field(String name) {
      return fields.stream()
          .filter(each -> each.name().equalsIgnoreCase(name))
          .map(WireResponse.Field::value)
          .findFirst()
          .orElse("");
    }

    /** Tells status, code and text of an error in one line, or the status alone. */
    String told() {
      return status < 300
          ? Integer.toString(status)
          : status + " " + field("x-amzn-ErrorType") + ": " + text("Message");
    }
  }

  Answer call(String method, String target, String body) {
    return call(method, target, body, Map.of());
  }

  Answer call(String method, String target, String body, Map<String, String> headers) {
    return as(TestRoom.ACCOUNT.digits(), method, target, body, headers);
  }

  /** Calls as the root of an account. */
  Answer as(
      String account, String method, String target, String body, Map<String, String> headers) {
    return answer(request(method, target, "lambda", account, body, headers));
  }

  Answer answer(WireRequest request) {
    WireResponse response = room.gateway.answer(request);
    return new Answer(
        response.status(),
        new String(Arrays.copyOf(response.body(), response.length()), UTF_8),
        response.fields());
  }

  Answer get(String path) {
    return call("GET", FUNCTIONS + path, "");
  }

  /** Creates a function with more members than it must have, such as {@code ,"Timeout":5}. */
  Answer create(String name, String more) {
    return call("POST", FUNCTIONS, creation(name, more));
  }

  static String creation(String name, String more) {
    return """
    {"FunctionName":"%s","Runtime":"python3.13","Handler":"main.handler","Role":"%s",\
    "Code":{"ZipFile":"%s"}%s}\
    """
        .formatted(name, ROLE, base64(zip("main.py", "def handler(event, context): pass")), more);
  }

  /** Adds a permission with members such as {@code "Principal":"..."}. */
  Answer permit(String name, String sid, String more) {
    return call(
        "POST",
        FUNCTIONS + "/" + name + "/policy",
        "{\"StatementId\":\"" + sid + "\",\"Action\":\"lambda:InvokeFunction\"," + more + "}");
  }

  /** Returns a zip file; names and contents in turn. */
  static byte[] zip(String... namesAndContents) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < namesAndContents.length; i += 2) {
        ZipEntry entry = new ZipEntry(namesAndContents[i]);
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(namesAndContents[i + 1].getBytes(UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
