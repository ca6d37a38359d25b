package io.strongroom.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.strongroom.api.IamRoom.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Random calls on a few users, groups and policies, so that they meet often, against a naive
 * reading of the documentation. {@code -Diam.sequences=10000} runs more than the usual number.
 */
class IamSequencesTest {
  private static final int SEQUENCES = Integer.getInteger("iam.sequences", 150);
  private static final int CALLS = 60;
  private static final List<String> USERS = List.of("ann", "bob");
  private static final List<String> GROUPS = List.of("g", "h");
  private static final List<String> POLICIES = List.of("p", "q");
  private static final String OK = "200";

  /** Who is there, and what belongs to whom: sets of names, and nothing else. */
  private static final class Naive {
    final Set<String> users = new TreeSet<>();
    final Set<String> groups = new TreeSet<>();
    final Set<String> policies = new TreeSet<>();
    final Set<String> memberships = new TreeSet<>();
    final Set<String> attachments = new TreeSet<>();
    final TreeMap<String, Integer> keys = new TreeMap<>();

    boolean uses(Set<String> pairs, String first, String second) {
      return pairs.stream()
          .anyMatch(
              pair ->
                  (first.isEmpty() || pair.startsWith(first + " "))
                      && (second.isEmpty() || pair.endsWith(" " + second)));
    }
  }

  private final Naive naive = new Naive();
  private final List<String> log = new ArrayList<>();
  private IamRoom iam = new IamRoom();
  private Random random = new Random();

  private String any(List<String> names) {
    return names.get(random.nextInt(names.size()));
  }

  private static String arn(String policy) {
    return "arn:aws:iam::" + TestRoom.ACCOUNT + ":policy/" + policy;
  }

  private void expect(@Nullable String code, String action, String... parameters) {
    log.add(action + " " + List.of(parameters));
    Answer answer = iam.call(action, parameters);
    String found = answer.status() == 200 ? OK : answer.text("Code");
    assertEquals(code == null ? OK : code, found, () -> String.join("\n", log));
  }

  @Test
  @DisplayName("every sequence of calls ends as a naive reading of the documentation says")
  void everySequenceAgreesWithTheNaiveModel() {
    for (long seed = 0; seed < SEQUENCES; seed++) {
      random = new Random(seed);
      iam = new IamRoom();
      clear("seed " + seed);
      for (int i = 0; i < CALLS; i++) {
        step(any(USERS), any(GROUPS), any(POLICIES));
      }
      compare();
    }
  }

  private void clear(String first) {
    log.clear();
    log.add(first);
    naive.users.clear();
    naive.groups.clear();
    naive.policies.clear();
    naive.memberships.clear();
    naive.attachments.clear();
    naive.keys.clear();
  }

  private void step(String user, String group, String policy) {
    switch (random.nextInt(12)) {
      case 0 -> create("User", user, naive.users);
      case 1 -> create("Group", group, naive.groups);
      case 2 -> create("Policy", policy, naive.policies);
      case 3 -> deleteUser(user);
      case 4 -> deleteGroup(group);
      case 5 -> deletePolicy(policy);
      case 6 -> join(user, group);
      case 7 -> leave(user, group);
      case 8 -> attach("User", user, policy, naive.users);
      case 9 -> attach("Group", group, policy, naive.groups);
      case 10 -> detach(random.nextBoolean() ? "User" : "Group", user, group, policy);
      default -> key(user);
    }
  }

  private void create(String kind, String name, Set<String> there) {
    String code = there.add(name) ? null : "EntityAlreadyExists";
    if (kind.equals("Policy")) {
      expect(code, "CreatePolicy", "PolicyName", name, "PolicyDocument", IamRoom.POLICY);
    } else {
      expect(code, "Create" + kind, kind + "Name", name);
    }
  }

  private void deleteUser(String user) {
    boolean inUse =
        naive.keys.getOrDefault(user, 0) > 0
            || naive.uses(naive.memberships, user, "")
            || naive.uses(naive.attachments, user, "");
    expect(deleted(naive.users, user, inUse), "DeleteUser", "UserName", user);
  }

  private void deleteGroup(String group) {
    boolean inUse =
        naive.uses(naive.memberships, "", group) || naive.uses(naive.attachments, group, "");
    expect(deleted(naive.groups, group, inUse), "DeleteGroup", "GroupName", group);
  }

  private void deletePolicy(String policy) {
    boolean inUse = naive.uses(naive.attachments, "", policy);
    expect(deleted(naive.policies, policy, inUse), "DeletePolicy", "PolicyArn", arn(policy));
  }

  private static @Nullable String deleted(Set<String> there, String name, boolean inUse) {
    if (!there.contains(name)) {
      return "NoSuchEntity";
    }
    if (inUse) {
      return "DeleteConflict";
    }
    there.remove(name);
    return null;
  }

  private void join(String user, String group) {
    boolean there = naive.users.contains(user) && naive.groups.contains(group);
    if (there) {
      naive.memberships.add(user + " " + group);
    }
    expect(there ? null : "NoSuchEntity", "AddUserToGroup", "GroupName", group, "UserName", user);
  }

  private void leave(String user, String group) {
    boolean there = naive.users.contains(user) && naive.groups.contains(group);
    naive.memberships.remove(user + " " + group);
    expect(
        there ? null : "NoSuchEntity", "RemoveUserFromGroup", "GroupName", group, "UserName", user);
  }

  private void attach(String kind, String name, String policy, Set<String> bearers) {
    boolean there = bearers.contains(name) && naive.policies.contains(policy);
    if (there) {
      naive.attachments.add(name + " " + policy);
    }
    expect(
        there ? null : "NoSuchEntity",
        "Attach" + kind + "Policy",
        kind + "Name",
        name,
        "PolicyArn",
        arn(policy));
  }

  private void detach(String kind, String user, String group, String policy) {
    String name = kind.equals("User") ? user : group;
    boolean there = naive.attachments.remove(name + " " + policy);
    expect(
        there ? null : "NoSuchEntity",
        "Detach" + kind + "Policy",
        kind + "Name",
        name,
        "PolicyArn",
        arn(policy));
  }

  private void key(String user) {
    int keys = naive.keys.getOrDefault(user, 0);
    if (!naive.users.contains(user)) {
      expect("NoSuchEntity", "CreateAccessKey", "UserName", user);
    } else if (keys == 2) {
      expect("LimitExceeded", "CreateAccessKey", "UserName", user);
      for (String id : iam.done("ListAccessKeys", "UserName", user).all("AccessKeyId")) {
        expect(null, "DeleteAccessKey", "UserName", user, "AccessKeyId", id);
      }
      naive.keys.put(user, 0);
    } else {
      expect(null, "CreateAccessKey", "UserName", user);
      naive.keys.put(user, keys + 1);
    }
  }

  /** Compares everything that lists show, read from both ends. */
  private void compare() {
    String history = String.join("\n", log);
    assertEquals(List.copyOf(naive.users), iam.done("ListUsers").all("UserName"), history);
    assertEquals(List.copyOf(naive.groups), iam.done("ListGroups").all("GroupName"), history);
    Set<String> memberships = new TreeSet<>();
    Set<String> backwards = new TreeSet<>();
    for (String user : naive.users) {
      iam.done("ListGroupsForUser", "UserName", user)
          .all("GroupName")
          .forEach(group -> memberships.add(user + " " + group));
    }
    for (String group : naive.groups) {
      iam.done("GetGroup", "GroupName", group)
          .all("UserName")
          .forEach(user -> backwards.add(user + " " + group));
    }
    assertEquals(naive.memberships, memberships, history);
    assertEquals(naive.memberships, backwards, history);
    Set<String> attachments = new TreeSet<>();
    for (String policy : naive.policies) {
      Answer entities = iam.done("ListEntitiesForPolicy", "PolicyArn", arn(policy));
      entities.all("UserName").forEach(user -> attachments.add(user + " " + policy));
      entities.all("GroupName").forEach(group -> attachments.add(group + " " + policy));
    }
    assertEquals(naive.attachments, attachments, history);
  }
}
