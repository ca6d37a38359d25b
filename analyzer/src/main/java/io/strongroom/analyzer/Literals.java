package io.strongroom.analyzer;

import io.strongroom.iam.policy.Condition;
import io.strongroom.iam.policy.ConditionOperator;
import io.strongroom.iam.policy.ConditionOperator.Family;
import io.strongroom.iam.policy.PolicyDocument;
import io.strongroom.iam.policy.PolicyDocument.Version;
import io.strongroom.iam.policy.PrincipalPattern;
import io.strongroom.iam.policy.Statement;
import io.strongroom.iam.policy.eval.Piece;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whom and what a policy names by fixed values, without a wildcard or a variable. */
final class Literals {
  private static final Pattern ACCOUNT = Pattern.compile("(?<![0-9])[0-9]{12}(?![0-9])");
  private static final Set<String> KEYS_WITH_ACCOUNT =
      Set.of("aws:principalarn", "aws:principalaccount", "aws:userid");
  private static final Set<String> SOURCES_WITH_ACCOUNT =
      Set.of("aws:sourcearn", "aws:sourceaccount");

  private final Set<String> accounts = new LinkedHashSet<>();
  private final Set<String> sourceAccounts = new LinkedHashSet<>();
  private final Set<String> ids = new LinkedHashSet<>();
  private final Set<String> services = new LinkedHashSet<>();
  private final Set<String> organizations = new LinkedHashSet<>();
  private final Map<String, Set<String>> values = new HashMap<>();

  private Literals() {}

  static Literals of(PolicyDocument policy) {
    Literals literals = new Literals();
    for (Statement statement : policy.statements()) {
      statement.principals().patterns().forEach(literals::add);
      statement
          .resources()
          .patterns()
          .forEach(resource -> addAccounts(resource.text(), literals.accounts));
      statement.conditions().forEach(condition -> literals.add(condition, policy.version()));
    }
    return literals;
  }

  private void add(PrincipalPattern pattern) {
    switch (pattern) {
      case PrincipalPattern.Everyone _ -> {}
      case PrincipalPattern.Account(var account) -> accounts.add(account.digits());
      case PrincipalPattern.Named named -> accounts.add(named.account().digits());
      case PrincipalPattern.UniqueId(String id) -> ids.add(id);
      case PrincipalPattern.ServiceName(String name) -> services.add(name);
      case PrincipalPattern.Federated _ -> {}
    }
  }

  private void add(Condition condition, Version version) {
    Family family = condition.operator().family();
    if (family == Family.IP || family == Family.NULL) {
      return;
    }
    String key = condition.key().toLowerCase(Locale.ROOT);
    for (String value : condition.values()) {
      if (KEYS_WITH_ACCOUNT.contains(key)) {
        addAccounts(value, accounts);
      }
      if (SOURCES_WITH_ACCOUNT.contains(key)) {
        addAccounts(value, sourceAccounts);
      }
      if (key.endsWith("orgpaths")) {
        addOrganization(value);
      }
      String fixed = fixed(value, condition.operator(), version);
      if (fixed != null) {
        values.computeIfAbsent(key, _ -> new LinkedHashSet<>()).add(fixed);
      }
    }
  }

  private static void addAccounts(String value, Set<String> accounts) {
    Matcher matcher = ACCOUNT.matcher(value);
    while (matcher.find()) {
      accounts.add(matcher.group());
    }
  }

  /** An organization's path is fixed by the organization's id, its first part. */
  private void addOrganization(String path) {
    int slash = path.indexOf('/');
    String organization = slash < 0 ? path : path.substring(0, slash);
    if (isFixed(organization)) {
      organizations.add(organization);
    }
  }

  private static boolean isFixed(String value) {
    return !value.isEmpty() && !hasWildcard(value) && !value.contains("${");
  }

  private static boolean hasWildcard(String text) {
    return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
  }

  /** Returns the one text that a value means, where a variable gives what it says instead. */
  private static @Nullable String fixed(String value, ConditionOperator operator, Version version) {
    boolean patterns =
        operator.family() == Family.ARN
            || operator == ConditionOperator.STRING_LIKE
            || operator == ConditionOperator.STRING_NOT_LIKE;
    StringBuilder fixed = new StringBuilder();
    for (Piece piece : Piece.split(value, version)) {
      String part =
          switch (piece) {
            case Piece.Plain(String text) -> patterns && hasWildcard(text) ? null : text;
            case Piece.Quoted(char c) -> String.valueOf(c);
            case Piece.Variable variable -> variable.otherwise();
          };
      if (part == null) {
        return null;
      }
      fixed.append(part);
    }
    return fixed.isEmpty() ? null : fixed.toString();
  }

  /** Returns the accounts of principals, and those of secrets. */
  Set<String> accounts() {
    return accounts;
  }

  /** Returns the accounts of what a service acts for. */
  Set<String> sourceAccounts() {
    return sourceAccounts;
  }

  /** Returns unique ids of users and roles among the principals. */
  Set<String> ids() {
    return ids;
  }

  /** Returns the services among the principals. */
  Set<String> services() {
    return services;
  }

  /** Returns organizations of which paths are named. */
  Set<String> organizations() {
    return organizations;
  }

  /** Returns the fixed values that a condition key, in lower case, is compared with. */
  Set<String> values(String key) {
    return values.getOrDefault(key, Set.of());
  }
}
