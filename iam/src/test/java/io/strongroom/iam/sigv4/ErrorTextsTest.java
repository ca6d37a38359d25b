package io.strongroom.iam.sigv4;

import static io.strongroom.iam.sigv4.SigV4Verdict.Fault.INCOMPLETE_SIGNATURE;
import static io.strongroom.iam.sigv4.SigV4Verdict.Fault.INVALID_SIGNATURE;
import static io.strongroom.iam.sigv4.SigV4Verdict.Fault.MISSING_AUTHENTICATION_TOKEN;
import static io.strongroom.iam.sigv4.SigV4Verdict.Fault.UNRECOGNIZED_CLIENT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.strongroom.iam.sigv4.SigV4Verdict.Fault;
import io.strongroom.iam.sigv4.SigV4Verdict.Rejected;
import io.strongroom.iam.sigv4.Signing.Draft;
import io.strongroom.iam.sigv4.Signing.Parts;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each text a caller may read about a signature, to the letter. */
class ErrorTextsTest {
  private static final String MISMATCH =
      "The request signature we calculated does not match the signature you provided. Check your"
          + " AWS Secret Access Key and signing method. Consult the service documentation for"
          + " details.";
  private static final String INVALID_TOKEN =
      "The security token included in the request is invalid.";
  private static final String NO_CREDENTIAL =
      "Authorization header requires 'Credential' parameter.";
  private static final String NO_SIGNATURE = "Authorization header requires 'Signature' parameter.";
  private static final String NO_HEADERS =
      "Authorization header requires 'SignedHeaders' parameter.";
  private static final String NO_DATE =
      "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.";
  private static final String ECHO = " Authorization=AWS4-HMAC-SHA256";

  @ParameterizedTest(name = "[{0}]")
  @MethodSource
  void malformedHeaderSaysWhatItLacks(String header, Fault fault, String message) {
    WireRequest request = Draft.usual().signed().wireWith(header);
    assertEquals(new Rejected(fault, message), verify(request));
  }

  static Stream<Arguments> malformedHeaderSaysWhatItLacks() {
    String credential = "Credential=AKIDEXAMPLE/20150830/us-east-1/secretsmanager/aws4_request";
    return Stream.of(
        arguments("", MISSING_AUTHENTICATION_TOKEN, "Missing Authentication Token"),
        incomplete(
            "AWS4-HMAC-SHA256", NO_CREDENTIAL + " " + NO_SIGNATURE + " " + NO_HEADERS + ECHO),
        incomplete("AWS4-HMAC-SHA256 " + credential, NO_SIGNATURE + " " + NO_HEADERS + ECHO),
        incomplete("AWS4-HMAC-SHA256 " + credential + ",Signature=00", NO_HEADERS + ECHO),
        incomplete("AWS4-HMAC-SHA256 " + credential + ",SignedHeaders=a", NO_SIGNATURE + ECHO),
        incomplete("AWS4-HMAC-SHA256 SignedHeaders=a,Signature=00", NO_CREDENTIAL + ECHO),
        incomplete(
            "AWS4-HMAC-SHA256 Credential",
            "'' not a valid key=value pair (missing equal-sign) in Authorization header:"
                + " 'AWS4-HMAC-SHA256'."),
        incomplete(
            "AWS4-HMAC-SHA256 " + credential + ",,Signature=00",
            "'' not a valid key=value pair (missing equal-sign) in Authorization header:"
                + " 'AWS4-HMAC-SHA256'."),
        incomplete("AWS AKIDEXAMPLE:c2ln", "Unsupported AWS 'algorithm': 'AWS'"),
        incomplete(
            "AWS4-ECDSA-P256-SHA256 " + credential,
            "Unsupported AWS 'algorithm': 'AWS4-ECDSA-P256-SHA256'"),
        incomplete("Basic dTpw", "Unsupported AWS 'algorithm': 'Basic'"),
        incomplete("Bearer abc", "Unsupported AWS 'algorithm': 'Bearer'"),
        incomplete("hunter2", "Unsupported AWS 'algorithm': ''"),
        incomplete("aws4-hmac-sha256 " + credential, "Unsupported AWS 'algorithm': ''"),
        mismatched("AWS4-HMAC-SHA256 " + credential + "," + credential),
        mismatched("AWS4-HMAC-SHA256 " + credential + ",Extra=1"));
  }

  @ParameterizedTest(name = "[{0}]")
  @MethodSource
  void scopeMustFit(String credential, Fault fault, String message) {
    String header =
        "AWS4-HMAC-SHA256 Credential=" + credential + ", SignedHeaders=host, Signature=00";
    WireRequest request = Draft.usual().signed().wireWith(header);
    assertEquals(new Rejected(fault, message), verify(request));
  }

  static Stream<Arguments> scopeMustFit() {
    String fiveElements =
        "Credential must have exactly 5 slash-delimited elements, e.g."
            + " keyid/date/region/service/term, got ''";
    String dateHead =
        "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from"
            + " HTTP: ";
    return Stream.of(
        incomplete("AKID", fiveElements),
        incomplete("AKID/20150830/us-east-1/secretsmanager", fiveElements),
        incomplete("AKID/20150830/us-east-1/secretsmanager/aws4_request/", fiveElements),
        incomplete("/20150830/us-east-1/secretsmanager/aws4_request", fiveElements),
        incomplete("A?KID/20150830/us-east-1/secretsmanager/aws4_request", fiveElements),
        incomplete(
            "A".repeat(129) + "/20150830/us-east-1/secretsmanager/aws4_request", fiveElements),
        invalid(
            "AKID/20150831/us-east-1/secretsmanager/aws4_request",
            dateHead + "'20150831' != '20150830', from '20150830T123600Z'."),
        invalid(
            "AKID/2015083/us-east-1/secretsmanager/aws4_request",
            dateHead + "'2015083' != '20150830', from '20150830T123600Z'."),
        invalid(
            "AKID//us-east-1/secretsmanager/aws4_request",
            dateHead + "'' != '20150830', from '20150830T123600Z'."),
        invalid(
            "AKID/20150830/US-EAST-1/secretsmanager/aws4_request",
            "Credential should be scoped to a valid region."),
        invalid(
            "AKID/20150830//secretsmanager/aws4_request",
            "Credential should be scoped to a valid region."),
        invalid(
            "AKID/20150830/us-east-1/sts/aws4_request",
            "Credential should be scoped to correct service: 'secretsmanager'."),
        invalid(
            "AKID/20150830/us-east-1/secretsmanager/aws4",
            "Credential should be scoped with a valid terminator: 'aws4_request', not 'aws4'."),
        invalid(
            "AKID/20150830/us-east-1/secretsmanager/" + "a".repeat(17),
            "Credential should be scoped with a valid terminator: 'aws4_request', not ''."));
  }

  @ParameterizedTest(name = "[{0}]")
  @MethodSource
  void dateMustBeReadableAndNear(String date, Fault fault, String message) {
    Parts parts = Draft.usual().signed();
    Map<String, String> headers = new TreeMap<>(parts.headers());
    headers.put("x-amz-date", date);
    headers.put("authorization", parts.authorization());
    WireRequest request = Signing.wire("POST", "/", "", headers, "{}");
    assertEquals(new Rejected(fault, message), verify(request));
  }

  static Stream<Arguments> dateMustBeReadableAndNear() {
    return Stream.of(
        date("", ""),
        date("20150830", "20150830"),
        date("2015-08-30T12:36:00Z", "2015-08-30T12:36:00Z"),
        date("20150830T123600", "20150830T123600"),
        date("20150830T123600z", "20150830T123600z"),
        date("20150830T246000Z", "20150830T246000Z"),
        date("20150830T126000Z", "20150830T126000Z"),
        date("20150830T123660Z", "20150830T123660Z"),
        date("20150230T123600Z", "20150230T123600Z"),
        date("2015083²T123600Z", "2015083²T123600Z"),
        date("Sun, 30 Aug 2015 12:36:00 GMT", "Sun, 30 Aug 2015 12:36:00 GMT"),
        date("x".repeat(41), ""),
        invalid(
            "20150830T123059Z",
            "Signature expired: 20150830T123059Z is now earlier than 20150830T123100Z"
                + " (20150830T123600Z - 5 min.)"),
        invalid(
            "20150830T124101Z",
            "Signature not yet current: 20150830T124101Z is still later than 20150830T124100Z"
                + " (20150830T123600Z + 5 min.)"));
  }

  @Test
  void lackOfAnyDateIsSaid() {
    Parts parts = Draft.usual().without("x-amz-date").signed();
    assertEquals(new Rejected(INCOMPLETE_SIGNATURE, NO_DATE + ECHO), verify(parts.wire()));
    String bare = "AWS4-HMAC-SHA256";
    String all = String.join(" ", NO_CREDENTIAL, NO_SIGNATURE, NO_HEADERS, NO_DATE) + ECHO;
    assertEquals(new Rejected(INCOMPLETE_SIGNATURE, all), verify(parts.wireWith(bare)));
  }

  @Test
  void unreadableDateHeaderIsSaid() {
    Parts parts = Draft.usual().without("x-amz-date").with("date", "yesterday").signed();
    String message =
        "Date must be in ISO-8601 'basic format'. Got 'yesterday'. See"
            + " http://en.wikipedia.org/wiki/ISO_8601";
    assertEquals(new Rejected(INCOMPLETE_SIGNATURE, message), verify(parts.wire()));
  }

  @ParameterizedTest(name = "{0} not among {1}")
  @MethodSource
  void headersThatMustBeSigned(String name, String names, String shown) {
    Parts parts = Draft.usual().with("x-amz-meta", "1").with("date", "now").signed();
    String header = parts.authorization().replace(parts.signedHeaders(), names);
    String message = "'" + shown + "' must be a 'SignedHeader' in the AWS Authorization.";
    assertEquals(new Rejected(INVALID_SIGNATURE, message), verify(parts.wireWith(header)));
  }

  static Stream<Arguments> headersThatMustBeSigned() {
    return Stream.of(
        arguments("host", "x-amz-date;x-amz-meta;x-amz-target", "Host"),
        arguments("date", "host;x-amz-meta;x-amz-target", "x-amz-date"),
        arguments("target", "host;x-amz-date;x-amz-meta", "x-amz-target"),
        arguments("other", "host;x-amz-date;x-amz-target", "x-amz-meta"));
  }

  @Test
  void httpDateMustBeSignedWhereItStandsIn() {
    Parts parts = Draft.usual().without("x-amz-date").with("date", Signing.DATE).signed();
    String header = parts.authorization().replace("date;", "");
    String message = "'date' must be a 'SignedHeader' in the AWS Authorization.";
    assertEquals(new Rejected(INVALID_SIGNATURE, message), verify(parts.wireWith(header)));
  }

  @Test
  void requestWithoutHostIsNotSigned() {
    WireRequest request = Draft.usual().without("host").signed().wire();
    String message = "'Host' must be a 'SignedHeader' in the AWS Authorization.";
    assertEquals(new Rejected(INVALID_SIGNATURE, message), verify(request));
  }

  @ParameterizedTest(name = "[{0}]")
  @MethodSource
  void queryFormSaysWhatItLacks(String target, String message) {
    Headers headers = Headers.of("host", "localhost");
    WireRequest request = new WireRequest("GET", target, headers, new byte[0], Peer.LOOPBACK);
    assertEquals(new Rejected(INCOMPLETE_SIGNATURE, message), verify(request));
  }

  static Stream<Arguments> queryFormSaysWhatItLacks() {
    String must = "AWS query-string parameters must include ";
    String again = "Re-examine the query-string parameters.";
    String rest =
        "&X-Amz-Credential=AKID/20150830/us-east-1/secretsmanager/aws4_request&X-Amz-Signature=00"
            + "&X-Amz-SignedHeaders=host&X-Amz-Date=20150830T123600Z";
    String expiry = "X-Amz-Expires must be a number of seconds from 1 to 604800";
    String usual = "/?X-Amz-Algorithm=AWS4-HMAC-SHA256" + rest;
    return Stream.of(
        arguments(
            "/?X-Amz-Algorithm=AWS4-HMAC-SHA256",
            String.join(
                " ",
                must + "'X-Amz-Credential'.",
                must + "'X-Amz-Signature'.",
                must + "'X-Amz-SignedHeaders'.",
                must + "'X-Amz-Date'.",
                again)),
        arguments(
            "/?x-amz-algorithm=AWS4-HMAC-SHA256" + rest, must + "'X-Amz-Algorithm'. " + again),
        arguments("/?X-Amz-Algorithm=AWS" + rest, "Unsupported AWS 'algorithm': 'AWS'"),
        arguments("/?X-Amz-Algorithm=x" + rest, "Unsupported AWS 'algorithm': ''"),
        arguments(usual + "&X-Amz-Expires=", expiry),
        arguments(usual + "&X-Amz-Expires=0", expiry),
        arguments(usual + "&X-Amz-Expires=-1", expiry),
        arguments(usual + "&X-Amz-Expires=604801", expiry),
        arguments(usual + "&X-Amz-Expires=4294967297", expiry),
        arguments(usual + "&X-Amz-Expires=1m", expiry));
  }

  @Test
  void expiryThatWasAskedForIsSaid() {
    WireRequest request = Draft.usual().presigned("90");
    String message =
        "Signature expired: 20150830T123600Z is now earlier than 20150830T123601Z"
            + " (20150830T123731Z - 90 sec.)";
    assertEquals(
        new Rejected(INVALID_SIGNATURE, message),
        Signing.verifierAt(Signing.NOW.plusSeconds(91)).verify(request, Signing.SERVICE));
  }

  @Test
  void credentialsInBothPlacesAreRefused() {
    WireRequest signed = Draft.usual().signed().wire();
    String target = "/?X-Amz-Signature=00";
    WireRequest both =
        new WireRequest("POST", target, signed.headers(), signed.body(), Peer.LOOPBACK);
    assertEquals(new Rejected(INVALID_SIGNATURE, MISMATCH), verify(both));
  }

  @Test
  void requestWithoutSignatureIsToldSoWhereOneIsNeeded() {
    Headers headers = Headers.of("host", "localhost");
    SigV4Verdict verdict =
        verify(new WireRequest("POST", "/?a=b", headers, new byte[0], Peer.LOOPBACK));
    assertEquals(new SigV4Verdict.Unsigned(), verdict);
    assertEquals(
        new Rejected(MISSING_AUTHENTICATION_TOKEN, "Missing Authentication Token"),
        new SigV4Verdict.Unsigned().refused());
  }

  @Test
  void unknownAndInactiveKeysReadAlike() {
    Rejected invalid = new Rejected(UNRECOGNIZED_CLIENT, INVALID_TOKEN);
    assertEquals(invalid, verify(Draft.usual().as(Signing.INACTIVE_ID).signed().wire()));
    SigV4Verdict.UnknownKey unknown =
        (SigV4Verdict.UnknownKey) verify(Draft.usual().as("AKIDUNKNOWN").signed().wire());
    assertEquals(invalid, unknown.refused());
  }

  private static Arguments incomplete(String input, String message) {
    return arguments(input, INCOMPLETE_SIGNATURE, message);
  }

  private static Arguments invalid(String input, String message) {
    return arguments(input, INVALID_SIGNATURE, message);
  }

  private static Arguments mismatched(String input) {
    return arguments(input, INVALID_SIGNATURE, MISMATCH);
  }

  private static Arguments date(String input, String shown) {
    return incomplete(
        input,
        "Date must be in ISO-8601 'basic format'. Got '"
            + shown
            + "'. See http://en.wikipedia.org/wiki/ISO_8601");
  }

  private static SigV4Verdict verify(WireRequest request) {
    return Signing.verifierAt(Signing.NOW).verify(request, Signing.SERVICE);
  }
}
