package io.strongroom.core.key;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.core.audit.AuditRecord;
import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.secret.Samples;
import io.strongroom.core.secret.SeededEntropy;
import io.strongroom.core.store.MemoryStore;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Principal;
import io.strongroom.iam.Region;
import io.strongroom.keys.Entropy;
import io.strongroom.keys.KeyMaterial;
import io.strongroom.keys.Keyring;
import io.strongroom.keys.RootKey;
import io.strongroom.keys.StoreId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Source: user guide, "Secret encryption and decryption"; requirements CRY-1 and CRY-4. */
class KmsKeysTest {
  private static final int AT_ONCE = 32;

  private final CountingStore store = new CountingStore();
  private final SettableClock clock = new SettableClock(Samples.NOW);
  private final KmsKeys keys = keys(1);

  /** A store of keys that counts. */
  private static final class CountingStore extends ForwardingKeys {
    final AtomicInteger inserts = new AtomicInteger();
    final AtomicInteger looks = new AtomicInteger();
    volatile Runnable beforeInsert = () -> {};

    CountingStore() {
      super(new MemoryStore());
    }

    @Override
    public byte @Nullable [] wrapped(String keyId, int version) {
      looks.incrementAndGet();
      return super.wrapped(keyId, version);
    }

    @Override
    public KeyCommit commit(KeyWrite write, @Nullable AuditRecord record) {
      if (write instanceof KeyWrite.Insert) {
        beforeInsert.run();
        inserts.incrementAndGet();
      }
      return super.commit(write, record);
    }

    @Nullable Key stored() {
      Alias alias = alias(Samples.ACCOUNT, Samples.HERE, KmsKeys.DEFAULT_ALIAS);
      return alias == null ? null : key(alias.keyId());
    }
  }

  private KmsKeys keys(long rootSeed) {
    return keys(rootSeed, 9);
  }

  private KmsKeys keys(long rootSeed, long seed) {
    Entropy entropy = new SeededEntropy(seed);
    Keyring keyring =
        Keyring.of(
            RootKey.generate(new SeededEntropy(rootSeed)), new StoreId(new UUID(0, 1)), entropy);
    return new KmsKeys(new Keys(store, keyring, entropy, clock), KeyPermissions.ownAccount());
  }

  private static KmsKeys.Wanted wanted(
      AccountId account, Region region, @Nullable String kmsKeyId) {
    return new KmsKeys.Wanted(
        () -> new Principal.Root(account), Samples.identity(account, region, "db"), kmsKeyId, "1");
  }

  private static KeyMaterial forSealing(
      KmsKeys keys, AccountId account, Region region, @Nullable String kmsKeyId) {
    return keys.forSealing(wanted(account, region, kmsKeyId));
  }

  private static KeyMaterial forOpening(
      KmsKeys keys, AccountId account, Region region, String keyId, int version) {
    return keys.forOpening(wanted(account, region, null), keyId, version);
  }

  private KeyMaterial forSealing(@Nullable String kmsKeyId) {
    return forSealing(keys, Samples.ACCOUNT, Samples.HERE, kmsKeyId);
  }

  @Test
  void defaultKeyComesIntoBeingWhenItIsFirstUsed() {
    assertNull(store.stored());
    KeyMaterial key = forSealing(null);
    Key stored = requireNonNull(store.stored());
    assertEquals(key.keyId(), stored.id());
    assertEquals(1, stored.newest().version());
    assertEquals(Samples.NOW, stored.created());
    assertEquals(ManagedBy.AWS, stored.manager());
    assertSame(key, forSealing(null));
    assertEquals(1, store.inserts.get());
  }

  @Test
  void heldKeyNeedsNoLookIntoTheStore() {
    KeyMaterial key = forSealing(null);
    forOpening(keys, Samples.ACCOUNT, Samples.HERE, key.keyId(), 1);
    int looks = store.looks.get();
    for (int i = 0; i < 5; i++) {
      forSealing(null);
      forOpening(keys, Samples.ACCOUNT, Samples.HERE, key.keyId(), 1);
      keys.isDefaultKey(Samples.ACCOUNT, Samples.HERE, key.keyId());
    }
    assertEquals(looks, store.looks.get());
  }

  private Set<String> idsOf(List<KmsKeys> users) throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    Set<String> ids = new HashSet<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(users.size())) {
      List<Future<String>> running = new ArrayList<>();
      for (KmsKeys user : users) {
        running.add(
            pool.submit(
                () -> {
                  start.await();
                  return forSealing(user, Samples.ACCOUNT, Samples.HERE, null).keyId();
                }));
      }
      start.countDown();
      for (Future<String> future : running) {
        ids.add(future.get());
      }
    }
    return ids;
  }

  @Test
  void defaultKeyIsMadeOnceHoweverManyAskAtOnce() throws Exception {
    List<KmsKeys> users = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      users.add(keys);
    }
    assertEquals(1, idsOf(users).size());
    assertEquals(1, store.inserts.get());
  }

  @Test
  @DisplayName("Several servers over one store agree on the key that was first")
  void serversAgreeOnTheDefaultKey() throws Exception {
    List<KmsKeys> users = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      users.add(keys(1, 100 + i));
    }
    Set<String> ids = idsOf(users);
    assertEquals(Set.of(requireNonNull(store.stored()).id()), ids);
  }

  @Test
  void serverThatWasOvertakenUsesTheKeyThatWasFirst() {
    KmsKeys first = keys(1, 100);
    store.beforeInsert =
        () -> {
          store.beforeInsert = () -> {};
          forSealing(first, Samples.ACCOUNT, Samples.HERE, null);
        };
    KeyMaterial late = forSealing(keys(1, 101), Samples.ACCOUNT, Samples.HERE, null);
    assertEquals(2, store.inserts.get());
    assertEquals(requireNonNull(store.stored()).id(), late.keyId());
    assertEquals(late.keyId(), forSealing(first, Samples.ACCOUNT, Samples.HERE, null).keyId());
  }

  @Test
  @DisplayName("The default key by its id, ARN, alias, alias ARN, or by nothing")
  void defaultKeyHasSeveralNames() {
    KeyMaterial key = forSealing(null);
    String arn = "arn:aws:kms:us-east-1:123456789012:";
    for (String name :
        Arrays.asList(
            null,
            "",
            "alias/aws/secretsmanager",
            arn + "alias/aws/secretsmanager",
            key.keyId(),
            arn + "key/" + key.keyId())) {
      assertSame(key, forSealing(name), () -> "for " + name);
    }
    assertEquals(
        arn + "key/" + key.keyId(), keys.arnOf(Samples.ACCOUNT, Samples.HERE, key.keyId()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alias/unknown",
        "alias/aws/secretsmanager2",
        "alias/aws/s3",
        "11111111-2222-3333-4444-555555555555",
        "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555",
        "arn:aws:kms:eu-west-1:123456789012:alias/aws/secretsmanager",
        "arn:aws-cn:kms:us-east-1:123456789012:alias/aws/secretsmanager",
        "aws/secretsmanager",
        " "
      })
  void unknownKeyIsRefusedAndMakesNone(String kmsKeyId) {
    for (int i = 0; i < 2; i++) {
      ServiceException refusal = assertThrows(ServiceException.class, () -> forSealing(kmsKeyId));
      assertEquals(ErrorCode.INVALID_PARAMETER, refusal.code());
      assertTrue(
          refusal.getMessage().startsWith("The operation failed because of an invalid KMS key: "));
      assertEquals(i, store.inserts.get());
      forSealing(null);
    }
  }

  @Test
  @DisplayName("Whether another account has a key is not told")
  void unknownKeyOfAnotherAccountIsNotAllowed() {
    ServiceException refusal =
        assertThrows(
            ServiceException.class,
            () -> forSealing("arn:aws:kms:us-east-1:210987654321:alias/aws/secretsmanager"));
    assertEquals(ErrorCode.ACCESS_DENIED, refusal.code());
    assertEquals("Access to KMS is not allowed", refusal.getMessage());
  }

  @Test
  void askingForTheDefaultKeyMakesNone() {
    assertFalse(keys.isDefaultKey(Samples.ACCOUNT, Samples.HERE, ""));
    assertFalse(keys.isDefaultKey(Samples.ACCOUNT, Samples.HERE, "x"));
    assertEquals(0, store.inserts.get());
    String id = forSealing(null).keyId();
    assertTrue(keys.isDefaultKey(Samples.ACCOUNT, Samples.HERE, id));
    assertTrue(keys(1).isDefaultKey(Samples.ACCOUNT, Samples.HERE, id));
    assertFalse(keys.isDefaultKey(Samples.ACCOUNT, Samples.THERE, id));
  }

  @Test
  void keysOfRegionsAndAccountsDiffer() {
    Set<String> ids = new HashSet<>();
    for (AccountId account : List.of(Samples.ACCOUNT, Samples.OTHER_ACCOUNT)) {
      for (Region region : List.of(Samples.HERE, Samples.THERE)) {
        ids.add(forSealing(keys, account, region, null).keyId());
      }
    }
    assertEquals(4, ids.size());
    assertEquals(4, store.inserts.get());
  }

  @Test
  void keyOfAnotherRegionIsUnknownHere() {
    String there = forSealing(keys, Samples.ACCOUNT, Samples.THERE, null).keyId();
    assertThrows(ServiceException.class, () -> forSealing(there));
    assertThrows(
        ServiceException.class, () -> forOpening(keys, Samples.ACCOUNT, Samples.HERE, there, 1));
    assertThrows(
        ServiceException.class,
        () -> forOpening(keys, Samples.OTHER_ACCOUNT, Samples.THERE, there, 1));
    assertEquals(there, forOpening(keys, Samples.ACCOUNT, Samples.THERE, there, 1).keyId());
  }

  private static void requireDecryptionFailure(org.junit.jupiter.api.function.Executable call) {
    ServiceException failure = assertThrows(ServiceException.class, call);
    assertEquals(ErrorCode.DECRYPTION_FAILURE, failure.code());
    assertEquals(
        "Secrets Manager can't decrypt the protected secret text using the provided KMS key.",
        failure.getMessage());
  }

  @Test
  void missingKeyOrVersionIsADecryptionFailure() {
    String id = forSealing(null).keyId();
    requireDecryptionFailure(() -> forOpening(keys, Samples.ACCOUNT, Samples.HERE, id, 2));
    requireDecryptionFailure(() -> forOpening(keys, Samples.ACCOUNT, Samples.HERE, "x", 1));
  }

  @Test
  @DisplayName("A failure is not remembered: the key may come back")
  void keyThatComesBackOpensAgain() {
    KmsKeys elsewhere = keys(2);
    KeyMaterial key = forSealing(null);
    requireDecryptionFailure(
        () -> forOpening(elsewhere, Samples.ACCOUNT, Samples.HERE, key.keyId(), 1));
    requireDecryptionFailure(() -> forSealing(elsewhere, Samples.ACCOUNT, Samples.HERE, null));
    assertEquals(
        key.keyId(), forOpening(keys(1), Samples.ACCOUNT, Samples.HERE, key.keyId(), 1).keyId());
  }

  @Test
  @DisplayName("KEY-2: keys of another root key do not unwrap, and nothing replaces them")
  void keysOfAnotherRootAreNotReplaced() {
    forSealing(null);
    String id = requireNonNull(store.stored()).id();
    byte[] wrapped = requireNonNull(store.wrapped(id, 1)).clone();
    requireDecryptionFailure(() -> forSealing(keys(2), Samples.ACCOUNT, Samples.HERE, null));
    assertEquals(1, store.inserts.get());
    assertTrue(Arrays.equals(wrapped, requireNonNull(store.wrapped(id, 1))));
  }

  @Test
  void wrappedMaterialPrintsWithoutItsCiphertext() {
    assertEquals("Wrapped(version 1)", new KeyWrite.Wrapped(1, new byte[] {7}).toString());
  }

  @Test
  @DisplayName("RFC 9562, section 5.4: version 4, variant 10, the rest random")
  void randomUuidsHaveVersionAndVariant() {
    for (byte fill : new byte[] {0, (byte) 0xff, 0x5a}) {
      UUID uuid = KmsKeys.randomUuid(target -> Arrays.fill(target, fill));
      assertEquals(4, uuid.version());
      assertEquals(2, uuid.variant());
    }
    assertEquals(
        "00000000-0000-4000-8000-000000000000",
        KmsKeys.randomUuid(target -> Arrays.fill(target, (byte) 0)).toString());
    assertEquals(
        "ffffffff-ffff-4fff-bfff-ffffffffffff",
        KmsKeys.randomUuid(target -> Arrays.fill(target, (byte) 0xff)).toString());
    Entropy entropy = new SeededEntropy(5);
    assertNotEquals(KmsKeys.randomUuid(entropy), KmsKeys.randomUuid(entropy));
  }
}
