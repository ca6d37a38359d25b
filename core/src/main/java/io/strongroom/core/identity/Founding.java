package io.strongroom.core.identity;

import io.strongroom.iam.AccountId;
import io.strongroom.iam.directory.Account;
import io.strongroom.iam.directory.AwsManagedPolicies;
import io.strongroom.iam.directory.DirectoryChange;
import io.strongroom.iam.directory.DirectoryCommit;
import io.strongroom.iam.directory.DirectoryStore;
import io.strongroom.iam.directory.Identifiers;
import io.strongroom.iam.directory.Kind;
import io.strongroom.iam.directory.Policies;
import io.strongroom.iam.directory.User;
import io.strongroom.keys.Entropy;
import java.time.Instant;

/** How the first account of a store comes into being (requirement OPS-2). */
public final class Founding {

  /** The name of the first user. */
  public static final String ADMINISTRATOR = "administrator";

  private Founding() {}

  /**
   * Makes the management account, a user in it who may do everything, and that user's access key,
   * all in one commit.
   *
   * @param now the time, in milliseconds
   * @return the key, whose secret half exists nowhere else; the caller closes it
   * @throws IllegalStateException if the store has that account already
   */
  public static Credentials.Minted found(
      DirectoryStore store, Credentials credentials, AccountId id, Instant now, Entropy entropy) {
    User administrator =
        User.of(Identifiers.of(id, Kind.USER, Kind.USER.newId(entropy), "/", ADMINISTRATOR), now)
            .with(Policies.NONE.attaching(AwsManagedPolicies.ADMINISTRATOR_ACCESS));
    Credentials.Minted minted = credentials.mint(id, administrator.id(), now, entropy);
    DirectoryChange change =
        DirectoryChange.ofNew(Account.unnamed(id, Account.Standing.MANAGEMENT, now))
            .putting(administrator)
            .putting(minted.key());
    if (!(store.commit(change) instanceof DirectoryCommit.Done)) {
      minted.secret().close();
      throw new IllegalStateException("the account " + id + " exists");
    }
    return minted;
  }
}
