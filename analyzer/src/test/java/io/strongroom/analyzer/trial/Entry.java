package io.strongroom.analyzer.trial;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One entry of the {@code Condition} element of a statement, for changing it.
 *
 * @param statement the statement itself
 * @param operator as it is spelt, with prefix and suffix
 * @param key as it is spelt
 */
record Entry(Map<String, Object> statement, String operator, String key) {
  private static final String IF_EXISTS = "IfExists";

  /** Returns the entries of a policy. */
  static List<Entry> of(Written policy) {
    List<Entry> entries = new ArrayList<>();
    for (Map<String, Object> statement : policy.statements()) {
      blocks(statement)
          .forEach(
              (operator, block) ->
                  Written.map(block)
                      .keySet()
                      .forEach(key -> entries.add(new Entry(statement, operator, key))));
    }
    return entries;
  }

  private static Map<String, Object> blocks(Map<String, Object> statement) {
    return Written.map(statement.getOrDefault("Condition", Map.of()));
  }

  /**
   * Adds an entry.
   *
   * @return whether there was none of this operator and key before
   */
  static boolean add(Map<String, Object> statement, String operator, String key, Object values) {
    Map<String, Object> blocks =
        Written.map(
            statement.computeIfAbsent("Condition", _ -> new LinkedHashMap<String, Object>()));
    for (Map.Entry<String, Object> block : blocks.entrySet()) {
      if (block.getKey().equalsIgnoreCase(operator)) {
        Map<String, Object> entries = Written.map(block.getValue());
        boolean free = entries.keySet().stream().noneMatch(key::equalsIgnoreCase);
        return free && entries.put(key, values) == null;
      }
    }
    blocks.put(operator, new LinkedHashMap<>(Map.of(key, values)));
    return true;
  }

  /** Returns the values. */
  List<String> values() {
    Map<String, Object> block = Written.map(blocks(statement).getOrDefault(operator, Map.of()));
    return Written.texts(block.getOrDefault(key, List.of()));
  }

  /** Replaces the values. */
  void put(List<String> values) {
    Written.map(blocks(statement).getOrDefault(operator, Map.of()))
        .put(key, new ArrayList<Object>(values));
  }

  /** Takes the entry away. */
  void remove() {
    Map<String, Object> blocks = blocks(statement);
    Map<String, Object> block = Written.map(blocks.getOrDefault(operator, Map.of()));
    block.remove(key);
    if (block.isEmpty()) {
      blocks.remove(operator);
    }
    if (blocks.isEmpty()) {
      statement.remove("Condition");
    }
  }

  /**
   * Puts another operator in the place of this one's.
   *
   * @return whether there was none of that operator and key before
   */
  boolean become(String other, List<String> values) {
    remove();
    return add(statement, other, key, new ArrayList<Object>(values));
  }

  /** Returns {@code ForAllValues:}, {@code ForAnyValue:} or an empty text. */
  String prefix() {
    return operator.substring(0, operator.indexOf(':') + 1);
  }

  /** Tells whether every value of a request has to be good. */
  boolean isForAll() {
    return prefix().equalsIgnoreCase("ForAllValues:");
  }

  /** Tells whether some value of a request has to be good. */
  boolean isForAny() {
    return prefix().equalsIgnoreCase("ForAnyValue:");
  }

  /** Returns the operator without prefix and suffix, in lower case. */
  String bare() {
    String rest = operator.substring(prefix().length()).toLowerCase(Locale.ROOT);
    return ifExists() ? rest.substring(0, rest.length() - IF_EXISTS.length()) : rest;
  }

  /** Tells whether the operator ends in {@code IfExists}. */
  boolean ifExists() {
    return operator.toLowerCase(Locale.ROOT).endsWith(IF_EXISTS.toLowerCase(Locale.ROOT));
  }

  /** Tells whether the operator is one of the {@code Not} ones. */
  boolean isNegated() {
    return bare().contains("not");
  }

  /** Returns this operator with another name, the prefix and the suffix kept. */
  String named(String name) {
    return prefix() + name + (ifExists() ? IF_EXISTS : "");
  }

  /** Returns this operator with {@code IfExists} where it had none, and the other way round. */
  String toggled() {
    return ifExists()
        ? operator.substring(0, operator.length() - IF_EXISTS.length())
        : operator + IF_EXISTS;
  }
}
