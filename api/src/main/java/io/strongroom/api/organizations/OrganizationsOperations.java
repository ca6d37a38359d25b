package io.strongroom.api.organizations;

import io.strongroom.api.Operations;
import io.strongroom.api.Service;
import io.strongroom.core.identity.Directories;
import io.strongroom.core.identity.Organization;
import io.strongroom.core.store.PageTokens;
import io.strongroom.keys.Entropy;
import java.util.List;

/** The operations of Organizations that are offered. */
public final class OrganizationsOperations {
  static final String NAME = "organizations";
  private static final String TARGET_PREFIX = "AWSOrganizationsV20161128.";

  private OrganizationsOperations() {}

  /** Returns the service that these operations are. */
  public static Service service(Operations operations) {
    return Service.json(NAME, TARGET_PREFIX, operations);
  }

  /** Puts the operations together. */
  public static Operations operations(
      Organization organization, Directories directories, PageTokens tokens, Entropy entropy) {
    Management management = new Management(organization);
    Makings makings = new Makings(organization, entropy);
    return Operations.of(
        List.of(
            new CloseAccount(management, organization, directories),
            new CreateAccount(management, makings),
            new DescribeAccount(management, organization),
            new DescribeCreateAccountStatus(management, makings),
            new DescribeOrganization(organization),
            new ListAccounts(management, organization, tokens),
            new ListCreateAccountStatus(management, makings, tokens)));
  }
}
