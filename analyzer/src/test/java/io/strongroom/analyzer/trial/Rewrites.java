package io.strongroom.analyzer.trial;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Ways to write a policy otherwise that leave its meaning. */
final class Rewrites {
  private static final List<String> ELEMENTS =
      List.of("Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource");

  private Rewrites() {}

  /**
   * Two policies that mean the same.
   *
   * @param before as it was, but for what the rewriting needed there
   * @param after written otherwise
   */
  record Pair(Written before, Written after) {}

  /** A way to write a policy otherwise. */
  @FunctionalInterface
  interface Rewrite {

    /** Rewrites a policy of its own; null where this policy has nothing of the kind. */
    @Nullable Pair of(Written policy, Random random);
  }

  /** A change in place, which tells whether there was anything to change. */
  @FunctionalInterface
  interface Change {
    boolean made(Written policy, Random random);
  }

  /** Returns all ways by their names, those with values of conditions included. */
  static Map<String, Rewrite> all() {
    Map<String, Rewrite> all = new LinkedHashMap<>();
    all.put("statements reversed", changing(Rewrites::reversed));
    all.put("values shuffled", changing((policy, random) -> lists(policy, random, true)));
    all.put("members reversed", (policy, _) -> pair(policy, membersReversed(policy)));
    all.put("a statement for each action", splitting("Action"));
    all.put("a statement for each resource", splitting("Resource"));
    all.put("a statement for each principal", changing(Rewrites::eachPrincipal));
    all.put("a statement for each value", changing(Rewrites::eachValue));
    all.put("other case", (policy, _) -> pair(policy, otherCase(policy)));
    all.put("lists of one", changing((policy, random) -> lists(policy, random, false)));
    all.put("accounts by their roots", changing((policy, _) -> principals(policy, Rewrites::root)));
    all.put("everybody as an object", changing(Rewrites::everybody));
    all.put("a statement twice", changing(Rewrites::twice));
    all.put("a grant that another has", changing(Rewrites::narrowerGrant));
    all.put("a grant that is refused", changing(Rewrites::refusedGrant));
    all.put("a refusal of nothing", changing(Rewrites::emptyDeny));
    all.put("split by an action", changing(Rewrites::byAction));
    all.put("split by a resource", changing(Rewrites::byResource));
    all.put("split by presence", changing(Rewrites::byPresence));
    all.put("split by a value", changing(Rewrites::byValue));
    all.put("stars doubled in names", changing(Rewrites::doubledStars));
    all.put("names for statements", changing(Rewrites::sids));
    all.put("an action that is covered", changing(Rewrites::coveredAction));
    all.putAll(ValueRewrites.all());
    return Collections.unmodifiableMap(all);
  }

  /** Makes a rewriting of a change. */
  static Rewrite changing(Change change) {
    return (policy, random) -> {
      Written after = policy.copy();
      return change.made(after, random) ? pair(policy, after) : null;
    };
  }

  private static Pair pair(Written before, Written after) {
    return new Pair(before, after);
  }

  /** Returns any of the items that are such, or null. */
  static <T> @Nullable T any(List<T> items, Predicate<T> such, Random random) {
    List<T> fitting = items.stream().filter(such).toList();
    return fitting.isEmpty() ? null : fitting.get(random.nextInt(fitting.size()));
  }

  private static boolean reversed(Written policy, Random random) {
    Collections.reverse(policy.list());
    return policy.list().size() > 1;
  }

  /** Shuffles all lists of texts, or makes such lists of single texts. */
  private static boolean lists(Written policy, Random random, boolean shuffle) {
    UnaryOperator<Object> change =
        value -> {
          List<Object> list = new ArrayList<>(Written.texts(value));
          if (shuffle) {
            Collections.shuffle(list, random);
          }
          return shuffle && list.size() == 1 ? list.getFirst() : list;
        };
    for (Map<String, Object> statement : policy.statements()) {
      for (String name : ELEMENTS) {
        Object value = statement.get(name);
        if (value instanceof Map<?, ?>) {
          Written.map(value).replaceAll((_, each) -> change.apply(each));
        } else if (value != null && !name.endsWith("Principal")) {
          statement.put(name, change.apply(value));
        }
      }
    }
    for (Entry entry : Entry.of(policy)) {
      entry.put(Written.texts(change.apply(entry.values())));
    }
    return true;
  }

  private static Written membersReversed(Written policy) {
    return new Written(Written.map(backwards(policy.json())));
  }

  private static Object backwards(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        LinkedHashMap<String, Object> copy = new LinkedHashMap<>();
        map.forEach((name, each) -> copy.putFirst((String) name, backwards(each)));
        yield copy;
      }
      case List<?> list -> {
        List<Object> copy = new ArrayList<>();
        list.forEach(each -> copy.add(backwards(each)));
        yield copy;
      }
      default -> value;
    };
  }

  private static Rewrite splitting(String element) {
    return changing(
        (policy, random) -> {
          Map<String, Object> statement =
              any(
                  policy.statements(),
                  each -> each.get(element) instanceof List<?> list && list.size() > 1,
                  random);
          return statement != null
              && replaced(
                  policy,
                  statement,
                  element,
                  Written.texts(statement.getOrDefault(element, List.of())));
        });
  }

  private static boolean replaced(
      Written policy, Map<String, Object> statement, String element, List<String> texts) {
    policy.list().remove(statement);
    for (String text : texts) {
      Map<String, Object> copy = Written.map(Written.copy(statement));
      copy.put(element, text);
      policy.list().add(copy);
    }
    return true;
  }

  private static boolean eachPrincipal(Written policy, Random random) {
    Map<String, Object> statement =
        any(policy.statements(), each -> each.get("Principal") instanceof Map<?, ?>, random);
    if (statement == null) {
      return false;
    }
    policy.list().remove(statement);
    int count = 0;
    for (Map.Entry<String, Object> type :
        Written.map(statement.getOrDefault("Principal", Map.of())).entrySet()) {
      for (String text : Written.texts(type.getValue())) {
        Map<String, Object> copy = Written.map(Written.copy(statement));
        copy.put("Principal", new LinkedHashMap<>(Map.of(type.getKey(), text)));
        policy.list().add(copy);
        count++;
      }
    }
    return count > 1;
  }

  /** Several values of a positive operator are alternatives. */
  private static boolean eachValue(Written policy, Random random) {
    Entry entry =
        any(
            Entry.of(policy),
            each -> !each.isNegated() && !each.isForAll() && each.values().size() > 1,
            random);
    if (entry == null) {
      return false;
    }
    List<String> values = entry.values();
    Map<String, Object> statement = entry.statement();
    policy.list().remove(statement);
    for (String value : values) {
      Map<String, Object> copy = Written.map(Written.copy(statement));
      new Entry(copy, entry.operator(), entry.key()).put(List.of(value));
      policy.list().add(copy);
    }
    return true;
  }

  private static Written otherCase(Written policy) {
    Written after = policy.copy();
    for (Map<String, Object> statement : after.statements()) {
      for (String name : List.of("Action", "NotAction")) {
        if (statement.containsKey(name)) {
          statement.put(
              name,
              new ArrayList<Object>(
                  Written.texts(statement.getOrDefault(name, List.of())).stream()
                      .map(text -> text.toUpperCase(Locale.ROOT))
                      .toList()));
        }
      }
      Map<String, Object> blocks = new LinkedHashMap<>();
      Written.map(statement.getOrDefault("Condition", Map.of()))
          .forEach(
              (operator, block) -> {
                Map<String, Object> upper = new LinkedHashMap<>();
                Written.map(block)
                    .forEach((key, values) -> upper.put(key.toUpperCase(Locale.ROOT), values));
                blocks.put(operator.toUpperCase(Locale.ROOT), upper);
              });
      if (!blocks.isEmpty()) {
        statement.put("Condition", blocks);
      }
    }
    return after;
  }

  private static boolean principals(Written policy, UnaryOperator<String> change) {
    boolean changed = false;
    for (Map<String, Object> statement : policy.statements()) {
      for (String name : List.of("Principal", "NotPrincipal")) {
        if (statement.get(name) instanceof Map<?, ?> members && members.containsKey("AWS")) {
          Map<String, Object> principal = Written.map(statement.getOrDefault(name, Map.of()));
          List<String> texts = Written.texts(principal.getOrDefault("AWS", List.of()));
          List<String> others = texts.stream().map(change).toList();
          changed |= !texts.equals(others);
          principal.put("AWS", new ArrayList<Object>(others));
        }
      }
    }
    return changed;
  }

  private static String root(String text) {
    if (text.matches("[0-9]{12}")) {
      return "arn:aws:iam::" + text + ":root";
    }
    return text.endsWith(":root") ? text.split(":", 6)[4] : text;
  }

  private static boolean everybody(Written policy, Random random) {
    Map<String, Object> statement =
        any(policy.statements(), each -> "*".equals(each.get("Principal")), random);
    if (statement != null) {
      statement.put("Principal", new LinkedHashMap<>(Map.of("AWS", "*")));
    }
    return statement != null;
  }

  private static boolean twice(Written policy, Random random) {
    Object statement = policy.list().get(random.nextInt(policy.list().size()));
    return policy.list().add(Written.copy(statement));
  }

  private static @Nullable Map<String, Object> copyOf(
      Written policy, String effect, Random random) {
    Map<String, Object> statement =
        any(policy.statements(), each -> effect.equals(each.get("Effect")), random);
    return statement == null ? null : Written.map(Written.copy(statement));
  }

  private static boolean narrowerGrant(Written policy, Random random) {
    Map<String, Object> copy = copyOf(policy, "Allow", random);
    return copy != null
        && Entry.add(copy, "StringLike", "aws:UserAgent", "*x*")
        && policy.list().add(copy);
  }

  /** An Allow of all that a Deny refuses changes nothing. */
  private static boolean refusedGrant(Written policy, Random random) {
    Map<String, Object> copy = copyOf(policy, "Deny", random);
    if (copy != null) {
      copy.put("Effect", "Allow");
      policy.list().add(copy);
    }
    return copy != null;
  }

  private static boolean emptyDeny(Written policy, Random random) {
    Map<String, Object> deny = new LinkedHashMap<>();
    deny.put("Effect", "Deny");
    deny.put("Principal", "*");
    deny.put("Action", "*");
    deny.put("Resource", "*");
    if (random.nextBoolean()) {
      Entry.add(deny, "Null", "aws:ResourceTag/team", "true");
      Entry.add(deny, "StringEquals", "aws:ResourceTag/team", "red");
    } else {
      Entry.add(deny, "StringEquals", "aws:SourceVpc", "vpc-0aaaaaaaaaaaaaaaa");
      Entry.add(deny, "StringNotLike", "aws:SourceVpc", "vpc-*");
    }
    return policy.list().add(deny);
  }

  /** Cuts a statement in two, each with one more element or entry. */
  private static boolean cut(
      Written policy,
      @Nullable Map<String, Object> statement,
      Predicate<Map<String, Object>> one,
      Predicate<Map<String, Object>> other) {
    if (statement == null) {
      return false;
    }
    Map<String, Object> first = Written.map(Written.copy(statement));
    Map<String, Object> second = Written.map(Written.copy(statement));
    policy.list().remove(statement);
    policy.list().add(first);
    policy.list().add(second);
    return one.test(first) && other.test(second);
  }

  private static boolean byElement(Written policy, String element, String text, Random random) {
    return cut(
        policy,
        any(policy.statements(), each -> "*".equals(each.get(element)), random),
        first -> first.put(element, text) != null,
        second -> second.remove(element) != null && second.put("Not" + element, text) == null);
  }

  private static boolean byAction(Written policy, Random random) {
    return byElement(policy, "Action", "secretsmanager:G*", random);
  }

  private static boolean byResource(Written policy, Random random) {
    return byElement(policy, "Resource", "arn:aws:secretsmanager:*:*:secret:d*", random);
  }

  private static boolean byPresence(Written policy, Random random) {
    return cut(
        policy,
        any(policy.statements(), _ -> true, random),
        first -> Entry.add(first, "Null", "aws:SourceVpc", "true"),
        second -> Entry.add(second, "Null", "aws:SourceVpc", "false"));
  }

  private static boolean byValue(Written policy, Random random) {
    String key = random.nextBoolean() ? "aws:PrincipalOrgID" : "aws:TagKeys";
    return cut(
        policy,
        any(policy.statements(), _ -> true, random),
        first -> Entry.add(first, "StringEquals", key, "o-aaaaaaaaaa"),
        second -> Entry.add(second, "StringNotEquals", key, "o-aaaaaaaaaa"));
  }

  private static boolean doubledStars(Written policy, Random random) {
    boolean changed = false;
    for (Map<String, Object> statement : policy.statements()) {
      for (String name : ELEMENTS.subList(2, ELEMENTS.size())) {
        if (statement.containsKey(name)) {
          List<String> texts = Written.texts(statement.getOrDefault(name, List.of()));
          List<String> others =
              texts.stream()
                  .map(text -> text.equals("*") ? text : text.replace("*", "**"))
                  .toList();
          changed |= !texts.equals(others);
          statement.put(name, new ArrayList<Object>(others));
        }
      }
    }
    return changed;
  }

  private static boolean sids(Written policy, Random random) {
    int number = 0;
    for (Map<String, Object> statement : policy.statements()) {
      statement.put("Sid", "s" + number++);
    }
    policy.json().put("Id", "id");
    return true;
  }

  private static boolean coveredAction(Written policy, Random random) {
    Map<String, Object> statement =
        any(
            policy.statements(),
            each ->
                List.of("*", "secretsmanager:*")
                    .containsAll(Written.texts(each.getOrDefault("Action", "none"))),
            random);
    if (statement == null) {
      return false;
    }
    List<Object> actions =
        new ArrayList<>(Written.texts(statement.getOrDefault("Action", List.of())));
    actions.add("secretsmanager:TagResource");
    statement.put("Action", actions);
    return true;
  }
}
