package io.strongroom.api.organizations;

import static io.strongroom.api.shape.OutputStructure.member;

import io.strongroom.api.AccountOperation;
import io.strongroom.api.Call;
import io.strongroom.api.Contract;
import io.strongroom.api.Nothing;
import io.strongroom.api.shape.InputStructure;
import io.strongroom.api.shape.OutputStructure;
import io.strongroom.api.shape.Shape;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.identity.Organization;
import io.strongroom.iam.directory.Account;
import java.util.List;

/** {@code DescribeOrganization}: the one organization, which every account may look at. */
final class DescribeOrganization implements AccountOperation<Nothing, Account> {

  private static final OutputStructure<String> POLICY_TYPE =
      OutputStructure.of(
          "PolicyTypeSummary",
          member(
              "Type",
              Shapes.oneOf(
                  "SERVICE_CONTROL_POLICY",
                  "RESOURCE_CONTROL_POLICY",
                  "TAG_POLICY",
                  "BACKUP_POLICY",
                  "AISERVICES_OPT_OUT_POLICY",
                  "CHATBOT_POLICY",
                  "DECLARATIVE_POLICY_EC2",
                  "SECURITYHUB_POLICY",
                  "INSPECTOR_POLICY",
                  "UPGRADE_ROLLOUT_POLICY",
                  "BEDROCK_POLICY",
                  "S3_POLICY",
                  "NETWORK_SECURITY_DIRECTOR_POLICY"),
              type -> type),
          member(
              "Status",
              Shapes.oneOf("ENABLED", "PENDING_ENABLE", "PENDING_DISABLE"),
              _ -> "ENABLED"));

  private static final OutputStructure<Account> ORGANIZATION =
      OutputStructure.of(
          "Organization",
          member(
              "Id",
              Shapes.pattern(0, Shape.UNBOUNDED, "^o-[a-z0-9]{10,32}$", _ -> true),
              manager -> Organization.id(manager.id())),
          member(
              "Arn",
              Shapes.pattern(
                  0,
                  Shape.UNBOUNDED,
                  "^arn:aws:organizations::\\d{12}:organization\\/o-[a-z0-9]{10,32}",
                  _ -> true),
              DescribeOrganization::arn),
          member("FeatureSet", Shapes.oneOf("ALL", "CONSOLIDATED_BILLING"), _ -> "ALL"),
          member(
              "MasterAccountArn",
              Shapes.ACCOUNT_ARN,
              manager -> new Shapes.Shown(manager, manager.id()).arn()),
          member("MasterAccountId", Shapes.ACCOUNT_ID, manager -> manager.id().digits()),
          member("MasterAccountEmail", Shapes.EMAIL, Account::email),
          member("AvailablePolicyTypes", Shape.list(POLICY_TYPE), _ -> List.of()));

  private static final Contract<Nothing, Account> CONTRACT =
      Contract.ofService(
          OrganizationsOperations.NAME,
          "DescribeOrganization",
          InputStructure.of("DescribeOrganizationRequest", _ -> new Nothing()),
          OutputStructure.of(
              "DescribeOrganizationResponse",
              member("Organization", ORGANIZATION, manager -> manager)),
          ErrorCode.ORGANIZATIONS_NOT_IN_USE);

  private final Organization organization;

  DescribeOrganization(Organization organization) {
    this.organization = organization;
  }

  @Override
  public Contract<Nothing, Account> contract() {
    return CONTRACT;
  }

  @Override
  public Account answer(Nothing in, Call call) {
    return Management.of(organization);
  }

  private static String arn(Account manager) {
    return "arn:aws:organizations::%s:organization/%s"
        .formatted(manager.id(), Organization.id(manager.id()));
  }
}
