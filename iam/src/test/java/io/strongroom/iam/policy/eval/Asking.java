package io.strongroom.iam.policy.eval;

import io.strongroom.iam.AccountId;
import io.strongroom.iam.policy.Policies;
import io.strongroom.iam.policy.PolicyKind;
import io.strongroom.iam.policy.PolicyParser;
import io.strongroom.iam.policy.PolicySyntaxException;
import io.strongroom.iam.policy.eval.Caller.Credentials;
import java.util.Map;

/** Callers, requests and policies for tests. */
final class Asking {
  static final AccountId HERE = new AccountId("111122223333");
  static final AccountId THERE = new AccountId("444455556666");
  static final Action GET = Action.of("secretsmanager:GetSecretValue");
  static final String SECRET = "arn:aws:secretsmanager:us-east-1:111122223333:secret:db-AbCdEf";

  private Asking() {}

  static Caller root(AccountId account) {
    return new Caller.Root(account, Credentials.LONG_TERM);
  }

  static Caller user(AccountId account) {
    return user(account, Credentials.LONG_TERM);
  }

  static Caller user(AccountId account, Credentials credentials) {
    String arn = "arn:aws:iam::" + account + ":user/team/ann";
    return new Caller.User(account, arn, "AIDAAAAAAAAAAAAAAAAAA", "ann", credentials);
  }

  static Caller session(AccountId account) {
    return new Caller.RoleSession(
        account,
        "arn:aws:sts::" + account + ":assumed-role/app/i-1",
        "arn:aws:iam::" + account + ":role/path/app",
        "AROAAAAAAAAAAAAAAAAAA",
        "i-1");
  }

  /** A request for a secret's value, of the account that owns it. */
  static RequestContext get(Caller caller, ConditionKeys keys) {
    return new RequestContext(caller, GET, SECRET, HERE, keys);
  }

  /** Returns a condition's verdict; single quotes stand for double ones. */
  static boolean holds(String condition, Map<String, KeyValue> keys) {
    NamedPolicy policy =
        policy(
            PolicyKind.IDENTITY,
            "{'Effect':'Allow','Action':'*','Resource':'*','Condition':" + condition + "}");
    RequestContext context = get(user(HERE), ConditionKeys.of(keys));
    return policy.policy().allow(new Inquiry(context, null)) != null;
  }

  /** Reads a policy of one or more statements; single quotes stand for double ones. */
  static NamedPolicy policy(PolicyKind kind, String statements) {
    String text = "{'Version':'2012-10-17','Statement':[" + statements + "]}";
    try {
      return new NamedPolicy(
          kind.name(), CompiledPolicy.of(PolicyParser.parseStored(kind, Policies.json(text))));
    } catch (PolicySyntaxException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  static NamedPolicy allowAll(PolicyKind kind) {
    return policy(kind, "{'Effect':'Allow','Action':'*','Resource':'*'}");
  }

  static NamedPolicy allowNothing(PolicyKind kind) {
    return policy(kind, "{'Effect':'Allow','Action':'s3:*','Resource':'*'}");
  }

  /** A policy of a resource that allows all to a principal, given as JSON. */
  static NamedPolicy allowing(PolicyKind kind, String principal) {
    String resource = kind == PolicyKind.TRUST ? "" : ",'Resource':'*'";
    return policy(
        kind, "{'Effect':'Allow','Principal':" + principal + ",'Action':'*'" + resource + "}");
  }
}
