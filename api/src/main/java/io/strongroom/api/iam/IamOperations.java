package io.strongroom.api.iam;

import io.strongroom.api.Operation;
import io.strongroom.api.Operations;
import io.strongroom.api.Service;
import io.strongroom.core.identity.Credentials;
import io.strongroom.core.identity.Directories;
import io.strongroom.core.identity.LastUses;
import io.strongroom.core.store.PageTokens;
import io.strongroom.iam.directory.Identity;
import io.strongroom.keys.Entropy;
import java.util.ArrayList;
import java.util.List;

/** The operations of IAM, version 2010-05-08, that are offered; any other is an InvalidAction. */
public final class IamOperations {
  private static final String NAME = "iam";
  private static final String VERSION = "2010-05-08";

  private IamOperations() {}

  /** Returns the service that these operations are. */
  public static Service service(Operations operations) {
    return Service.query(NAME, VERSION, operations);
  }

  /**
   * Puts the operations together.
   *
   * @param directories know the users and roles that trust policies name
   * @param credentials seal the secrets of new access keys
   * @param uses know when keys and roles were last used
   * @param tokens authenticate markers
   * @param entropy gives unique ids and access keys
   */
  public static Operations operations(
      Directories directories,
      Credentials credentials,
      LastUses uses,
      PageTokens tokens,
      Entropy entropy) {
    Pages pages = new Pages(tokens);
    List<Operation<?, ?>> all = new ArrayList<>();
    all.addAll(ofUsers(pages, credentials, uses, entropy));
    all.addAll(ofGroups(pages, entropy));
    all.addAll(ofRoles(new TrustPolicies(directories), pages, uses, entropy));
    all.addAll(ofPolicies(pages, entropy));
    all.addAll(ofProvidersAndAccount(pages));
    all.addAll(ofEveryKind(pages));
    all.addAll(ofSimulations(pages));
    all.add(new GetAccountAuthorizationDetails(new TrustPolicies(directories), pages, uses));
    return Operations.of(all);
  }

  private static List<Operation<?, ?>> ofUsers(
      Pages pages, Credentials credentials, LastUses uses, Entropy entropy) {
    return List.of(
        new CreateUser(entropy),
        new GetUser(),
        new UpdateUser(),
        new DeleteUser(),
        ListIdentities.users(pages),
        new CreateAccessKey(credentials, entropy),
        new ListAccessKeys(pages),
        new UpdateAccessKey(),
        new DeleteAccessKey(),
        new GetAccessKeyLastUsed(uses));
  }

  private static List<Operation<?, ?>> ofGroups(Pages pages, Entropy entropy) {
    return List.of(
        new CreateGroup(entropy),
        new GetGroup(pages),
        new UpdateGroup(),
        new DeleteGroup(),
        ListIdentities.groups(pages),
        ChangeMembership.adding(),
        ChangeMembership.removing(),
        new ListGroupsForUser(pages));
  }

  private static List<Operation<?, ?>> ofRoles(
      TrustPolicies trusts, Pages pages, LastUses uses, Entropy entropy) {
    return List.of(
        new CreateRole(trusts, entropy),
        new GetRole(trusts, uses),
        new UpdateRole(),
        new UpdateRoleDescription(trusts),
        new UpdateAssumeRolePolicy(trusts),
        new DeleteRole(),
        ListIdentities.roles(trusts, pages),
        new CreateServiceLinkedRole());
  }

  private static List<Operation<?, ?>> ofPolicies(Pages pages, Entropy entropy) {
    return List.of(
        new CreatePolicy(entropy),
        new GetPolicy(),
        new DeletePolicy(),
        new ListPolicies(pages),
        new CreatePolicyVersion(),
        new GetPolicyVersion(),
        new ListPolicyVersions(pages),
        new DeletePolicyVersion(),
        new SetDefaultPolicyVersion(),
        new ListEntitiesForPolicy(pages));
  }

  private static List<Operation<?, ?>> ofProvidersAndAccount(Pages pages) {
    return List.of(
        new CreateOpenIdConnectProvider(),
        new GetOpenIdConnectProvider(),
        new DeleteOpenIdConnectProvider(),
        new ListOpenIdConnectProviders(),
        ChangeClientId.adding(),
        ChangeClientId.removing(),
        new UpdateOpenIdConnectProviderThumbprint(),
        new GetAccountSummary(),
        new CreateAccountAlias(),
        new DeleteAccountAlias(),
        new ListAccountAliases(pages));
  }

  private static List<Operation<?, ?>> ofSimulations(Pages pages) {
    return List.of(
        new SimulateCustomPolicy(pages),
        new SimulatePrincipalPolicy(pages),
        new GetContextKeysForCustomPolicy(),
        new GetContextKeysForPrincipalPolicy());
  }

  /** What is the same for users, groups and roles, or for everything that has tags. */
  private static List<Operation<?, ?>> ofEveryKind(Pages pages) {
    List<Operation<?, ?>> all = new ArrayList<>();
    all.add(PutInlinePolicy.ofUser());
    all.add(PutInlinePolicy.ofGroup());
    all.add(PutInlinePolicy.ofRole());
    for (Target<? extends Identity.Bearer> target :
        List.of(Target.USER, Target.GROUP, Target.ROLE)) {
      all.add(new GetInlinePolicy(target));
      all.add(new DeleteInlinePolicy(target));
      all.add(new ListInlinePolicies(target, pages));
    }
    for (Target<? extends Identity.Bearer> target :
        List.of(Target.NEW_USER, Target.GROUP, Target.ROLE)) {
      all.add(new AttachPolicy(target));
      all.add(new DetachPolicy(target));
      all.add(new ListAttachedPolicies(target, pages));
    }
    for (Target<? extends Identity.Bearer> target : List.of(Target.NEW_USER, Target.ROLE)) {
      all.add(new PutBoundary(target));
      all.add(new DeleteBoundary(target));
    }
    for (Target<?> target : List.of(Target.USER, Target.ROLE, Target.POLICY, Target.PROVIDER)) {
      all.add(new TagIdentity(target));
      all.add(new UntagIdentity(target));
      all.add(new ListIdentityTags(target, pages));
    }
    return all;
  }
}
