package io.strongroom.cli.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.strongroom.store.sqlite.StoreOpenException;
import io.strongroom.testkit.CanaryExtension;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.CreateAccountState;
import software.amazon.awssdk.services.organizations.model.CreateAccountStatus;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.StsException;

/** The bootstrap of an account by the AWS SDK: make it, take on its role, keep a secret there. */
@ExtendWith(CanaryExtension.class)
class AccountsTest {
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

  private static OrganizationsClient organizations() {
    return OrganizationsClient.builder()
        .endpointOverride(server.endpoint())
        .region(RunningServer.REGION)
        .credentialsProvider(StaticCredentialsProvider.create(server.administrator()))
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

  @Test
  void accountIsMadeUsedAndClosed() {
    try (OrganizationsClient organizations = organizations();
        StsClient administrator = sts(server.administrator())) {
      CreateAccountStatus made =
          organizations
              .createAccount(r -> r.email("shop@example.com").accountName("Shop"))
              .createAccountStatus();
      assertEquals(CreateAccountState.SUCCEEDED, made.state());
      String role =
          "arn:aws:iam::" + made.accountId() + ":role/OrganizationAccountAccessRole";
      Credentials issued =
          administrator.assumeRole(r -> r.roleArn(role).roleSessionName("first")).credentials();
      AwsSessionCredentials session =
          AwsSessionCredentials.create(
              issued.accessKeyId(), issued.secretAccessKey(), issued.sessionToken());

      try (StsClient inside = sts(session);
          SecretsManagerClient secrets = secrets(session)) {
        assertEquals(made.accountId(), inside.getCallerIdentity().account());
        String arn =
            secrets.createSecret(r -> r.name("db").secretString(Scenarios.CANARY)).arn();
        assertEquals(
            Scenarios.CANARY, secrets.getSecretValue(r -> r.secretId(arn)).secretString());
        organizations.closeAccount(r -> r.accountId(made.accountId()));
        StsException closed = assertThrows(StsException.class, inside::getCallerIdentity);
        assertEquals("InvalidClientTokenId", closed.awsErrorDetails().errorCode());
      }
      assertEquals(2, organizations.listAccounts().accounts().size());
    }
  }
}
