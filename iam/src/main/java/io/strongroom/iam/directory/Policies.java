package io.strongroom.iam.directory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * The policies of a user, group or role.
 *
 * @param inline the text of each inline policy, as it was sent, by name; names are case-sensitive
 * @param attached the ARNs of managed policies, in the order in which they were attached; no ARN
 *     twice
 */
public record Policies(SequencedMap<String, String> inline, List<String> attached) {

  /** No policies. */
  public static final Policies NONE = new Policies(new LinkedHashMap<>(), List.of());

  /** Takes copies; refuses an ARN that comes twice with an {@link IllegalArgumentException}. */
  public Policies {
    inline = Copies.of(inline);
    attached = List.copyOf(attached);
    if (attached.stream().distinct().count() != attached.size()) {
      throw new IllegalArgumentException("a policy is attached once");
    }
  }

  /** Adds an inline policy, or replaces the one of that name. */
  public Policies putting(String name, String document) {
    Map<String, String> next = new LinkedHashMap<>(inline);
    next.put(name, document);
    return new Policies(Copies.of(next), attached);
  }

  /** Removes the inline policy of that name, if there is one. */
  public Policies without(String name) {
    Map<String, String> next = new LinkedHashMap<>(inline);
    next.remove(name);
    return new Policies(Copies.of(next), attached);
  }

  /** Attaches a managed policy, unless it is attached. */
  public Policies attaching(String arn) {
    if (attached.contains(arn)) {
      return this;
    }
    List<String> next = new ArrayList<>(attached);
    next.add(arn);
    return new Policies(inline, next);
  }

  /** Detaches a managed policy, if it is attached. */
  public Policies detaching(String arn) {
    return new Policies(inline, attached.stream().filter(each -> !each.equals(arn)).toList());
  }

  /** Tells whether there are none. */
  public boolean isEmpty() {
    return inline.isEmpty() && attached.isEmpty();
  }
}
