package io.strongroom.cli.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.CreateFunctionResponse;
import software.amazon.awssdk.services.lambda.model.InvalidParameterValueException;
import software.amazon.awssdk.services.lambda.model.InvalidRequestContentException;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.ResourceConflictException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.Runtime;

/** A stock Lambda client: paths, signatures over them, long bodies, and every kind of answer. */
class FunctionsTest extends Scenarios {
  private static final int LONGER_THAN_USUAL = 3 << 20;
  private static final String TRUST =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",\
      "Principal":{"Service":"lambda.amazonaws.com"}}]}\
      """;

  private LambdaClient lambda = unopened();
  private String role = "";

  @SuppressWarnings("NullAway") // JUnit calls connectLambda before anything looks
  private static LambdaClient unopened() {
    return null;
  }

  @BeforeEach
  void connectLambda() {
    lambda =
        LambdaClient.builder()
            .endpointOverride(server().endpoint())
            .region(RunningServer.REGION)
            .credentialsProvider(administrator())
            .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
    try (IamClient iam =
        IamClient.builder()
            .endpointOverride(server().endpoint())
            .region(RunningServer.REGION)
            .credentialsProvider(administrator())
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build()) {
      String name = "runs-" + token();
      role =
          iam.createRole(request -> request.roleName(name).assumeRolePolicyDocument(TRUST))
              .role()
              .arn();
    }
  }

  @AfterEach
  void disconnectLambda() {
    lambda.close();
  }

  private static SdkBytes zip(int noise) {
    byte[] content = new byte[noise];
    new Random(noise).nextBytes(content);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("main.py"));
      zip.write(content);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return SdkBytes.fromByteArray(bytes.toByteArray());
  }

  private CreateFunctionResponse create(String name, SdkBytes code) {
    return lambda.createFunction(
        request ->
            request
                .functionName(name)
                .runtime(Runtime.PYTHON3_13)
                .handler("main.handler")
                .role(role)
                .environment(variables -> variables.variables(Map.of("MARK", CANARY)))
                .code(file -> file.zipFile(code)));
  }

  @Test
  void functionsAreKeptShownChangedAndDeleted() {
    String name = "fn-" + token();
    SdkBytes code = zip(100);
    CreateFunctionResponse made = create(name, code);
    assertEquals(code.asByteArrayUnsafe().length, made.codeSize());
    assertEquals(CANARY, made.environment().variables().get("MARK"));
    assertThrows(ResourceConflictException.class, () -> create(name, code));
    var byArn = lambda.getFunction(request -> request.functionName(made.functionArn()));
    assertEquals(made.revisionId(), byArn.configuration().revisionId());
    lambda.waiter().waitUntilFunctionActiveV2(request -> request.functionName(name));
    var changed =
        lambda.updateFunctionConfiguration(
            request -> request.functionName(name).timeout(30).revisionId(made.revisionId()));
    assertEquals(30, changed.timeout());
    assertTrue(
        lambda.listFunctionsPaginator(request -> request.maxItems(3)).functions().stream()
            .anyMatch(each -> each.functionName().equals(name)));
    lambda.deleteFunction(request -> request.functionName(name));
    assertThrows(
        ResourceNotFoundException.class,
        () -> lambda.getFunction(request -> request.functionName(name)));
  }

  @Test
  void functionsComeInLongBodies() {
    String name = "fn-" + token();
    SdkBytes code = zip(LONGER_THAN_USUAL);
    assertEquals(code.asByteArrayUnsafe().length, create(name, code).codeSize());
    var changed =
        lambda.updateFunctionCode(
            request -> request.functionName(name).zipFile(zip(LONGER_THAN_USUAL + 1)));
    assertTrue(changed.codeSize() > LONGER_THAN_USUAL);
    SdkBytes nothing = SdkBytes.fromByteArray(new byte[LONGER_THAN_USUAL]);
    assertThrows(
        InvalidParameterValueException.class,
        () -> lambda.updateFunctionCode(request -> request.functionName(name).zipFile(nothing)));
  }

  @Test
  void functionsHavePoliciesAndTags() {
    String name = "fn-" + token();
    String arn = create(name, zip(10)).functionArn();
    lambda.addPermission(
        request ->
            request
                .functionName(arn)
                .statementId("rotation")
                .action("lambda:InvokeFunction")
                .principal("secretsmanager.amazonaws.com")
                .sourceAccount(RunningServer.ACCOUNT));
    var policy = lambda.getPolicy(request -> request.functionName(name));
    assertTrue(policy.policy().contains(RunningServer.ACCOUNT));
    lambda.removePermission(
        request ->
            request.functionName(name).statementId("rotation").revisionId(policy.revisionId()));
    assertThrows(
        ResourceNotFoundException.class,
        () -> lambda.getPolicy(request -> request.functionName(name)));
    Map<String, String> tags = Map.of("a b", "1", "c/d", "2", "e", "3");
    lambda.tagResource(request -> request.resource(arn).tags(tags));
    assertEquals(tags, lambda.listTags(request -> request.resource(arn)).tags());
    lambda.untagResource(request -> request.resource(arn).tagKeys(List.of("c/d", "a b")));
    assertEquals(Map.of("e", "3"), lambda.listTags(request -> request.resource(arn)).tags());
  }

  /** The function brings nothing that could be run, so that no interpreter is needed. */
  @Test
  void functionsAreInvokedAsFarAsTheyCan() {
    String name = "fn-" + token();
    create(name, zip(10));
    lambda.updateFunctionConfiguration(
        request -> request.functionName(name).runtime(Runtime.PROVIDED_AL2023));
    var dry =
        lambda.invoke(request -> request.functionName(name).invocationType(InvocationType.DRY_RUN));
    assertEquals(204, dry.statusCode());
    var queued =
        lambda.invoke(
            request ->
                request
                    .functionName(name)
                    .invocationType(InvocationType.EVENT)
                    .payload(SdkBytes.fromUtf8String("{}")));
    assertEquals(202, queued.statusCode());
    assertThrows(
        InvalidRequestContentException.class,
        () ->
            lambda.invoke(
                request -> request.functionName(name).payload(SdkBytes.fromUtf8String("{"))));
    String longer = "\"" + "x".repeat(LONGER_THAN_USUAL) + "\"";
    var ran =
        lambda.invoke(
            request -> request.functionName(name).payload(SdkBytes.fromUtf8String(longer)));
    assertEquals(200, ran.statusCode());
    assertEquals("Unhandled", ran.functionError());
    assertTrue(ran.payload().asUtf8String().contains("bootstrap"));
  }
}
