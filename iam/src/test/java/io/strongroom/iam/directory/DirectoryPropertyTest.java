package io.strongroom.iam.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.strongroom.iam.AccessKey;
import io.strongroom.iam.AccountId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/** Random changes of a directory, compared with one that is a list. */
class DirectoryPropertyTest {
  private static final AccountId ACCOUNT = new AccountId("111122223333");
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final List<String> NAMES = List.of("a", "A", "b", "B", "ab", "Ab", "c", "d.e");
  private static final List<String> PATHS = List.of("/", "/x/", "/x/y/", "/z/");
  private static final List<String> ARNS =
      List.of(AwsManagedPolicies.ADMINISTRATOR_ACCESS, "arn:aws:iam::111122223333:policy/a");
  private static final int STEPS = 60;

  private final NaiveDirectory naive = new NaiveDirectory();
  private Directory directory =
      Directory.ofNew(Account.unnamed(ACCOUNT, Account.Standing.MEMBER, NOW));

  @Property(tries = 60)
  void aDirectoryAnswersAsAListWould(@ForAll long seed) {
    Random random = new Random(seed);
    for (int step = 0; step < STEPS; step++) {
      Directory before = directory;
      DirectoryChange change = step(DirectoryChange.of(directory), random);
      directory = change.after();
      assertEquals(before.revision() + 1, directory.revision());
      assertStoringIsChanging(before, change);
      assertSameAnswers(random);
    }
  }

  private DirectoryChange step(DirectoryChange change, Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> removing(change, random);
      case 1, 2 -> puttingKey(change, random);
      case 3 -> removingKey(change, random);
      case 4 -> renaming(change, random);
      default -> putting(change, identity(random));
    };
  }

  private DirectoryChange putting(DirectoryChange change, Identity identity) {
    if (naive.isTaken(identity.kind(), identity.name(), identity.id())) {
      assertThrows(IllegalArgumentException.class, () -> change.putting(identity));
      return change;
    }
    naive.put(identity);
    return change.putting(identity);
  }

  private DirectoryChange renaming(DirectoryChange change, Random random) {
    return any(random, naive.all(each -> each instanceof User)) instanceof User user
        ? putting(change, user.renamed(one(PATHS, random), one(NAMES, random)))
        : change;
  }

  private DirectoryChange removing(DirectoryChange change, Random random) {
    Identity victim = any(random, naive.identities);
    if (victim == null) {
      return change;
    }
    naive.remove(victim);
    return change.removing(victim);
  }

  private DirectoryChange puttingKey(DirectoryChange change, Random random) {
    Identity user = any(random, naive.all(each -> each instanceof User));
    String owner = user == null ? ACCOUNT.digits() : user.id();
    String id = "AKIA" + random.nextInt(12);
    AccessKey key =
        new AccessKey(
            id,
            ACCOUNT,
            owner,
            AccessKey.Status.ACTIVE,
            NOW.plusMillis(random.nextInt(5)),
            1,
            new byte[0]);
    naive.put(key);
    return change.putting(key);
  }

  private DirectoryChange removingKey(DirectoryChange change, Random random) {
    AccessKey key = any(random, naive.keys);
    if (key == null) {
      return change;
    }
    naive.keys.remove(key);
    return change.removing(key);
  }

  private Identity identity(Random random) {
    Kind kind = List.of(Kind.USER, Kind.GROUP, Kind.ROLE, Kind.POLICY).get(random.nextInt(4));
    byte[] drawn = new byte[Kind.RANDOM_LENGTH];
    random.nextBytes(drawn);
    Identifiers identifiers =
        new Identifiers(ACCOUNT, kind, kind.idOf(drawn), one(PATHS, random), one(NAMES, random));
    Policies policies =
        random.nextBoolean() ? Policies.NONE : Policies.NONE.attaching(one(ARNS, random));
    return switch (kind) {
      case USER -> user(User.of(identifiers, NOW).with(policies), random);
      case GROUP -> Group.of(identifiers, NOW).with(policies);
      case ROLE -> Role.of(identifiers, NOW, "{}").with(policies).bounded(one(ARNS, random));
      case POLICY -> ManagedPolicy.of(identifiers, NOW, null, "{}");
      case OIDC_PROVIDER -> throw new IllegalStateException();
    };
  }

  private User user(User bare, Random random) {
    Identity group = any(random, naive.all(each -> each instanceof Group));
    User user = random.nextBoolean() ? bare : bare.bounded(one(ARNS, random));
    return group instanceof Group known ? user.joining(known) : user;
  }

  private static <T> T one(List<T> list, Random random) {
    return list.get(random.nextInt(list.size()));
  }

  private static <T> @Nullable T any(Random random, List<T> list) {
    return list.isEmpty() ? null : one(list, random);
  }

  /** What a change says is to be stored turns what was stored into what is. */
  private static void assertStoringIsChanging(Directory before, DirectoryChange change) {
    Map<String, Identity> stored = new HashMap<>();
    Map<String, AccessKey> keys = new HashMap<>();
    for (Identity each : all(before)) {
      stored.put(each.id(), each);
    }
    before.keys().forEach(key -> keys.put(key.id(), key));
    change.removals().forEach(stored::remove);
    change.puts().forEach(each -> stored.put(each.id(), each));
    change.keyRemovals().forEach(keys::remove);
    change.keyPuts().forEach(key -> keys.put(key.id(), key));
    assertEquals(new HashSet<>(all(change.after())), new HashSet<>(stored.values()));
    assertEquals(new HashSet<>(change.after().keys()), new HashSet<>(keys.values()));
  }

  private static List<Identity> all(Directory directory) {
    List<Identity> all = new ArrayList<>();
    all.addAll(directory.list(User.class, "/", null, 100));
    all.addAll(directory.list(Group.class, "/", null, 100));
    all.addAll(directory.list(Role.class, "/", null, 100));
    all.addAll(directory.list(ManagedPolicy.class, "/", null, 100));
    return all;
  }

  private void assertSameAnswers(Random random) {
    for (Identity each : naive.identities) {
      assertSame(each, directory.find(each.id()));
      assertSame(each, directory.withArn(each.arn()));
    }
    String prefix = one(PATHS, random);
    assertEquals(
        naive.all(each -> each instanceof User && each.path().startsWith(prefix)),
        pages(prefix, 1 + random.nextInt(3)));
    for (String name : NAMES) {
      List<Identity> named =
          naive.all(each -> each instanceof Role && each.name().equalsIgnoreCase(name));
      assertEquals(named.isEmpty() ? null : named.get(0), directory.named(Role.class, name));
    }
    for (String arn : ARNS) {
      assertEquals(
          ids(
              naive.all(
                  each ->
                      each instanceof Identity.Bearer bearer
                          && bearer.policies().attached().contains(arn))),
          ids(directory.attachments(arn)));
      assertEquals(ids(naive.all(each -> isBounded(each, arn))), ids(directory.boundedBy(arn)));
    }
    for (Identity each : naive.identities) {
      assertRelationsOf(each);
    }
  }

  private void assertRelationsOf(Identity identity) {
    if (identity instanceof Group group) {
      assertEquals(
          naive.all(each -> each instanceof User user && user.groups().contains(group.id())),
          directory.members(group));
    }
    Set<AccessKey> keys = new HashSet<>(naive.keys);
    keys.removeIf(key -> !key.owner().equals(identity.id()));
    assertEquals(keys, new HashSet<>(directory.keysOf(identity.id())));
    assertEquals(keys.size(), directory.keysOf(identity.id()).size());
  }

  private static boolean isBounded(Identity identity, String arn) {
    return switch (identity) {
      case User user -> arn.equals(user.boundary());
      case Role role -> arn.equals(role.boundary());
      case Group _, ManagedPolicy _, OidcProvider _ -> false;
    };
  }

  private static Set<String> ids(List<? extends Identity> identities) {
    Set<String> ids = new HashSet<>();
    identities.forEach(each -> ids.add(each.id()));
    assertEquals(identities.size(), ids.size());
    return ids;
  }

  private List<User> pages(String prefix, int size) {
    List<User> all = new ArrayList<>();
    List<User> page = directory.list(User.class, prefix, null, size);
    while (!page.isEmpty()) {
      all.addAll(page);
      page = directory.list(User.class, prefix, page.get(page.size() - 1).name(), size);
    }
    assertNull(directory.find("AIDANOBODY"));
    return all;
  }
}
