package io.strongroom.analyzer.trial;

import io.strongroom.analyzer.trial.Instances.Filling;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.policy.ActionPattern;
import io.strongroom.iam.policy.Condition;
import io.strongroom.iam.policy.Condition.IfAbsent;
import io.strongroom.iam.policy.ConditionOperator;
import io.strongroom.iam.policy.ConditionValues;
import io.strongroom.iam.policy.Listing.Sense;
import io.strongroom.iam.policy.PolicyDocument;
import io.strongroom.iam.policy.Statement;
import io.strongroom.iam.policy.Statement.Effect;
import io.strongroom.iam.policy.eval.Action;
import io.strongroom.iam.policy.eval.Caller;
import io.strongroom.iam.policy.eval.ContextKeys;
import io.strongroom.iam.policy.eval.KeyValue;
import io.strongroom.iam.policy.eval.RequestContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Requests that policies may or may not allow. Their values are made of the policies' own: patterns
 * with something in the place of wildcards, numbers and times and the next ones, addresses of each
 * range and outside.
 */
final class Requests {
  private static final Pattern SECRET =
      Pattern.compile(
          "arn:aws:secretsmanager:[a-z0-9-]+:([0-9]{12}):secret:[\\w/+=.@-]+-[A-Za-z0-9]{6}");
  private static final Pattern ACTION = Pattern.compile("secretsmanager:[A-Za-z0-9_-]+");
  private static final List<String> ACTIONS =
      List.of(
          "secretsmanager:GetSecretValue",
          "secretsmanager:DescribeSecret",
          "secretsmanager:PutSecretValue",
          "secretsmanager:PutResourcePolicy",
          "secretsmanager:DeleteSecret",
          "secretsmanager:NotYetThere");
  private static final Filling ACTION_WORDS =
      new Filling(List.of("", "SecretValue", "Get", "x"), "abegstx");
  private static final Filling NAME_WORDS =
      new Filling(List.of("", "-AbCdEf", "db-AbCdEf", "red/1-AbCdEf", "secret:x-AbCdEf"), "abdr1");
  private static final List<List<String>> SECRET_FIELDS =
      List.of(
          List.of("arn"),
          List.of("aws"),
          List.of("secretsmanager"),
          List.of("us-east-1", "eu-west-1"),
          List.of(""),
          List.of("secret:db-AbCdEf", "secret:red-AbCdEf", "secret:ann/x-AbCdEf"));
  private static final int TRIES = 4;
  private static final int CROWD = 64;
  private static final String SERVICE = "secretsmanager";
  private static final String OWNER = "999988887777";
  private static final String SECRETS = "arn:aws:secretsmanager:us-east-1:" + OWNER + ":";
  private static final String SOME_SECRET = SECRETS + "secret:db-AbCdEf";

  private final Random random;
  private final Instances instances;
  private final boolean strangers;
  private final @Nullable String secret;
  private final Addresses addresses;
  private final Values values;
  private final List<Caller> crowd = new ArrayList<>();
  private final Map<String, Key> keys = new HashMap<>();
  private final List<Aim> grants = new ArrayList<>();
  private final List<Aim> aims = new ArrayList<>();

  /** What requests have under a key: by chance, and near what conditions say. */
  private record Key(String name, Pool<KeyValue> byChance, Pool<KeyValue> near) {}

  /** A condition to meet, and what may meet it. */
  private record Goal(Key key, boolean holdsAbsent, Pool<KeyValue> meeting) {}

  /** A statement to meet. */
  private record Aim(List<Goal> goals, Pool<Action> actions, Pool<String> resources) {}

  /** A request that is being made. */
  private final class Draft {
    private final Caller caller = instances.item(crowd);
    private final Map<String, KeyValue> values = new HashMap<>();
    private final Set<String> done = new HashSet<>();

    @Nullable String text(String key) {
      String own = caller.value(key);
      if (own != null) {
        return own;
      }
      return values.get(key) instanceof KeyValue.One(String text) ? text : null;
    }

    /** Decides once what is under a key, with what every request has and some cannot have. */
    void put(Key key, @Nullable Pool<KeyValue> pool) {
      String name = key.name();
      boolean impossible =
          (caller instanceof Caller.Anonymous && KeyForms.isOfSigned(name))
              || (strangers && name.equals(KeyForms.SOURCE_IP) && !addresses.isPlain());
      if (!done.add(name) || impossible) {
        return;
      }
      if (pool != null) {
        values.put(name, pool.any(this::text));
      } else if (KeyForms.isAlways(name)) {
        values.put(name, key.byChance().any(this::text));
      }
    }
  }

  /**
   * Makes requests for policies.
   *
   * @param strangers whether the callers are to be outsiders: named in no policy, be it by account,
   *     organization, id, network or what they act for
   * @param secret what they ask for; null for any secret
   */
  Requests(List<Written> policies, boolean strangers, @Nullable String secret, Random random) {
    this.random = random;
    this.instances = new Instances(random);
    Named named = Named.in(policies);
    this.strangers = strangers;
    this.secret = secret;
    List<PolicyDocument> documents = policies.stream().map(Written::document).toList();
    Callers callers = new Callers(documents, named, strangers, random);
    this.addresses = new Addresses(documents);
    this.values = new Values(addresses, named, strangers, random);
    for (int i = 0; i < CROWD; i++) {
      crowd.add(callers.next());
    }
    Map<String, List<Condition>> conditions = new HashMap<>();
    for (String key : ContextKeys.of(documents)) {
      if (!KeyForms.GIVEN.contains(folded(key))) {
        conditions.put(folded(key), new ArrayList<>());
      }
    }
    for (Statement statement : statements(documents)) {
      for (Condition condition : statement.conditions()) {
        List<Condition> near = conditions.get(folded(condition.key()));
        if (near != null) {
          near.add(condition);
        }
      }
    }
    conditions.forEach(
        (name, near) -> keys.put(name, new Key(name, pool(name, List.of()), pool(name, near))));
    for (Statement statement : statements(documents)) {
      Aim aim = aim(statement);
      aims.add(aim);
      if (statement.effect() == Effect.ALLOW) {
        grants.add(aim);
      }
    }
  }

  private static List<Statement> statements(List<PolicyDocument> documents) {
    return documents.stream().flatMap(document -> document.statements().stream()).toList();
  }

  private static String folded(String key) {
    return key.toLowerCase(Locale.ROOT);
  }

  private Pool<KeyValue> pool(String key, List<Condition> near) {
    boolean open =
        near.stream().flatMap(each -> each.values().stream()).anyMatch(Requests::hasVariable);
    return new Pool<>(open, random, values -> this.values.of(key, near, values));
  }

  private static boolean hasVariable(String text) {
    return text.contains("${");
  }

  private Aim aim(Statement statement) {
    List<Goal> goals = new ArrayList<>();
    for (Condition condition : statement.conditions()) {
      Key key = keys.get(folded(condition.key()));
      if (key != null) {
        boolean itself = !condition.operator().isNegated();
        Pool<KeyValue> pool = itself ? pool(key.name(), List.of(condition)) : key.near();
        goals.add(new Goal(key, holdsAbsent(condition), pool));
      }
    }
    boolean open =
        statement.resources().patterns().stream().anyMatch(each -> hasVariable(each.text()));
    return new Aim(
        goals,
        new Pool<>(false, random, _ -> action(statement)),
        new Pool<>(open, random, values -> resource(statement, values)));
  }

  /** Returns the addresses that the requests come from. */
  Addresses addresses() {
    return addresses;
  }

  /**
   * Makes a request.
   *
   * @param aimed whether it is to meet some statement that grants; by chance if not
   */
  RequestContext next(boolean aimed) {
    Draft draft = new Draft();
    Aim aim = instances.item(aimed && !grants.isEmpty() ? grants : aims);
    if (aimed) {
      for (Goal goal : aim.goals()) {
        boolean none = goal.holdsAbsent() && random.nextBoolean();
        boolean near = random.nextInt(8) == 0;
        Pool<KeyValue> pool = near ? goal.key().near() : goal.meeting();
        draft.put(goal.key(), none ? null : pool);
      }
    }
    for (Key key : keys.values()) {
      boolean none = random.nextInt(3) == 0;
      draft.put(key, none ? null : random.nextInt(4) == 0 ? key.byChance() : key.near());
    }
    join(draft.values);
    String resource = secret == null ? aim.resources().any(draft::text) : secret;
    if (strangers && secret == null && isOwn(draft.caller, resource)) {
      resource = SOME_SECRET;
    }
    String account = resource.split(":", 6)[4];
    return new RequestContext(
        draft.caller,
        aim.actions().any(draft::text),
        resource,
        new AccountId(account),
        draft.values::get);
  }

  private static boolean isOwn(Caller caller, String resource) {
    AccountId account = caller.account();
    return account != null && resource.contains(account.digits());
  }

  /** Keys that speak of the same thing do not contradict each other. */
  private void join(Map<String, KeyValue> values) {
    if (values.get(KeyForms.CURRENT_TIME) instanceof KeyValue.One time
        && values.containsKey(KeyForms.EPOCH_TIME)) {
      values.put(KeyForms.EPOCH_TIME, time);
    }
    if (values.get(KeyForms.ORG_ID) instanceof KeyValue.One(String id)
        && values.get(KeyForms.ORG_PATHS) instanceof KeyValue.Many(List<String> paths)) {
      if (random.nextBoolean()) {
        String first = paths.getFirst();
        String other = first.substring(0, first.indexOf('/'));
        values.put(KeyForms.ORG_ID, new KeyValue.One(other));
        values.put(KeyForms.ORG_PATHS, new KeyValue.Many(List.of(first)));
      } else {
        values.put(
            KeyForms.ORG_PATHS,
            new KeyValue.Many(
                paths.stream().map(path -> id + path.substring(path.indexOf('/'))).toList()));
      }
    }
  }

  private Action action(Statement from) {
    if (from.actions().sense() == Sense.THESE && random.nextInt(4) > 0) {
      ActionPattern pattern = instances.item(from.actions().patterns());
      String service = pattern.isOfAnyService() ? SERVICE : folded(pattern.service());
      String name = instances.of(pattern.operation(), true, ACTION_WORDS, _ -> null);
      String text = service + ':' + name;
      if (ACTION.matcher(text).matches()) {
        return Action.of(text);
      }
    }
    return Action.of(instances.item(ACTIONS));
  }

  private String resource(Statement from, Function<String, @Nullable String> values) {
    for (int i = 0; i < TRIES; i++) {
      String pattern = instances.item(from.resources().patterns()).text();
      if (pattern.contains(":") && from.resources().sense() == Sense.THESE) {
        String text = instances.arn(pattern, SECRET_FIELDS, OWNER, NAME_WORDS, values);
        if (SECRET.matcher(text).matches()) {
          return text;
        }
      }
    }
    return random.nextInt(4) == 0 ? SOME_SECRET : SECRETS + instances.item(SECRET_FIELDS.get(5));
  }

  private static boolean holdsAbsent(Condition condition) {
    return condition.operator() == ConditionOperator.NULL
        ? condition.values().stream().anyMatch(ConditionValues::isTrue)
        : condition.ifAbsent() == IfAbsent.HOLDS
            || switch (condition.quantifier()) {
              case NONE -> condition.operator().isNegated();
              case FOR_ALL_VALUES -> true;
              case FOR_ANY_VALUE -> false;
            };
  }
}
