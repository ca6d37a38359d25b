package io.strongroom.iam.policy;

import static io.strongroom.iam.policy.Policies.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.iam.AccountId;
import io.strongroom.iam.policy.Condition.IfAbsent;
import io.strongroom.iam.policy.Condition.Quantifier;
import io.strongroom.iam.policy.Listing.Sense;
import io.strongroom.iam.policy.PolicySyntaxException.Kind;
import io.strongroom.iam.policy.PrincipalPattern.Account;
import io.strongroom.iam.policy.PrincipalPattern.Everyone;
import io.strongroom.iam.policy.PrincipalPattern.Named;
import io.strongroom.iam.policy.PrincipalPattern.ServiceName;
import io.strongroom.iam.policy.Statement.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyParserTest {
  private static final List<String> WORDS =
      List.of(
          "Version",
          "2012-10-17",
          "Statement",
          "Sid",
          "Id",
          "Effect",
          "Allow",
          "Deny",
          "Principal",
          "NotPrincipal",
          "AWS",
          "Service",
          "123456789012",
          "*",
          "Action",
          "secretsmanager:*",
          "Resource",
          "Condition",
          "Bool",
          "Null",
          "DateEquals",
          "IpAddress",
          "ForAnyValue:StringLike",
          "aws:SecureTransport",
          "true",
          "");
  private static final String CONDITION =
      "{'StringEquals':{'aws:SourceAccount':['1','2']},'Bool':{'aws:SecureTransport':'true'}}";
  private static final AccountId ACCOUNT = new AccountId("123456789012");

  @Test
  void everyElementOfAnAllowIsRead() throws PolicySyntaxException {
    String text =
        json(
            """
            {
              'Version': '2012-10-17',
              'Id': 'who may read',
              'Statement': {
                'Sid': 'Readers',
                'Effect': 'Allow',
                'Principal': {
                  'AWS': ['123456789012', 'arn:aws:iam::123456789012:user/team/ann'],
                  'Service': 'lambda.amazonaws.com'
                },
                'Action': ['secretsmanager:Get*', 'secretsmanager:DescribeSecret'],
                'Resource': '*',
                'Condition': {
                  'ForAnyValue:StringLikeIfExists': {'aws:TagKeys': ['a*', 'b']},
                  'NumericLessThan': {'aws:MultiFactorAuthAge': 3600}
                }
              }
            }
            """);
    List<PrincipalPattern> principals =
        List.of(
            new Account(ACCOUNT),
            named(PrincipalPattern.Kind.USER, "iam", "user/team/ann"),
            new ServiceName("lambda.amazonaws.com"));
    List<ActionPattern> actions =
        List.of(
            new ActionPattern("secretsmanager", "Get*"),
            new ActionPattern("secretsmanager", "DescribeSecret"));
    Condition tags =
        new Condition(
            Quantifier.FOR_ANY_VALUE,
            ConditionOperator.STRING_LIKE,
            IfAbsent.HOLDS,
            "aws:TagKeys",
            List.of("a*", "b"));
    Condition age =
        condition(ConditionOperator.NUMERIC_LESS_THAN, "aws:MultiFactorAuthAge", "3600");
    Statement statement =
        new Statement(
            "Readers",
            Effect.ALLOW,
            new Listing<>(Sense.THESE, principals),
            new Listing<>(Sense.THESE, actions),
            new Listing<>(Sense.THESE, List.of(new ResourcePattern("*"))),
            List.of(tags, age));
    assertEquals(
        new PolicyDocument(
            PolicyKind.RESOURCE,
            PolicyDocument.Version.V2012_10_17,
            "who may read",
            List.of(statement)),
        PolicyParser.parse(text));
  }

  @Test
  void everyElementOfADenyIsRead() throws PolicySyntaxException {
    String resource = "arn:aws:secretsmanager:us-east-1:123456789012:secret:a-??????";
    String text =
        Policies.with(
            "'Effect': 'Deny', 'NotPrincipal': {'AWS': 'arn:aws:iam::123456789012:root'},"
                + " 'NotAction': '*', 'NotResource': '"
                + resource
                + "'");
    Statement statement =
        new Statement(
            null,
            Effect.DENY,
            new Listing<>(Sense.ALL_BUT_THESE, List.of(new Account(ACCOUNT))),
            new Listing<>(Sense.ALL_BUT_THESE, List.of(new ActionPattern("*", "*"))),
            new Listing<>(Sense.ALL_BUT_THESE, List.of(new ResourcePattern(resource))),
            List.of());
    assertEquals(List.of(statement), PolicyParser.parse(text).statements());
  }

  @ParameterizedTest
  @CsvSource({
    "USER, iam, user/team/ann",
    "ROLE, iam, role/app",
    "ASSUMED_ROLE, sts, assumed-role/app/session-1",
    "FEDERATED_USER, sts, federated-user/bob",
  })
  void namedPrincipalIsRead(PrincipalPattern.Kind kind, String service, String resource)
      throws PolicySyntaxException {
    Named named = named(kind, service, resource);
    String members =
        "'Effect':'Deny','Principal':{'AWS':'" + named.arn() + "'},'Action':'*','Resource':'*'";
    List<PrincipalPattern> expected = List.of(named);
    Statement statement = PolicyParser.parse(Policies.with(members)).statements().getFirst();
    assertEquals(expected, statement.principals().patterns());
  }

  @Test
  void absentVersionIsTheFirst() throws PolicySyntaxException {
    String text = Policies.when("{}").replace("\"Version\": \"2012-10-17\",", "");
    PolicyDocument policy = PolicyParser.parse(text);
    assertEquals(PolicyDocument.Version.V2008_10_17, policy.version());
    assertNull(policy.id());
    List<PrincipalPattern> everyone = List.of(new Everyone());
    assertEquals(everyone, policy.statements().getFirst().principals().patterns());
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("AUZ-1: accepted and refused statements")
  @CsvFileSource(
      resources = "statements.csv",
      delimiter = '|',
      numLinesToSkip = 1,
      quoteCharacter = '`')
  void statementIsJudged(String about, String members, String verdict) {
    assertEquals(verdict, verdict(Policies.with(members)), members);
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("AUZ-1: accepted and refused conditions")
  @CsvFileSource(
      resources = "conditions.csv",
      delimiter = '|',
      numLinesToSkip = 1,
      quoteCharacter = '`')
  void conditionIsJudged(String condition, String verdict) {
    assertEquals(verdict, verdict(Policies.when(condition)));
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("AUZ-1: accepted and refused documents")
  @CsvFileSource(
      resources = "documents.csv",
      delimiter = '|',
      numLinesToSkip = 1,
      quoteCharacter = '`')
  void documentIsJudged(String about, String document, String verdict) {
    String statement = "{'Effect':'Allow','Principal':'*','Action':'*','Resource':'*'}";
    assertEquals(verdict, verdict(json(document.replace("STATEMENT", statement))), document);
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:secretsmanager:*, ok",
    "arn:aws:secretsmanager:us-east-1:123456789012:secret:a, ok",
    "arn:*:secretsmanager:*:*:secret:*, ok",
    "arn:aws:secretsmanager:us-east-1, GRAMMAR",
    "arn:aws:secretsmanager, GRAMMAR",
    "arn:aws:*, GRAMMAR",
    "arn:aws:s*:us-east-1:123456789012:x, GRAMMAR",
    "arn:aws:s?s:us-east-1:123456789012:x, GRAMMAR",
    "arn:aws::us-east-1:123456789012:x, GRAMMAR",
    "arn::secretsmanager:us-east-1:123456789012:x, GRAMMAR",
    "arn:aws:secretsmanager:us-east-1:123456789012:, GRAMMAR",
    "secret:a, GRAMMAR",
    "**, GRAMMAR",
    "'', GRAMMAR",
  })
  void resourceIsAnArnOrAStar(String resource, String verdict) {
    String members = "'Effect':'Deny','Principal':'*','Action':'*','Resource':'" + resource + "'";
    assertEquals(verdict, verdict(Policies.with(members)));
  }

  @Test
  @DisplayName("The grammar of the whole text comes before any principal")
  void grammarComesFirst() {
    String unsupported = "{'Effect':'Allow','Principal':{'AWS':'AIDAEXAMPLE'},'Action':'*',";
    String good = json("{'Statement':[" + unsupported + "'Resource':'*'}]}");
    String bad = json("{'Statement':[" + unsupported + "'Resource':'x'}]}");
    assertEquals("UNSUPPORTED_PRINCIPAL", verdict(good));
    assertEquals("GRAMMAR", verdict(bad));
  }

  @Test
  @DisplayName("DOS-4: length, depth and numbers are bounded")
  void sizesAreBounded() {
    String policy = Policies.when("{}");
    String longest = policy + " ".repeat(PolicyParser.MAX_LENGTH - policy.length());
    assertEquals("ok", verdict(longest));
    assertEquals("GRAMMAR", verdict(longest + " "));
    assertEquals("GRAMMAR", verdict("[".repeat(33) + "]".repeat(33)));
    assertEquals("GRAMMAR", verdict("[".repeat(20_000)));
    assertEquals("GRAMMAR", verdict("{\"a\":".repeat(4_000)));
    String digits = "1".repeat(64);
    assertEquals("ok", verdict(Policies.when("{'NumericEquals':{'a:b':" + digits + "}}")));
    assertEquals("GRAMMAR", verdict(Policies.when("{'NumericEquals':{'a:b':" + digits + "1}}")));
  }

  @ParameterizedTest
  @ValueSource(chars = {'\u0100', '\u2019', '\uffff', '\ud800'})
  void charactersBeyondLatinOneAreRefused(char c) {
    assertEquals("GRAMMAR", verdict(Policies.when("{}").replace("2012", "2012" + c)));
    assertEquals("GRAMMAR", verdict(json("{'Id':'" + c + "','Statement':[]}")));
  }

  @Test
  void longOffendingTextIsCut() {
    String members = "'" + "x".repeat(1_000) + "':1";
    PolicySyntaxException refused =
        assertThrows(PolicySyntaxException.class, () -> PolicyParser.parse(Policies.with(members)));
    assertTrue(String.valueOf(refused.getMessage()).length() < 100, refused::toString);
    assertEquals(0, refused.getStackTrace().length);
  }

  @Property(tries = 2000)
  @Label("DOS-9: no text makes anything but a policy or a refusal")
  void anyTextIsJudged(@ForAll String text) {
    assertTrue(verdict(text).length() > 1);
  }

  @Property(tries = 4000)
  @Label("DOS-9: no JSON made of a policy's words makes anything but a policy or a refusal")
  void anyJsonIsJudged(@ForAll long seed) {
    assertTrue(verdict(json(randomJson(new Random(seed), 6))).length() > 1);
  }

  @Property(tries = 4000)
  @Label("DOS-9: a policy with some of its texts replaced by other JSON is judged")
  void changedPolicyIsJudged(@ForAll long seed) {
    Random random = new Random(seed);
    String[] pieces = Policies.when(CONDITION).split("(?=\")|(?<=\")", -1);
    StringBuilder changed = new StringBuilder();
    for (int i = 0; i < pieces.length; i++) {
      boolean text = pieces[i].equals("\"") && i + 2 < pieces.length;
      if (text && random.nextInt(12) == 0) {
        changed.append(json(randomJson(random, 2)));
        i += 2;
      } else if (text) {
        changed.append(pieces[i]).append(pieces[++i]).append(pieces[++i]);
      } else {
        changed.append(pieces[i]);
      }
    }
    assertTrue(verdict(changed.toString()).length() > 1);
  }

  @Property(tries = 2000)
  @Label("AUZ-1: a policy with a piece cut out is judged, never misread as JSON")
  void damagedPolicyIsJudged(@ForAll int from, @ForAll int length) {
    String text = Policies.when(CONDITION);
    int start = Math.floorMod(from, text.length());
    int end = Math.min(text.length(), start + Math.floorMod(length, 8));
    assertTrue(verdict(text.substring(0, start) + text.substring(end)).length() > 1);
  }

  private static String randomJson(Random random, int depth) {
    int choice = random.nextInt(depth > 0 ? 6 : 3);
    List<String> parts = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0 && choice > 2; i--) {
      String value = randomJson(random, depth - 1);
      parts.add(choice == 3 ? value : "'" + word(random) + "':" + value);
    }
    return switch (choice) {
      case 0, 1 -> "'" + word(random) + "'";
      case 2 -> List.of("1", "true", "null", "-0.5e3").get(random.nextInt(4));
      case 3 -> "[" + String.join(",", parts) + "]";
      default -> "{" + String.join(",", parts) + "}";
    };
  }

  private static String word(Random random) {
    return WORDS.get(random.nextInt(WORDS.size()));
  }

  private static String verdict(String text) {
    try {
      return PolicyParser.parse(text).statements().isEmpty() ? "empty" : "ok";
    } catch (PolicySyntaxException e) {
      Kind kind = e.kind();
      return kind.name();
    }
  }

  private static Named named(PrincipalPattern.Kind kind, String service, String resource) {
    return new Named(kind, ACCOUNT, "arn:aws:" + service + "::123456789012:" + resource);
  }

  private static Condition condition(ConditionOperator operator, String key, String value) {
    return new Condition(Quantifier.NONE, operator, IfAbsent.BY_OPERATOR, key, List.of(value));
  }
}
