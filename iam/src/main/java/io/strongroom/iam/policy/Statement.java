package io.strongroom.iam.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One statement of a policy. It applies to a request if principal, action and resource are covered
 * and every condition holds. What the kind of policy leaves out covers everything: the principals
 * of an identity policy, the resources of a trust policy. A statement of a key policy that lacks
 * its actions or resources covers nothing.
 *
 * @param sid the statement's name, unique in its document, or null
 * @param effect what the statement does when it applies
 * @param principals {@code Principal} or {@code NotPrincipal}
 * @param actions {@code Action} or {@code NotAction}
 * @param resources {@code Resource} or {@code NotResource}
 * @param conditions all of which must hold; may be empty
 */
public record Statement(
    @Nullable String sid,
    Effect effect,
    Listing<PrincipalPattern> principals,
    Listing<ActionPattern> actions,
    Listing<ResourcePattern> resources,
    List<Condition> conditions) {

  /** Copies the list. */
  public Statement {
    conditions = List.copyOf(conditions);
  }

  /** Returns the same statement, about every resource. */
  public Statement onEverything() {
    return new Statement(sid, effect, principals, actions, Listing.everything(), conditions);
  }

  /** What a statement does. */
  public enum Effect {
    /** Grants. */
    ALLOW,
    /** Refuses, whatever any other statement grants. */
    DENY
  }
}
