package io.strongroom.cli.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.store.sqlite.StoreOpenException;
import io.strongroom.testkit.CanaryExtension;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.StsException;

/**
 * The bootstrap of an account by the AWS SDK: make it, take on its role, keep a secret there, close
 * it. Organizations is called through the SDK's signer and HTTP client.
 */
@ExtendWith(CanaryExtension.class)
class AccountsTest {
  private static final Pattern ACCOUNT = Pattern.compile("\"AccountId\":\"(\\d{12})\"");

  private static RunningServer server;

  @BeforeAll
  static void start() throws IOException, StoreOpenException {
    server = RunningServer.start(RunningServer.Auth.STRICT);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static StsClient sts(AwsCredentials credentials) {
    return StsClient.builder()
        .endpointOverride(server.endpoint())
        .region(RunningServer.REGION)
        .credentialsProvider(StaticCredentialsProvider.create(credentials))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  private static SecretsManagerClient secrets(AwsCredentials credentials) {
    return SecretsManagerClient.builder()
        .endpointOverride(server.endpoint())
        .region(RunningServer.REGION)
        .credentialsProvider(StaticCredentialsProvider.create(credentials))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  /** Calls Organizations as the administrator, and returns the answer of a call that worked. */
  private static String organizations(String operation, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(server.endpoint())
            .putHeader("Content-Type", "application/x-amz-json-1.1")
            .putHeader("X-Amz-Target", "AWSOrganizationsV20161128." + operation)
            .build();
    SdkHttpRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                r ->
                    r.identity(server.administrator())
                        .request(request)
                        .payload(() -> new ByteArrayInputStream(body))
                        .putProperty(AwsV4HttpSigner.REGION_NAME, RunningServer.REGION.id())
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "organizations"))
            .request();
    try (SdkHttpClient client = UrlConnectionHttpClient.create()) {
      HttpExecuteResponse response =
          client
              .prepareRequest(
                  HttpExecuteRequest.builder()
                      .request(signed)
                      .contentStreamProvider(() -> new ByteArrayInputStream(body))
                      .build())
              .call();
      assertEquals(200, response.httpResponse().statusCode());
      if (response.responseBody().isEmpty()) {
        return "";
      }
      try (InputStream answer = response.responseBody().orElseThrow()) {
        return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
      }
    }
  }

  @Test
  void accountsAreMadeUsedAndClosed() throws IOException {
    String made =
        organizations("CreateAccount", "{\"Email\":\"shop@example.com\",\"AccountName\":\"Shop\"}");
    assertTrue(made.contains("\"State\":\"SUCCEEDED\""), made);
    Matcher matcher = ACCOUNT.matcher(made);
    assertTrue(matcher.find(), made);
    String account = matcher.group(1);
    try (StsClient administrator = sts(server.administrator())) {
      String role = "arn:aws:iam::" + account + ":role/OrganizationAccountAccessRole";
      Credentials issued =
          administrator.assumeRole(r -> r.roleArn(role).roleSessionName("first")).credentials();
      useAndClose(
          account,
          AwsSessionCredentials.create(
              issued.accessKeyId(), issued.secretAccessKey(), issued.sessionToken()));
    }
  }

  private static void useAndClose(String account, AwsCredentials session) throws IOException {
    try (StsClient inside = sts(session);
        SecretsManagerClient secrets = secrets(session)) {
      assertEquals(account, inside.getCallerIdentity().account());
      String arn = secrets.createSecret(r -> r.name("db").secretString(Scenarios.CANARY)).arn();
      assertEquals(Scenarios.CANARY, secrets.getSecretValue(r -> r.secretId(arn)).secretString());
      var _ = organizations("CloseAccount", "{\"AccountId\":\"" + account + "\"}");
      StsException closed = assertThrows(StsException.class, inside::getCallerIdentity);
      assertEquals("InvalidClientTokenId", closed.awsErrorDetails().errorCode());
    }
  }
}
