package io.strongroom.iam.sigv4;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.strongroom.iam.Region;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * The verifier against the signer of the AWS SDK for Java v2: random requests, each must verify.
 */
class SdkSignerTest {
  private static final int REQUESTS = 1000;
  private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();
  private static final AwsCredentialsIdentity IDENTITY =
      AwsCredentialsIdentity.create(Signing.KEY_ID, Signing.SECRET);
  private static final String[] REGIONS = {"us-east-1", "eu-west-3", "ap-southeast-2"};
  private static final String[] SERVICES = {"secretsmanager", "sts", "kms", "lambda"};

  private final Random random = new Random(20150830);

  @Test
  void everyRequestSignedInTheHeaderVerifies() {
    for (int i = 0; i < REQUESTS; i++) {
      signAndVerify(AuthLocation.HEADER);
    }
  }

  @Test
  void everyRequestSignedInTheQueryVerifies() {
    for (int i = 0; i < REQUESTS; i++) {
      signAndVerify(AuthLocation.QUERY_STRING);
    }
  }

  private void signAndVerify(AuthLocation location) {
    byte[] body =
        location == AuthLocation.HEADER ? text(100).getBytes(StandardCharsets.UTF_8) : new byte[0];
    String region = anyOf(REGIONS);
    String service = anyOf(SERVICES);
    SdkHttpRequest unsigned = request();
    SdkHttpRequest signed =
        SIGNER
            .sign(
                r -> {
                  r.identity(IDENTITY)
                      .request(unsigned)
                      .payload(() -> new ByteArrayInputStream(body))
                      .putProperty(
                          HttpSigner.SIGNING_CLOCK, Clock.fixed(Signing.NOW, ZoneOffset.UTC))
                      .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                      .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                      .putProperty(AwsV4HttpSigner.AUTH_LOCATION, location);
                  if (location == AuthLocation.QUERY_STRING) {
                    r.putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, Duration.ofSeconds(60));
                  }
                })
            .request();
    WireRequest wire = onTheWire(signed, body);
    assertEquals(
        new SigV4Verdict.Verified(Signing.KEY, null, new Region(region)),
        Signing.verifierAt(Signing.NOW.plusSeconds(random.nextInt(60))).verify(wire, service),
        wire::target);
  }

  private SdkHttpRequest request() {
    StringBuilder path = new StringBuilder("/");
    for (int i = random.nextInt(4); i > 0; i--) {
      path.append(Signing.encode("s" + asOnTheWire(text(6)))).append(i > 1 ? "/" : "");
    }
    SdkHttpRequest.Builder builder =
        SdkHttpRequest.builder()
            .method(random.nextBoolean() ? SdkHttpMethod.POST : SdkHttpMethod.GET)
            .uri(URI.create("http://localhost:3000"))
            .encodedPath(path.toString())
            .putHeader("X-Amz-Target", "secretsmanager.GetSecretValue")
            .putHeader("User-Agent", "aws-sdk-java/2.x")
            .putHeader("Content-Type", "application/x-amz-json-1.1");
    for (int i = random.nextInt(4); i > 0; i--) {
      builder.putRawQueryParameter("name" + i + text(5), text(8));
      builder.putHeader("X-Amz-Meta-" + i, text(10));
    }
    return builder.build();
  }

  /**
   * Puts a signed request into the form in which it arrives: escaped target, bytes as characters.
   */
  private static WireRequest onTheWire(SdkHttpRequest signed, byte[] body) {
    List<String> fields = new ArrayList<>();
    signed.forEachHeader(
        (name, values) ->
            values.forEach(
                value -> {
                  fields.add(name);
                  fields.add(asOnTheWire(value).strip());
                }));
    String query = signed.encodedQueryParameters().map(text -> "?" + text).orElse("");
    return new WireRequest(
        signed.method().name(),
        signed.encodedPath() + query,
        Headers.of(fields.toArray(String[]::new)),
        body,
        Peer.LOOPBACK);
  }

  private static String asOnTheWire(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private String text(int maxLength) {
    String alphabet = "abcXYZ019-._~ !*'();:@&=+$,/?#[]%\"<>äß漢";
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(maxLength + 1); i > 0; i--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  private String anyOf(String[] choices) {
    return choices[random.nextInt(choices.length)];
  }
}
