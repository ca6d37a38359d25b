package io.strongroom.core.identity;

import io.strongroom.core.audit.AuditRecord;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.turn.Turns;
import io.strongroom.iam.AccessKey;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.IdentityStore;
import io.strongroom.iam.Principal;
import io.strongroom.iam.directory.Account;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.DirectoryChange;
import io.strongroom.iam.directory.DirectoryCommit;
import io.strongroom.iam.directory.DirectoryStore;
import io.strongroom.iam.directory.Identity;
import io.strongroom.iam.session.Session;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds the identities of accounts, and runs the loop of every change of them. */
public final class Directories implements IdentityStore {

  /**
   * How often a change is decided again because somebody else was faster. Each miss means that
   * another change of the same account went through.
   */
  static final int MAX_ATTEMPTS = 100;

  private static final int ACCOUNTS_AT_ONCE = 100;

  private final DirectoryStore store;
  private final Strangers strangers;
  private final InstantSource clock;
  private final Turns turns = new Turns();

  /** What an account is that nobody has made. */
  public enum Strangers {
    /** It does not exist. */
    ABSENT,
    /** It exists and is empty, and is stored with the first change of it. For development only. */
    WELCOME
  }

  /** Changes directories in {@code store}; accounts that are welcome join at the clock's time. */
  public Directories(DirectoryStore store, Strangers strangers, InstantSource clock) {
    this.store = store;
    this.strangers = strangers;
    this.clock = clock;
  }

  /**
   * Returns the identities of an account as they are now; those of an account that does not exist
   * are none, and it has no {@link Directory#account}.
   */
  public Directory of(AccountId account) {
    Directory stored = store.directory(account);
    if (stored.account() != null || strangers == Strangers.ABSENT) {
      return stored;
    }
    return Directory.ofNew(
        Account.unnamed(
            account, Account.Standing.MEMBER, clock.instant().truncatedTo(ChronoUnit.MILLIS)));
  }

  /**
   * Returns the identity with a unique id, of whatever account, or null. It looks through one
   * account after the other: whoever can tell the account asks its directory.
   */
  public @Nullable Identity find(String uniqueId) {
    List<Account> accounts = store.accounts(null, ACCOUNTS_AT_ONCE);
    while (!accounts.isEmpty()) {
      for (Account account : accounts) {
        Identity found = store.directory(account.id()).find(uniqueId);
        if (found != null) {
          return found;
        }
      }
      accounts = store.accounts(accounts.getLast().id(), ACCOUNTS_AT_ONCE);
    }
    return null;
  }

  /**
   * Returns the key with this id, inactive ones too, or null if there is none or it speaks for
   * nobody any more: its user is gone, or its account is or is closed. So a signature by such a key
   * costs what one by an unknown key costs, and is answered alike (requirement SIG-6).
   */
  @Override
  public @Nullable AccessKey accessKey(String accessKeyId) {
    AccessKey key = store.accessKey(accessKeyId);
    return key == null || principal(key) == null ? null : key;
  }

  /** Returns whom a key speaks for now, or null if for nobody. */
  public Principal.@Nullable OfAccount principal(AccessKey key) {
    return store.directory(key.account()).principal(key);
  }

  /** Returns whom a session speaks for now, or null if for nobody. */
  public Principal.@Nullable OfAccount principal(Session session) {
    return of(session.account()).principal(session);
  }

  /**
   * Tells whether there is or ever was an access key of that id here. The store is asked only about
   * ids that could be, and not about the {@code test} of everybody's examples.
   */
  public boolean wasIssued(String accessKeyId) {
    return Credentials.isId(accessKeyId) && store.wasIssued(accessKeyId);
  }

  /**
   * Decides and commits until nobody was faster; callers of this server take turns at each account.
   * {@code decide} gets the directory as it is now, changes nothing itself, and may be run more
   * than once. It draws a new id for a new key each time, and looks itself whether the e-mail
   * address of a new account is taken.
   *
   * @return the answer of the decision that was committed
   * @throws ServiceException ThrottlingException if others were faster all the time
   */
  public <O> O update(AccountId account, Function<Directory, Decision<O>> decide) {
    return turns.take(account.digits(), () -> decideAndCommit(account, decide));
  }

  private <O> O decideAndCommit(AccountId account, Function<Directory, Decision<O>> decide) {
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      Decision<O> decision = decide.apply(of(account));
      DirectoryChange change = decision.change();
      if (change == null || commit(change, decision.record()) instanceof DirectoryCommit.Done) {
        return decision.answer();
      }
    }
    throw new ServiceException(ErrorCode.THROTTLING, "Rate exceeded");
  }

  private DirectoryCommit commit(DirectoryChange change, @Nullable AuditRecord record) {
    return store.commit(change, record == null ? null : record.bytes());
  }
}
