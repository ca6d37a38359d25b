package io.strongroom.cli.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.strongroom.server.config.IssuerSettings;
import io.strongroom.testkit.CanaryExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsWebIdentityTokenFileCredentialsProvider;
import software.amazon.awssdk.services.sts.model.StsException;

/** A program logs in with a token of an issuer whose keys the server has in a file. */
@ExtendWith(CanaryExtension.class)
class WebIdentityTest {
  private static final String HOST = "issuer.example.com/sdk";
  private static final String AUDIENCE = "strongroom-sdk";
  private static final String SUBJECT = "system:serviceaccount:shop:app";
  private static final String ALL =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow",\
      "Action":"secretsmanager:*","Resource":"*"}]}""";

  @TempDir private Path directory;

  private RSAKey key;
  private RunningServer server;
  private StsClient unsigned;

  @BeforeEach
  void start() throws Exception {
    key = new RSAKeyGenerator(2_048).keyID("first").generate();
    Path keys = directory.resolve("jwks.json");
    Files.writeString(keys, new JWKSet(key).toString()); // its public half
    IssuerSettings issuer =
        new IssuerSettings("https://" + HOST, keys.toString(), Set.of(AUDIENCE));
    server = RunningServer.start(RunningServer.Auth.STRICT, List.of(issuer));
    unsigned = sts(AnonymousCredentialsProvider.create());
  }

  @AfterEach
  void stop() {
    unsigned.close();
    server.close();
  }

  private StsClient sts(AwsCredentialsProvider credentials) {
    return StsClient.builder()
        .endpointOverride(server.endpoint())
        .region(RunningServer.REGION)
        .credentialsProvider(credentials)
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  /** Makes the provider, and a role for the subject; returns the role's ARN. */
  private String federatedRole() {
    try (IamClient iam =
        IamClient.builder()
            .endpointOverride(server.endpoint())
            .region(RunningServer.REGION)
            .credentialsProvider(StaticCredentialsProvider.create(server.administrator()))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build()) {
      String provider =
          iam.createOpenIDConnectProvider(r -> r.url("https://" + HOST).clientIDList(AUDIENCE))
              .openIDConnectProviderArn();
      String trust =
          """
          {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":"%s"},
          "Action":"sts:AssumeRoleWithWebIdentity","Condition":{"StringEquals":{
          "%s:aud":"%s","%s:sub":"%s"}}}]}"""
              .formatted(provider, HOST, AUDIENCE, HOST, SUBJECT);
      String arn =
          iam.createRole(r -> r.roleName("app").assumeRolePolicyDocument(trust)).role().arn();
      iam.putRolePolicy(r -> r.roleName("app").policyName("own").policyDocument(ALL));
      return arn;
    }
  }

  private String token(String subject) throws JOSEException {
    Instant now = Instant.now();
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer("https://" + HOST)
            .audience(AUDIENCE)
            .subject(subject)
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plusSeconds(300)))
            .build();
    SignedJWT token =
        new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("first").build(), claims);
    token.sign(new RSASSASigner(key));
    return token.serialize();
  }

  @Test
  void webIdentityLogsAProgramIn() throws Exception {
    Path file = Files.writeString(directory.resolve("token"), token(SUBJECT));
    String role = federatedRole();
    try (StsWebIdentityTokenFileCredentialsProvider login =
            StsWebIdentityTokenFileCredentialsProvider.builder()
                .stsClient(unsigned)
                .roleArn(role)
                .roleSessionName("pod")
                .webIdentityTokenFile(file)
                .build();
        StsClient inside = sts(login);
        SecretsManagerClient secrets =
            SecretsManagerClient.builder()
                .endpointOverride(server.endpoint())
                .region(RunningServer.REGION)
                .credentialsProvider(login)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build()) {
      assertEquals(
          "arn:aws:sts::" + RunningServer.ACCOUNT + ":assumed-role/app/pod",
          inside.getCallerIdentity().arn());
      String arn = secrets.createSecret(r -> r.name("own").secretString(Scenarios.CANARY)).arn();
      assertTrue(arn.contains(":" + RunningServer.ACCOUNT + ":"));
    }
  }

  @Test
  void webIdentityOfOthersIsRefused() throws Exception {
    String role = federatedRole();
    String other = token("system:serviceaccount:shop:other");
    StsException refused =
        assertThrows(
            StsException.class,
            () ->
                unsigned.assumeRoleWithWebIdentity(
                    r -> r.roleArn(role).roleSessionName("pod").webIdentityToken(other)));
    assertEquals("AccessDenied", refused.awsErrorDetails().errorCode());
    assertEquals(
        "Not authorized to perform sts:AssumeRoleWithWebIdentity",
        refused.awsErrorDetails().errorMessage());
  }
}
