package io.strongroom.keys;

import static io.strongroom.keys.Samples.CONTEXT;
import static io.strongroom.keys.Samples.OWNER;
import static io.strongroom.keys.Samples.STORE;
import static io.strongroom.keys.Samples.flipping;
import static io.strongroom.keys.Samples.hex;
import static io.strongroom.keys.Samples.key;
import static io.strongroom.keys.Samples.ring;
import static io.strongroom.keys.Samples.root;
import static io.strongroom.keys.Samples.secret;
import static io.strongroom.keys.Samples.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KeyringTest {
  private static final StoreId OTHER_STORE = StoreId.parse("5a3c1d7e-90b4-4f6a-8c2d-e1f00a1b2c3e");
  private static final String CREDENTIAL_OWNER = "111122223333/AKIAIOSFODNN7EXAMPLE";

  private final Keyring ring = ring();

  @Test
  @DisplayName("KEY-2: the check value tells root keys and stores apart")
  void checkValueIsForOneRootKeyAndOneStore() {
    byte[] check = ring.checkValue();
    Keyring otherRoot = Keyring.of(RootKey.generate(new SeededEntropy(8)), STORE, Entropy.secure());
    Keyring otherStore = Keyring.of(root(), OTHER_STORE, Entropy.secure());

    assertEquals(HmacSha256.LENGTH, check.length);
    assertTrue(ring().matches(check));
    assertFalse(otherRoot.matches(check));
    assertFalse(otherStore.matches(check));
    assertFalse(ring.matches(new byte[0]));
    assertFalse(ring.matches(Arrays.copyOf(check, check.length - 1)));
    for (int at = 0; at < check.length; at++) {
      assertFalse(ring.matches(flipping(check, at, 0x10)));
    }
  }

  @Test
  void checkValueIsACopy() {
    Arrays.fill(ring.checkValue(), (byte) 0);

    assertTrue(ring.matches(ring().checkValue()));
  }

  @Test
  void ringOutlivesItsRootKey() {
    RootKey root = root();
    Keyring own = Keyring.of(root, STORE, new SeededEntropy(2));
    root.close();

    assertTrue(own.matches(ring.checkValue()));
    assertEquals(OWNER.keyId(), key(own).keyId());
  }

  @Test
  @DisplayName("KEY-3: each purpose has a key of its own")
  void purposesShareNoKey() {
    byte[] data = {1, 2, 3};
    Set<String> codes = new HashSet<>();
    for (Purpose purpose : Purpose.values()) {
      codes.add(hex(ring.hmac(purpose).mac(data)));
    }
    Keyring otherStore = Keyring.of(root(), OTHER_STORE, Entropy.secure());

    assertEquals(Purpose.values().length, codes.size());
    assertNotEquals(
        hex(ring.hmac(Purpose.PAGE_TOKENS).mac(data)),
        hex(otherStore.hmac(Purpose.PAGE_TOKENS).mac(data)));
    assertSame(ring.hmac(Purpose.AUDIT), ring.hmac(Purpose.AUDIT));
    assertArrayEquals(ring.hmac(Purpose.AUDIT).mac(data), ring().hmac(Purpose.AUDIT).mac(data));
  }

  @Test
  @DisplayName("CRY-1: KMS keys are fresh random keys")
  void wrappedKeysNeverRepeat() {
    Keyring random = Keyring.of(root(), STORE, Entropy.secure());
    Set<String> wrapped = new HashSet<>();
    Set<String> nonces = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      String key = hex(random.newWrappedKey(OWNER));
      nonces.add(key.substring(2, 2 + 2 * AesGcm.NONCE_LENGTH));
      wrapped.add(key.substring(2 + 2 * AesGcm.NONCE_LENGTH));
    }

    assertEquals(1_000, nonces.size());
    assertEquals(1_000, wrapped.size());
  }

  @Test
  void unwrappedKeyOpensWhatItSealedBeforeRestart() throws OpenException {
    byte[] wrapped = ring.newWrappedKey(OWNER);
    Envelope envelope = ring.seal(ring.unwrap(OWNER, wrapped), CONTEXT, secret("value"));
    Keyring restarted = ring();

    KeyMaterial key = restarted.unwrap(OWNER, wrapped);

    assertEquals("value", text(restarted.open(key, CONTEXT, envelope)));
    assertEquals(OWNER.keyId(), key.keyId());
    assertEquals(OWNER.version(), key.version());
  }

  static Stream<KeyOwner> otherOwners() {
    return Stream.of(
        new KeyOwner("111122223334", OWNER.region(), OWNER.keyId(), OWNER.version()),
        new KeyOwner(OWNER.account(), "eu-central-2", OWNER.keyId(), OWNER.version()),
        new KeyOwner(
            OWNER.account(),
            OWNER.region(),
            "0f8fad5b-d9cb-469f-a165-70867728950f",
            OWNER.version()),
        new KeyOwner(OWNER.account(), OWNER.region(), OWNER.keyId(), 2));
  }

  @DisplayName("CRY-4: a wrapped key is bound to its owner")
  @ParameterizedTest
  @MethodSource("otherOwners")
  void wrappedKeyIsRefusedForOtherOwners(KeyOwner other) {
    byte[] wrapped = ring.newWrappedKey(OWNER);

    assertThrows(OpenException.class, () -> ring.unwrap(other, wrapped));
  }

  @Test
  void wrappedKeyIsRefusedInOtherStoresAndUnderOtherRoots() {
    byte[] wrapped = ring.newWrappedKey(OWNER);
    Keyring otherStore = Keyring.of(root(), OTHER_STORE, Entropy.secure());
    Keyring otherRoot = Keyring.of(RootKey.generate(new SeededEntropy(8)), STORE, Entropy.secure());

    assertThrows(OpenException.class, () -> otherStore.unwrap(OWNER, wrapped));
    assertThrows(OpenException.class, () -> otherRoot.unwrap(OWNER, wrapped));
  }

  @Test
  void changedWrappedKeyIsRefused() {
    byte[] wrapped = ring.newWrappedKey(OWNER);

    for (int at = 0; at < wrapped.length; at++) {
      byte[] changed = flipping(wrapped, at, 0x04);
      assertThrows(OpenException.class, () -> ring.unwrap(OWNER, changed));
    }
    for (int length = 0; length < 2 * wrapped.length; length++) {
      if (length != wrapped.length) {
        byte[] cut = Arrays.copyOf(wrapped, length);
        assertThrows(OpenException.class, () -> ring.unwrap(OWNER, cut));
      }
    }
  }

  @Test
  void credentialOpensForItsOwnerOnly() throws OpenException {
    byte[] sealed = ring.sealCredential(CREDENTIAL_OWNER, secret("wJalrXUtnFEMI"));
    Keyring otherStore = Keyring.of(root(), OTHER_STORE, Entropy.secure());

    assertEquals("wJalrXUtnFEMI", text(ring().openCredential(CREDENTIAL_OWNER, sealed)));
    assertThrows(OpenException.class, () -> ring.openCredential("111122223333/AKIA", sealed));
    assertThrows(OpenException.class, () -> ring.openCredential("", sealed));
    assertThrows(OpenException.class, () -> otherStore.openCredential(CREDENTIAL_OWNER, sealed));
  }

  @Test
  void changedCredentialIsRefused() {
    byte[] sealed = ring.sealCredential(CREDENTIAL_OWNER, secret("wJalrXUtnFEMI"));

    for (int at = 0; at < sealed.length; at++) {
      byte[] changed = flipping(sealed, at, 0x04);
      assertThrows(OpenException.class, () -> ring.openCredential(CREDENTIAL_OWNER, changed));
    }
    for (int length = 0; length < 2 * sealed.length; length++) {
      if (length != sealed.length) {
        byte[] cut = Arrays.copyOf(sealed, length);
        assertThrows(OpenException.class, () -> ring.openCredential(CREDENTIAL_OWNER, cut));
      }
    }
  }

  @Test
  void credentialsAreBounded() throws OpenException {
    SensitiveBytes largest = SensitiveBytes.owning(new byte[Keyring.MAX_CREDENTIAL]);
    byte[] sealed = ring.sealCredential(CREDENTIAL_OWNER, largest);

    assertTrue(largest.sameAs(ring.openCredential(CREDENTIAL_OWNER, sealed)));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            ring.sealCredential(
                CREDENTIAL_OWNER, SensitiveBytes.owning(new byte[Keyring.MAX_CREDENTIAL + 1])));
    assertThrows(
        OpenException.class,
        () -> ring.openCredential(CREDENTIAL_OWNER, Arrays.copyOf(sealed, sealed.length + 1)));
  }

  @Test
  @DisplayName("SIG-9: a sealed session opens for its access key only, whole and unchanged")
  void sessionOpensForItsAccessKeyOnly() throws OpenException {
    byte[] sealed = ring.sealSession("ASIAIOSFODNN7EXAMPLE", secret("state"));
    Keyring otherStore = Keyring.of(root(), OTHER_STORE, Entropy.secure());

    assertEquals("state", text(ring().openSession("ASIAIOSFODNN7EXAMPLE", sealed)));
    assertThrows(OpenException.class, () -> ring.openSession("ASIAIOSFODNN7EXAMPLF", sealed));
    assertThrows(OpenException.class, () -> otherStore.openSession("ASIAIOSFODNN7EXAMPLE", sealed));
    for (int bit = 0; bit < 8 * sealed.length; bit++) {
      byte[] changed = flipping(sealed, bit / 8, 1 << bit % 8);
      assertThrows(OpenException.class, () -> ring.openSession("ASIAIOSFODNN7EXAMPLE", changed));
    }
  }

  @Test
  @DisplayName("CRY-4: credentials and sessions are sealed under keys of their own")
  void credentialsAreNoSessions() {
    byte[] credential = ring.sealCredential("ASIAIOSFODNN7EXAMPLE", secret("state"));
    byte[] session = ring.sealSession("ASIAIOSFODNN7EXAMPLE", secret("state"));

    assertThrows(OpenException.class, () -> ring.openSession("ASIAIOSFODNN7EXAMPLE", credential));
    assertThrows(OpenException.class, () -> ring.openCredential("ASIAIOSFODNN7EXAMPLE", session));
  }

  @Test
  @DisplayName("CRY-4: what is sealed for one purpose does not open for another")
  void wrappedKeysAreNoCredentials() {
    byte[] wrapped = ring.newWrappedKey(OWNER);
    byte[] credential =
        ring.sealCredential(CREDENTIAL_OWNER, SensitiveBytes.owning(new byte[AesGcm.KEY_LENGTH]));

    assertEquals(wrapped.length, credential.length);
    assertThrows(OpenException.class, () -> ring.openCredential(CREDENTIAL_OWNER, wrapped));
    assertThrows(OpenException.class, () -> ring.unwrap(OWNER, credential));
  }

  @Test
  @DisplayName("MEM-2: nothing works under a key that was wiped")
  void closedKeysAreRefused() throws OpenException {
    KeyMaterial key = key(ring);
    Envelope envelope = ring.seal(key, CONTEXT, secret("value"));
    byte[] wrapped = ring.newWrappedKey(OWNER);
    HmacSha256 hmac = ring.hmac(Purpose.PAGE_TOKENS);
    ring.close();
    ring.close();

    assertThrows(IllegalStateException.class, () -> ring.unwrap(OWNER, wrapped));
    assertThrows(IllegalStateException.class, () -> ring.newWrappedKey(OWNER));
    assertThrows(IllegalStateException.class, () -> ring.sealCredential("owner", secret("value")));
    assertThrows(IllegalStateException.class, () -> ring.sealSession("ASIA", secret("value")));
    assertThrows(IllegalStateException.class, () -> hmac.mac(new byte[1]));

    Keyring open = ring();
    key.close();
    key.close();
    assertThrows(IllegalStateException.class, () -> open.open(key, CONTEXT, envelope));
    assertThrows(IllegalStateException.class, () -> open.seal(key, CONTEXT, secret("value")));
  }

  @Test
  void manyThreadsShareOneRing() throws Exception {
    Keyring shared = Keyring.of(root(), STORE, Entropy.secure());
    KeyMaterial key = key(shared);
    List<Future<?>> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (int thread = 0; thread < 8; thread++) {
        String value = "value of thread " + thread;
        results.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < 500; i++) {
                    Envelope envelope = shared.seal(key, CONTEXT, secret(value));
                    assertEquals(value, text(shared.open(key, CONTEXT, envelope)));
                    byte[] credential = shared.sealCredential(value, secret(value));
                    assertEquals(value, text(shared.openCredential(value, credential)));
                  }
                  return null;
                }));
      }
    }
    for (Future<?> result : results) {
      result.get();
    }
  }
}
