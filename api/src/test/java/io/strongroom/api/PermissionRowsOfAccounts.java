package io.strongroom.api;

import java.util.List;

/**
 * What operations of STS and Organizations need. Source: Service Authorization Reference, "Actions
 * defined by AWS Security Token Service" and "by AWS Organizations".
 */
final class PermissionRowsOfAccounts {
  private static final String ROLE = "RoleArn=${role}&RoleSessionName=s-2";
  private static final String NOT_MANAGEMENT =
      "400 AccessDeniedException: You don't have permissions to access this resource.";
  private static final String ACCOUNTS = "arn:aws:organizations::123456789012:account/";

  private static final String NO_TOKEN =
      "400 InvalidIdentityToken: The ID Token provided is not a valid JWT."
          + " (You may see this error if you sent an Access Token)";

  private PermissionRowsOfAccounts() {}

  private static PermissionRow managing(String name, String body) {
    return PermissionRow.of("organizations:" + name, body).tellingElsewhere(NOT_MANAGEMENT);
  }

  static List<PermissionRow> ofTokens() {
    return List.of(
        PermissionRow.of("sts:AssumeRole", ROLE).on("sts:AssumeRole", "${role}"),
        PermissionRow.of(
                "sts:AssumeRole",
                ROLE + "&Tags.member.1.Key=k&Tags.member.1.Value=v&SourceIdentity=ann")
            .on("sts:AssumeRole", "${role}")
            .on("sts:TagSession", "${role}")
            .on("sts:SetSourceIdentity", "${role}"),
        PermissionRow.of(
                "sts:AssumeRoleWithWebIdentity", ROLE + "&WebIdentityToken=none-of-an-issuer")
            .telling(NO_TOKEN),
        PermissionRow.of("sts:GetAccessKeyInfo", "AccessKeyId=${eves-key}")
            .onNothing("sts:GetAccessKeyInfo"),
        PermissionRow.of("sts:GetCallerIdentity", ""),
        PermissionRow.of("sts:GetSessionToken", ""));
  }

  static List<PermissionRow> ofOrganizations() {
    return List.of(
        managing("CloseAccount", "{\"AccountId\":\"${member}\"}")
            .on("organizations:CloseAccount", ACCOUNTS + "${organization}/${member}"),
        managing("CreateAccount", "{\"Email\":\"new@example.com\",\"AccountName\":\"New\"}")
            .onNothing("organizations:CreateAccount"),
        managing("DescribeAccount", "{\"AccountId\":\"${member}\"}")
            .on("organizations:DescribeAccount", ACCOUNTS + "${organization}/${member}"),
        managing("DescribeCreateAccountStatus", "{\"CreateAccountRequestId\":\"${making}\"}")
            .onNothing("organizations:DescribeCreateAccountStatus"),
        PermissionRow.of("organizations:DescribeOrganization", "{}")
            .onNothing("organizations:DescribeOrganization"),
        managing("ListAccounts", "{}").onNothing("organizations:ListAccounts"),
        managing("ListCreateAccountStatus", "{}")
            .onNothing("organizations:ListCreateAccountStatus"));
  }
}
