package io.strongroom.iam.directory;

import io.strongroom.iam.AccountId;
import io.strongroom.iam.IdentityStore;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where accounts and their identities are kept: a port. A store knows no rule about identities but
 * those that {@link DirectoryChange} holds to. All methods may be called by many threads.
 */
public interface DirectoryStore extends IdentityStore {

  /**
   * Returns all identities of an account as they were last committed, or an empty directory of
   * revision 0 if there is no such account.
   */
  Directory directory(AccountId account);

  /**
   * Stores all of a change, or nothing if the account is no longer as it was when the change was
   * decided. When it returns {@link DirectoryCommit.Done} the change is flushed, and every later
   * {@link #directory} and {@link #accessKey} sees it (requirements PRM-1, PRM-5).
   *
   * @param record the record of the call that makes the change, which is stored with it and not
   *     looked into; null where nothing is kept
   * @throws IllegalArgumentException if the account is not registered, before or by the change
   */
  DirectoryCommit commit(DirectoryChange change, byte @Nullable [] record);

  /** Stores what no call asked for, without a record. */
  default DirectoryCommit commit(DirectoryChange change) {
    return commit(change, null);
  }

  /**
   * Tells whether a key of that id exists or ever did. Such an id is never given to another key,
   * nor taken for that of a stranger.
   */
  boolean wasIssued(String accessKeyId);

  /**
   * Returns the account with an e-mail address, or null.
   *
   * @param email in any case
   */
  @Nullable AccountId accountWithEmail(String email);

  /**
   * Returns accounts in the order of their numbers.
   *
   * @param after the number to begin behind, or null to begin at the first
   * @param limit the most to return, 1 or more
   */
  List<Account> accounts(@Nullable AccountId after, int limit);

  /** Returns when a key or a role was last used, as far as that is stored, or null for never. */
  @Nullable LastUse lastUse(Subject subject);

  /** Stores when keys and roles were used. Those that are gone are passed over. */
  void storeUses(Map<Subject, LastUse> uses);

  /**
   * What is used: an access key or a role.
   *
   * @param account the account it belongs to
   * @param id the access key id, or the unique id of the role
   */
  record Subject(AccountId account, String id) implements Comparable<Subject> {
    @Override
    public int compareTo(Subject other) {
      int byId = id.compareTo(other.id);
      return byId != 0 ? byId : account.digits().compareTo(other.account.digits());
    }
  }
}
