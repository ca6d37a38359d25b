package io.strongroom.analyzer.trial;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Single changes of a policy, as somebody makes them who means something else, or errs. */
final class Edits {
  private static final List<String> PRINCIPALS =
      List.of("111122223333", "arn:aws:iam::444455556666:role/app", "*");
  private static final List<String> ACTIONS =
      List.of("*", "secretsmanager:*", "secretsmanager:Get*", "secretsmanager:GetSecretValue");

  private static final List<Edit> EDITS = List.of(Edit.values());

  private final Random random;

  /**
   * A policy and what it became.
   *
   * @param name what was done
   */
  record Edited(String name, Written policy) {}

  /** What can be done. */
  private enum Edit {
    DROP_CONDITION,
    DROP_VALUE,
    ADD_VALUE,
    WIDEN_VALUE,
    NARROW_VALUE,
    CHANGE_CASE,
    NEXT_NUMBER,
    NEGATE,
    TOGGLE_IF_EXISTS,
    CHANGE_PREFIX,
    LIKE_OR_EQUALS,
    ADD_PRINCIPAL,
    DROP_PRINCIPAL,
    CHANGE_ACTION,
    FLIP_EFFECT,
    DROP_STATEMENT,
    COPY_CONDITION,
    CHANGE_VERSION
  }

  Edits(Random random) {
    this.random = random;
  }

  /** Edits a copy of a policy in some way that is possible. */
  Edited any(Written policy) {
    while (true) {
      Edit edit = EDITS.get(random.nextInt(EDITS.size()));
      Written copy = policy.copy();
      if (isMade(edit, copy) && !copy.text().equals(policy.text())) {
        return new Edited(edit.name().toLowerCase(Locale.ROOT).replace('_', ' '), copy);
      }
    }
  }

  private boolean isMade(Edit edit, Written policy) {
    Entry entry = Rewrites.any(Entry.of(policy), _ -> true, random);
    Map<String, Object> statement =
        policy.statements().get(random.nextInt(policy.statements().size()));
    return switch (edit) {
      case ADD_PRINCIPAL -> addPrincipal(statement);
      case DROP_PRINCIPAL -> dropPrincipal(statement);
      case CHANGE_ACTION ->
          statement.containsKey("Action")
              && statement.put("Action", ACTIONS.get(random.nextInt(ACTIONS.size()))) != null;
      case FLIP_EFFECT ->
          statement.put("Effect", "Deny".equals(statement.get("Effect")) ? "Allow" : "Deny")
              != null;
      case DROP_STATEMENT -> policy.list().size() > 1 && policy.list().remove(statement);
      case CHANGE_VERSION -> policy.json().put("Version", "2008-10-17") != null;
      default -> entry != null && isMade(edit, entry, policy);
    };
  }

  private boolean isMade(Edit edit, Entry entry, Written policy) {
    String bare = entry.bare();
    boolean texts = bare.startsWith("string") || bare.startsWith("arn");
    List<String> values = entry.values();
    int at = random.nextInt(values.size());
    switch (edit) {
      case DROP_CONDITION -> entry.remove();
      case DROP_VALUE -> {
        values.remove(at);
        entry.put(values);
        return !values.isEmpty();
      }
      case ADD_VALUE -> {
        Entry other = Rewrites.any(Entry.of(policy), each -> each.bare().equals(bare), random);
        if (other != null) {
          values.addAll(other.values());
        }
        entry.put(values);
      }
      case WIDEN_VALUE -> {
        values.set(at, bare.contains("ip") ? widened(values.get(at)) : values.get(at) + "*");
        entry.put(values);
        return texts || bare.contains("ip");
      }
      case NARROW_VALUE -> {
        values.replaceAll(text -> text.replaceFirst("[*?]", "a"));
        entry.put(values);
        return texts;
      }
      case CHANGE_CASE -> {
        values.set(at, values.get(at).toUpperCase(Locale.ROOT));
        entry.put(values);
        return texts;
      }
      case NEXT_NUMBER -> {
        values.set(at, bare.startsWith("numeric") ? "61" : "2024-01-01T00:00:01Z");
        entry.put(values);
        return bare.startsWith("numeric") || bare.startsWith("date");
      }
      case TOGGLE_IF_EXISTS -> {
        return !bare.equals("null") && entry.become(entry.toggled(), values);
      }
      default -> {
        return isRenamed(edit, entry, policy);
      }
    }
    return true;
  }

  private boolean isRenamed(Edit edit, Entry entry, Written policy) {
    String bare = entry.bare();
    return switch (edit) {
      case NEGATE -> {
        String name = negated(bare);
        yield name != null && entry.become(entry.named(name), entry.values());
      }
      case CHANGE_PREFIX -> {
        String prefix = List.of("", "ForAllValues:", "ForAnyValue:").get(random.nextInt(3));
        String rest = entry.operator().substring(entry.prefix().length());
        yield !bare.equals("null") && entry.become(prefix + rest, entry.values());
      }
      case LIKE_OR_EQUALS -> {
        String name =
            bare.endsWith("like") ? bare.replace("like", "equals") : bare.replace("equals", "like");
        yield bare.matches("string(not)?(equals|like)")
            && entry.become(entry.named(name), entry.values());
      }
      case COPY_CONDITION -> {
        Map<String, Object> target =
            policy.statements().get(random.nextInt(policy.statements().size()));
        yield Entry.add(
            target, entry.operator(), entry.key(), new ArrayList<Object>(entry.values()));
      }
      default -> throw new IllegalArgumentException(edit.name());
    };
  }

  private static String widened(String range) {
    return range.indexOf(':') < 0 ? range.replaceFirst("/.*", "") + "/7" : "2000::/4";
  }

  private static @Nullable String negated(String bare) {
    if (bare.contains("not")) {
      return bare.replace("not", "");
    }
    return bare.equals("null") || bare.equals("bool") || bare.startsWith("binary")
        ? null
        : bare.matches(".*(less|greater).*")
            ? bare.replace("less", "x").replace("greater", "less").replace("x", "greater")
            : bare.equals("ipaddress")
                ? "notipaddress"
                : bare.replaceFirst("^(string|arn|numeric|date)", "$1not");
  }

  private boolean addPrincipal(Map<String, Object> statement) {
    if (!(statement.get("Principal") instanceof Map<?, ?>)) {
      return false;
    }
    Map<String, Object> principal = Written.map(statement.getOrDefault("Principal", Map.of()));
    List<String> texts = Written.texts(principal.getOrDefault("AWS", List.of()));
    texts.add(PRINCIPALS.get(random.nextInt(PRINCIPALS.size())));
    principal.put("AWS", new ArrayList<Object>(texts));
    return true;
  }

  private boolean dropPrincipal(Map<String, Object> statement) {
    if ("*".equals(statement.get("Principal"))) {
      statement.put("Principal", new LinkedHashMap<>(Map.of("AWS", PRINCIPALS.getFirst())));
      return true;
    }
    if (!(statement.get("Principal") instanceof Map<?, ?>)) {
      return false;
    }
    Map<String, Object> principal = Written.map(statement.getOrDefault("Principal", Map.of()));
    List<String> texts = Written.texts(principal.getOrDefault("AWS", List.of()));
    if (texts.size() < 2) {
      return false;
    }
    texts.remove(random.nextInt(texts.size()));
    principal.put("AWS", new ArrayList<Object>(texts));
    return true;
  }
}
