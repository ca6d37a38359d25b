package io.strongroom.iam.policy.eval;

import io.strongroom.iam.AccountId;
import io.strongroom.iam.policy.PolicyKind;
import io.strongroom.iam.policy.PolicyParser;
import io.strongroom.iam.policy.PolicySyntaxException;
import io.strongroom.iam.policy.eval.Caller.Credentials;
import io.strongroom.iam.policy.eval.NaiveEvaluator.NaivePolicies;
import io.strongroom.iam.policy.eval.NaiveEvaluator.NaiveRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Random requests before random policies, of few names and values, so that they often meet. */
final class RandomCases {
  private static final List<String> ACCOUNTS = List.of("111122223333", "444455556666");
  private static final List<String> ACTIONS =
      List.of(
          "secretsmanager:GetSecretValue",
          "secretsmanager:PutResourcePolicy",
          "secretsmanager:GetSecretValue",
          "kms:Decrypt",
          "sts:AssumeRole",
          "sts:TagSession",
          "iam:GetUser");
  private static final List<String> NAMES =
      List.of("secret:red-1", "secret:a:b", "secret:ann/x", "secret:*", "secret:${k:s}");

  private final Random random;
  private final RandomStatements statements;

  /** One request and its policies, as JSON and as the evaluator takes them. */
  record Case(
      NaiveRequest request, NaivePolicies naive, RequestContext context, PolicySets policies) {}

  RandomCases(long seed) {
    this.random = new Random(seed);
    this.statements = new RandomStatements(random);
  }

  Case next() {
    Map<String, String> names = new HashMap<>();
    Caller caller = caller(names);
    String account = names.getOrDefault("account", ACCOUNTS.getFirst());
    int where = random.nextInt(10);
    String other = ACCOUNTS.get(account.equals(ACCOUNTS.getFirst()) ? 1 : 0);
    String owner = where == 0 ? null : where < 7 ? account : other;
    String resource =
        owner == null
            ? "*"
            : "arn:aws:secretsmanager:us-east-1:"
                + owner
                + ":"
                + NAMES.get(random.nextInt(NAMES.size()));
    String action = ACTIONS.get(random.nextInt(ACTIONS.size()));
    Map<String, Object> keys = statements.requestKeys();
    NaivePolicies naive = policies(caller);
    RequestContext context =
        new RequestContext(
            caller,
            Action.of(action),
            resource,
            owner == null ? null : new AccountId(owner),
            ConditionKeys.of(keyValues(keys)));
    return new Case(
        new NaiveRequest(names, action, resource, owner, keys), naive, context, compiled(naive));
  }

  /** Makes one more statement of the kind that the resource of a case, or its caller, has. */
  Map<String, Object> statement(PolicyKind kind) {
    return statements.next(kind);
  }

  private static Map<String, KeyValue> keyValues(Map<String, Object> keys) {
    Map<String, KeyValue> values = new HashMap<>();
    keys.forEach(
        (key, value) -> {
          if (value instanceof List<?> list) {
            values.put(key, new KeyValue.Many(list.stream().map(String.class::cast).toList()));
          } else {
            values.put(key, new KeyValue.One((String) value));
          }
        });
    return values;
  }

  private Caller caller(Map<String, String> names) {
    int choice = random.nextInt(100);
    String account = ACCOUNTS.get(random.nextInt(3) / 2);
    AccountId id = new AccountId(account);
    if (choice < 86) {
      names.put("account", account);
    }
    if (choice < 40) {
      return user(names, id);
    }
    if (choice < 78) {
      return session(names, id);
    }
    if (choice < 86) {
      names.put("kind", "root");
      return new Caller.Root(id, credentials(names));
    }
    if (choice < 91) {
      names.put("kind", "service");
      names.put("service", RandomStatements.SERVICE);
      return new Caller.Service(RandomStatements.SERVICE);
    }
    if (choice < 96) {
      names.put("kind", "federated");
      names.put("provider", RandomStatements.PROVIDER);
      return new Caller.Federated(RandomStatements.PROVIDER);
    }
    names.put("kind", "anonymous");
    return new Caller.Anonymous();
  }

  private Caller user(Map<String, String> names, AccountId account) {
    String name = random.nextBoolean() ? "ann" : "bob";
    String arn = "arn:aws:iam::" + account + ":user/" + (name.equals("ann") ? "team/" : "") + name;
    String id = name.equals("ann") ? RandomStatements.ANN_ID : "AIDA22222222222222222";
    names.put("kind", "user");
    names.put("user", arn);
    names.put("userId", id);
    return new Caller.User(account, arn, id, name, credentials(names));
  }

  private Caller session(Map<String, String> names, AccountId account) {
    String session = random.nextBoolean() ? "s1" : "s2";
    String role = "arn:aws:iam::" + account + ":role/path/app";
    String arn = "arn:aws:sts::" + account + ":assumed-role/app/" + session;
    names.put("kind", "session");
    names.put("role", role);
    names.put("roleId", RandomStatements.APP_ID);
    names.put("session", arn);
    return new Caller.RoleSession(account, arn, role, RandomStatements.APP_ID, session);
  }

  private Credentials credentials(Map<String, String> names) {
    Credentials credentials =
        random.nextInt(5) > 0
            ? Credentials.LONG_TERM
            : random.nextBoolean() ? Credentials.SESSION_TOKEN : Credentials.SESSION_TOKEN_WITH_MFA;
    names.put("credentials", credentials.name());
    return credentials;
  }

  private NaivePolicies policies(Caller caller) {
    List<Object> organization = null;
    if (random.nextInt(8) == 0) {
      organization = some(PolicyKind.ORGANIZATION);
    }
    int choice = random.nextInt(12);
    PolicyKind kind =
        switch (choice) {
          case 0, 1 -> PolicyKind.TRUST;
          case 2, 3 -> PolicyKind.KEY;
          default -> PolicyKind.RESOURCE;
        };
    Object resource = choice < 10 ? statements.policy(kind) : null;
    Object boundary = random.nextInt(3) == 0 ? statements.policy(PolicyKind.BOUNDARY) : null;
    List<Object> session = null;
    if (caller instanceof Caller.RoleSession && random.nextInt(3) == 0) {
      session = some(PolicyKind.SESSION);
    }
    List<Object> identity = some(PolicyKind.IDENTITY);
    return new NaivePolicies(organization, identity, resource, kind.name(), boundary, session);
  }

  private List<Object> some(PolicyKind kind) {
    List<Object> some = new ArrayList<>();
    for (int i = random.nextInt(12) == 0 ? 0 : 1 + random.nextInt(4); i > 0; i--) {
      some.add(statements.policy(kind));
    }
    return some;
  }

  /** Reads and compiles the policies by way of their text. */
  static PolicySets compiled(NaivePolicies naive) {
    PolicyKind kind = PolicyKind.valueOf(naive.resourceKind());
    return PolicySets.ofIdentity(named(PolicyKind.IDENTITY, naive.identity()))
        .within(orNull(PolicyKind.ORGANIZATION, naive.organization()))
        .guardedBy(naive.resource() == null ? null : named(kind, naive.resource()))
        .boundedBy(naive.boundary() == null ? null : named(PolicyKind.BOUNDARY, naive.boundary()))
        .narrowedBy(orNull(PolicyKind.SESSION, naive.session()));
  }

  private static @Nullable List<NamedPolicy> orNull(PolicyKind kind, @Nullable List<Object> list) {
    return list == null ? null : named(kind, list);
  }

  private static List<NamedPolicy> named(PolicyKind kind, List<Object> policies) {
    return policies.stream().map(policy -> named(kind, policy)).toList();
  }

  private static NamedPolicy named(PolicyKind kind, Object policy) {
    String text = JsonText.of(policy);
    try {
      return new NamedPolicy("p", CompiledPolicy.of(PolicyParser.parseStored(kind, text)));
    } catch (PolicySyntaxException e) {
      throw new IllegalStateException(text, e);
    }
  }
}
