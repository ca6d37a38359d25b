package io.strongroom.store.sqlite;

import static io.strongroom.testkit.store.SampleSecrets.ACCOUNT;
import static io.strongroom.testkit.store.SampleSecrets.NOW;
import static io.strongroom.testkit.store.SampleSecrets.REGION;
import static io.strongroom.testkit.store.SampleSecrets.added;
import static io.strongroom.testkit.store.SampleSecrets.adding;
import static io.strongroom.testkit.store.SampleSecrets.scheduled;
import static io.strongroom.testkit.store.SampleSecrets.secret;
import static io.strongroom.testkit.store.SampleSecrets.version;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretName;
import io.strongroom.core.store.Scan;
import io.strongroom.core.store.SecretWrite;
import io.strongroom.iam.AccessKey;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.directory.DamagedIdentityException;
import io.strongroom.iam.directory.User;
import io.strongroom.testkit.store.SampleIdentities;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PRM-8: what is damaged is not served, and does not stand in the way of anything else. */
class DamageTest {
  @TempDir private Path temporary;

  private Path directory() {
    return temporary.resolve("store");
  }

  @BeforeEach
  void fill() throws Exception {
    try (SqliteStore store = Stores.fresh(directory())) {
      for (String name : List.of("a", "b", "c", "d")) {
        long number = store.nextNumber();
        Secret fresh = adding(scheduled(secret(name), NOW), version(number));
        store.commit(List.of(new SecretWrite.Insert(fresh, List.of(added(number)))));
      }
      for (String id : List.of("AKIA1", "AKIA2")) {
        User user = SampleIdentities.user("of-" + id);
        SampleIdentities.change(
            store,
            ACCOUNT,
            change -> change.putting(user).putting(SampleIdentities.key(id, user.id())));
      }
    }
  }

  private static void assertDamaged(Executable call) {
    ServiceException e = assertThrows(ServiceException.class, call);
    assertEquals(ErrorCode.INTERNAL_SERVICE_ERROR, e.code());
    assertFalse(e.getMessage().contains("damaged"));
  }

  private static List<String> names(List<Secret> secrets) {
    return secrets.stream().map(Secret::name).toList();
  }

  private static Scan scan(int limit) {
    return new Scan(
        ACCOUNT,
        REGION,
        "",
        Scan.Deletions.INCLUDED,
        Scan.SortBy.NAME,
        Scan.Direction.ASCENDING,
        null,
        limit);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE secret SET record = x'00' WHERE name = 'b'",
        "UPDATE secret SET record = x'' WHERE name = 'b'",
        "UPDATE secret SET record = substr(record, 1, length(record) - 1) WHERE name = 'b'",
        "UPDATE secret SET record = CAST(CAST(record AS TEXT) || '{}' AS BLOB) WHERE name = 'b'",
        "UPDATE secret SET record = (SELECT record FROM secret WHERE name = 'a') WHERE name = 'b'",
        "UPDATE secret SET revision = 7 WHERE name = 'b'",
        "UPDATE secret SET id = x'00112233445566778899aabbccddeeff' WHERE name = 'b'",
        "UPDATE secret SET record = CAST(replace(CAST(record AS TEXT), '\"format\":2',"
            + " '\"format\":3') AS BLOB) WHERE name = 'b'",
      })
  @DisplayName("PRM-8: a damaged record fails for its own secret only")
  void aDamagedRecordFailsForItsOwnSecretOnly(String damage) throws Exception {
    Directories.tamper(directory(), damage);
    try (SqliteStore store = Stores.open(directory())) {
      assertDamaged(() -> store.find(ACCOUNT, REGION, new SecretName("b")));
      assertDamaged(() -> store.find(ACCOUNT, REGION, new SecretName("b")));
      assertNotNull(store.find(ACCOUNT, REGION, new SecretName("a")));
      assertEquals(List.of("a", "c", "d"), names(store.scan(scan(10))));
      assertEquals(List.of("a", "c"), names(store.scan(scan(2))));
      assertEquals(List.of("a", "c", "d"), names(store.due(NOW, 10)));
      assertEquals(2, store.due(NOW, 2).size());
    }
  }

  @Test
  void aSecretMovedToAnotherNameIsNotServedThere() throws Exception {
    Directories.tamper(directory(), "UPDATE secret SET name = 'x' WHERE name = 'b'");
    try (SqliteStore store = Stores.open(directory())) {
      assertDamaged(() -> store.find(ACCOUNT, REGION, new SecretName("x")));
      assertNull(store.find(ACCOUNT, REGION, new SecretName("b")));
    }
  }

  @Test
  void aMalformedEnvelopeIsNotServed() throws Exception {
    Directories.tamper(directory(), "UPDATE version SET envelope = x'01' WHERE number = 2");
    try (SqliteStore store = Stores.open(directory())) {
      assertDamaged(() -> store.envelope(2));
      assertNotNull(store.envelope(1));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE identity SET record = x'00' WHERE name = 'of-akia1'",
        "UPDATE identity SET record = x'7b7d' WHERE name = 'of-akia1'",
        "UPDATE identity SET record = (SELECT record FROM identity WHERE name = 'of-akia2')"
            + " WHERE name = 'of-akia1'",
        "UPDATE identity SET record = CAST(replace(CAST(record AS TEXT), '\"path\":\"/\"',"
            + " '\"path\":\"/\",\"more\":1') AS BLOB) WHERE name = 'of-akia1'",
        "UPDATE identity SET record = CAST(replace(CAST(record AS TEXT), '\"format\":1',"
            + " '\"format\":2') AS BLOB) WHERE name = 'of-akia1'",
        "UPDATE identity SET kind = 'role' WHERE name = 'of-akia1'",
      })
  @DisplayName("PRM-8: a damaged identity is refused and not taken for absent")
  void aDamagedIdentityIsRefusedAndNotTakenForAbsent(String damage) throws Exception {
    Directories.tamper(directory(), damage);
    try (SqliteStore store = Stores.open(directory())) {
      AccessKey key = Objects.requireNonNull(store.accessKey("AKIA1"));
      assertThrows(DamagedIdentityException.class, () -> store.directory(ACCOUNT).principal(key));
      AccessKey other = Objects.requireNonNull(store.accessKey("AKIA2"));
      assertNotNull(store.directory(ACCOUNT).principal(other));
    }
  }

  @Test
  void aDamagedAccountFailsForItsOwnIdentitiesOnly() throws Exception {
    Directories.tamper(directory(), "UPDATE account SET record = x'00'");
    try (SqliteStore store = Stores.open(directory())) {
      assertDamaged(() -> store.directory(ACCOUNT));
      assertEquals(0, store.directory(new AccountId("444455556666")).revision());
      assertEquals(List.of(), store.accounts(null, 10));
    }
  }

  @Test
  void aDamagedAccessKeyIsUnknown() throws Exception {
    Directories.tamper(
        directory(),
        "PRAGMA ignore_check_constraints = ON",
        "UPDATE access_key SET status = 'OTHER' WHERE id = 'AKIA1'");
    try (SqliteStore store = Stores.open(directory())) {
      assertNull(store.accessKey("AKIA1"));
      assertNotNull(store.accessKey("AKIA2"));
    }
  }

  @Test
  void anIndexThatPointsAtNothingIsNotServed() throws Exception {
    Directories.tamper(
        directory(),
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema"
            + " WHERE name = 'kms_key_by_place') WHERE name = 'secret_by_created'");
    try (SqliteStore store = Stores.open(directory())) {
      assertNotNull(store.find(ACCOUNT, REGION, new SecretName("a")));
      assertEquals(List.of("a", "b", "c", "d"), names(store.scan(scan(10))));
    }
  }
}
