package io.strongroom.core.store;

import io.strongroom.iam.AccessKey;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.directory.Account;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.DirectoryChange;
import io.strongroom.iam.directory.DirectoryCommit;
import io.strongroom.iam.directory.DirectoryStore;
import io.strongroom.iam.directory.LastUse;
import io.strongroom.iam.directory.Role;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The identities of {@link MemoryStore}. Reads take no lock; commits take turns. Records of calls
 * are for the store to keep.
 */
final class MemoryIdentities implements DirectoryStore {
  private final ConcurrentMap<AccountId, Directory> directories = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, AccessKey> keys = new ConcurrentHashMap<>();
  private final ConcurrentMap<Subject, LastUse> uses = new ConcurrentHashMap<>();

  /** The ids of all keys there ever were; grows for as long as the process lives. */
  private final Set<String> issued = ConcurrentHashMap.newKeySet();

  @Override
  public Directory directory(AccountId account) {
    Directory known = directories.get(account);
    return known == null ? Directory.empty(account) : known;
  }

  @Override
  public @Nullable AccessKey accessKey(String accessKeyId) {
    return keys.get(accessKeyId);
  }

  @Override
  public synchronized DirectoryCommit commit(DirectoryChange change, byte @Nullable [] record) {
    Directory after = change.after();
    Account account = after.account();
    if (account == null) {
      throw new IllegalArgumentException("the account is not registered");
    }
    if (directory(after.id()).revision() != change.before().revision()) {
      return new DirectoryCommit.Stale();
    }
    for (AccessKey key : change.keyPuts()) {
      if (change.isNew(key) && issued.contains(key.id())) {
        return new DirectoryCommit.KeyIdTaken();
      }
    }
    if (isTaken(account)) {
      return new DirectoryCommit.EmailTaken();
    }
    directories.put(after.id(), after);
    for (AccessKey key : change.keyPuts()) {
      issued.add(key.id());
      keys.put(key.id(), key);
    }
    for (String id : change.keyRemovals()) {
      keys.remove(id);
      uses.remove(new Subject(after.id(), id));
    }
    change.removals().forEach(id -> uses.remove(new Subject(after.id(), id)));
    return new DirectoryCommit.Done(after);
  }

  private boolean isTaken(Account account) {
    String email = account.foldedEmail();
    AccountId owner = email == null ? null : accountWithEmail(email);
    return owner != null && !owner.equals(account.id());
  }

  @Override
  public boolean wasIssued(String accessKeyId) {
    return issued.contains(accessKeyId);
  }

  @Override
  public @Nullable AccountId accountWithEmail(String email) {
    String folded = email.toLowerCase(Locale.ROOT);
    for (Directory directory : directories.values()) {
      Account account = directory.account();
      if (account != null && folded.equals(account.foldedEmail())) {
        return account.id();
      }
    }
    return null;
  }

  @Override
  public List<Account> accounts(@Nullable AccountId after, int limit) {
    return directories.values().stream()
        .map(Directory::account)
        .filter(Objects::nonNull)
        .filter(each -> after == null || each.id().digits().compareTo(after.digits()) > 0)
        .sorted(Comparator.comparing((Account each) -> each.id().digits()))
        .limit(limit)
        .toList();
  }

  @Override
  public @Nullable LastUse lastUse(Subject subject) {
    return uses.get(subject);
  }

  @Override
  public synchronized void storeUses(Map<Subject, LastUse> noted) {
    noted.forEach(
        (subject, use) -> {
          Directory directory = directory(subject.account());
          if (directory.key(subject.id()) != null
              || directory.find(Role.class, subject.id()) != null) {
            uses.put(subject, use);
          }
        });
  }
}
