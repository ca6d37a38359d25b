package io.strongroom.analyzer.trial;

import io.strongroom.analyzer.Witness;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.policy.Condition;
import io.strongroom.iam.policy.ConditionOperator.Family;
import io.strongroom.iam.policy.PolicyDocument;
import io.strongroom.iam.policy.Statement;
import io.strongroom.iam.policy.eval.Caller;
import io.strongroom.iam.policy.eval.CompiledPolicy;
import io.strongroom.iam.policy.eval.KeyValue;
import io.strongroom.iam.policy.eval.OneAlone;
import io.strongroom.iam.policy.eval.RequestContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds out, value by value, what is wrong with somebody who is said to be an outsider that a
 * policy lets in: named by it, of its own account, or from a few addresses only.
 *
 * <p>A value is named if some condition on the same key compares it with that fixed value; of
 * organizations' paths the first part, of ARNs the account counts too. Fixed is what has neither a
 * wildcard nor a variable, whether or not the operator knows wildcards; {@code anonymous} is the
 * name of nobody. Source: Amazon S3 User Guide, "The meaning of public".
 */
final class Faults {
  private static final Set<String> KEYS =
      Set.of(
          "aws:principalorgid",
          "aws:principalaccount",
          "aws:principalarn",
          "aws:userid",
          "aws:sourcearn",
          "aws:sourceaccount",
          "aws:sourcevpc",
          "aws:sourcevpce");
  private static final Pattern SECRET =
      Pattern.compile("arn:aws:secretsmanager:[a-z0-9-]+:([0-9]{12}):secret:.+");
  private static final Pattern ARN =
      Pattern.compile("arn:[a-z-]+:(?:iam|sts)::([0-9]{12}):(root|(?:user|role|assumed-role)/.+)");

  private final Written written;
  private final PolicyDocument policy;
  private final Witness witness;
  private final Map<String, KeyValue> keys = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final List<String> faults = new ArrayList<>();

  private Faults(Written written, Witness witness) {
    this.written = written;
    this.policy = written.document();
    this.witness = witness;
    this.keys.putAll(witness.keys());
  }

  /** Returns what is wrong with a witness; empty if it is an outsider. */
  static List<String> of(Written policy, Witness witness) {
    Faults faults = new Faults(policy, witness);
    faults.checkCaller();
    faults.checkResource();
    KEYS.forEach(faults::checkKey);
    faults.checkAccounts("aws:sourcearn");
    faults.checkPaths();
    faults.checkAddress();
    return faults.faults;
  }

  private void checkCaller() {
    Caller caller = witness.caller();
    AccountId account = caller.account();
    if (account != null) {
      if (written.text().contains(account.digits())) {
        faults.add("the caller's account is named");
      }
      if (account.equals(witness.owner())) {
        faults.add("the caller is of the secret's own account");
      }
    }
    if (!witness.action().service().equals("secretsmanager")) {
      faults.add("an action of another service");
    }
    boolean formed =
        switch (caller) {
          case Caller.Root _, Caller.Anonymous _ -> true;
          case Caller.User user ->
              isOf(user.account(), user.arn(), "user/") && user.arn().endsWith('/' + user.name());
          case Caller.RoleSession session ->
              isOf(session.account(), session.arn(), "assumed-role/")
                  && isOf(session.account(), session.roleArn(), "role/")
                  && session
                      .arn()
                      .endsWith(
                          session.roleArn().substring(session.roleArn().lastIndexOf('/'))
                              + '/'
                              + session.sessionName());
          case Caller.Service service -> !written.text().contains(service.name());
          case Caller.Federated _, Caller.Unnamed _ -> false;
        };
    if (!formed) {
      faults.add("not a caller from outside");
    }
  }

  private void checkResource() {
    Matcher matcher = SECRET.matcher(witness.resource());
    if (!matcher.matches()
        || witness.owner() == null
        || !matcher.group(1).equals(witness.owner().digits())) {
      faults.add("not a secret and its owner");
    }
  }

  private static boolean isOf(AccountId account, String arn, String kind) {
    Matcher matcher = ARN.matcher(arn);
    return matcher.matches()
        && matcher.group(1).equals(account.digits())
        && matcher.group(2).startsWith(kind);
  }

  private List<String> values(String key) {
    String own = witness.caller().value(key);
    if (own != null) {
      return List.of(own);
    }
    return switch (keys.get(key)) {
      case null -> List.of();
      case KeyValue.One(String text) -> List.of(text);
      case KeyValue.Many(List<String> texts) -> texts;
    };
  }

  private List<Condition> conditions(String key) {
    List<Condition> conditions = new ArrayList<>();
    for (Statement statement : policy.statements()) {
      for (Condition condition : statement.conditions()) {
        Family family = condition.operator().family();
        if (condition.key().equalsIgnoreCase(key)
            && (family == Family.STRING || family == Family.ARN)) {
          conditions.add(condition);
        }
      }
    }
    return conditions;
  }

  private void checkKey(String key) {
    for (String value : values(key)) {
      for (Condition condition : conditions(key)) {
        boolean anyCase = condition.operator().wireName().endsWith("IgnoreCase");
        for (String named : condition.values()) {
          boolean same = anyCase ? named.equalsIgnoreCase(value) : named.equals(value);
          if (same && isFixed(named)) {
            faults.add(key + " is named");
          }
        }
      }
    }
  }

  private static boolean isFixed(String value) {
    return !value.contains("*")
        && !value.contains("?")
        && !value.contains("${")
        && !value.equals("anonymous");
  }

  private void checkAccounts(String key) {
    for (String value : values(key)) {
      String account = field(value);
      for (Condition condition : conditions(key)) {
        boolean named =
            condition.values().stream()
                .anyMatch(each -> Objects.equals(field(each), account) && account != null);
        if (named) {
          faults.add("the account in " + key + " is named");
        }
      }
    }
  }

  private static @Nullable String field(String arn) {
    String[] fields = arn.split(":", 6);
    return fields.length == 6 && AccountId.isAccountId(fields[4]) ? fields[4] : null;
  }

  private void checkPaths() {
    for (String value : values(KeyForms.ORG_PATHS)) {
      for (Condition condition : conditions(KeyForms.ORG_PATHS)) {
        for (String named : condition.values()) {
          String organization = first(named);
          if (isFixed(organization) && organization.equals(first(value))) {
            faults.add("the organization of a path is named");
          }
        }
      }
    }
  }

  private static String first(String path) {
    int slash = path.indexOf('/');
    return slash < 0 ? path : path.substring(0, slash);
  }

  private void checkAddress() {
    Addresses addresses = new Addresses(List.of(policy));
    if (values(KeyForms.SOURCE_IP).isEmpty() || !addresses.isPlain()) {
      return;
    }
    if (!isOpen(written.compiled(), witness.request(), addresses, new Random(0))) {
      faults.add("only from few addresses");
    }
  }

  /** Tells whether a policy allows a request from many addresses, all else being equal. */
  static boolean isOpen(
      CompiledPolicy policy, RequestContext request, Addresses addresses, Random random) {
    return addresses.areMany(address -> OneAlone.allows(policy, from(address, request)), random);
  }

  private static RequestContext from(String address, RequestContext request) {
    KeyValue value = new KeyValue.One(address);
    return new RequestContext(
        request.caller(),
        request.action(),
        request.resource(),
        request.owner(),
        name ->
            name.toLowerCase(Locale.ROOT).equals(KeyForms.SOURCE_IP)
                ? value
                : request.keys().value(name));
  }
}
