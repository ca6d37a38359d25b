package io.strongroom.testkit.store;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.strongroom.iam.AccessKey;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.directory.Account;
import io.strongroom.iam.directory.AwsManagedPolicies;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.DirectoryChange;
import io.strongroom.iam.directory.DirectoryCommit;
import io.strongroom.iam.directory.DirectoryStore;
import io.strongroom.iam.directory.Group;
import io.strongroom.iam.directory.Identifiers;
import io.strongroom.iam.directory.Identity;
import io.strongroom.iam.directory.Kind;
import io.strongroom.iam.directory.ManagedPolicy;
import io.strongroom.iam.directory.OidcProvider;
import io.strongroom.iam.directory.Policies;
import io.strongroom.iam.directory.Role;
import io.strongroom.iam.directory.User;
import io.strongroom.keys.Entropy;
import io.strongroom.testkit.SeededEntropy;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;

/** Accounts, identities and access keys to store. Sealed secrets open nowhere. */
public final class SampleIdentities {

  /** The time at which samples were made. */
  public static final Instant NOW = SampleSecrets.NOW;

  /** The account that samples belong to unless a test says otherwise. */
  public static final AccountId ACCOUNT = SampleSecrets.ACCOUNT;

  private static final Entropy ENTROPY = new SeededEntropy(7);

  private SampleIdentities() {}

  /** Returns an active account without an address. */
  public static Account account(AccountId id) {
    return Account.unnamed(id, Account.Standing.MEMBER, NOW);
  }

  /** Returns the names of a new identity of {@link #ACCOUNT}, with an id of its own. */
  public static Identifiers named(Kind kind, String name) {
    return Identifiers.of(ACCOUNT, kind, kind.newId(ENTROPY), "/", name);
  }

  /** Returns a new user of {@link #ACCOUNT}. */
  public static User user(String name) {
    return User.of(named(Kind.USER, name), NOW);
  }

  /** Returns an active key of {@link #ACCOUNT}. */
  public static AccessKey key(String id, String owner) {
    return new AccessKey(id, ACCOUNT, owner, AccessKey.Status.ACTIVE, NOW, 1, new byte[] {1, 2, 3});
  }

  /** Returns one identity of each kind with everything in it that there can be. */
  public static List<Identity> full() {
    SequencedMap<String, String> tags = new LinkedHashMap<>();
    tags.put("team", "pay \"and\" bill");
    tags.put("Ünï", "");
    ManagedPolicy policy =
        ManagedPolicy.of(named(Kind.POLICY, "Own.policy"), NOW, "what it is for", "{\"a\": 1}")
            .adding("{ \"b\":\n2}", NOW.plusMillis(1))
            .adding("{}", NOW.plusMillis(2))
            .enforcing(3, NOW.plusMillis(3))
            .dropping(2, NOW.plusMillis(4))
            .tagged(tags);
    Policies policies =
        Policies.NONE
            .putting("z", "{\"Version\":\"2012-10-17\"}")
            .putting("a", "{}")
            .attaching(policy.arn())
            .attaching(AwsManagedPolicies.ADMINISTRATOR_ACCESS);
    Group group = Group.of(named(Kind.GROUP, "Admins"), NOW).with(policies);
    User user =
        user("Ann")
            .renamed("/team/", "Ann")
            .with(policies)
            .bounded(policy.arn())
            .joining(group)
            .tagged(tags);
    Role role =
        Role.of(named(Kind.ROLE, "deploy"), NOW, "{\"trust\": true}")
            .described("for deployments", Duration.ofHours(12))
            .with(policies)
            .bounded(AwsManagedPolicies.ADMINISTRATOR_ACCESS)
            .tagged(tags);
    OidcProvider provider =
        OidcProvider.of(
                Identifiers.ofProvider(ACCOUNT, "id.example.com/realms/A"),
                NOW,
                List.of("app", "other"),
                List.of("9E99A48A9960B14926BB7F3B02E22DA2B0AB7280"))
            .tagged(tags);
    return List.of(policy, group, user, role, provider);
  }

  /** Changes an account of a store, which is made if it is not there, and expects that to work. */
  public static Directory change(
      DirectoryStore store, AccountId account, UnaryOperator<DirectoryChange> change) {
    Directory before = store.directory(account);
    DirectoryChange begun =
        before.account() == null
            ? DirectoryChange.ofNew(account(account))
            : DirectoryChange.of(before);
    DirectoryCommit commit = store.commit(change.apply(begun));
    return assertInstanceOf(DirectoryCommit.Done.class, commit).now();
  }
}
