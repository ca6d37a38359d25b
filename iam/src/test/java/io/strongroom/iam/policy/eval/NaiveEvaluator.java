package io.strongroom.iam.policy.eval;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A second evaluator, written from the documented flow without a look at the first: it walks the
 * policies as JSON (maps, lists and texts) for every question anew, tries all ways to match, and
 * knows nothing of compiling.
 */
public final class NaiveEvaluator {
  private final NaiveRequest request;
  private final NaiveConditions conditions;
  private boolean ofKey;

  /**
   * What is asked, in plain texts.
   *
   * @param names who the caller is: account, user, userId, role, roleId, session, service,
   *     provider, credentials; those that apply
   * @param keys the condition keys of the request, each a text or a list of texts
   */
  public record NaiveRequest(
      Map<String, String> names,
      String action,
      String resource,
      @Nullable String owner,
      Map<String, Object> keys) {}

  /** All policies; null where there is no such set. */
  public record NaivePolicies(
      @Nullable List<Object> organization,
      List<Object> identity,
      @Nullable Object resource,
      String resourceKind,
      @Nullable Object boundary,
      @Nullable List<Object> session) {}

  /** Asks about one request. */
  public NaiveEvaluator(NaiveRequest request) {
    this.request = request;
    TreeMap<String, Object> keys = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    keys.putAll(request.keys());
    keys.putAll(callerKeys());
    this.conditions = new NaiveConditions(keys);
  }

  /** Returns {@code allow}, {@code token}, or {@code deny} or {@code none} and the place. */
  public String judge(NaivePolicies all) {
    ofKey = all.resourceKind().equals("KEY");
    if (isBarredToken()) {
      return "token";
    }
    String trust = all.resourceKind().equals("TRUST") ? "TRUST" : "RESOURCE";
    List<Object> boundary = all.boundary() == null ? null : List.of(all.boundary());
    List<Object> resource = all.resource() == null ? null : List.of(all.resource());
    boolean recovery =
        is("root")
            && sameAccount()
            && Set.of("secretsmanager:putresourcepolicy", "secretsmanager:deleteresourcepolicy")
                .contains(request.action().toLowerCase(Locale.ROOT));
    if (says(all.organization(), "Deny")) {
      return "deny ORGANIZATION";
    }
    if (says(all.identity(), "Deny")) {
      return "deny IDENTITY";
    }
    if (!recovery && says(resource, "Deny")) {
      return "deny " + trust;
    }
    if (says(boundary, "Deny")) {
      return "deny BOUNDARY";
    }
    if (says(all.session(), "Deny")) {
      return "deny SESSION";
    }
    if (all.organization() != null && !says(all.organization(), "Allow")) {
      return "none ORGANIZATION";
    }
    boolean identity = is("root") || says(all.identity(), "Allow");
    boolean bounded = is("root") || boundary == null || says(boundary, "Allow");
    boolean narrowed = all.session() == null || says(all.session(), "Allow");
    Set<String> named = grants(resource);
    String limit = bounded ? narrowed ? "allow" : "none SESSION" : "none BOUNDARY";
    if (!request.names().containsKey("account")) {
      return named.isEmpty() ? "none " + trust : "allow";
    }
    if (!sameAccount()) {
      String own = identity ? limit : "none IDENTITY";
      return own.equals("allow") && named.isEmpty() ? "none " + trust : own;
    }
    boolean needed = resource != null && !all.resourceKind().equals("RESOURCE");
    if (is("root") && !needed) {
      return "allow";
    }
    if (named.contains("user") || named.contains("session") || named.contains("everybody")) {
      return "allow";
    }
    if (named.contains("role")) {
      return limit;
    }
    if (needed && !named.contains("account")) {
      return "none " + trust;
    }
    return identity ? limit : "none IDENTITY";
  }

  /** The table of keys about principals in the guide. */
  private Map<String, String> callerKeys() {
    Map<String, String> names = request.names();
    Map<String, String> keys = new HashMap<>();
    String account = names.getOrDefault("account", "");
    switch (names.getOrDefault("kind", "")) {
      case "root" -> {
        keys.put("aws:PrincipalArn", "arn:aws:iam::" + account + ":root");
        keys.put("aws:userid", account);
      }
      case "user" -> {
        String user = names.getOrDefault("user", "");
        keys.put("aws:PrincipalArn", user);
        keys.put("aws:userid", names.getOrDefault("userId", ""));
        keys.put("aws:username", user.substring(user.lastIndexOf('/') + 1));
      }
      case "session" -> {
        String session = names.getOrDefault("session", "");
        String name = session.substring(session.lastIndexOf('/') + 1);
        keys.put("aws:PrincipalArn", names.getOrDefault("role", ""));
        keys.put("aws:userid", names.get("roleId") + ":" + name);
      }
      case "anonymous" -> keys.put("aws:userid", "anonymous");
      default -> {}
    }
    if (!account.isEmpty()) {
      keys.put("aws:PrincipalAccount", account);
    }
    if (request.owner() != null) {
      keys.put("aws:ResourceAccount", request.owner());
    }
    return keys;
  }

  private boolean isBarredToken() {
    String credentials = request.names().getOrDefault("credentials", "LONG_TERM");
    String action = request.action().toLowerCase(Locale.ROOT);
    if (credentials.equals("LONG_TERM")) {
      return false;
    }
    if (action.startsWith("iam:")) {
      return !credentials.equals("SESSION_TOKEN_WITH_MFA");
    }
    return action.startsWith("sts:")
        && !action.equals("sts:assumerole")
        && !action.equals("sts:tagsession")
        && !action.equals("sts:setsourceidentity")
        && !action.equals("sts:getcalleridentity");
  }

  private boolean is(String what) {
    return what.equals(request.names().get("kind"));
  }

  private boolean sameAccount() {
    return request.owner() == null || request.owner().equals(request.names().get("account"));
  }

  private boolean says(@Nullable List<Object> policies, String effect) {
    return policies != null && !speakers(policies, effect).isEmpty();
  }

  /** Returns how allow statements name the caller, over all statements that apply. */
  private Set<String> grants(@Nullable List<Object> policies) {
    Set<String> grants = new HashSet<>();
    if (policies != null) {
      for (Map<?, ?> statement : speakers(policies, "Allow")) {
        grants.addAll(namings(statement));
      }
    }
    return grants;
  }

  private List<Map<?, ?>> speakers(List<Object> policies, String effect) {
    List<Map<?, ?>> speakers = new ArrayList<>();
    for (Object each : policies) {
      Map<?, ?> policy = (Map<?, ?>) each;
      boolean variables = "2012-10-17".equals(policy.get("Version"));
      for (Object element : listed(policy.get("Statement"))) {
        Map<?, ?> statement = (Map<?, ?>) element;
        if (effect.equals(statement.get("Effect"))
            && !namings(statement).isEmpty()
            && covers(statement, "Action", this::isAction)
            && covers(statement, "Resource", text -> isResource(text, variables))
            && conditions.hold((Map<?, ?>) statement.get("Condition"), variables)) {
          speakers.add(statement);
        }
      }
    }
    return speakers;
  }

  private boolean covers(Map<?, ?> statement, String element, Predicate<String> test) {
    if (statement.containsKey(element)) {
      return listed(statement.get(element)).stream().anyMatch(text -> test.test((String) text));
    }
    if (statement.containsKey("Not" + element)) {
      return listed(statement.get("Not" + element)).stream()
          .noneMatch(text -> test.test((String) text));
    }
    boolean namesSomebody =
        statement.containsKey("Principal") || statement.containsKey("NotPrincipal");
    return !(ofKey && namesSomebody);
  }

  private boolean isAction(String pattern) {
    String[] parts = pattern.toLowerCase(Locale.ROOT).split(":", 2);
    String[] asked = request.action().toLowerCase(Locale.ROOT).split(":", 2);
    return pattern.equals("*")
        || (parts[0].equals(asked[0])
            && NaiveText.like(NaiveText.symbols(parts[1], null), asked[1], false));
  }

  private boolean isResource(String pattern, boolean variables) {
    String[] parts = pattern.split(":", 6);
    List<Object> symbols = new ArrayList<>();
    for (int i = 0; i < parts.length; i++) {
      List<Object> part = NaiveText.symbols(parts[i], i == 5 && variables ? conditions : null);
      if (part == null) {
        return false;
      }
      if (i > 0) {
        symbols.add(':');
      }
      symbols.addAll(part);
    }
    return NaiveText.like(symbols, request.resource(), true);
  }

  /** Returns the ways in which the statement's principal element names the caller. */
  private Set<String> namings(Map<?, ?> statement) {
    if (statement.containsKey("Principal")) {
      return namings(statement.get("Principal"));
    }
    if (!statement.containsKey("NotPrincipal")) {
      return Set.of("everybody");
    }
    Set<String> listed = namings(statement.get("NotPrincipal"));
    boolean left =
        "Deny".equals(statement.get("Effect"))
            ? listed.contains("everybody") || listed.containsAll(levels())
            : !listed.isEmpty();
    return left ? Set.of() : Set.of("everybody");
  }

  private Set<String> namings(@Nullable Object principal) {
    if (!(principal instanceof Map<?, ?> members)) {
      return "*".equals(principal) ? Set.of("everybody") : Set.of();
    }
    Set<String> namings = new HashSet<>();
    for (Map.Entry<?, ?> entry : members.entrySet()) {
      for (Object text : listed(entry.getValue())) {
        if (entry.getKey().equals("AWS") && text.equals("*")) {
          namings.add("everybody");
        }
        request
            .names()
            .forEach(
                (what, name) -> {
                  String root = "arn:aws:iam::" + name + ":root";
                  boolean same = text.equals(name) || (what.equals("account") && text.equals(root));
                  if (same && typeOf(what).equals(entry.getKey())) {
                    namings.add(what.replace("Id", ""));
                  }
                });
      }
    }
    return namings;
  }

  private static String typeOf(String what) {
    return switch (what) {
      case "service" -> "Service";
      case "provider" -> "Federated";
      case "account", "user", "userId", "role", "roleId", "session" -> "AWS";
      default -> "";
    };
  }

  private Set<String> levels() {
    Set<String> levels = new HashSet<>();
    for (String what : List.of("account", "user", "role", "session", "service", "provider")) {
      if (request.names().containsKey(what)) {
        levels.add(what);
      }
    }
    return levels.isEmpty() ? Set.of("everybody") : levels;
  }

  /** Returns the items of a list, or the one item that stands for a list. */
  static List<?> listed(@Nullable Object element) {
    return element instanceof List<?> list ? list : element == null ? List.of() : List.of(element);
  }
}
