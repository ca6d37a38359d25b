package io.strongroom.api.iam;

import static io.strongroom.api.shape.OutputStructure.member;

import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.DirectoryRead;
import io.strongroom.api.Nothing;
import io.strongroom.api.Permission;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.api.shape.Shape;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.Kind;
import io.strongroom.iam.directory.ManagedPolicy;
import io.strongroom.iam.directory.Quotas;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code GetAccountSummary}: how much of everything the account has and may have. Of what is not
 * offered here, such as passwords, it tells that there is none.
 */
final class GetAccountSummary implements DirectoryRead<Nothing, Map<String, Long>> {
  private static final Contract<Nothing, Map<String, Long>> CONTRACT =
      Contract.iam(
          "GetAccountSummary",
          InputStructure.of("GetAccountSummaryRequest", _ -> new Nothing()),
          OutputStructure.of(
              "GetAccountSummaryResponse",
              member("SummaryMap", new Shape.MapOf<>(Shapes.COUNT), summary -> summary)));

  private static final Map<String, Long> ABSENT =
      Map.of(
          "AccountMFAEnabled", 0L,
          "AccountPasswordPresent", 0L,
          "AccountSigningCertificatesPresent", 0L,
          "InstanceProfiles", 0L,
          "MFADevices", 0L,
          "MFADevicesInUse", 0L,
          "ServerCertificates", 0L);

  @Override
  public Contract<Nothing, Map<String, Long>> contract() {
    return CONTRACT;
  }

  @Override
  public Permission permission(Nothing in, Directory directory, Call call) {
    return Permission.withoutResource();
  }

  @Override
  public Map<String, Long> answer(Nothing in, Directory directory, Call call) {
    Map<String, Long> summary = new TreeMap<>(ABSENT);
    count(summary, directory, "Users", Kind.USER, Quotas.USERS);
    count(summary, directory, "Groups", Kind.GROUP, Quotas.GROUPS);
    count(summary, directory, "Roles", Kind.ROLE, Quotas.ROLES);
    count(summary, directory, "Policies", Kind.POLICY, Quotas.POLICIES);
    summary.put("Providers", (long) directory.count(Kind.OIDC_PROVIDER));
    boolean rootHasKeys = !directory.keysOf(call.account().digits()).isEmpty();
    summary.put("AccountAccessKeysPresent", rootHasKeys ? 1L : 0L);
    summary.put(
        "PolicyVersionsInUse",
        directory.list(ManagedPolicy.class, "/", null, Integer.MAX_VALUE).stream()
            .mapToLong(policy -> policy.versions().size())
            .sum());
    summary.put("AccessKeysPerUserQuota", (long) Quotas.ACCESS_KEYS_PER_USER);
    summary.put("AssumeRolePolicySizeQuota", (long) Documents.MAX_TRUST_POLICY_SIZE);
    summary.put("AttachedPoliciesPerGroupQuota", (long) Quotas.ATTACHED_POLICIES);
    summary.put("AttachedPoliciesPerRoleQuota", (long) Quotas.ATTACHED_POLICIES);
    summary.put("AttachedPoliciesPerUserQuota", (long) Quotas.ATTACHED_POLICIES);
    summary.put("GroupPolicySizeQuota", (long) InlineSizes.GROUP);
    summary.put("GroupsPerUserQuota", (long) Quotas.GROUPS_PER_USER);
    summary.put("PolicySizeQuota", (long) ManagedPolicies.MAX_SIZE);
    summary.put("RolePolicySizeQuota", (long) InlineSizes.ROLE);
    summary.put("UserPolicySizeQuota", (long) InlineSizes.USER);
    summary.put("VersionsPerPolicyQuota", (long) ManagedPolicy.MAX_VERSIONS);
    return summary;
  }

  private static void count(
      Map<String, Long> summary, Directory directory, String name, Kind kind, int quota) {
    summary.put(name, (long) directory.count(kind));
    summary.put(name + "Quota", (long) quota);
  }
}
