package io.strongroom.iam.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.strongroom.iam.AccountId;
import io.strongroom.iam.Principal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LockOutTest {
  private static final AccountId ACCOUNT = new AccountId("123456789012");
  private static final Principal.OfAccount ROOT = new Principal.Root(ACCOUNT);
  private static final Principal.OfAccount ANN =
      new Principal.User(ACCOUNT, "AIDAABCDEFGHIJKLMNOPQ", "/team/", "ann");

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
}
