package io.strongroom.core.store;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.key.KeyIdentity;
import io.strongroom.core.secret.ArnSuffix;
import io.strongroom.core.secret.Samples;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.SecretIdentity;
import io.strongroom.core.secret.SecretName;
import io.strongroom.core.secret.SecretValue;
import io.strongroom.core.secret.StagingLabel;
import io.strongroom.core.secret.Version;
import io.strongroom.keys.Envelope;
import io.strongroom.keys.OpenException;
import io.strongroom.keys.SensitiveBytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Source: requirements CRY-4 and PRM-8. */
class VaultTest {
  private static final String CANARY = "canary-7a6b5c";

  private final Rig rig = Rig.empty();

  private Secret stored() {
    rig.create(Samples.HERE, "db");
    return rig.put(Samples.HERE, "db", 1, CANARY);
  }

  private Envelope envelope(Secret secret, int version) {
    Version found = requireNonNull(secret.versions().find(Samples.version(version)));
    return requireNonNull(rig.memory.envelope(found.number()));
  }

  private static ServiceException requireDamage(org.junit.jupiter.api.function.Executable open) {
    ServiceException failure = assertThrows(ServiceException.class, open);
    assertEquals(ErrorCode.INTERNAL_SERVICE_ERROR, failure.code());
    assertEquals("An error occurred on the server side.", failure.getMessage());
    return failure;
  }

  @Test
  void valueComesBackAsItsKind() {
    Secret secret = rig.create(Samples.HERE, "db");
    byte[] bytes = {0, (byte) 0xff, 'x'};
    for (SecretValue value :
        List.of(Rig.text("\u00e9\u4e2d"), new SecretValue.Binary(SensitiveBytes.copyOf(bytes)))) {
      Vault.Sealed sealed =
          rig.vault.seal(Rig.USER, secret, Version.pending(Samples.version(1), Samples.NOW), value);
      try (SecretValue opened =
          rig.vault.open(Rig.USER, secret, Samples.version(1), sealed.added().envelope())) {
        assertTrue(opened.sameAs(value));
      }
    }
  }

  @Test
  void sealedVersionNamesItsKeyAndEnvelope() {
    Secret secret = stored();
    Version version = requireNonNull(secret.versions().find(Samples.version(1)));
    assertTrue(version.hasValue());
    assertEquals(envelope(secret, 1).keyId(), version.keyId());
    assertEquals(CANARY, rig.open(secret, 1));
  }

  @Test
  @DisplayName("CRY-4: an envelope of another version does not open")
  void envelopeOfAnotherVersionDoesNotOpen() {
    stored();
    Secret secret = rig.put(Samples.HERE, "db", 2, "two");
    Envelope one = envelope(secret, 1);
    requireDamage(() -> rig.vault.open(Rig.USER, secret, Samples.version(2), one));
  }

  static List<Secret> strangers() {
    SecretIdentity mine = Samples.identity("db");
    List<Secret> strangers = new ArrayList<>();
    strangers.add(other(Samples.identity("db2")));
    strangers.add(
        other(
            SecretIdentity.of(
                mine.account(), mine.region(), mine.name(), new ArnSuffix("zzzzzz"), mine.id())));
    strangers.add(
        other(
            SecretIdentity.of(
                mine.account(),
                mine.region(),
                mine.name(),
                mine.suffix(),
                new java.util.UUID(0, 0))));
    strangers.add(
        other(
            SecretIdentity.of(
                mine.account(), mine.region(), new SecretName("dB"), mine.suffix(), mine.id())));
    return strangers;
  }

  private static Secret other(SecretIdentity identity) {
    return Secret.create(identity, Samples.NOW);
  }

  @ParameterizedTest
  @MethodSource("strangers")
  @DisplayName("CRY-4: an envelope opens for its own secret, of that id and ARN, alone")
  void envelopeOfAnotherSecretDoesNotOpen(Secret stranger) {
    Secret mine = Samples.secret("db");
    Vault.Sealed sealed =
        rig.vault.seal(
            Rig.USER, mine, Version.pending(Samples.version(1), Samples.NOW), Rig.text(CANARY));
    Envelope envelope = sealed.added().envelope();
    rig.vault.open(Rig.USER, mine, Samples.version(1), envelope).close();
    ServiceException failure =
        requireDamage(() -> rig.vault.open(Rig.USER, stranger, Samples.version(1), envelope));
    assertFalse(failure.toString().contains(CANARY));
    assertFalse(String.valueOf(failure.getCause()).contains(CANARY));
  }

  @Test
  @DisplayName("CRY-4: an envelope does not open in another account or region")
  void envelopeIsBoundToAccountAndRegion() {
    Secret mine = Samples.secret("db");
    Envelope envelope =
        rig.vault
            .seal(
                Rig.USER, mine, Version.pending(Samples.version(1), Samples.NOW), Rig.text(CANARY))
            .added()
            .envelope();
    Secret elsewhere = other(Samples.identity(Samples.ACCOUNT, Samples.THERE, "db"));
    ServiceException failure =
        assertThrows(
            ServiceException.class,
            () -> rig.vault.open(Rig.USER, elsewhere, Samples.version(1), envelope));
    assertEquals(ErrorCode.DECRYPTION_FAILURE, failure.code());
    Secret foreign = other(Samples.identity(Samples.OTHER_ACCOUNT, Samples.HERE, "db"));
    requireDamage(() -> rig.vault.open(Rig.USER, foreign, Samples.version(1), envelope));
  }

  @Test
  @DisplayName("CRY-4: text does not open as binary")
  void kindIsAuthenticated() throws OpenException {
    Secret secret = stored();
    byte[] bytes = envelope(secret, 1).bytes();
    bytes[1] = (byte) (bytes[1] == 1 ? 2 : 1);
    Envelope relabelled = Envelope.parse(bytes);
    requireDamage(() -> rig.vault.open(Rig.USER, secret, Samples.version(1), relabelled));
  }

  @Test
  @DisplayName("PRM-8: an envelope with a changed byte is never served")
  void changedEnvelopeDoesNotOpen() {
    Secret secret = stored();
    byte[] bytes = envelope(secret, 1).bytes();
    for (int i = 0; i < bytes.length; i++) {
      byte[] changed = bytes.clone();
      changed[i] ^= 1;
      Envelope envelope;
      try {
        envelope = Envelope.parse(changed);
      } catch (OpenException e) {
        continue;
      }
      ServiceException failure =
          assertThrows(
              ServiceException.class,
              () -> rig.vault.open(Rig.USER, secret, Samples.version(1), envelope));
      assertTrue(
          failure.code() == ErrorCode.INTERNAL_SERVICE_ERROR
              || failure.code() == ErrorCode.DECRYPTION_FAILURE);
    }
  }

  @Test
  @DisplayName("PRM-8: a missing envelope is damage, and the error names the secret to us alone")
  void missingEnvelopeIsDamage() {
    Secret secret = stored();
    Version lost = requireNonNull(secret.versions().find(Samples.version(1)));
    rig.memory.commit(List.of(new SecretWrite.Update(secret, List.of(), List.of(lost.number()))));
    ServiceException failure =
        requireDamage(() -> rig.vault.open(Rig.USER, rig.get(Samples.HERE, "db"), lost));
    Throwable cause = assertInstanceOf(IllegalStateException.class, failure.getCause());
    assertTrue(String.valueOf(cause.getMessage()).contains(secret.arn()));
  }

  @Test
  void readerThatWasOvertakenByADeletionFindsNothing() {
    Secret before = stored();
    rig.memory.commit(List.of(new SecretWrite.Delete(before)));
    ServiceException refusal = assertThrows(ServiceException.class, () -> rig.open(before, 1));
    assertEquals(ErrorCode.RESOURCE_NOT_FOUND, refusal.code());
    rig.create(Samples.HERE, "db");
    rig.put(Samples.HERE, "db", 1, "of the successor");
    assertEquals(
        ErrorCode.RESOURCE_NOT_FOUND,
        assertThrows(ServiceException.class, () -> rig.open(before, 1)).code());
  }

  @Test
  void readerThatWasOvertakenByCleanUpFindsNothing() {
    stored();
    rig.put(Samples.HERE, "db", 2, "two");
    Secret before = rig.put(Samples.HERE, "db", 3, "three");
    rig.change(
        Samples.HERE,
        "db",
        secret -> secret.versioned(secret.versions().without(Samples.version(1)), Samples.NOW));
    assertEquals(
        ErrorCode.RESOURCE_NOT_FOUND,
        assertThrows(ServiceException.class, () -> rig.open(before, 1)).code());
  }

  @Test
  void readerOfAVersionThatIsAnnouncedAnewFindsNothing() {
    stored();
    Secret before = rig.put(Samples.HERE, "db", 2, "two", StagingLabel.PENDING);
    rig.change(
        Samples.HERE,
        "db",
        secret ->
            secret.versioned(
                secret.versions().with(Version.pending(Samples.version(2), Samples.NOW)),
                Samples.NOW));
    assertEquals(
        ErrorCode.RESOURCE_NOT_FOUND,
        assertThrows(ServiceException.class, () -> rig.open(before, 2)).code());
  }

  @Test
  void readerThatWasOvertakenByANewKeyGetsTheSameValue() {
    Secret before = stored();
    Version old = requireNonNull(before.versions().find(Samples.version(1)));
    Vault.Sealed anew = rig.vault.seal(Rig.USER, before, old, Rig.text(CANARY));
    Secret next = before.versioned(before.versions().with(anew.version()), Samples.NOW);
    rig.memory.commit(List.of(SecretWrite.replacing(before, next, List.of(anew.added()))));
    assertEquals(CANARY, rig.open(before, 1));
  }

  @Test
  @DisplayName("DecryptionFailure: the key that sealed the value is gone")
  void valueWithoutItsKeyIsADecryptionFailure() {
    Secret secret = stored();
    Rig elsewhere = rig.restartedWith(new MemoryStore());
    ServiceException failure =
        assertThrows(ServiceException.class, () -> elsewhere.open(secret, 1));
    assertEquals(ErrorCode.DECRYPTION_FAILURE, failure.code());
    assertEquals(
        "Secrets Manager can't decrypt the protected secret text using the provided KMS key.",
        failure.getMessage());
  }

  @Test
  void keyIsShownAsTheServiceDoes() {
    Secret secret = stored();
    Version version = requireNonNull(secret.versions().find(Samples.version(1)));
    assertEquals("DefaultEncryptionKey", rig.vault.shownKey(secret, version));
    String other = "11111111-2222-3333-4444-555555555555";
    assertEquals(
        new KeyIdentity(Samples.ACCOUNT, Samples.HERE, other).arn(),
        rig.vault.shownKey(secret, version.sealed(1, other)));
    assertTrue(rig.vault.isSealedForNext(Rig.USER, secret, version));
    assertFalse(rig.vault.isSealedForNext(Rig.USER, secret, version.sealed(1, other)));
  }

  @Test
  @DisplayName("CRY-1: the same value is sealed differently each time")
  void sealingRepeatsNothing() {
    Secret secret = Samples.secret("db");
    Version version = Version.pending(Samples.version(1), Samples.NOW);
    Vault.Sealed one = rig.vault.seal(Rig.USER, secret, version, Rig.text(CANARY));
    Vault.Sealed two = rig.vault.seal(Rig.USER, secret, version, Rig.text(CANARY));
    assertFalse(one.added().envelope().equals(two.added().envelope()));
    assertFalse(one.added().number() == two.added().number());
    String sealed = new String(one.added().envelope().bytes(), StandardCharsets.ISO_8859_1);
    assertFalse(sealed.contains(CANARY));
  }
}
