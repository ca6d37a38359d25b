package io.strongroom.cli.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.strongroom.server.remote.RemoteFunction;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.Runtime;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

/** A function that runs at a second server, which verifies signatures, rotates a secret here. */
class RemoteFunctionTest {
  private static final String ARN =
      "arn:aws:lambda:us-east-1:" + RunningServer.ACCOUNT + ":function:elsewhere";

  private static final String TRUST =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",\
      "Principal":{"Service":"lambda.amazonaws.com"}}]}\
      """;

  /** Speaks the Runtime API itself, so that any Python will do. */
  private static final String PYTHON = "/usr/bin/python3";

  private static final String CODE =
      """
      #!/usr/bin/python3
      import json, os, urllib.request

      def ask(url, body=None, **headers):
          request = urllib.request.Request(
              url, None if body is None else json.dumps(body).encode(), headers)
          return urllib.request.urlopen(request)

      def call(operation, **body):
          target = {"X-Amz-Target": "secretsmanager." + operation}
          kind = {"Content-Type": "application/x-amz-json-1.1"}
          with ask(os.environ["SECRETS"], body, **target, **kind) as answer:
              return json.load(answer)

      def handle(event):
          secret, version = event["SecretId"], event["ClientRequestToken"]
          if event["Step"] == "createSecret":
              call("PutSecretValue", SecretId=secret, ClientRequestToken=version,
                   SecretString="made elsewhere", VersionStages=["AWSPENDING"],
                   RotationToken=event["RotationToken"])
          if event["Step"] == "finishSecret":
              labels = call("DescribeSecret", SecretId=secret)["VersionIdsToStages"]
              current = [each for each in labels if "AWSCURRENT" in labels[each]][0]
              call("UpdateSecretVersionStage", SecretId=secret, VersionStage="AWSCURRENT",
                   MoveToVersionId=version, RemoveFromVersionId=current)

      runtime = "http://" + os.environ["AWS_LAMBDA_RUNTIME_API"] + "/2018-06-01/runtime/invocation/"
      while True:
          with ask(runtime + "next") as invocation:
              event = json.load(invocation)
              one = runtime + invocation.headers["Lambda-Runtime-Aws-Request-Id"]
          try:
              handle(event)
              ask(one + "/response", "done").close()
          except Exception as e:
              ask(one + "/error", {"errorType": str(e), "errorMessage": str(e)}).close()
      """;

  private static final Pattern ROTATED = Pattern.compile("\"Rotation(Succeeded|Failed)");
  private static final Pattern TESTED = Pattern.compile("TestRotation(Succeeded|Failed)");

  @TempDir Path directory;

  private Path credentialsOf(RunningServer server) throws IOException {
    AwsBasicCredentials key = server.administrator();
    Path file =
        Files.writeString(
            directory.resolve("credentials"),
            "aws_access_key_id = %s%naws_secret_access_key = %s%n"
                .formatted(key.accessKeyId(), key.secretAccessKey()));
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private static <B extends AwsClientBuilder<B, C>, C> C client(B builder, RunningServer server) {
    return builder
        .endpointOverride(server.endpoint())
        .region(RunningServer.REGION)
        .credentialsProvider(StaticCredentialsProvider.create(server.administrator()))
        .build();
  }

  private void createFunction(RunningServer there, RunningServer here) throws IOException {
    Path zip = directory.resolve("function.zip");
    Map<String, Object> modes = Map.of("create", "true", "enablePosixFileAttributes", true);
    try (FileSystem files = FileSystems.newFileSystem(zip, modes)) {
      Path bootstrap = Files.writeString(files.getPath("bootstrap"), CODE);
      Files.setPosixFilePermissions(bootstrap, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    SdkBytes code = SdkBytes.fromByteArray(Files.readAllBytes(zip));
    try (IamClient iam =
            client(
                IamClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder()), there);
        LambdaClient lambda =
            client(
                LambdaClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder()),
                there)) {
      String role =
          iam.createRole(r -> r.roleName("runs").assumeRolePolicyDocument(TRUST)).role().arn();
      lambda.createFunction(
          request ->
              request
                  .functionName("elsewhere")
                  .runtime(Runtime.PROVIDED_AL2023)
                  .handler("any")
                  .role(role)
                  .environment(e -> e.variables(Map.of("SECRETS", here.endpoint().toString())))
                  .code(file -> file.zipFile(code)));
    }
  }

  @Test
  void aSecretIsRotatedByAFunctionOfAnotherServer() throws Exception {
    assumeTrue(Files.isExecutable(Path.of(PYTHON)), "no python is installed");
    try (RunningServer there = RunningServer.start(RunningServer.Auth.STRICT);
        RunningServer here =
            RunningServer.start(
                RunningServer.Auth.LENIENT,
                List.of(),
                List.of(new RemoteFunction(ARN, there.endpoint(), ARN, credentialsOf(there))));
        SecretsManagerClient client =
            client(
                SecretsManagerClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder()),
                here)) {
      createFunction(there, here);
      String arn = client.createSecret(r -> r.name("api").secretString("made here")).arn();
      assertThrows(
          SecretsManagerException.class,
          () -> client.rotateSecret(r -> r.secretId(arn).rotationLambdaARN(ARN + "-not")));
      String token = UUID.randomUUID().toString();
      client.rotateSecret(r -> r.secretId(arn).clientRequestToken(token).rotationLambdaARN(ARN));
      while (!ROTATED.matcher(here.audited()).find()) {
        Thread.sleep(10);
      }
      var now = client.getSecretValue(r -> r.secretId(arn));
      assertEquals("made elsewhere", now.secretString());
      assertEquals(token, now.versionId());
      testOnly(client, here);
      var shown = client.describeSecret(r -> r.secretId(arn));
      assertEquals(ARN, shown.rotationLambdaARN());
      assertTrue(shown.rotationEnabled());
    }
  }

  /** The current value is copied for the function, which has no role here. */
  private static void testOnly(SecretsManagerClient client, RunningServer here) throws Exception {
    String arn = client.createSecret(r -> r.name("tested").secretString("made here")).arn();
    client.rotateSecret(
        r ->
            r.secretId(arn)
                .rotationLambdaARN(ARN)
                .rotateImmediately(false)
                .rotationRules(rules -> rules.automaticallyAfterDays(30L)));
    while (!TESTED.matcher(here.audited()).find()) {
      Thread.sleep(10);
    }
    assertTrue(here.audited().contains("TestRotationSucceeded"));
    assertEquals("made here", client.getSecretValue(r -> r.secretId(arn)).secretString());
  }
}
