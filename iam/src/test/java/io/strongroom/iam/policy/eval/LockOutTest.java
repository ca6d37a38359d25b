package io.strongroom.iam.policy.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.strongroom.iam.AccountId;
import io.strongroom.iam.policy.Policies;
import io.strongroom.iam.policy.PolicyDocument;
import io.strongroom.iam.policy.PolicyParser;
import io.strongroom.iam.policy.PolicySyntaxException;
import io.strongroom.iam.policy.eval.Caller.Credentials;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LockOutTest {
  private static final AccountId ACCOUNT = new AccountId("123456789012");
  private static final RequestContext ROOT =
      putting(new Caller.Root(ACCOUNT, Credentials.LONG_TERM));
  private static final RequestContext ANN =
      putting(
          new Caller.User(
              ACCOUNT,
              "arn:aws:iam::123456789012:user/team/ann",
              "AIDAABCDEFGHIJKLMNOPQ",
              "ann",
              Credentials.LONG_TERM));

  private static RequestContext putting(Caller author) {
    return new RequestContext(
        author,
        LockOut.ACTION,
        "arn:aws:secretsmanager:us-east-1:123456789012:secret:db-AbCdEf",
        ACCOUNT,
        ConditionKeys.of(Map.of("aws:SecureTransport", new KeyValue.One("true"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'Principal':'*'|true|true",
        "'Principal':{'AWS':'*'}|true|true",
        "'Principal':{'AWS':'123456789012'}|true|true",
        "'Principal':{'AWS':'arn:aws:iam::123456789012:root'}|true|true",
        "'Principal':{'AWS':'arn:aws:iam::123456789012:user/team/ann'}|false|true",
        "'Principal':{'AWS':'arn:aws:iam::123456789012:user/ann'}|false|false",
        "'Principal':{'AWS':'210987654321'}|false|false",
        "'Principal':{'Service':'lambda.amazonaws.com'}|false|false",
        "'NotPrincipal':{'AWS':'123456789012'}|false|true",
        "'NotPrincipal':{'AWS':'arn:aws:iam::123456789012:user/team/ann'}|true|true",
        "'NotPrincipal':{'AWS':['123456789012','arn:aws:iam::123456789012:user/team/ann']}"
            + "|false|false",
        "'NotPrincipal':'*'|false|false",
        "'NotPrincipal':{'AWS':'210987654321'}|true|true",
      })
  void denyOfTheCallerLocksOut(String principal, boolean root, boolean ann)
      throws PolicySyntaxException {
    String deny = "'Effect':'Deny','Action':'secretsmanager:*','Resource':'*'," + principal;
    PolicyDocument policy = PolicyParser.parse(Policies.with(deny));
    assertEquals(root, LockOut.locksOut(policy, ROOT));
    assertEquals(ann, LockOut.locksOut(policy, ANN));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'Action':'*'|true",
        "'Action':'secretsmanager:*'|true",
        "'Action':'SECRETSMANAGER:putresourcepolicy'|true",
        "'Action':['s3:*','secretsmanager:Put*']|true",
        "'Action':'secretsmanager:GetSecretValue'|false",
        "'Action':'s3:*'|false",
        "'NotAction':'s3:*'|true",
        "'NotAction':'secretsmanager:PutResourcePolicy'|false",
        "'NotAction':'*'|false",
      })
  void denyOfPutResourcePolicyLocksOut(String action, boolean locked) throws PolicySyntaxException {
    String deny = "'Effect':'Deny','Principal':'*','Resource':'*'," + action;
    assertEquals(locked, LockOut.locksOut(PolicyParser.parse(Policies.with(deny)), ROOT));
    String allow = deny.replace("Deny", "Allow");
    assertEquals(false, LockOut.locksOut(PolicyParser.parse(Policies.with(allow)), ROOT));
    String conditional = deny + ",'Condition':{'Bool':{'aws:SecureTransport':'false'}}";
    assertEquals(false, LockOut.locksOut(PolicyParser.parse(Policies.with(conditional)), ROOT));
  }

  @Test
  void conditionsAndResourcesCountWhereThereIsARequest() throws PolicySyntaxException {
    String deny =
        "'Effect':'Deny','Principal':'*','Action':'*','Resource':'arn:aws:secretsmanager:*:*:a-1'";
    String far = ",'Condition':{'NotIpAddress':{'aws:SourceIp':'10.0.0.0/8'}}";
    PolicyDocument policy = PolicyParser.parse(Policies.with(deny + far));
    assertEquals(true, LockOut.locksOut(policy, putting("a-1", "203.0.113.9")));
    assertEquals(false, LockOut.locksOut(policy, putting("a-1", "10.1.2.3")));
    assertEquals(false, LockOut.locksOut(policy, putting("a-2", "203.0.113.9")));
  }

  private static RequestContext putting(String name, String address) {
    String arn = "arn:aws:iam::123456789012:user/ann";
    return new RequestContext(
        new Caller.User(ACCOUNT, arn, "AIDAAAAAAAAAAAAAAAAAA", "ann", Credentials.LONG_TERM),
        LockOut.ACTION,
        "arn:aws:secretsmanager:us-east-1:123456789012:" + name,
        ACCOUNT,
        ConditionKeys.of(Map.of("aws:SourceIp", new KeyValue.One(address))));
  }
}
