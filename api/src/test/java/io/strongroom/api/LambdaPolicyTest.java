package io.strongroom.api;

import static io.strongroom.api.LambdaRoom.ARN;
import static io.strongroom.api.LambdaRoom.FUNCTIONS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.api.LambdaRoom.Answer;
import io.strongroom.core.function.Function;
import io.strongroom.core.function.FunctionArn;
import io.strongroom.core.function.InvokeJudge;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.access.PrincipalPolicies;
import io.strongroom.iam.policy.eval.PolicyCache;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The resource policies of functions: how they come into being, and what they allow. */
class LambdaPolicyTest {
  private static final String SECRET = "arn:aws:secretsmanager:us-east-1:123456789012:secret:db-1";
  private static final String SERVICE = "\"Principal\":\"secretsmanager.amazonaws.com\"";

  private final LambdaRoom lambda = new LambdaRoom();

  @BeforeEach
  void makeAFunction() {
    assertEquals("201", lambda.create("fn", "").told());
  }

  private boolean mayInvoke(String secret, String account) {
    Function function =
        Objects.requireNonNull(
            lambda.room.functions.find(Objects.requireNonNull(FunctionArn.parse(ARN + "fn"))));
    return new InvokeJudge(new PrincipalPolicies(new PolicyCache(1 << 20)))
        .rotationMayInvoke(function, secret, new AccountId(account), lambda.clock.instant());
  }

  @Test
  void aStatementIsMadeOfItsParts() {
    Answer made =
        lambda.permit(
            "fn",
            "rotation",
            SERVICE + ",\"SourceAccount\":\"123456789012\",\"SourceArn\":\"" + SECRET + "\"");
    assertEquals("201", made.told());
    String statement =
        """
        {"Sid":"rotation","Effect":"Allow",\
        "Principal":{"Service":"secretsmanager.amazonaws.com"},\
        "Action":"lambda:InvokeFunction","Resource":"%sfn",\
        "Condition":{"StringEquals":{"AWS:SourceAccount":"123456789012"},\
        "ArnLike":{"AWS:SourceArn":"%s"}}}\
        """
            .formatted(ARN, SECRET);
    assertEquals(statement, made.text("Statement"));
    Answer policy = lambda.get("/fn/policy");
    assertEquals(
        "{\"Version\":\"2012-10-17\",\"Id\":\"default\",\"Statement\":[" + statement + "]}",
        policy.text("Policy"));
  }

  @Test
  void theJudgeOfRotationsAsksForSecretAndAccount() {
    assertFalse(mayInvoke(SECRET, "123456789012"));
    lambda.permit("fn", "any", SERVICE);
    assertTrue(mayInvoke(SECRET, "444455556666"));
    assertEquals("204", lambda.call("DELETE", FUNCTIONS + "/fn/policy/any", "").told());
    lambda.permit("fn", "account", SERVICE + ",\"SourceAccount\":\"123456789012\"");
    assertTrue(mayInvoke(SECRET, "123456789012"));
    assertFalse(mayInvoke(SECRET, "444455556666"));
    lambda.call("DELETE", FUNCTIONS + "/fn/policy/account", "");
    lambda.permit("fn", "secret", SERVICE + ",\"SourceArn\":\"" + SECRET + "\"");
    assertTrue(mayInvoke(SECRET, "123456789012"));
    assertFalse(mayInvoke(SECRET + "2", "123456789012"));
    lambda.call("DELETE", FUNCTIONS + "/fn/policy/secret", "");
    lambda.permit("fn", "another", "\"Principal\":\"events.amazonaws.com\"");
    assertFalse(mayInvoke(SECRET, "123456789012"));
  }

  @Test
  void builtInRotatorsMayBeInvokedForSecretsOfTheirAccount() {
    FunctionArn arn = Objects.requireNonNull(FunctionArn.parse(ARN + "builtin-generated"));
    InvokeJudge judge = new InvokeJudge(new PrincipalPolicies(new PolicyCache(1 << 20)));
    Function function = Objects.requireNonNull(lambda.room.functions.find(arn));
    assertTrue(judge.rotationMayInvoke(function, SECRET, TestRoom.ACCOUNT, lambda.clock.instant()));
    assertFalse(
        judge.rotationMayInvoke(
            function, SECRET, new AccountId("444455556666"), lambda.clock.instant()));
  }

  @Test
  void statementsAreAddedAndRemovedById() {
    lambda.permit("fn", "one", SERVICE);
    assertEquals(
        "409 ResourceConflictException: The statement id (one) provided already exists. Please"
            + " provide a new statement id, or remove the existing statement.",
        lambda.permit("fn", "one", SERVICE).told());
    assertEquals(
        "404 ResourceNotFoundException: Statement two is not found in resource policy.",
        lambda.call("DELETE", FUNCTIONS + "/fn/policy/two", "").told());
    assertEquals("204", lambda.call("DELETE", FUNCTIONS + "/fn/policy/one", "").told());
    assertEquals(
        "404 ResourceNotFoundException: The resource you requested does not exist.",
        lambda.get("/fn/policy").told());
    assertEquals(
        "404 ResourceNotFoundException: Function not found: " + ARN + "no",
        lambda.get("/no/policy").told());
  }

  @Test
  void aPolicyChangesFromWhatWasSeen() {
    lambda.permit("fn", "one", SERVICE);
    String seen = lambda.get("/fn/policy").text("RevisionId");
    assertEquals(
        "201", lambda.permit("fn", "two", SERVICE + ",\"RevisionId\":\"" + seen + "\"").told());
    assertTrue(
        lambda
            .permit("fn", "three", SERVICE + ",\"RevisionId\":\"" + seen + "\"")
            .told()
            .startsWith("412 PreconditionFailedException: "));
    assertTrue(
        lambda
            .call("DELETE", FUNCTIONS + "/fn/policy/one?RevisionId=" + seen, "")
            .told()
            .startsWith("412 PreconditionFailedException: "));
  }

  @Test
  void principalsMustBePossible() {
    String invalid =
        "400 InvalidParameterValueException: The provided principal was invalid. Please check the"
            + " principal and try again.";
    for (String principal :
        new String[] {"nobody", "arn:aws:iam::123456789012:user/nobody", "unknown.amazonaws.com"}) {
      assertEquals(invalid, lambda.permit("fn", "a", "\"Principal\":\"" + principal + "\"").told());
    }
    assertEquals("201", lambda.permit("fn", "b", "\"Principal\":\"444455556666\"").told());
    assertEquals("201", lambda.permit("fn", "c", "\"Principal\":\"*\"").told());
    String role = "arn:aws:iam::123456789012:role/rotator";
    assertEquals("201", lambda.permit("fn", "d", "\"Principal\":\"" + role + "\"").told());
    String policy = lambda.get("/fn/policy").text("Policy");
    assertTrue(policy.contains("{\"AWS\":\"arn:aws:iam::444455556666:root\"}"), policy);
    assertTrue(policy.contains("{\"AWS\":\"" + role + "\"}"), policy);
  }

  @Test
  void aPolicyHasALongestLength() {
    String told = "201";
    for (int i = 0; i < 200 && told.equals("201"); i++) {
      told = lambda.permit("fn", "s" + i, SERVICE).told();
    }
    assertTrue(told.startsWith("400 PolicyLengthExceededException: "), told);
  }

  @Test
  void policiesAreOfTheFunctionAsAWhole() {
    assertEquals(
        "400 InvalidParameterValueException: We currently do not support adding policies for"
            + " $LATEST.",
        lambda.permit("fn:$LATEST", "a", SERVICE).told());
  }

  @Test
  void anotherAccountIsLetInByThePolicy() {
    String path = FUNCTIONS + "/" + (ARN + "fn").replace(":", "%3A");
    assertEquals(
        "403 AccessDeniedException: User: arn:aws:iam::444455556666:root is not authorized to"
            + " perform: lambda:GetFunction on resource: "
            + ARN
            + "fn because no resource-based policy allows the lambda:GetFunction action",
        lambda.as(LambdaRoom.OTHER, "GET", path, "", Map.of()).told());
    lambda.call(
        "POST",
        FUNCTIONS + "/fn/policy",
        "{\"StatementId\":\"a\",\"Action\":\"lambda:GetFunction\",\"Principal\":\"444455556666\"}");
    assertEquals("200", lambda.as(LambdaRoom.OTHER, "GET", path, "", Map.of()).told());
    assertTrue(
        lambda
            .as(LambdaRoom.OTHER, "GET", path + "/configuration", "", Map.of())
            .told()
            .startsWith("403 AccessDeniedException: "));
  }
}
