package io.strongroom.core.identity;

import io.strongroom.core.audit.AuditRecord;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.directory.Account;
import io.strongroom.iam.directory.AwsManagedPolicies;
import io.strongroom.iam.directory.DirectoryChange;
import io.strongroom.iam.directory.DirectoryCommit;
import io.strongroom.iam.directory.DirectoryStore;
import io.strongroom.iam.directory.Identifiers;
import io.strongroom.iam.directory.Kind;
import io.strongroom.iam.directory.Policies;
import io.strongroom.iam.directory.Role;
import io.strongroom.keys.Entropy;
import io.strongroom.keys.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All accounts of this server: the one that manages, and those that were made from it. */
public final class Organization {

  /** How often another number is drawn for a new account; there are 10^12 of them. */
  private static final int MAX_ATTEMPTS = 100;

  private static final long NUMBERS = 1_000_000_000_000L;
  private static final int PAGE = 1_000;

  /** How many characters follow {@code o-} in an organization's id: the fewest of the model. */
  private static final int ID_LENGTH = 10;

  /** How many digits of a hash follow the account's number in the id of its making. */
  private static final int MAKING_HASH_LENGTH = 20;

  private static final String MAKING_PREFIX = "car-";

  private final DirectoryStore store;
  private final Entropy entropy;
  private volatile @Nullable Account management;

  /** Finds accounts in {@code store}. */
  public Organization(DirectoryStore store, Entropy entropy) {
    this.store = store;
    this.entropy = entropy;
  }

  /** What became of an attempt to make an account. */
  public sealed interface Making {

    /** The account is there, with its role. */
    record Made(Account account) implements Making {}

    /** Another account has the e-mail address. */
    record EmailTaken() implements Making {}
  }

  /** Returns the account that manages the others, or null if there is none. */
  public @Nullable Account management() {
    Account known = management;
    if (known != null) {
      return known;
    }
    AccountId after = null;
    while (true) {
      List<Account> page = store.accounts(after, PAGE);
      for (Account account : page) {
        if (account.standing() == Account.Standing.MANAGEMENT) {
          management = account;
          return account;
        }
      }
      if (page.size() < PAGE) {
        return null;
      }
      after = page.getLast().id();
    }
  }

  /**
   * Returns the id of the organization, which follows from its management account.
   *
   * @return {@code o-} and ten characters of {@code [a-z0-9]}
   */
  public static String id(AccountId management) {
    return "o-" + hash("organization", management.digits(), ID_LENGTH);
  }

  /** Returns the account with a number, or null. */
  public @Nullable Account find(AccountId id) {
    return store.directory(id).account();
  }

  /** Returns accounts in the order of their numbers, as {@link DirectoryStore#accounts} does. */
  public List<Account> list(@Nullable AccountId after, int limit) {
    return store.accounts(after, limit);
  }

  /**
   * Makes an account and in it a role that may do everything and that the management account may
   * take on, all in one commit.
   *
   * @param roleName a name of at most 64 characters
   * @param now the time, in milliseconds
   * @param recording makes the record of the call for the account that is tried, or null
   */
  public Making make(
      Account management,
      String name,
      String email,
      String roleName,
      Instant now,
      Function<Account, @Nullable AuditRecord> recording) {
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      AccountId id = newNumber();
      if (store.directory(id).account() != null) {
        continue;
      }
      Account account =
          new Account(id, name, email, null, Account.Standing.MEMBER, Account.Status.ACTIVE, now);
      DirectoryChange change =
          DirectoryChange.ofNew(account).putting(access(id, management.id(), roleName, now));
      AuditRecord record = recording.apply(account);
      switch (store.commit(change, record == null ? null : record.bytes())) {
        case DirectoryCommit.Done _ -> {
          return new Making.Made(account);
        }
        case DirectoryCommit.EmailTaken _ -> {
          return new Making.EmailTaken();
        }
        case DirectoryCommit.Stale _, DirectoryCommit.KeyIdTaken _ -> {}
      }
    }
    throw new IllegalStateException("no number is free for a new account");
  }

  /** The number of no account is all zeros. */
  private AccountId newNumber() {
    long drawn = ByteBuffer.wrap(entropy.bytes(Long.BYTES)).getLong();
    return new AccountId("%012d".formatted(1 + Long.remainderUnsigned(drawn, NUMBERS - 1)));
  }

  private Role access(AccountId id, AccountId management, String name, Instant now) {
    String trust =
        ("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":"
                + "{\"AWS\":\"arn:aws:iam::%s:root\"},\"Action\":\"sts:AssumeRole\"}]}")
            .formatted(management);
    Identifiers identifiers = Identifiers.of(id, Kind.ROLE, Kind.ROLE.newId(entropy), "/", name);
    return Role.of(identifiers, now, trust)
        .with(Policies.NONE.attaching(AwsManagedPolicies.ADMINISTRATOR_ACCESS));
  }

  /**
   * Returns the id of the request that made an account. It follows from the account's number, so
   * that nothing has to be kept about requests that are done.
   */
  public static String makingId(AccountId account) {
    return MAKING_PREFIX
        + account.digits()
        + hash("create-account", account.digits(), MAKING_HASH_LENGTH);
  }

  /** Returns the account that a request of that id has made, or null. */
  public @Nullable Account madeBy(String makingId) {
    int end = MAKING_PREFIX.length() + AccountId.LENGTH;
    if (makingId.length() < end) {
      return null;
    }
    String digits = makingId.substring(MAKING_PREFIX.length(), end);
    if (!AccountId.isAccountId(digits) || !makingId(new AccountId(digits)).equals(makingId)) {
      return null;
    }
    return find(new AccountId(digits));
  }

  private static String hash(String purpose, String text, int length) {
    byte[] hash = Sha256.hash((purpose + '/' + text).getBytes(StandardCharsets.US_ASCII));
    return HexFormat.of().formatHex(hash).substring(0, length);
  }
}
