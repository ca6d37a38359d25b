package io.strongroom.cli.policy;

import io.strongroom.analyzer.Asker;
import io.strongroom.analyzer.Governing;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Principal;
import io.strongroom.iam.policy.PolicyKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A user, a role or a root with all that says what it may do.
 *
 * @param asker who it is
 * @param policies its policies, and those of its groups
 * @param boundary its permissions boundary; null if there is none
 * @param problem why its policies cannot all be read; null if they can
 */
public record Identity(
    Asker asker,
    List<Governing.Part> policies,
    Governing.@Nullable Part boundary,
    @Nullable String problem) {

  /** Copies the list. */
  public Identity {
    policies = List.copyOf(policies);
  }

  /** Returns the root of an account. */
  static Identity root(AccountId account) {
    return new Identity(new Asker.Root(account), List.of(), null, null);
  }

  /** Gathers the policies of an identity as they are found. What cannot be read is remembered. */
  public static final class Gathering {
    private final List<Governing.Part> policies = new ArrayList<>();
    private Governing.@Nullable Part boundary;
    private @Nullable String problem;

    /** Adds an inline or managed policy. */
    public void policy(String name, @Nullable String text) {
      Governing.Part part = part(PolicyKind.IDENTITY, name, text);
      if (part != null) {
        policies.add(part);
      }
    }

    /** Sets the permissions boundary. */
    public void boundary(String name, @Nullable String text) {
      boundary = part(PolicyKind.BOUNDARY, name, text);
    }

    private Governing.@Nullable Part part(PolicyKind kind, String name, @Nullable String text) {
      if (text == null) {
        problem = "the policy " + Shown.plain(name) + " is not there";
        return null;
      }
      try {
        return new Governing.Part(name, PolicyFile.parse(kind, "policy " + name, text));
      } catch (Unreadable e) {
        problem = "of the " + Shown.plain(String.valueOf(e.getMessage()));
        return null;
      }
    }

    /**
     * Returns a user with these policies.
     *
     * @throws Unreadable if an account has no users of such names
     */
    public Identity user(
        AccountId account, String id, String path, String name, Map<String, String> tags)
        throws Unreadable {
      try {
        Principal.User user = new Principal.User(account, id, path, name);
        return whose(new Asker.User(user, new HashMap<>(tags)));
      } catch (IllegalArgumentException e) {
        throw new Unreadable("not a user: " + Shown.plain(path + name) + ": " + e.getMessage());
      }
    }

    /**
     * Returns a role with these policies.
     *
     * @throws Unreadable if an account has no roles of such names
     */
    public Identity role(AccountId account, String id, String path, String name) throws Unreadable {
      try {
        return whose(new Asker.Role(account, id, path, name));
      } catch (IllegalArgumentException e) {
        throw new Unreadable("not a role: " + Shown.plain(path + name) + ": " + e.getMessage());
      }
    }

    private Identity whose(Asker asker) {
      return new Identity(asker, policies, boundary, problem);
    }
  }
}
