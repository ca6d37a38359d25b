package io.strongroom.core.store;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.core.key.Key;
import io.strongroom.core.key.KeyIdentity;
import io.strongroom.core.key.KeyRotation;
import io.strongroom.core.key.KeyState;
import io.strongroom.core.key.KeyUse;
import io.strongroom.core.key.KeyUser;
import io.strongroom.core.key.KeyWrite;
import io.strongroom.core.key.Material;
import io.strongroom.core.secret.Samples;
import io.strongroom.core.secret.Secret;
import io.strongroom.core.secret.Tags;
import io.strongroom.core.secret.Version;
import io.strongroom.iam.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Keys are destroyed and rotated when it is time, and secrets feel it. */
class KeyUpkeepTest {
  private static final Duration YEAR = Duration.ofDays(365);
  private static final Duration WEEK = Duration.ofDays(7);

  private final Rig rig = Rig.empty();

  private KeyUpkeep upkeep(Rig of) {
    return new KeyUpkeep(of.memory, of.keys, of.clock, new ClockWatch(of.clock, () -> 0));
  }

  private KeyUpkeep settled() {
    // A watch that begins now trusts the clock, however far a test has moved it before.
    return upkeep(rig);
  }

  private Key make() {
    KeyIdentity identity = rig.keys.newIdentity(Samples.ACCOUNT, Samples.HERE);
    Key key = Key.create(identity, "", "{}", Tags.none(), rig.clock.instant());
    rig.keys.commit(new KeyWrite.Insert(key, rig.keys.newMaterial(key), null));
    return now(key);
  }

  private Key now(Key key) {
    return requireNonNull(rig.keys.find(key.id()));
  }

  private void store(Key next) {
    rig.keys.commit(new KeyWrite.Update(next, null));
  }

  private Secret sealedUnder(Key key, String name) {
    rig.create(Samples.HERE, name, secret -> secret.keyed(key.id(), Samples.NOW));
    return rig.put(Samples.HERE, name, 1, "one");
  }

  @Test
  @DisplayName("a key is destroyed at its date and never before, and its values with it")
  void aKeyIsDestroyedAtItsDate() {
    Key key = make();
    Secret secret = sealedUnder(key, "db");
    store(now(key).being(KeyState.PendingDeletion.from(rig.clock.instant(), 7)));
    rig.clock.advance(WEEK.minusMillis(1));
    assertEquals(0, settled().run());
    rig.clock.advance(Duration.ofMillis(1));
    assertEquals(1, settled().run());
    assertNull(rig.keys.find(key.id()));
    assertNull(rig.memory.wrapped(key.id(), 1));
    ServiceException refusal = assertThrows(ServiceException.class, () -> rig.open(secret, 1));
    assertEquals(ErrorCode.DECRYPTION_FAILURE, refusal.code());
  }

  @Test
  void whatWasDueWhileTheServerWasDownIsDoneAfterItsStart() {
    Key key = make();
    store(now(key).being(KeyState.PendingDeletion.from(rig.clock.instant(), 7)));
    Rig restarted = rig.restartedWith(rig.memory);
    restarted.clock.advance(WEEK);
    assertEquals(1, upkeep(restarted).run());
    assertNull(rig.keys.find(key.id()));
  }

  @Test
  void aCancelledDeletionDestroysNothing() {
    Key key = make();
    store(now(key).being(KeyState.PendingDeletion.from(rig.clock.instant(), 7)));
    store(now(key).being(new KeyState.Disabled()));
    rig.clock.advance(YEAR);
    assertEquals(0, settled().run());
    assertEquals(new KeyState.Disabled(), now(key).state());
  }

  @Test
  @DisplayName("KEY-4: a rotated key opens what its old material sealed, and seals with the new")
  void aRotatedKeyOpensWhatItsOldMaterialSealed() {
    Key key = make();
    store(now(key).rotating(KeyRotation.from(rig.clock.instant(), 90)));
    Secret before = sealedUnder(key, "db");
    rig.clock.advance(Duration.ofDays(90));
    assertEquals(1, settled().run());
    assertEquals(0, settled().run());
    Key rotated = now(key);
    assertEquals(2, rotated.newest().version());
    assertEquals(Material.Origin.AUTOMATIC, rotated.newest().origin());
    assertEquals(rig.clock.instant().plus(Duration.ofDays(90)), rotated.due());
    assertEquals("one", rig.open(before, 1));
    Secret after = rig.put(Samples.HERE, "db", 2, "two");
    Version version = requireNonNull(after.versions().find(Samples.version(2)));
    assertEquals(2, requireNonNull(rig.memory.envelope(version.number())).keyVersion());
    assertEquals("two", rig.open(after, 2));
  }

  @Test
  void theDefaultKeyRotatesEachYear() {
    rig.create(Samples.HERE, "db");
    rig.put(Samples.HERE, "db", 1, "one");
    Instant start = rig.clock.instant();
    rig.clock.advance(YEAR.minusMillis(1));
    assertEquals(0, settled().run());
    rig.clock.advance(Duration.ofMillis(1));
    assertEquals(1, settled().run());
    Key key = rig.keys.defaultKey(Samples.ACCOUNT, Samples.HERE);
    assertEquals(2, key.newest().version());
    assertEquals(start.plus(YEAR).plus(YEAR), key.due());
  }

  @Test
  @DisplayName("KEY-4: a material is followed by another before it is used up, counted for ever")
  void aUsedUpMaterialIsFollowedByAnother() {
    Key key = make();
    long block = 1L << 20;
    rig.memory.countUses(key.id(), 1, (1L << 31) - 2 * block);
    assertEquals(1, requireNonNull(rig.keys.takeNewest(now(key))).version());
    Rig restarted = rig.restartedWith(rig.memory);
    assertEquals(2, requireNonNull(restarted.keys.takeNewest(now(key))).version());
    assertEquals(Material.Origin.AUTOMATIC, now(key).newest().origin());
    assertTrue(now(key).hasMaterial(1));
  }

  @Test
  @DisplayName("every use is asked for with the encryption context of the secret and version")
  void everyUseOfAKeyIsAskedFor() {
    List<String> asked = new ArrayList<>();
    rig.permissions =
        use -> {
          asked.add(use.action() + " " + use.context().get(KeyUse.SECRET_VERSION_ID));
          assertEquals(rig.get(Samples.HERE, "db").arn(), use.context().get(KeyUse.SECRET_ARN));
          return true;
        };
    rig.create(Samples.HERE, "db");
    Secret secret = rig.put(Samples.HERE, "db", 1, "one");
    rig.open(secret, 1);
    rig.vault.validateKey(Rig.USER, secret);
    String version = Samples.version(1).text();
    assertEquals(
        List.of(
            "GENERATE_DATA_KEY " + version,
            "DECRYPT " + version,
            "GENERATE_DATA_KEY RequestToValidateKeyAccess",
            "DECRYPT RequestToValidateKeyAccess"),
        asked);
  }

  @Test
  void aRefusedKeyIsNotAllowedAndAnOutdatedOneIsSaidToBe() {
    Key old = make();
    Secret secret = sealedUnder(old, "db");
    rig.permissions = use -> !use.key().id().equals(old.id());
    ServiceException same = assertThrows(ServiceException.class, () -> rig.open(secret, 1));
    assertEquals(ErrorCode.ACCESS_DENIED, same.code());
    assertEquals("Access to KMS is not allowed", same.getMessage());
    Secret renamed = rig.change(Samples.HERE, "db", each -> each.keyed(make().id(), Samples.NOW));
    ServiceException outdated = assertThrows(ServiceException.class, () -> rig.open(renamed, 1));
    assertEquals(
        "Access to KMS is not allowed. This version of secret is not encrypted with the current"
            + " KMS key.",
        outdated.getMessage());
  }

  @Test
  @DisplayName("the default key serves its own account and no other")
  void theDefaultKeyIsForItsOwnAccount() {
    rig.create(Samples.HERE, "db");
    Secret secret = rig.put(Samples.HERE, "db", 1, "one");
    KeyUser stranger = () -> new Principal.Root(Samples.OTHER_ACCOUNT);
    Version version = requireNonNull(secret.versions().find(Samples.version(1)));
    ServiceException refusal =
        assertThrows(
            ServiceException.class, () -> rig.vault.open(stranger, secret, version).close());
    assertEquals(ErrorCode.INVALID_REQUEST, refusal.code());
    assertEquals(
        "You can't access a secret from a different AWS account if you encrypt the secret with"
            + " the default KMS service key.",
        refusal.getMessage());
  }
}
