package io.strongroom.api;

import static io.strongroom.api.LambdaRoom.ARN;
import static io.strongroom.api.LambdaRoom.FUNCTIONS;
import static io.strongroom.api.LambdaRoom.ROLE;
import static io.strongroom.api.LambdaRoom.base64;
import static io.strongroom.api.LambdaRoom.zip;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.api.LambdaRoom.Answer;
import io.strongroom.core.function.Code;
import io.strongroom.core.function.FunctionArn;
import io.strongroom.iam.sigv4.Headers;
import io.strongroom.iam.sigv4.Peer;
import io.strongroom.iam.sigv4.WireRequest;
import io.strongroom.keys.Sha256;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The life of functions. Source: Lambda API Reference, and the texts that the service has. */
class LambdaTest {
  private final LambdaRoom lambda = new LambdaRoom();

  private String revision(String name) {
    return lambda.get("/" + name + "/configuration").text("RevisionId");
  }

  @Test
  void aNewFunctionIsShownAsItWasAskedFor() {
    byte[] code = zip("main.py", "def handler(event, context): pass");
    Answer made =
        lambda.create(
            "fn",
            """
            ,"Timeout":5,"MemorySize":256,"Description":"text","Architectures":["arm64"],\
            "EphemeralStorage":{"Size":600},"Environment":{"Variables":{"B":"","AA":"x\\"y"}},\
            "Tags":{"team":"blue"},"TracingConfig":{"Mode":"PassThrough"},"PackageType":"Zip",\
            "VpcConfig":{"SubnetIds":[],"SecurityGroupIds":[]},"Layers":[],"Publish":false\
            """
                .replace("\"B\"", "\"B1\""));
    assertEquals("201", made.told(), made.body());
    Map<String, Object> shown = made.json();
    assertEquals(ARN + "fn", shown.get("FunctionArn"));
    assertEquals("python3.13", shown.get("Runtime"));
    assertEquals("main.handler", shown.get("Handler"));
    assertEquals(ROLE, shown.get("Role"));
    assertEquals("$LATEST", shown.get("Version"));
    assertEquals("Active", shown.get("State"));
    assertEquals("Successful", shown.get("LastUpdateStatus"));
    assertEquals("Zip", shown.get("PackageType"));
    assertEquals(base64(Sha256.hash(code)), shown.get("CodeSha256"));
    assertEquals(code.length, ((Number) Objects.requireNonNull(shown.get("CodeSize"))).intValue());
    assertEquals("2026-01-02T03:04:05.678+0000", shown.get("LastModified"));
    assertEquals(List.of("arm64"), shown.get("Architectures"));
    assertTrue(
        made.body().contains("\"Environment\":{\"Variables\":{\"AA\":\"x\\\"y\",\"B1\":\"\"}}"));
    assertTrue(made.body().contains("\"EphemeralStorage\":{\"Size\":600}"));
    assertTrue(made.body().contains("\"Timeout\":5"));
    assertEquals(made.body(), lambda.get("/fn/configuration").body());
    Answer whole = lambda.get("/fn");
    assertTrue(whole.body().contains("\"Tags\":{\"team\":\"blue\"}"), whole.body());
    assertTrue(whole.body().contains("\"Code\":{\"RepositoryType\":\"S3\"}"));
  }

  @Test
  void aFunctionIsFoundByAllItsNames() {
    lambda.create("fn", "");
    for (String name :
        List.of(
            "fn",
            "fn:$LATEST",
            "function:fn",
            "123456789012:function:fn",
            "us-east-1:123456789012:function:fn",
            ARN + "fn",
            ARN + "fn:$LATEST")) {
      String escaped = name.replace(":", "%3A").replace("$", "%24");
      assertEquals("200", lambda.get("/" + name).told(), name);
      assertEquals("200", lambda.get("/" + escaped).told(), escaped);
    }
    assertEquals("200", lambda.get("/fn?Qualifier=%24LATEST").told());
    assertEquals(
        "404 ResourceNotFoundException: Function not found: " + ARN + "fn:prod",
        lambda.get("/fn:prod").told());
    assertEquals(
        "404 ResourceNotFoundException: Function not found: " + ARN + "FN",
        lambda.get("/FN").told());
    assertEquals(
        "404 ResourceNotFoundException: Functions from 'eu-west-1' are not reachable in this region"
            + " ('us-east-1')",
        lambda.get("/arn:aws:lambda:eu-west-1:123456789012:function:fn").told());
    assertTrue(lambda.get("/a.b").told().startsWith("400 ValidationException: "));
    assertTrue(lambda.get("/" + "a".repeat(65)).told().startsWith("400 ValidationException: "));
  }

  @Test
  void aNameIsTakenOnce() {
    lambda.create("fn", "");
    assertEquals(
        "409 ResourceConflictException: Function already exist: fn",
        lambda.create("fn", "").told());
    assertEquals("201", lambda.create("FN", "").told());
  }

  @Test
  void whatIsNotOfferedIsRefused() {
    for (String more :
        List.of(
            ",\"VpcConfig\":{\"SubnetIds\":[\"subnet-1\"]}",
            ",\"Layers\":[\"arn:aws:lambda:us-east-1:123456789012:layer:x:1\"]",
            ",\"DeadLetterConfig\":{\"TargetArn\":\"arn:aws:sqs:us-east-1:123456789012:q\"}",
            ",\"FileSystemConfigs\":[{\"Arn\":\"a\",\"LocalMountPath\":\"/mnt/a\"}]",
            ",\"ImageConfig\":{\"Command\":[\"x\"]}",
            ",\"SnapStart\":{\"ApplyOn\":\"PublishedVersions\"}",
            ",\"LoggingConfig\":{\"LogFormat\":\"JSON\"}",
            ",\"KMSKeyArn\":\"arn:aws:kms:us-east-1:123456789012:key/k\"",
            ",\"Publish\":true",
            ",\"PackageType\":\"Image\"")) {
      String told = lambda.create("fn", more).told();
      assertTrue(told.startsWith("400 InvalidParameterValueException: "), more + " " + told);
    }
    String old = LambdaRoom.creation("fn", "").replace("python3.13", "python2.7");
    assertTrue(
        lambda
            .call("POST", FUNCTIONS, old)
            .told()
            .startsWith("400 InvalidParameterValueException: The runtime parameter of python2.7"));
    assertEquals(0, lambda.room.store.usage(TestRoom.ACCOUNT).functions());
  }

  @Test
  void theRoleMustTrustLambda() {
    String refusal =
        "400 InvalidParameterValueException: The role defined for the function cannot be assumed by"
            + " Lambda.";
    for (String role : List.of("other", "absent")) {
      String body = LambdaRoom.creation("fn", "").replace("role/rotator", "role/" + role);
      assertEquals(refusal, lambda.call("POST", FUNCTIONS, body).told());
    }
    lambda.create("fn", "");
    String change = "{\"Role\":\"" + ROLE.replace("rotator", "other") + "\"}";
    assertEquals(refusal, lambda.call("PUT", FUNCTIONS + "/fn/configuration", change).told());
    String foreign = LambdaRoom.creation("fn2", "").replace("123456789012", LambdaRoom.OTHER);
    assertEquals(
        "403 AccessDeniedException: Cross-account pass role is not allowed.",
        lambda.call("POST", FUNCTIONS, foreign).told());
  }

  @Test
  void reservedAndTooManyVariablesAreRefusedAndNotQuoted() {
    String unable =
        "400 InvalidParameterValueException: Lambda was unable to configure your environment"
            + " variables because the environment variables you have provided ";
    assertEquals(
        unable
            + "contains reserved keys that are currently not supported for modification. Reserved"
            + " keys used in this request: AWS_REGION",
        lambda.create("fn", ",\"Environment\":{\"Variables\":{\"AWS_REGION\":\"x\"}}").told());
    String most = "v".repeat(4_096 - 11);
    assertEquals(
        unable + "exceeded the 4KB limit.",
        lambda
            .create("fn", ",\"Environment\":{\"Variables\":{\"KEYS\":\"" + most + "x\"}}")
            .told());
    assertEquals(
        "201",
        lambda.create("fn", ",\"Environment\":{\"Variables\":{\"KEYS\":\"" + most + "\"}}").told());
    String told =
        lambda.create("fn2", ",\"Environment\":{\"Variables\":{\"1X\":\"hidden\"}}").told();
    assertTrue(told.startsWith("400 ValidationException: "), told);
    assertFalse(told.contains("hidden"));
    assertTrue(
        lambda
            .create("fn2", ",\"Environment\":{\"Variables\":{\"AB\":\"a\\u0000b\"}}")
            .told()
            .startsWith(unable));
  }

  @Test
  void aChangeOfSettingsLeavesTheRest() {
    lambda.create("fn", ",\"Environment\":{\"Variables\":{\"AB\":\"1\"}},\"Description\":\"d\"");
    String before = revision("fn");
    Answer changed =
        lambda.call(
            "PUT", FUNCTIONS + "/fn/configuration", "{\"Timeout\":9,\"Handler\":\"other.run\"}");
    assertEquals("200", changed.told());
    assertTrue(changed.body().contains("\"Timeout\":9"));
    assertTrue(changed.body().contains("\"Handler\":\"other.run\""));
    assertTrue(changed.body().contains("\"Description\":\"d\""));
    assertTrue(changed.body().contains("{\"AB\":\"1\"}"));
    assertNotEquals(before, changed.text("RevisionId"));
    Answer emptied =
        lambda.call("PUT", FUNCTIONS + "/fn/configuration", "{\"Environment\":{\"Variables\":{}}}");
    assertFalse(emptied.body().contains("Environment"), emptied.body());
    assertEquals(
        "412 PreconditionFailedException: The RevisionId provided does not match the latest"
            + " RevisionId. Call the GetFunction API to retrieve the latest RevisionId for your"
            + " resource.",
        lambda
            .call("PUT", FUNCTIONS + "/fn/configuration", "{\"RevisionId\":\"" + before + "\"}")
            .told());
    assertTrue(
        lambda
            .call("PUT", FUNCTIONS + "/fn/configuration", "{\"Timeout\":901}")
            .told()
            .startsWith("400 ValidationException: "));
  }

  @Test
  void otherCodeReplacesTheCode() {
    lambda.create("fn", "");
    Code before = code("fn");
    byte[] next = zip("main.py", "def handler(event, context): return 1");
    String body = "{\"ZipFile\":\"" + base64(next) + "\"";
    Answer tried = lambda.call("PUT", FUNCTIONS + "/fn/code", body + ",\"DryRun\":true}");
    assertEquals(base64(Sha256.hash(next)), tried.text("CodeSha256"));
    assertEquals(before, code("fn"));
    Answer changed = lambda.call("PUT", FUNCTIONS + "/fn/code", body + "}");
    assertEquals("200", changed.told());
    assertEquals(base64(Sha256.hash(next)), changed.text("CodeSha256"));
    assertFalse(isThere(before));
    assertTrue(isThere(code("fn")));
    assertEquals(
        "404 ResourceNotFoundException: Function not found: " + ARN + "no",
        lambda.call("PUT", FUNCTIONS + "/no/code", body + "}").told());
    assertEquals(
        "400 InvalidParameterValueException: Please provide a source for function code.",
        lambda.call("PUT", FUNCTIONS + "/fn/code", "{}").told());
  }

  private Code code(String name) {
    return Objects.requireNonNull(
            lambda.room.functions.find(Objects.requireNonNull(FunctionArn.parse(ARN + name))))
        .code();
  }

  private boolean isThere(Code code) {
    try {
      return lambda.room.store.readCode(code, java.io.OutputStream.nullOutputStream());
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void aDeletedFunctionIsGoneWithItsCode() {
    lambda.create("fn", "");
    Code code = code("fn");
    assertTrue(
        lambda
            .call("DELETE", FUNCTIONS + "/fn?Qualifier=%24LATEST", "")
            .told()
            .startsWith("400 InvalidParameterValueException: $LATEST version cannot be deleted"));
    assertEquals("204", lambda.call("DELETE", FUNCTIONS + "/fn", "").told());
    assertFalse(isThere(code));
    assertEquals(
        "404 ResourceNotFoundException: Function not found: " + ARN + "fn",
        lambda.call("DELETE", FUNCTIONS + "/fn", "").told());
  }

  @Test
  void whatIsNoZipFileIsRefused() {
    String body = LambdaRoom.creation("fn", "");
    String code = body.replaceFirst(".*\"ZipFile\":\"([^\"]*)\".*", "$1");
    assertEquals(
        "400 InvalidParameterValueException: Could not unzip uploaded file. Please check your file,"
            + " then try to upload again.",
        lambda.call("POST", FUNCTIONS, body.replace(code, "aGVsbG8=")).told());
    assertEquals(
        "400 InvalidParameterValueException: Uploaded file must be a non-empty zip.",
        lambda.call("POST", FUNCTIONS, body.replace(code, base64(zip()))).told());
    assertEquals(
        "400 SerializationException: ",
        lambda.call("POST", FUNCTIONS, body.replace(code, "!!")).told());
    assertEquals(
        "400 InvalidParameterValueException: Please provide a source for function code.",
        lambda.call("POST", FUNCTIONS, body.replaceFirst("\"ZipFile\":\"[^\"]*\"", "")).told());
    assertTrue(
        lambda
            .call("POST", FUNCTIONS, body.replace("\"ZipFile\"", "\"S3Key\":\"k\",\"ZipFile\""))
            .told()
            .startsWith("400 InvalidParameterValueException: Code is sent in ZipFile"));
  }

  @Test
  void anAccountStoresAsMuchCodeAsItMay() {
    StringBuilder noise = new StringBuilder();
    new java.util.Random(3).ints(9_000, '!', '~').forEach(c -> noise.append((char) c));
    String large = base64(zip("main.py", noise.toString()));
    String body = LambdaRoom.creation("fn", "");
    String code = body.replaceFirst(".*\"ZipFile\":\"([^\"]*)\".*", "$1");
    assertEquals("201", lambda.call("POST", FUNCTIONS, body.replace(code, large)).told());
    assertEquals(
        "400 CodeStorageExceededException: Code storage limit exceeded.",
        lambda
            .call("POST", FUNCTIONS, body.replace(code, large).replace("\"fn\"", "\"fn2\""))
            .told());
    assertEquals(
        "200",
        lambda.call("PUT", FUNCTIONS + "/fn/code", "{\"ZipFile\":\"" + large + "\"}").told());
  }

  @Test
  @DisplayName("uploads that are off leave built-in rotators and everything else")
  void uploadsCanBeOff() {
    LambdaRoom closed = LambdaRoom.withoutUploads();
    String refusal =
        "403 AccessDeniedException: Uploading code is turned off on this server (setting"
            + " functions.upload).";
    assertEquals(refusal, closed.create("fn", "").told());
    String rotator = rotator("mine", "builtin:generated");
    assertEquals("201", closed.call("POST", FUNCTIONS, rotator).told());
    assertEquals(
        "400 InvalidParameterValueException: A function that runs a built-in rotator has an empty"
            + " zip file.",
        closed
            .call(
                "PUT", FUNCTIONS + "/mine/code", "{\"ZipFile\":\"" + base64(zip("a", "b")) + "\"}")
            .told());
    assertEquals(
        "400 InvalidParameterValueException: The function has no code, so its handler is a built-in"
            + " rotator.",
        closed
            .call("PUT", FUNCTIONS + "/mine/configuration", "{\"Handler\":\"main.handler\"}")
            .told());
    assertTrue(
        closed
            .call("POST", FUNCTIONS, rotator("other", "builtin:none"))
            .told()
            .startsWith("400 InvalidParameterValueException: There is no built-in rotator none;"));
  }

  private static String rotator(String name, String handler) {
    return LambdaRoom.creation(name, "")
        .replace("main.handler", handler)
        .replaceFirst("\"ZipFile\":\"[^\"]*\"", "\"ZipFile\":\"" + base64(zip()) + "\"");
  }

  @Test
  void everyAccountHasTheBuiltInRotatorsAndCannotChangeThem() {
    Answer shown = lambda.get("/builtin-postgresql-single");
    assertTrue(shown.body().contains("\"Handler\":\"builtin:postgresql-single\""), shown.body());
    assertTrue(
        lambda
            .get("/builtin-generated/policy")
            .text("Policy")
            .contains("secretsmanager.amazonaws"));
    assertEquals(
        "400 InvalidParameterValueException: The function builtin-generated is provided and cannot"
            + " be changed.",
        lambda.call("DELETE", FUNCTIONS + "/builtin-generated", "").told());
    assertEquals(
        "409 ResourceConflictException: Function already exist: builtin-generated",
        lambda.create("builtin-generated", "").told());
    assertEquals(
        "200",
        lambda.as(LambdaRoom.OTHER, "GET", FUNCTIONS + "/builtin-generated", "", Map.of()).told());
  }

  @Test
  void listsComeInPagesByName() {
    lambda.create("zz", "");
    lambda.create("aa", "");
    Answer first = lambda.get("?MaxItems=2");
    List<String> names = names(first);
    assertEquals(List.of("aa", "builtin-generated"), names);
    String marker = first.text("NextMarker");
    List<String> all = new java.util.ArrayList<>(names);
    for (int i = 0; i < 9 && !marker.isEmpty(); i++) {
      Answer next = lambda.get("?Marker=" + marker + "&MaxItems=2");
      all.addAll(names(next));
      marker = next.text("NextMarker");
    }
    assertEquals(9, all.size());
    assertEquals("zz", all.getLast());
    assertEquals(all.stream().sorted().toList(), all);
    assertEquals(
        "400 InvalidParameterValueException: The marker is invalid.",
        lambda.get("?Marker=nonsense").told());
    assertTrue(lambda.get("?MaxItems=0").told().startsWith("400 ValidationException"));
    assertEquals("200", lambda.get("/?FunctionVersion=ALL").told());
  }

  private static List<String> names(Answer answer) {
    return Json.list(answer.json(), "Functions").stream()
        .map(each -> Json.text(Json.map(each), "FunctionName"))
        .toList();
  }

  @Test
  void aFunctionHasOneVersion() {
    lambda.create("fn", "");
    Answer versions = lambda.get("/fn/versions");
    assertEquals(1, Json.list(versions.json(), "Versions").size());
    assertTrue(versions.body().contains("\"Version\":\"$LATEST\""));
  }

  @Test
  void settingsOfTheAccountCountItsFunctions() {
    lambda.create("fn", "");
    Answer answer = lambda.call("GET", "/2016-08-19/account-settings", "");
    assertTrue(answer.body().contains("\"AccountUsage\":{\"FunctionCount\":1,"), answer.body());
    assertTrue(answer.body().contains("\"CodeSizeUnzipped\":262144000"), answer.body());
  }

  @Test
  void tagsAreAddedReplacedAndTakenAway() {
    lambda.create("fn", ",\"Tags\":{\"a\":\"1\"}");
    String path = "/2017-03-31/tags/" + (ARN + "fn").replace(":", "%3A");
    assertEquals(
        "204", lambda.call("POST", path, "{\"Tags\":{\"a\":\"2\",\"b\":\"\",\"c\":\"3\"}}").told());
    assertEquals(
        "{\"Tags\":{\"a\":\"2\",\"b\":\"\",\"c\":\"3\"}}", lambda.call("GET", path, "").body());
    assertEquals("204", lambda.call("DELETE", path + "?tagKeys=a&tagKeys=c", "").told());
    assertEquals("{\"Tags\":{\"b\":\"\"}}", lambda.call("GET", path, "").body());
    assertTrue(
        lambda
            .call("POST", path, "{\"Tags\":{\"aws:x\":\"1\"}}")
            .told()
            .startsWith("400 InvalidParameterValueException: "));
    StringBuilder many = new StringBuilder();
    IntStream.range(0, 50).forEach(i -> many.append(",\"k").append(i).append("\":\"v\""));
    assertTrue(
        lambda
            .call("POST", path, "{\"Tags\":{" + many.substring(1) + "}}")
            .told()
            .startsWith("400 InvalidParameterValueException: A function can have at most 50"));
    assertEquals(
        "404 ResourceNotFoundException: Function not found: " + ARN + "no",
        lambda.call("GET", path.replace("fn", "no"), "").told());
    assertTrue(
        lambda.call("GET", path + "%3A1", "").told().startsWith("404 ResourceNotFoundException"));
  }

  @Test
  @DisplayName("a web page could send a request without a header of its own, so one is demanded")
  void aRequestIsSignedInEveryMode() {
    for (String method : List.of("GET", "POST", "PUT", "DELETE")) {
      WireRequest unsigned =
          new WireRequest(
              method,
              FUNCTIONS
                  + (method.equals("PUT") ? "/fn/code" : method.equals("DELETE") ? "/fn" : ""),
              Headers.of("host", "localhost", "content-type", "text/plain"),
              "{}".getBytes(UTF_8),
              Peer.LOOPBACK);
      String told = lambda.answer(unsigned).told();
      assertTrue(told.startsWith("403 MissingAuthenticationTokenException: "), told);
    }
  }

  @Test
  void noPathIsAnOperationThatIsNone() {
    for (String path : List.of("/fn/aliases", "/fn/code", "/fn/policy/x/y", "//fn")) {
      String told = lambda.get(path).told();
      assertTrue(told.startsWith("40"), path + " " + told);
    }
    assertEquals("404 UnknownOperationException: ", lambda.get("/fn/aliases").told());
  }
}
