package io.strongroom.iam.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.strongroom.iam.Principal;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.Group;
import io.strongroom.iam.directory.ManagedPolicy;
import io.strongroom.iam.directory.Policies;
import io.strongroom.iam.directory.Role;
import io.strongroom.iam.directory.User;
import io.strongroom.iam.policy.PolicyKind;
import io.strongroom.iam.policy.PolicySyntaxException;
import io.strongroom.iam.policy.eval.NamedPolicy;
import io.strongroom.iam.policy.eval.PolicyCache;
import io.strongroom.iam.policy.eval.PolicySets;
import io.strongroom.iam.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the policies that bear on what a principal may do: its own, those of its groups, its
 * boundary, and those of its session. What was gathered is remembered as long as the directory
 * stays the same, so a change binds with the next request (requirement PRM-5).
 */
public final class PrincipalPolicies {

  /** How many principals are remembered; the policies of others are gathered each time. */
  private static final int MAX_REMEMBERED = 10_000;

  private final PolicyCache policies;
  private final Cache<String, Gathered> remembered =
      Caffeine.newBuilder().maximumSize(MAX_REMEMBERED).executor(Runnable::run).build();

  private record Gathered(Directory directory, PolicySets sets) {}

  /** Compiles policies by {@code policies}. */
  public PrincipalPolicies(PolicyCache policies) {
    this.policies = policies;
  }

  /**
   * Returns the policies of a principal.
   *
   * @param directory of the principal's account, as it is now
   * @param session the session that it acts in, or null
   * @throws IllegalStateException if a stored policy cannot be read; the request must be refused
   */
  public PolicySets of(
      Directory directory, Principal.OfAccount principal, @Nullable Session session) {
    return switch (principal) {
      case Principal.Root _ -> PolicySets.none();
      case Principal.User user -> remembered(directory, user.id());
      case Principal.RoleSession role -> narrowed(directory, role.roleId(), session);
    };
  }

  /** Returns the compiled policy of a resource, or null for a resource without one. */
  public @Nullable NamedPolicy ofResource(PolicyKind kind, String name, @Nullable String text) {
    return text == null ? null : named(kind, name, text);
  }

  private PolicySets narrowed(Directory directory, String roleId, @Nullable Session session) {
    PolicySets sets = remembered(directory, roleId);
    if (session == null || !session.isNarrowed()) {
      return sets;
    }
    List<NamedPolicy> narrowing = new ArrayList<>();
    if (session.policy() != null) {
      narrowing.add(named(PolicyKind.SESSION, "session policy", session.policy()));
    }
    for (String arn : session.policyArns()) {
      // A policy that was deleted since allows nothing, and the others may.
      addManaged(narrowing, PolicyKind.SESSION, directory, arn);
    }
    return sets.narrowedBy(narrowing);
  }

  @SuppressWarnings("ReferenceEquality") // a directory never changes: another one is another object
  private PolicySets remembered(Directory directory, String id) {
    Gathered known = remembered.getIfPresent(id);
    if (known != null && known.directory() == directory) {
      return known.sets();
    }
    PolicySets sets = gathered(directory, id);
    remembered.put(id, new Gathered(directory, sets));
    return sets;
  }

  private PolicySets gathered(Directory directory, String id) {
    return switch (directory.find(id)) {
      case User user -> {
        List<NamedPolicy> identity = new ArrayList<>();
        add(identity, directory, user.policies());
        for (String groupId : user.groups()) {
          Group group = directory.find(Group.class, groupId);
          if (group != null) {
            add(identity, directory, group.policies());
          }
        }
        yield PolicySets.ofIdentity(identity).boundedBy(boundary(directory, user.boundary()));
      }
      case Role role -> {
        List<NamedPolicy> identity = new ArrayList<>();
        add(identity, directory, role.policies());
        yield PolicySets.ofIdentity(identity).boundedBy(boundary(directory, role.boundary()));
      }
      case null, default -> PolicySets.none();
    };
  }

  private void add(List<NamedPolicy> into, Directory directory, Policies given) {
    for (Map.Entry<String, String> inline : given.inline().entrySet()) {
      into.add(named(PolicyKind.IDENTITY, inline.getKey(), inline.getValue()));
    }
    for (String arn : given.attached()) {
      addManaged(into, PolicyKind.IDENTITY, directory, arn);
    }
  }

  private void addManaged(
      List<NamedPolicy> into, PolicyKind kind, Directory directory, String arn) {
    ManagedPolicy policy = directory.policy(arn);
    if (policy != null) {
      into.add(named(kind, arn, policy.inForce().document()));
    }
  }

  private @Nullable NamedPolicy boundary(Directory directory, @Nullable String arn) {
    if (arn == null) {
      return null;
    }
    ManagedPolicy policy = directory.policy(arn);
    if (policy == null) {
      throw new IllegalStateException("the permissions boundary " + arn + " is gone");
    }
    return named(PolicyKind.BOUNDARY, arn, policy.inForce().document());
  }

  private NamedPolicy named(PolicyKind kind, String name, String text) {
    try {
      return new NamedPolicy(name, policies.compiled(kind, text));
    } catch (PolicySyntaxException e) {
      throw new IllegalStateException("the stored policy " + name + " cannot be read", e);
    }
  }
}
