package io.strongroom.iam.directory;

import io.strongroom.iam.AccessKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a decision made of a directory: identities and access keys to put and to remove, all or
 * nothing, if the account is still at the revision that the decision saw.
 *
 * <p>Every step is checked against the directory with all steps before it, so a change that exists
 * can be stored: no name is taken twice, no key belongs to nobody, and nothing is of another
 * account. A step that breaks this is a mistake of the caller's, an {@link
 * IllegalArgumentException}.
 */
public final class DirectoryChange {
  private final Directory before;
  private final Directory after;
  private final Set<String> identities;
  private final Set<String> keys;

  private DirectoryChange(
      Directory before, Directory after, Set<String> identities, Set<String> keys) {
    this.before = before;
    this.after = after;
    this.identities = identities;
    this.keys = keys;
  }

  /** Begins a change of a directory, which changes nothing yet. */
  public static DirectoryChange of(Directory before) {
    return new DirectoryChange(before, before.revised(), Set.of(), Set.of());
  }

  /** Begins a change that makes an account. */
  public static DirectoryChange ofNew(Account account) {
    return of(Directory.ofNew(account));
  }

  /** Puts identities, each in the place of what has its unique id. */
  public DirectoryChange putting(Identity... puts) {
    return putting(List.of(puts));
  }

  /** Puts identities, each in the place of what has its unique id. */
  public DirectoryChange putting(Collection<? extends Identity> puts) {
    Set<String> touched = new LinkedHashSet<>(identities);
    puts.forEach(each -> touched.add(each.id()));
    return new DirectoryChange(before, after.putting(puts, after.revision()), touched, keys);
  }

  /** Removes an identity, and the access keys of a user with it. It must be there. */
  public DirectoryChange removing(Identity identity) {
    Set<String> touched = new LinkedHashSet<>(identities);
    Identity found = after.find(identity.id());
    if (found == null) {
      throw new IllegalArgumentException("what is removed must be there");
    }
    touched.add(found.id());
    DirectoryChange change =
        new DirectoryChange(before, after.without(found, after.revision()), touched, keys);
    for (AccessKey key : after.keysOf(found.id())) {
      change = change.removing(key);
    }
    return change;
  }

  /** Puts an access key, in the place of what has its id. Its owner must be there. */
  public DirectoryChange putting(AccessKey key) {
    boolean owned = key.isOfRoot() || after.find(User.class, key.owner()) != null;
    if (!owned || !key.account().equals(after.id())) {
      throw new IllegalArgumentException("the owner of an access key must be there");
    }
    Map<String, AccessKey> next = keysOf(after);
    next.put(key.id(), key);
    return withKeys(next, key);
  }

  /** Removes an access key, if it is there. */
  public DirectoryChange removing(AccessKey key) {
    Map<String, AccessKey> next = keysOf(after);
    next.remove(key.id());
    return withKeys(next, key);
  }

  private DirectoryChange withKeys(Map<String, AccessKey> next, AccessKey key) {
    Set<String> touched = new LinkedHashSet<>(keys);
    touched.add(key.id());
    return new DirectoryChange(before, after.withKeys(next, after.revision()), identities, touched);
  }

  private static Map<String, AccessKey> keysOf(Directory directory) {
    Map<String, AccessKey> keys = HashMap.newHashMap(directory.keys().size() + 1);
    directory.keys().forEach(key -> keys.put(key.id(), key));
    return keys;
  }

  /** Changes what the account itself is called, or its status. */
  public DirectoryChange registering(Account account) {
    if (!account.id().equals(after.id())) {
      throw new IllegalArgumentException("another account");
    }
    return new DirectoryChange(
        before, after.registered(account, after.revision()), identities, keys);
  }

  /** Returns the directory that the change was decided on. */
  public Directory before() {
    return before;
  }

  /** Returns the directory as it is once the change is stored. */
  public Directory after() {
    return after;
  }

  /** Returns the account if it is new or changed, else null. */
  public @Nullable Account account() {
    Account account = after.account();
    boolean changed = before.revision() == 0 || !Objects.equals(account, before.account());
    return changed ? account : null;
  }

  /** Returns the identities to store, in the order in which they were put. */
  public List<Identity> puts() {
    return identities.stream().map(after::find).filter(Objects::nonNull).toList();
  }

  /** Returns the unique ids of the identities to remove. */
  public List<String> removals() {
    return identities.stream().filter(id -> after.find(id) == null).toList();
  }

  /** Returns the access keys to store. */
  public List<AccessKey> keyPuts() {
    return keys.stream().map(after::key).filter(Objects::nonNull).toList();
  }

  /** Returns the ids of the access keys to remove. */
  public List<String> keyRemovals() {
    return keys.stream().filter(id -> after.key(id) == null && before.key(id) != null).toList();
  }

  /** Tells whether a key that is stored was not there before. */
  public boolean isNew(AccessKey key) {
    return before.key(key.id()) == null;
  }

  /** Tells whether there is nothing to store. */
  public boolean isEmpty() {
    return identities.isEmpty() && keys.isEmpty() && account() == null;
  }
}
