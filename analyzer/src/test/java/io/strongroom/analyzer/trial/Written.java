package io.strongroom.analyzer.trial;

import io.strongroom.iam.policy.PolicyDocument;
import io.strongroom.iam.policy.PolicyKind;
import io.strongroom.iam.policy.PolicyParser;
import io.strongroom.iam.policy.PolicySyntaxException;
import io.strongroom.iam.policy.eval.CompiledPolicy;
import io.strongroom.iam.policy.eval.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The policy of a secret as it is written, in maps, lists and texts that can be changed.
 *
 * @param json {@code Version} and a list of statements, each a map
 */
record Written(Map<String, Object> json) {

  /** Returns a policy of these statements in the current version of the language. */
  static Written of(List<Map<String, Object>> statements) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("Version", "2012-10-17");
    json.put("Statement", new ArrayList<Object>(statements));
    return new Written(json);
  }

  /** Returns the policy as JSON. */
  String text() {
    return JsonText.of(json);
  }

  /** Reads the policy as one that is stored, in which unique ids may stand. */
  PolicyDocument document() {
    try {
      return PolicyParser.parseStored(PolicyKind.RESOURCE, text());
    } catch (PolicySyntaxException e) {
      throw new IllegalStateException(text(), e);
    }
  }

  /** Compiles the policy. */
  CompiledPolicy compiled() {
    return CompiledPolicy.of(document());
  }

  /** Returns a copy that shares nothing which can be changed. */
  Written copy() {
    return new Written(map(copy(json)));
  }

  /** Returns the list of statements itself. */
  List<Object> list() {
    return list(json.getOrDefault("Statement", List.of()));
  }

  /** Returns the statements themselves. */
  List<Map<String, Object>> statements() {
    return list().stream().map(Written::map).toList();
  }

  /** Copies a value through and through. */
  static Object copy(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((name, each) -> copy.put((String) name, copy(each)));
        yield copy;
      }
      case List<?> list -> {
        List<Object> copy = new ArrayList<>();
        list.forEach(each -> copy.add(copy(each)));
        yield copy;
      }
      default -> value;
    };
  }

  /** Returns what is known to be an object. */
  @SuppressWarnings("unchecked")
  static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  /** Returns what is known to be an array. */
  @SuppressWarnings("unchecked")
  static List<Object> list(Object value) {
    return (List<Object>) value;
  }

  /** Returns the texts of a list, or the one text that stands for a list; a new list. */
  static List<String> texts(Object value) {
    List<String> texts = new ArrayList<>();
    if (value instanceof List<?> list) {
      list.forEach(each -> texts.add((String) each));
    } else {
      texts.add((String) value);
    }
    return texts;
  }
}
