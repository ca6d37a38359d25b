package io.strongroom.cli.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.store.sql.StoreOpenException;
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
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.StsException;

/**
 * The bootstrap of an account by the AWS SDK: make it, take on its role, keep a secret there, close
 * it; and a secret that another account may read. Organizations is called through the SDK's signer
 * and HTTP client.
 */
@ExtendWith(CanaryExtension.class)
class AccountsTest {
  private static final Pattern ACCOUNT = Pattern.compile("\"AccountId\":\"(\\d{12})\"");

  private static final String ANY = ",\"Resource\":\"*\"";
  private static final String NO_POLICY =
      "because no %s policy allows the secretsmanager:GetSecretValue action";
  private static final String READER =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Resource":"*",\
      "Action":["secretsmanager:GetSecretValue","kms:Decrypt"]}]}""";

  private static RunningServer server;

  @BeforeAll
  static void start() throws IOException, StoreOpenException {
    server = RunningServer.start(RunningServer.Auth.STRICT);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static <C, B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>> C connect(
      B builder, AwsCredentials credentials) {
    return builder
        .endpointOverride(server.endpoint())
        .region(RunningServer.REGION)
        .credentialsProvider(StaticCredentialsProvider.create(credentials))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  private static StsClient sts(AwsCredentials credentials) {
    return connect(StsClient.builder(), credentials);
  }

  private static SecretsManagerClient secrets(AwsCredentials credentials) {
    return connect(SecretsManagerClient.builder(), credentials);
  }

  private static AwsCredentials assumed(StsClient by, String role) {
    Credentials issued = by.assumeRole(r -> r.roleArn(role).roleSessionName("first")).credentials();
    return AwsSessionCredentials.create(
        issued.accessKeyId(), issued.secretAccessKey(), issued.sessionToken());
  }

  /** Makes an account, and returns its id. */
  private static String made(String name) throws IOException {
    String made =
        organizations(
            "CreateAccount",
            "{\"Email\":\"%1$s@example.com\",\"AccountName\":\"%1$s\"}".formatted(name));
    assertTrue(made.contains("\"State\":\"SUCCEEDED\""), made);
    Matcher matcher = ACCOUNT.matcher(made);
    assertTrue(matcher.find(), made);
    return matcher.group(1);
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
    String account = made("Shop");
    try (StsClient administrator = sts(server.administrator())) {
      useAndClose(account, assumed(administrator, entrance(account)));
    }
  }

  /** Returns the role that an account's makers have in it. */
  private static String entrance(String account) {
    return "arn:aws:iam::" + account + ":role/OrganizationAccountAccessRole";
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

  private static String allowing(String... statements) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}";
  }

  private static String letting(String principal, String action, String resource) {
    return "{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"%s\"},\"Action\":\"%s\"%s}"
        .formatted(principal, action, resource);
  }

  private static void assertRefused(String reason, SecretsManagerClient reading, String secret) {
    SecretsManagerException refused =
        assertThrows(
            SecretsManagerException.class, () -> reading.getSecretValue(r -> r.secretId(secret)));
    assertEquals("AccessDeniedException", refused.awsErrorDetails().errorCode());
    String told = refused.awsErrorDetails().errorMessage();
    assertTrue(told.endsWith(reason), told);
  }

  @Test
  void accessFromAnotherAccountTakesThePoliciesOfAllThree() throws IOException {
    String account = made("Reader");
    String role = "arn:aws:iam::" + account + ":role/reader";
    try (KmsClient kms = connect(KmsClient.builder(), server.administrator());
        SecretsManagerClient owner = secrets(server.administrator());
        StsClient administrator = sts(server.administrator())) {
      AwsCredentials inside = assumed(administrator, entrance(account));
      String key = kms.createKey().keyMetadata().arn();
      String secret =
          owner
              .createSecret(r -> r.name("shared").kmsKeyId(key).secretString(Scenarios.CANARY))
              .arn();
      String shared = allowing(letting(role, "secretsmanager:GetSecretValue", ANY));
      String keyPolicy =
          allowing(letting(RunningServer.ACCOUNT, "kms:*", ANY), letting(role, "kms:Decrypt", ANY));
      try (IamClient iam = connect(IamClient.builder(), inside);
          StsClient member = sts(inside)) {
        String trust = allowing(letting(account, "sts:AssumeRole", ""));
        iam.createRole(r -> r.roleName("reader").assumeRolePolicyDocument(trust));
        try (SecretsManagerClient reading = secrets(assumed(member, role))) {
          owner.putResourcePolicy(r -> r.secretId(secret).resourcePolicy(shared));
          assertRefused(NO_POLICY.formatted("identity-based"), reading, secret);
          iam.putRolePolicy(r -> r.roleName("reader").policyName("own").policyDocument(READER));
          assertRefused("Access to KMS is not allowed", reading, secret);
          kms.putKeyPolicy(r -> r.keyId(key).policy(keyPolicy));
          assertEquals(
              Scenarios.CANARY, reading.getSecretValue(r -> r.secretId(secret)).secretString());
          owner.deleteResourcePolicy(r -> r.secretId(secret));
          assertRefused(NO_POLICY.formatted("resource-based"), reading, secret);
        }
      }
    }
  }
}
