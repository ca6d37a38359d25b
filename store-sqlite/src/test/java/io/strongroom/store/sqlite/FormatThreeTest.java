package io.strongroom.store.sqlite;

import static io.strongroom.testkit.store.SampleSecrets.ACCOUNT;
import static io.strongroom.testkit.store.SampleSecrets.NOW;
import static io.strongroom.testkit.store.SampleSecrets.REGION;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.core.key.Alias;
import io.strongroom.core.key.Key;
import io.strongroom.core.key.KeyIdentity;
import io.strongroom.core.key.Keys;
import io.strongroom.core.key.ManagedBy;
import io.strongroom.keys.EncryptionContext;
import io.strongroom.keys.Envelope;
import io.strongroom.keys.KeyMaterial;
import io.strongroom.keys.Keyring;
import io.strongroom.keys.SensitiveBytes;
import io.strongroom.keys.ValueKind;
import io.strongroom.store.sql.StoreOpenException;
import io.strongroom.testkit.SeededEntropy;
import io.strongroom.testkit.SettableClock;
import io.strongroom.testkit.store.SampleKeys;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store of format 2, whose keys were one row for each version, becomes one of format 3. */
class FormatThreeTest {
  private static final KeyIdentity IDENTITY = new KeyIdentity(ACCOUNT, REGION, SampleKeys.id(1));
  private static final EncryptionContext CONTEXT =
      new EncryptionContext(
          ACCOUNT.digits(), REGION.name(), "id", "arn", "version", ValueKind.STRING);

  @TempDir private Path temporary;
  private final Keyring keyring = Stores.keyring();
  private final byte[] wrapped = keyring.newWrappedKey(IDENTITY.owner(1));

  private Path directory() {
    return temporary.resolve("store");
  }

  @BeforeEach
  void makeAStoreOfFormatTwo() throws Exception {
    SqliteStore.create(directory(), Stores.header());
    Directories.tamper(
        directory(),
        "ALTER TABLE store_header DROP COLUMN serves_from",
        "DROP INDEX secret_by_rotate",
        "ALTER TABLE secret DROP COLUMN rotate",
        "DROP TABLE audit",
        "DROP TABLE journal",
        "DROP TABLE secret_word",
        "DROP TABLE function",
        "DROP TABLE function_code",
        "DROP TABLE function_code_part",
        "DROP TABLE kms_key",
        "DROP TABLE kms_material",
        "DROP TABLE kms_alias",
        """
        CREATE TABLE kms_key (
          account TEXT NOT NULL,
          region TEXT NOT NULL,
          key_id TEXT NOT NULL,
          version INTEGER NOT NULL,
          alias TEXT NOT NULL,
          created INTEGER NOT NULL,
          wrapped BLOB NOT NULL,
          PRIMARY KEY (account, region, key_id, version)
        ) STRICT
        """,
        "CREATE UNIQUE INDEX kms_key_by_alias ON kms_key (account, region, alias, version)",
        "INSERT INTO kms_key VALUES ('%s', '%s', '%s', 1, 'alias/aws/secretsmanager', %d, x'%s')"
            .formatted(
                ACCOUNT,
                REGION,
                IDENTITY.id(),
                NOW.toEpochMilli(),
                HexFormat.of().formatHex(wrapped)),
        "UPDATE store_header SET format = 2");
  }

  @Test
  @DisplayName("PRM-12: the default key goes on opening what it sealed, and rotates a year later")
  void theDefaultKeyOfAnOldStoreOpensWhatItSealed() throws Exception {
    byte[] plain = {1, 2, 3};
    Envelope sealed;
    try (KeyMaterial material = keyring.unwrap(IDENTITY.owner(1), wrapped);
        SensitiveBytes value = SensitiveBytes.copyOf(plain)) {
      sealed = keyring.seal(material, CONTEXT, value);
    }
    try (SqliteStore store = Stores.open(directory())) {
      Keys keys = new Keys(store, keyring, new SeededEntropy(3), new SettableClock(NOW));
      Key key = keys.defaultKey(ACCOUNT, REGION);
      assertEquals(IDENTITY, key.identity());
      assertEquals(ManagedBy.AWS, key.manager());
      assertEquals(NOW, key.created());
      assertEquals(NOW.plus(Duration.ofDays(365)), key.due());
      assertEquals(List.of(key), store.dueKeys(requireNonNull(key.due()), 9));
      assertEquals(
          new Alias(ACCOUNT, REGION, "alias/aws/secretsmanager", key.id(), NOW, NOW),
          store.alias(ACCOUNT, REGION, "alias/aws/secretsmanager"));
      KeyMaterial material = requireNonNull(keys.material(key, sealed.keyVersion()));
      try (SensitiveBytes opened = keyring.open(material, CONTEXT, sealed);
          SensitiveBytes value = SensitiveBytes.copyOf(plain)) {
        assertTrue(opened.sameAs(value));
      }
    }
    assertEquals(List.of(), StoreCheck.check(directory(), keyring).problems());
  }

  @Test
  void anOldStoreIsCheckedOnceItWasBroughtToTheCurrentFormat() {
    StoreOpenException refusal =
        assertThrows(StoreOpenException.class, () -> StoreCheck.check(directory(), keyring));
    assertTrue(String.valueOf(refusal.getMessage()).contains("has format 2"));
  }
}
