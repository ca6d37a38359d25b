package io.strongroom.analyzer;

import io.strongroom.iam.AccountId;
import io.strongroom.iam.policy.IpRange;
import java.util.List;
import java.util.Set;

/** Whom a policy must keep out, so as not to be public. */
public sealed interface Outsiders {

  /**
   * Whoever the policy does not name by a fixed value: the notion of public that AWS publishes.
   *
   * <p>Source: Amazon S3 User Guide, "The meaning of public".
   */
  record Unnamed() implements Outsiders {}

  /**
   * Whoever is in none of these, whether or not the policy names them.
   *
   * @param accounts trusted accounts
   * @param organizations ids of trusted organizations, {@code o-...}
   * @param networks trusted ranges of addresses
   */
  record Beyond(Set<AccountId> accounts, Set<String> organizations, List<IpRange> networks)
      implements Outsiders {

    /** Copies what it is given. */
    public Beyond {
      accounts = Set.copyOf(accounts);
      organizations = Set.copyOf(organizations);
      networks = List.copyOf(networks);
    }
  }
}
