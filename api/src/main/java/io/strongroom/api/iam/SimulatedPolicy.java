package io.strongroom.api.iam;

import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.Group;
import io.strongroom.iam.directory.Identity;
import io.strongroom.iam.directory.ManagedPolicy;
import io.strongroom.iam.directory.User;
import io.strongroom.iam.policy.PolicyDocument;
import io.strongroom.iam.policy.PolicyKind;
import io.strongroom.iam.policy.PolicyParser;
import io.strongroom.iam.policy.PolicySyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A policy that a simulation looks at.
 *
 * @param source what answers call it: the name of a managed policy, {@code user_ann_name} for an
 *     inline one, the member's name and number for one of the request
 * @param text as it was written
 * @param document what it says
 */
record SimulatedPolicy(String source, String text, PolicyDocument document) {

  /**
   * Reads policies of a request.
   *
   * @param member the member that they are in
   * @throws ServiceException InvalidInput for what is no policy
   */
  static List<SimulatedPolicy> given(String member, PolicyKind kind, List<String> texts) {
    List<SimulatedPolicy> policies = new ArrayList<>();
    for (String text : texts) {
      policies.add(given(kind, member + "." + (policies.size() + 1), text));
    }
    return policies;
  }

  /** Reads one policy of a request, as {@link #given(String, PolicyKind, List)} does. */
  static SimulatedPolicy given(PolicyKind kind, String source, String text) {
    try {
      return new SimulatedPolicy(source, text, PolicyParser.parse(kind, text));
    } catch (PolicySyntaxException e) {
      throw Refusals.invalid("Invalid policy " + source + ": " + e.iamMessage());
    }
  }

  /**
   * Returns the policies of a user with those of its groups, of a group, or of a role.
   *
   * @throws ServiceException PolicyEvaluation if a stored one cannot be read
   */
  static List<SimulatedPolicy> of(Identity.Bearer bearer, Directory directory) {
    List<SimulatedPolicy> policies = new ArrayList<>(own(bearer, directory));
    if (bearer instanceof User user) {
      for (String id : user.groups()) {
        Group group = directory.find(Group.class, id);
        if (group != null) {
          policies.addAll(own(group, directory));
        }
      }
    }
    return policies;
  }

  private static List<SimulatedPolicy> own(Identity.Bearer bearer, Directory directory) {
    List<SimulatedPolicy> policies = new ArrayList<>();
    String prefix = bearer.kind().resource() + "_" + bearer.name() + "_";
    for (Map.Entry<String, String> inline : bearer.policies().inline().entrySet()) {
      policies.add(stored(PolicyKind.IDENTITY, prefix + inline.getKey(), inline.getValue()));
    }
    for (String arn : bearer.policies().attached()) {
      ManagedPolicy managed = directory.policy(arn);
      if (managed != null) {
        policies.add(managed(PolicyKind.IDENTITY, managed));
      }
    }
    return policies;
  }

  /** Returns the policy that bounds a user or role, or null. */
  static @Nullable SimulatedPolicy boundary(Identity.Bearer bearer, Directory directory) {
    String arn = Identities.boundary(bearer);
    ManagedPolicy managed = arn == null ? null : directory.policy(arn);
    return managed == null ? null : managed(PolicyKind.BOUNDARY, managed);
  }

  private static SimulatedPolicy managed(PolicyKind kind, ManagedPolicy managed) {
    return stored(kind, managed.name(), managed.inForce().document());
  }

  private static SimulatedPolicy stored(PolicyKind kind, String source, String text) {
    try {
      return new SimulatedPolicy(source, text, PolicyParser.parseStored(kind, text));
    } catch (PolicySyntaxException e) {
      throw new ServiceException(
          ErrorCode.POLICY_EVALUATION, "The policy " + source + " cannot be evaluated.");
    }
  }
}
