package io.strongroom.iam.directory;

import io.strongroom.iam.AccessKey;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Arn;
import io.strongroom.iam.Principal;
import io.strongroom.iam.session.Session;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * All identities of one account at one moment. It never changes: a {@link DirectoryChange} makes
 * the next one.
 *
 * <p>What a change costs: the maps of the kind that it touches are copied, and all others are
 * shared. With 5,000 users, a change of one of them copies two maps of 5,000 references, some tens
 * of microseconds, where the flush that follows takes a millisecond or more. What is read backwards
 * (members of groups, attachments of policies, keys of users) is worked out when a directory is
 * first asked for it, and not by those that nobody asks.
 *
 * <p>What is stored and cannot be read is not absent: whoever asks for it gets a {@link
 * DamagedIdentityException}. Lists leave it out.
 */
public final class Directory {
  private final AccountId id;
  private final long revision;
  private final @Nullable Account account;
  private final Map<Kind, Shelf> shelves;
  private final Map<String, AccessKey> keys;
  private final List<Damaged> damaged;
  private volatile @Nullable Relations relations;

  /**
   * Users by id as they call, each since it first did: their names are checked and put together.
   */
  private final ConcurrentMap<String, Principal.User> callers = new ConcurrentHashMap<>();

  /**
   * An identity whose record cannot be read.
   *
   * @param kind what it is
   * @param id its unique id
   * @param foldedName its name in lower case
   */
  public record Damaged(Kind kind, String id, String foldedName) {}

  private Directory(
      AccountId id,
      long revision,
      @Nullable Account account,
      Map<Kind, Shelf> shelves,
      Map<String, AccessKey> keys,
      List<Damaged> damaged) {
    this.id = id;
    this.revision = revision;
    this.account = account;
    this.shelves = shelves;
    this.keys = keys;
    this.damaged = damaged;
  }

  /** Returns the directory of an account that does not exist. */
  public static Directory empty(AccountId id) {
    return new Directory(id, 0, null, new EnumMap<>(Kind.class), Map.of(), List.of());
  }

  /** Returns the empty directory of an account that the first change will register. */
  public static Directory ofNew(Account account) {
    return new Directory(account.id(), 0, account, new EnumMap<>(Kind.class), Map.of(), List.of());
  }

  /**
   * Returns a directory as it was stored.
   *
   * @param revision counts the changes from 1
   * @param damaged what is there and cannot be read
   * @throws IllegalArgumentException if a name is there twice or something is of another account
   */
  public static Directory of(
      Account account,
      long revision,
      Collection<? extends Identity> identities,
      Collection<AccessKey> keys,
      List<Damaged> damaged) {
    Map<String, AccessKey> byId = HashMap.newHashMap(keys.size());
    keys.forEach(key -> byId.put(key.id(), key));
    Directory bare =
        new Directory(
            account.id(), revision, account, new EnumMap<>(Kind.class), byId, List.copyOf(damaged));
    return bare.putting(identities, revision);
  }

  /** Returns the number of the account. */
  public AccountId id() {
    return id;
  }

  /** Counts the changes of the account; 0 for an account that is not stored. */
  public long revision() {
    return revision;
  }

  /** Returns the account, or null if there is no such account. */
  public @Nullable Account account() {
    return account;
  }

  /** Returns the identity with a unique id, or null. */
  public @Nullable Identity find(String uniqueId) {
    for (Shelf shelf : shelves.values()) {
      Identity found = shelf.find(uniqueId);
      if (found != null) {
        return found;
      }
    }
    for (Damaged each : damaged) {
      if (each.id().equals(uniqueId)) {
        throw new DamagedIdentityException(each.kind(), each.id());
      }
    }
    return null;
  }

  /** Returns the identity of one kind with a unique id, or null. */
  public <T extends Identity> @Nullable T find(Class<T> kind, String uniqueId) {
    Identity found = find(uniqueId);
    return kind.isInstance(found) ? kind.cast(found) : null;
  }

  /** Returns the identity of one kind with a name, in any case, or null. */
  public <T extends Identity> @Nullable T named(Class<T> type, String name) {
    Kind kind = Kind.of(type);
    Identity found = shelf(kind).named(name);
    if (found == null) {
      requireWhole(kind, name);
      return null;
    }
    return type.cast(found);
  }

  private void requireWhole(Kind kind, String name) {
    String folded = Identifiers.fold(name);
    for (Damaged each : damaged) {
      if (each.kind() == kind && each.foldedName().equals(folded)) {
        throw new DamagedIdentityException(kind, each.id());
      }
    }
  }

  /** Returns the identity with an ARN, or null. Finds the policies that AWS ships, too. */
  public @Nullable Identity withArn(String text) {
    Arn arn = Arn.parse(text);
    if (arn == null || !arn.service().equals("iam")) {
      return null;
    }
    if (arn.account().equals(AwsManagedPolicies.OWNER)) {
      return AwsManagedPolicies.find(text);
    }
    int slash = arn.resource().indexOf('/');
    Kind kind = slash < 0 ? null : Kind.of(arn.resource().substring(0, slash));
    if (kind == null || !arn.account().equals(id.digits())) {
      return null;
    }
    int nameAt = kind == Kind.OIDC_PROVIDER ? slash : arn.resource().lastIndexOf('/');
    String name = arn.resource().substring(nameAt + 1);
    Identity found = shelf(kind).named(name);
    if (found == null) {
      requireWhole(kind, name);
      return null;
    }
    return found.arn().equals(text) ? found : null;
  }

  /** Returns the managed policy with an ARN, of this account or shipped, or null. */
  public @Nullable ManagedPolicy policy(String arn) {
    return withArn(arn) instanceof ManagedPolicy policy ? policy : null;
  }

  /**
   * Returns identities of one kind in the order of their names, ignoring case.
   *
   * @param pathPrefix what their paths begin with; {@code /} for all
   * @param after the name to begin behind, or null to begin at the first
   * @param limit the most to return, 1 or more
   */
  public <T extends Identity> List<T> list(
      Class<T> type, String pathPrefix, @Nullable String after, int limit) {
    return shelf(Kind.of(type)).after(after).stream()
        .filter(identity -> identity.path().startsWith(pathPrefix))
        .limit(limit)
        .map(type::cast)
        .toList();
  }

  /** Returns how many identities of a kind there are, those that cannot be read included. */
  public int count(Kind kind) {
    int unread = (int) damaged.stream().filter(each -> each.kind() == kind).count();
    return shelf(kind).size() + unread;
  }

  /** Returns who is in a group, in the order of names. */
  public List<User> members(Group group) {
    return relations().members(group.id());
  }

  /** Returns to whom a policy is attached; those of one kind in the order of names. */
  public List<Identity.Bearer> attachments(String policyArn) {
    return relations().attachments(policyArn);
  }

  /** Returns the users and roles whose boundary is a policy. */
  public List<Identity.Bearer> boundedBy(String policyArn) {
    return relations().bounded(policyArn);
  }

  /**
   * Returns the access keys of a user or the root, the oldest first.
   *
   * @param owner the unique id of the user, or the account's digits for the root
   */
  public List<AccessKey> keysOf(String owner) {
    return relations().keys(owner);
  }

  /** Returns the access key of that id, or null if this account has none. */
  public @Nullable AccessKey key(String accessKeyId) {
    return keys.get(accessKeyId);
  }

  /** Returns all access keys, in no order. */
  public Collection<AccessKey> keys() {
    return Collections.unmodifiableCollection(keys.values());
  }

  /**
   * Returns whom a key speaks for, or null if it speaks for nobody any more: the key or its user is
   * gone, or the account does not work. The status of the key is not looked at.
   */
  public Principal.@Nullable OfAccount principal(AccessKey key) {
    if (account == null || !account.isActive() || !keys.containsKey(key.id())) {
      return null;
    }
    return ofOwner(key.owner());
  }

  /**
   * Returns whom a session speaks for, or null if it speaks for nobody any more: its role or user
   * is gone, or the account does not work. Whether the session is over is not looked at.
   */
  public Principal.@Nullable OfAccount principal(Session session) {
    if (account == null || !account.isActive() || !session.account().equals(id)) {
      return null;
    }
    if (session.name() != null) {
      Role role = find(Role.class, session.principal());
      return role == null
          ? null
          : new Principal.RoleSession(id, role.id(), role.path(), role.name(), session.name());
    }
    return ofOwner(session.principal());
  }

  private Principal.@Nullable OfAccount ofOwner(String uniqueId) {
    if (uniqueId.equals(id.digits())) {
      return new Principal.Root(id);
    }
    Principal.User known = callers.get(uniqueId);
    return known == null ? callers.computeIfAbsent(uniqueId, this::user) : known;
  }

  private Principal.@Nullable User user(String uniqueId) {
    User user = find(User.class, uniqueId);
    return user == null ? null : new Principal.User(id, user.id(), user.path(), user.name());
  }

  private Shelf shelf(Kind kind) {
    return shelves.getOrDefault(kind, Shelf.EMPTY);
  }

  /** Two threads may both work it out; either result will do. */
  private Relations relations() {
    Relations known = relations;
    if (known == null) {
      known = new Relations(shelves, keys.values());
      relations = known;
    }
    return known;
  }

  Directory putting(Collection<? extends Identity> identities, long newRevision) {
    Map<Kind, List<Identity>> byKind = new EnumMap<>(Kind.class);
    for (Identity identity : identities) {
      if (!id.equals(identity.identifiers().account())) {
        throw new IllegalArgumentException("an identity of another account");
      }
      Damaged same = withNameOf(identity);
      if (same != null) {
        throw new DamagedIdentityException(same.kind(), same.id());
      }
      byKind.computeIfAbsent(identity.kind(), _ -> new ArrayList<>()).add(identity);
    }
    Map<Kind, Shelf> next = copyOfShelves();
    byKind.forEach((kind, each) -> next.put(kind, shelf(kind).putting(each)));
    return new Directory(id, newRevision, account, next, keys, damaged);
  }

  private @Nullable Damaged withNameOf(Identity identity) {
    for (Damaged each : damaged) {
      boolean sameName = each.foldedName().equals(identity.identifiers().foldedName());
      if (each.kind() == identity.kind() && (sameName || each.id().equals(identity.id()))) {
        return each;
      }
    }
    return null;
  }

  Directory without(Identity identity, long newRevision) {
    Map<Kind, Shelf> next = copyOfShelves();
    next.put(identity.kind(), shelf(identity.kind()).without(identity.id()));
    return new Directory(id, newRevision, account, next, keys, damaged);
  }

  /** Returns the same at the next revision. */
  Directory revised() {
    return new Directory(id, revision + 1, account, shelves, keys, damaged);
  }

  Directory withKeys(Map<String, AccessKey> next, long newRevision) {
    return new Directory(id, newRevision, account, shelves, next, damaged);
  }

  Directory registered(Account next, long newRevision) {
    return new Directory(id, newRevision, next, shelves, keys, damaged);
  }

  /** Tells whether another directory has the very same maps of a kind. */
  boolean sharesWith(Directory other, Kind kind) {
    return shelf(kind) == other.shelf(kind);
  }

  private Map<Kind, Shelf> copyOfShelves() {
    return new EnumMap<>(shelves);
  }
}
