package io.strongroom.store.sqlite;

import static io.strongroom.testkit.store.SampleSecrets.ACCOUNT;
import static io.strongroom.testkit.store.SampleSecrets.REGION;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretName;
import io.strongroom.core.secret.Version;
import io.strongroom.core.store.Store;
import io.strongroom.iam.AccessKey;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Principal;
import io.strongroom.iam.directory.Account;
import io.strongroom.iam.directory.AwsManagedPolicies;
import io.strongroom.iam.directory.Directory;
import io.strongroom.iam.directory.Kind;
import io.strongroom.iam.directory.User;
import io.strongroom.store.sql.CheckReport;
import io.strongroom.store.sql.StoreFormat;
import io.strongroom.store.sql.StoreOpenException;
import io.strongroom.testkit.store.SampleSecrets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stores of earlier releases become. */
class MigrationTest {
  private static final AccountId FIRST = new AccountId("999988887777");
  private static final AccountId SECOND = new AccountId("111122223333");

  @TempDir private Path temporary;

  private Path directory() {
    return temporary.resolve("store");
  }

  /** Makes a store as the first release would have left it. */
  private void makeStoreOfFormat1(String... statements) throws Exception {
    makeStore(1, statements);
  }

  private void makeStore(int format, String... statements) throws Exception {
    StoreDirectory directory = StoreDirectory.create(directory());
    Files.createFile(directory.database(), directory.fileMode());
    try (SqliteConnection connection = SqliteConnection.writer(directory.database(), 1 << 20)) {
      connection.run("PRAGMA journal_mode = WAL");
      Stores.ofFormat(format).create(connection, Stores.header());
      for (String statement : statements) {
        connection.run(statement);
      }
      connection.run("PRAGMA wal_checkpoint(TRUNCATE)");
    }
  }

  private static String key(String id, AccountId account, String kind, String path, String name) {
    return "INSERT INTO access_key (id, account, kind, path, name, status, generation, sealed)"
        + " VALUES ('%s', '%s', '%s', %s, %s, 'ACTIVE', 3, x'0102')"
            .formatted(id, account, kind, path, name);
  }

  @Test
  @DisplayName("PRM-12: users of format 1 keep their keys and become administrators by name")
  void usersOfFormat1KeepTheirKeys() throws Exception {
    makeStoreOfFormat1(
        key("AKIA1", FIRST, "user", "'/'", "'administrator'"),
        key("AKIA2", FIRST, "user", "'/'", "'Administrator'"),
        key("AKIA3", FIRST, "user", "'/team/'", "'bob'"),
        key("AKIA4", SECOND, "user", "'/'", "'administrator'"),
        key("AKIA5", SECOND, "root", "NULL", "NULL"));
    for (int opening = 0; opening < 2; opening++) {
      try (SqliteStore store = Stores.open(directory())) {
        assertMigrated(store);
      }
    }
    CheckReport report = StoreCheck.check(directory(), null);
    assertEquals(List.of(), report.problems());
    assertEquals(List.of(2L, 3L, 5L), counts(report));
  }

  private static List<Long> counts(CheckReport report) {
    return List.of(report.accounts(), report.identities(), report.accessKeys());
  }

  private static void assertMigrated(Store store) {
    Directory first = store.directory(FIRST);
    User administrator = Objects.requireNonNull(first.named(User.class, "administrator"));
    assertEquals(
        List.of(AwsManagedPolicies.ADMINISTRATOR_ACCESS), administrator.policies().attached());
    assertEquals(
        List.of("AKIA1", "AKIA2"),
        first.keysOf(administrator.id()).stream().map(AccessKey::id).toList());
    AccessKey key = Objects.requireNonNull(store.accessKey("AKIA3"));
    assertEquals(3, key.generation());
    assertArrayEquals(new byte[] {1, 2}, key.sealedSecret());
    Principal.OfAccount bob = Objects.requireNonNull(first.principal(key));
    assertEquals("arn:aws:iam::999988887777:user/team/bob", bob.arn());
    Directory second = store.directory(SECOND);
    assertEquals(1, second.count(Kind.USER));
    assertEquals(
        new Principal.Root(SECOND),
        second.principal(Objects.requireNonNull(store.accessKey("AKIA5"))));
    User other = Objects.requireNonNull(second.named(User.class, "administrator"));
    assertTrue(!other.id().equals(administrator.id()), other.id());
    assertEquals(Account.Standing.MANAGEMENT, standing(first));
    assertEquals(Account.Standing.MEMBER, standing(second));
  }

  private static Account.Standing standing(Directory directory) {
    Account account = directory.account();
    assertNotNull(account);
    return account.standing();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  @DisplayName("PRM-12: a store of any earlier format is brought to this one when it is opened")
  void aStoreOfAnyEarlierFormatIsBroughtToThisOne(int format) throws Exception {
    makeStore(format);
    assertEquals(new StoreFormat(format, format), SqliteStore.readFormat(directory()));
    Stores.open(directory()).close();
    int newest = Schema.current().format();
    assertEquals(new StoreFormat(newest, newest), SqliteStore.readFormat(directory()));
    assertEquals(List.of(), StoreCheck.check(directory(), Stores.keyring()).problems());
  }

  /** What the store holds of the secret {@code db}. */
  private long recordsOfFormat(int format) throws Exception {
    try (SqliteConnection connection =
        SqliteConnection.frozen(StoreDirectory.existing(directory()).database())) {
      return connection.number(
          "SELECT count(*) FROM secret WHERE CAST(record AS TEXT) LIKE '{\"format\":%d,%%'"
              .formatted(format));
    }
  }

  @Test
  @DisplayName("PRM-12: a record of format 1 is served, and is of format 2 with the next change")
  void recordsOfFormatOneStayUntilTheirSecretIsChanged() throws Exception {
    Version first = SampleSecrets.version(1);
    Version second = SampleSecrets.version(2);
    SecretName name = new SecretName("db");
    Secret made = SampleSecrets.adding(SampleSecrets.secret("db"), first);
    try (SqliteStore store = Stores.fresh(directory())) {
      store.commit(SampleSecrets.inserting(made));
    }
    String packed = Base64.getEncoder().encodeToString(made.versions().packed().bytes());
    String listed = "[[\"%s\",%d,1,0]]".formatted(first.id(), first.created().toEpochMilli());
    Directories.tamper(
        directory(),
        "UPDATE secret SET record = CAST(replace(replace(CAST(record AS TEXT),"
            + " '\"format\":2', '\"format\":1'), '\"%s\"', '%s') AS BLOB)"
                .formatted(packed, listed));
    assertEquals(1, recordsOfFormat(1));
    try (SqliteStore store = Stores.open(directory())) {
      Secret found = Objects.requireNonNull(store.find(ACCOUNT, REGION, name));
      assertEquals(List.of(first), found.versions().all());
      store.commit(SampleSecrets.updating(SampleSecrets.adding(found, second)));
    }
    assertEquals(1, recordsOfFormat(2));
    try (SqliteStore store = Stores.open(directory())) {
      Secret found = Objects.requireNonNull(store.find(ACCOUNT, REGION, name));
      assertEquals(List.of(first, second), found.versions().all());
    }
  }

  @Test
  void aStoreWithoutKeysHasNoAccounts() throws Exception {
    makeStoreOfFormat1();
    assertThrows(StoreOpenException.class, () -> StoreCheck.check(directory(), null));
    try (SqliteStore store = Stores.open(directory())) {
      assertEquals(List.of(), store.accounts(null, 10));
    }
    assertEquals(List.of(), StoreCheck.check(directory(), Stores.keyring()).problems());
  }
}
