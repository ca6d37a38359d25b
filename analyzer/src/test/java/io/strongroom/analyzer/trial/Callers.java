package io.strongroom.analyzer.trial;

import io.strongroom.analyzer.trial.Instances.Filling;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.policy.Condition;
import io.strongroom.iam.policy.ConditionOperator.Family;
import io.strongroom.iam.policy.PolicyDocument;
import io.strongroom.iam.policy.PrincipalPattern;
import io.strongroom.iam.policy.Statement;
import io.strongroom.iam.policy.eval.Caller;
import io.strongroom.iam.policy.eval.Caller.Credentials;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Callers that policies may mean: their names are made of what the policies say. */
final class Callers {
  private static final String IDS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final String DIGITS = "0123456789";
  private static final List<String> SERVICES = List.of("sns.amazonaws.com", "sqs.amazonaws.com");
  private static final int TRIES = 6;
  private static final Pattern ARN =
      Pattern.compile(
          "arn:aws:iam::([0-9]{12}):(root|(user|role)(/(?:[!-)+->@-~]+/)?)([\\w+=,.@-]{1,64}))");
  private static final Pattern SESSION_ARN =
      Pattern.compile("arn:aws:sts::([0-9]{12}):assumed-role/([\\w+=,.@-]+)/([\\w+=,.@-]{2,64})");
  private static final Pattern USER_ID = Pattern.compile("AIDA[A-Z2-7]{17}");
  private static final Pattern SESSION_ID =
      Pattern.compile("(AROA[A-Z2-7]{17})(?::([\\w+=,.@-]{2,64}))?");
  private static final Pattern NAME = Pattern.compile("[\\w+=,.@-]{1,64}");

  private final Random random;
  private final Instances instances;
  private final Named named;
  private final boolean strangers;
  private final List<String> accounts = new ArrayList<>();
  private final List<String> arns = new ArrayList<>();
  private final List<String> sessions = new ArrayList<>();
  private final List<String> ids = new ArrayList<>();
  private final List<String> names = new ArrayList<>(List.of("ann", "app", "x1"));
  private final Set<String> banned = new HashSet<>();
  private final List<String> services = new ArrayList<>();

  /**
   * Collects names.
   *
   * @param strangers whether only callers are wanted whom the policies do not name
   */
  Callers(List<PolicyDocument> policies, Named named, boolean strangers, Random random) {
    this.random = random;
    this.instances = new Instances(random);
    this.named = named;
    this.strangers = strangers;
    for (int i = 0; i < 3; i++) {
      accounts.add(freshAccount());
    }
    SERVICES.stream().filter(this::isGood).forEach(services::add);
    for (PolicyDocument policy : policies) {
      for (Statement statement : policy.statements()) {
        statement.principals().patterns().forEach(this::addPrincipal);
        statement.conditions().forEach(this::addValues);
      }
    }
  }

  private String freshAccount() {
    String account;
    do {
      account = instances.word(DIGITS, AccountId.LENGTH);
    } while (!named.isFresh(account));
    return account;
  }

  private void addPrincipal(PrincipalPattern pattern) {
    if (strangers) {
      if (pattern instanceof PrincipalPattern.UniqueId(String id)) {
        banned.add(id);
      }
      return;
    }
    switch (pattern) {
      case PrincipalPattern.Account(AccountId account) -> accounts.add(account.digits());
      case PrincipalPattern.Named each -> {
        arns.add(each.arn());
        sessions.add(each.arn());
        accounts.add(each.account().digits());
      }
      case PrincipalPattern.UniqueId(String id) -> ids.add(id);
      case PrincipalPattern.ServiceName(String name) -> services.add(name);
      case PrincipalPattern.Everyone _, PrincipalPattern.Federated _ -> {}
    }
  }

  private void addValues(Condition condition) {
    Family family = condition.operator().family();
    if (family != Family.STRING && family != Family.ARN) {
      return;
    }
    boolean like = family == Family.ARN || condition.operator().wireName().endsWith("Like");
    String key = condition.key().toLowerCase(Locale.ROOT);
    for (String value : condition.values()) {
      for (int i = 0; i < TRIES; i++) {
        addValue(key, value, like);
      }
    }
  }

  private void addValue(String key, String value, boolean like) {
    switch (key) {
      case "aws:principalarn" -> {
        String arn = like ? arn(value) : value;
        Matcher matcher = ARN.matcher(arn);
        if (matcher.matches() && isGood(matcher.group(1))) {
          arns.add(arn);
        }
      }
      case "aws:principalaccount" -> {
        String account = like ? instances.account(value, accounts.getFirst()) : value;
        if (AccountId.isAccountId(account) && isGood(account)) {
          accounts.add(account);
        }
      }
      case "aws:userid" -> {
        String id = text(value, like, new Filling(List.of("", "s9"), IDS));
        if (isGood(id) && (USER_ID.matcher(id).matches() || SESSION_ID.matcher(id).matches())) {
          ids.add(id);
        }
        if (value.contains(":") && SESSION_ID.matcher(value.split(":", 2)[0]).matches()) {
          ids.add(value.split(":", 2)[0]);
        }
      }
      case "aws:username" -> {
        String name = text(value, like, new Filling(List.of("", "x"), "abyz"));
        if (NAME.matcher(name).matches()) {
          names.add(name);
        }
      }
      default -> {}
    }
  }

  private String arn(String pattern) {
    Filling filling =
        new Filling(List.of("", "app", "user/ann", "role/", accounts.getFirst()), "abz09/");
    if (pattern.chars().filter(c -> c == ':').count() < 5) {
      Filling wide =
          new Filling(
              List.of(
                  "",
                  "arn:aws:iam::" + accounts.getFirst() + ":user/ann",
                  "arn:aws:iam::" + accounts.getFirst() + ":role/",
                  accounts.getFirst() + ":role/app",
                  ":root",
                  "x"),
              "abz09");
      return instances.of(pattern, true, wide, _ -> null);
    }
    List<List<String>> whole =
        List.of(
            List.of("arn"),
            List.of("aws"),
            List.of("iam"),
            List.of(""),
            List.of(""),
            List.of("root", "user/ann", "role/app", "role/path/x1", "user/team/bob"));
    return instances.arn(pattern, whole, instances.item(accounts), filling, _ -> null);
  }

  private String text(String value, boolean like, Filling filling) {
    return instances.of(value, like, filling, _ -> null);
  }

  private boolean isGood(String text) {
    return !strangers || named.isFresh(text);
  }

  /** Returns a caller. */
  Caller next() {
    Caller caller = any();
    return caller instanceof Caller.Anonymous && !isGood("anonymous")
        ? user(makeArn("user"))
        : caller;
  }

  private Caller any() {
    int choice = random.nextInt(20);
    if (choice < 2) {
      return new Caller.Anonymous();
    }
    if (choice < 4 && !services.isEmpty()) {
      return new Caller.Service(instances.item(services));
    }
    if (choice < 6) {
      return new Caller.Root(new AccountId(instances.item(accounts)), Credentials.LONG_TERM);
    }
    if (choice < 8 && !sessions.isEmpty()) {
      Matcher matcher = SESSION_ARN.matcher(instances.item(sessions));
      if (matcher.matches()) {
        String role = "arn:aws:iam::" + matcher.group(1) + ":role/" + matcher.group(2);
        return session(role, matcher.group(3));
      }
    }
    if (choice < 14 && !arns.isEmpty()) {
      return of(instances.item(arns));
    }
    return of(makeArn(random.nextBoolean() ? "user" : "role"));
  }

  private String makeArn(String kind) {
    String path = random.nextInt(4) == 0 ? "team/" : "";
    return "arn:aws:iam::"
        + instances.item(accounts)
        + ":"
        + kind
        + "/"
        + path
        + instances.item(names);
  }

  private Caller of(String arn) {
    Matcher matcher = ARN.matcher(arn);
    if (!matcher.matches()) {
      return user(makeArn("user"));
    }
    return switch (matcher.group(3)) {
      case "user" -> user(arn);
      case "role" -> session(arn, random.nextBoolean() ? "s1" : "fresh-" + random.nextInt(100));
      case null, default -> new Caller.Root(new AccountId(matcher.group(1)), Credentials.LONG_TERM);
    };
  }

  private Caller user(String arn) {
    String id = null;
    if (!ids.isEmpty() && random.nextBoolean()) {
      id = instances.item(ids);
    }
    if (id == null || !USER_ID.matcher(id).matches()) {
      id = freshId("AIDA");
    }
    String account = arn.split(":", 6)[4];
    String name = arn.substring(arn.lastIndexOf('/') + 1);
    return new Caller.User(new AccountId(account), arn, id, name, Credentials.LONG_TERM);
  }

  private Caller session(String arn, String sessionName) {
    String roleId = freshId("AROA");
    String name = sessionName;
    if (!ids.isEmpty() && random.nextBoolean()) {
      Matcher matcher = SESSION_ID.matcher(instances.item(ids));
      if (matcher.matches()) {
        String given = matcher.group(2) == null ? sessionName : matcher.group(2);
        if (isGood(matcher.group(1) + ':' + given) && !banned.contains(matcher.group(1))) {
          roleId = matcher.group(1);
          name = given;
        }
      }
    }
    String account = arn.split(":", 6)[4];
    String role = arn.substring(arn.lastIndexOf('/') + 1);
    return new Caller.RoleSession(
        new AccountId(account),
        "arn:aws:sts::" + account + ":assumed-role/" + role + "/" + name,
        arn,
        roleId,
        name);
  }

  private String freshId(String prefix) {
    return prefix + instances.word(IDS, 17);
  }
}
