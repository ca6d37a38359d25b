package io.strongroom.keys;

import static io.strongroom.keys.Samples.CONTEXT;
import static io.strongroom.keys.Samples.OWNER;
import static io.strongroom.keys.Samples.STORE;
import static io.strongroom.keys.Samples.bytes;
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
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {
  private static final String VALUE = "{\"password\":\"correct horse\"}";

  private final Keyring ring = ring();
  private final KeyMaterial key = key(ring);

  @Test
  void envelopeSaysUnderWhatItIsSealed() throws OpenException {
    Envelope envelope = Envelope.parse(ring.seal(key, CONTEXT, secret(VALUE)).bytes());

    assertEquals(OWNER.keyId(), envelope.keyId());
    assertEquals(OWNER.version(), envelope.keyVersion());
    assertEquals(ValueKind.STRING, envelope.kind());
  }

  @Test
  @DisplayName("CRY-6: a format version comes first")
  void formatVersionComesFirst() {
    byte[] bytes = ring.seal(key, CONTEXT, secret(VALUE)).bytes();

    assertEquals(1, bytes[0]);
    for (int version = 0; version < 256; version++) {
      if (version != 1) {
        bytes[0] = (byte) version;
        assertRefused(bytes);
      }
    }
  }

  @DisplayName("CRY-2, CRY-4, CRY-5: no byte can be changed")
  @ParameterizedTest
  @ValueSource(ints = {0x01, 0x02, 0x80, 0xff})
  void everyChangedByteIsRefused(int mask) {
    byte[] sealed = ring.seal(key, CONTEXT, secret(VALUE)).bytes();

    for (int at = 0; at < sealed.length; at++) {
      assertRefused(flipping(sealed, at, mask));
    }
  }

  @Test
  void everyOtherLengthIsRefused() {
    byte[] sealed = ring.seal(key, CONTEXT, secret(VALUE)).bytes();

    for (int length = 0; length < 2 * sealed.length; length++) {
      if (length != sealed.length) {
        assertRefused(Arrays.copyOf(sealed, length));
      }
    }
  }

  @Test
  void lengthsAreBounded() throws OpenException {
    SensitiveBytes largest = SensitiveBytes.owning(new byte[Envelope.MAX_PLAINTEXT]);
    byte[] sealed = ring.seal(key, CONTEXT, largest).bytes();

    assertTrue(largest.sameAs(ring.open(key, CONTEXT, Envelope.parse(sealed))));
    assertThrows(
        OpenException.class, () -> Envelope.parse(Arrays.copyOf(sealed, sealed.length + 1)));
    assertThrows(
        IllegalArgumentException.class,
        () -> ring.seal(key, CONTEXT, SensitiveBytes.owning(new byte[Envelope.MAX_PLAINTEXT + 1])));
  }

  static Stream<EncryptionContext> contextsThatDifferInOneField() {
    EncryptionContext c = CONTEXT;
    return Stream.of(
        new EncryptionContext(
            "111122223334", c.region(), c.secretId(), c.arn(), c.versionId(), c.kind()),
        new EncryptionContext(
            c.account(), "eu-central-2", c.secretId(), c.arn(), c.versionId(), c.kind()),
        new EncryptionContext(c.account(), c.region(), "", c.arn(), c.versionId(), c.kind()),
        new EncryptionContext(
            c.account(), c.region(), c.secretId(), c.arn() + "x", c.versionId(), c.kind()),
        new EncryptionContext(c.account(), c.region(), c.secretId(), c.arn(), c.arn(), c.kind()),
        new EncryptionContext(
            c.account(), c.region(), c.secretId(), c.arn(), c.versionId(), ValueKind.BINARY));
  }

  @DisplayName("CRY-4: a value opens where it was sealed and nowhere else")
  @ParameterizedTest
  @MethodSource("contextsThatDifferInOneField")
  void everyOtherContextIsRefused(EncryptionContext other) {
    Envelope envelope = ring.seal(key, CONTEXT, secret(VALUE));

    assertThrows(OpenException.class, () -> ring.open(key, other, envelope));
  }

  @Test
  @DisplayName("CRY-4: text cannot be passed off as bytes")
  void kindIsAuthenticated() throws OpenException {
    byte[] sealed = ring.seal(key, CONTEXT, secret(VALUE)).bytes();
    sealed[Envelope.KIND_AT] = ValueKind.BINARY.code();
    EncryptionContext binary =
        new EncryptionContext(
            CONTEXT.account(),
            CONTEXT.region(),
            CONTEXT.secretId(),
            CONTEXT.arn(),
            CONTEXT.versionId(),
            ValueKind.BINARY);

    Envelope envelope = Envelope.parse(sealed);

    assertThrows(OpenException.class, () -> ring.open(key, binary, envelope));
  }

  @Test
  @DisplayName("CRY-4: fields do not run into each other")
  void textMovedToTheNextFieldIsRefused() {
    EncryptionContext one = new EncryptionContext("1", "2", "ab", "c", "d", ValueKind.STRING);
    EncryptionContext other = new EncryptionContext("1", "2", "a", "bc", "d", ValueKind.STRING);
    Envelope envelope = ring.seal(key, one, secret(VALUE));

    assertThrows(OpenException.class, () -> ring.open(key, other, envelope));
  }

  @Test
  void malformedTextOfContextIsRefused() {
    EncryptionContext malformed =
        new EncryptionContext("1", "2", "3", "4", "\ud800", ValueKind.STRING);
    Envelope envelope = ring.seal(key, CONTEXT, secret(VALUE));

    assertThrows(IllegalArgumentException.class, () -> ring.seal(key, malformed, secret(VALUE)));
    assertThrows(IllegalArgumentException.class, () -> ring.open(key, malformed, envelope));
  }

  @Test
  void otherStoreIsRefused() throws OpenException {
    StoreId other = StoreId.parse("5a3c1d7e-90b4-4f6a-8c2d-e1f00a1b2c3e");
    Keyring elsewhere = Keyring.of(root(), other, new SeededEntropy(3));
    Envelope envelope = ring.seal(key, CONTEXT, secret(VALUE));

    assertThrows(OpenException.class, () -> elsewhere.open(key, CONTEXT, envelope));
    assertEquals(VALUE, text(ring.open(key, CONTEXT, envelope)));
  }

  @Test
  void otherKeysAreRefused() {
    Envelope envelope = ring.seal(key, CONTEXT, secret(VALUE));
    KeyOwner otherVersion = new KeyOwner(OWNER.account(), OWNER.region(), OWNER.keyId(), 2);
    KeyOwner otherKey =
        new KeyOwner(OWNER.account(), OWNER.region(), "0f8fad5b-d9cb-469f-a165-70867728950f", 1);

    for (KeyOwner owner : new KeyOwner[] {OWNER, otherVersion, otherKey}) {
      KeyMaterial other = key(ring, owner);
      assertThrows(OpenException.class, () -> ring.open(other, CONTEXT, envelope));
    }
  }

  @Test
  @DisplayName("CRY-5: a data key that is wrapped well but was not committed to is refused")
  void foreignDataKeyIsRefusedByItsCommitment() throws OpenException {
    String shared = "22".repeat(16);
    String nonces = "33".repeat(12) + "44".repeat(12);
    byte[] own = sealedWith("11".repeat(32) + shared + nonces);
    byte[] foreign = sealedWith("12".repeat(32) + shared + nonces);
    byte[] mixed = own.clone();
    System.arraycopy(
        foreign, Envelope.WRAPPED_AT, mixed, Envelope.WRAPPED_AT, Envelope.WRAPPED_LENGTH);

    Envelope envelope = Envelope.parse(mixed);

    OpenException refusal =
        assertThrows(OpenException.class, () -> ring.open(key, CONTEXT, envelope));
    assertEquals("the envelope is not committed to its data key", refusal.getMessage());
  }

  @Test
  @DisplayName("CRY-5: the commitment is compared before decryption")
  void commitmentIsComparedFirst() throws OpenException {
    byte[] sealed = ring.seal(key, CONTEXT, secret(VALUE)).bytes();
    Envelope envelope =
        Envelope.parse(flipping(flipping(sealed, Envelope.COMMITMENT_AT, 1), sealed.length - 1, 1));

    OpenException refusal =
        assertThrows(OpenException.class, () -> ring.open(key, CONTEXT, envelope));
    assertEquals("the envelope is not committed to its data key", refusal.getMessage());
  }

  @Test
  @DisplayName("CRY-1: keys and nonces never repeat, for the same value neither")
  void sealingNeverRepeats() {
    int count = 5_000;
    Set<String> dataKeys = new HashSet<>();
    Entropy secure = Entropy.secure();
    Keyring random =
        Keyring.of(
            root(),
            STORE,
            target -> {
              secure.fill(target);
              dataKeys.add(hex(Arrays.copyOf(target, AesGcm.KEY_LENGTH)));
            });
    SensitiveBytes value = secret(VALUE);
    Set<String> ids = new HashSet<>();
    Set<String> nonces = new HashSet<>();
    Set<String> commitments = new HashSet<>();
    Set<String> ciphertexts = new HashSet<>();
    for (int i = 0; i < count; i++) {
      byte[] sealed = random.seal(key, CONTEXT, value).bytes();
      ids.add(part(sealed, Envelope.DATA_KEY_ID_AT, Uuids.LENGTH));
      nonces.add(part(sealed, Envelope.WRAPPED_AT, AesGcm.NONCE_LENGTH));
      nonces.add(part(sealed, Envelope.VALUE_AT, AesGcm.NONCE_LENGTH));
      commitments.add(part(sealed, Envelope.COMMITMENT_AT, Hkdf.LENGTH));
      ciphertexts.add(part(sealed, Envelope.VALUE_AT + AesGcm.NONCE_LENGTH, VALUE.length()));
    }

    assertEquals(count, dataKeys.size());
    assertEquals(count, ids.size());
    assertEquals(2 * count, nonces.size());
    assertEquals(count, commitments.size());
    assertEquals(count, ciphertexts.size());
  }

  @Test
  void plaintextIsNotInTheEnvelope() {
    assertFalse(
        hex(ring.seal(key, CONTEXT, secret(VALUE)).bytes()).contains(hex(bytes(secret(VALUE)))));
  }

  @Test
  void sealingLeavesThePlaintextToItsOwner() {
    SensitiveBytes value = secret(VALUE);

    ring.seal(key, CONTEXT, value);

    assertEquals(VALUE, text(value));
  }

  @Test
  void bytesAreACopy() throws OpenException {
    Envelope envelope = ring.seal(key, CONTEXT, secret(VALUE));
    Arrays.fill(envelope.bytes(), (byte) 0);

    assertEquals(VALUE, text(ring.open(key, CONTEXT, envelope)));
  }

  @Test
  void equalityIsThatOfBytes() throws OpenException {
    Envelope envelope = ring.seal(key, CONTEXT, secret(VALUE));
    Envelope same = Envelope.parse(envelope.bytes());

    assertEquals(envelope, same);
    assertEquals(envelope.hashCode(), same.hashCode());
    assertNotEquals(envelope, ring.seal(key, CONTEXT, secret(VALUE)));
    assertArrayEquals(envelope.bytes(), same.bytes());
  }

  private byte[] sealedWith(String entropy) {
    Keyring scripted = Keyring.of(root(), STORE, new ScriptedEntropy(entropy));
    return scripted.seal(key, CONTEXT, secret(VALUE)).bytes();
  }

  private static String part(byte[] bytes, int at, int length) {
    return hex(Arrays.copyOfRange(bytes, at, at + length));
  }

  private void assertRefused(byte[] bytes) {
    assertThrows(OpenException.class, () -> ring.open(key, CONTEXT, Envelope.parse(bytes)));
  }
}
