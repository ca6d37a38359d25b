package io.strongroom.cli.policy;

import io.strongroom.cli.policy.Identity.Gathering;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Arn;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer of GetAccountAuthorizationDetails, as the AWS CLI prints it.
 *
 * <p>Source: IAM API Reference, GetAccountAuthorizationDetails; AWS CLI reference. The service
 * encodes documents as in URLs, and the AWS CLI shows them as JSON; both are read.
 */
final class AccountDetails {
  private final Map<String, Tree.Node> groups = new HashMap<>();
  private final Map<String, String> managed = new HashMap<>();

  private AccountDetails() {}

  /**
   * Returns the users and roles, and the root of each account that they belong to.
   *
   * @throws Unreadable if the file is not such an answer, or only a part of one
   */
  static List<Identity> read(String file) throws Unreadable {
    Tree.Node answer = Tree.read(PolicyFile.called(file), PolicyFile.text(file));
    if (!answer.members().containsKey("UserDetailList")
        || !answer.members().containsKey("RoleDetailList")) {
      throw new Unreadable(
          PolicyFile.called(file)
              + " is not what aws iam get-account-authorization-details prints: no UserDetailList"
              + " or RoleDetailList");
    }
    if (answer.members().get("IsTruncated") instanceof Tree.Bare(String truncated)
        && truncated.equals("true")) {
      throw new Unreadable(PolicyFile.called(file) + " is one page of several");
    }
    AccountDetails details = new AccountDetails();
    for (Tree.Node group : answer.nodes("GroupDetailList")) {
      details.groups.put(group.required("GroupName"), group);
    }
    for (Tree.Node policy : answer.nodes("Policies")) {
      details.addManaged(policy);
    }
    List<Identity> identities = new ArrayList<>();
    for (Tree.Node user : answer.nodes("UserDetailList")) {
      identities.add(details.user(user));
    }
    for (Tree.Node role : answer.nodes("RoleDetailList")) {
      identities.add(details.role(role));
    }
    return identities;
  }

  private void addManaged(Tree.Node policy) throws Unreadable {
    String inForce = policy.text("DefaultVersionId");
    for (Tree.Node version : policy.nodes("PolicyVersionList")) {
      String document = document(version, "Document");
      if (document != null && version.required("VersionId").equals(inForce)) {
        managed.put(policy.required("Arn"), document);
      }
    }
  }

  /** Returns a document as JSON; null if there is none. */
  private static @Nullable String document(Tree.Node whose, String member) {
    return switch (whose.members().get(member)) {
      case Tree.Node node -> node.written();
      case Tree.Text(String text) when text.stripLeading().startsWith("{") -> text;
      case Tree.Text(String text) -> decoded(text);
      case null, default -> null;
    };
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  private Identity user(Tree.Node user) throws Unreadable {
    Gathering gathering = new Gathering();
    add(gathering, user, "UserPolicyList");
    for (String name : user.texts("GroupList")) {
      Tree.Node group = groups.get(name);
      if (group == null) {
        gathering.policy("of group " + name, null);
      } else {
        add(gathering, group, "GroupPolicyList");
      }
    }
    Map<String, String> tags = new HashMap<>();
    for (Tree.Node tag : user.nodes("Tags")) {
      tags.put(tag.required("Key"), tag.required("Value"));
    }
    return gathering.user(
        account(user),
        user.required("UserId"),
        user.required("Path"),
        user.required("UserName"),
        tags);
  }

  private Identity role(Tree.Node role) throws Unreadable {
    Gathering gathering = new Gathering();
    add(gathering, role, "RolePolicyList");
    return gathering.role(
        account(role), role.required("RoleId"), role.required("Path"), role.required("RoleName"));
  }

  private static AccountId account(Tree.Node identity) throws Unreadable {
    String text = identity.required("Arn");
    Arn arn = Arn.parse(text);
    if (arn == null || !AccountId.isAccountId(arn.account()) || !arn.partition().equals("aws")) {
      throw new Unreadable("not the ARN of a user or role: " + Shown.plain(text));
    }
    return new AccountId(arn.account());
  }

  private void add(Gathering gathering, Tree.Node bearer, String inline) throws Unreadable {
    for (Tree.Node policy : bearer.nodes(inline)) {
      gathering.policy(policy.required("PolicyName"), document(policy, "PolicyDocument"));
    }
    for (Tree.Node attached : bearer.nodes("AttachedManagedPolicies")) {
      String arn = attached.required("PolicyArn");
      gathering.policy(arn, managed.get(arn));
    }
    if (bearer.members().get("PermissionsBoundary") instanceof Tree.Node boundary) {
      String arn = boundary.required("PermissionsBoundaryArn");
      gathering.boundary(arn, managed.get(arn));
    }
  }
}
