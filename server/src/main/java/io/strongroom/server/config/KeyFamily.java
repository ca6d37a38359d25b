package io.strongroom.server.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Keys of which the operator chooses a part: {@code <prefix>NAME.<member>}. */
final class KeyFamily {
  private static final int MAX_NAMES = 32;
  private static final int MAX_NAME_LENGTH = 32;

  private final String prefix;
  private final List<String> members;
  private final Fault fault;
  private final Map<String, Map<String, String>> values = new TreeMap<>();

  /** Looks at values. */
  @FunctionalInterface
  interface Fault {
    /** Says what is wrong with the value of a member, or returns null. */
    @Nullable String of(String member, String value);
  }

  /**
   * Takes keys that begin with {@code prefix}.
   *
   * @param members what may follow the name
   * @param fault looks at the value of each member
   */
  KeyFamily(String prefix, List<String> members, Fault fault) {
    this.prefix = prefix;
    this.members = members;
    this.fault = fault;
  }

  /** Tells whether a key belongs to the family, well-formed or not. */
  boolean has(String key) {
    return key.startsWith(prefix);
  }

  /** Takes a line of the file; returns what is wrong with it, or null. */
  @Nullable String put(String key, String value) {
    int dot = key.indexOf('.', prefix.length());
    String name = dot < 0 ? "" : key.substring(prefix.length(), dot);
    String member = key.substring(dot + 1);
    if (!isName(name) || !members.contains(member)) {
      return "has the form " + forms();
    }
    String known = values.computeIfAbsent(name, _ -> new LinkedHashMap<>()).put(member, value);
    return known != null ? "is set twice" : fault.of(member, value);
  }

  private String forms() {
    List<String> forms = new ArrayList<>();
    members.forEach(member -> forms.add(prefix + "NAME." + member));
    String last = forms.removeLast();
    return String.join(", ", forms) + " or " + last;
  }

  private static boolean isName(String name) {
    return !name.isEmpty()
        && name.length() <= MAX_NAME_LENGTH
        && name.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
  }

  /**
   * Returns all members by name, in order, and adds what is wrong with them as a whole.
   *
   * @param required the members that each name needs
   */
  Map<String, Map<String, String>> finished(List<String> required, List<String> faults) {
    values.forEach(
        (name, given) -> {
          for (String member : required) {
            if (!given.containsKey(member)) {
              faults.add(prefix + name + "." + member + " is missing");
            }
          }
        });
    if (values.size() > MAX_NAMES) {
      faults.add("there are more than " + MAX_NAMES + " names under " + prefix);
    }
    return values;
  }
}
