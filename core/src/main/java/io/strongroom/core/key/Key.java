package io.strongroom.core.key;

import io.strongroom.core.secret.Tags;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A KMS key as it is kept, but for its material and its aliases. Copies with a change are
 * participles; none of them is stored before it is committed.
 *
 * @param description empty for none
 * @param policy the text of the key policy
 * @param rotation null while the key does not rotate by itself
 * @param materials oldest first; the last one encrypts
 * @param revision counts the stored changes, from 1
 */
public record Key(
    KeyIdentity identity,
    ManagedBy manager,
    String description,
    Instant created,
    KeyState state,
    String policy,
    Tags tags,
    @Nullable KeyRotation rotation,
    List<Material> materials,
    List<Grant> grants,
    long revision) {

  /** The revision of a key that was not stored yet. */
  public static final long UNSTORED = 0;

  /**
   * How many keys an account can have in a region. Source: KMS developer guide, "Resource quotas".
   */
  public static final int MAX_PER_REGION = 100_000;

  /** How often a key can be rotated on demand. Source: KMS developer guide, "Rotate keys". */
  public static final int MAX_ON_DEMAND = 25;

  /** Takes copies of the lists; refuses a key without material. */
  public Key {
    materials = List.copyOf(materials);
    grants = List.copyOf(grants);
    if (materials.isEmpty()) {
      throw new IllegalArgumentException("a key has material");
    }
  }

  /** Returns a new customer key with its first material. */
  public static Key create(
      KeyIdentity identity, String description, String policy, Tags tags, Instant now) {
    return new Key(
        identity,
        ManagedBy.CUSTOMER,
        description,
        now,
        new KeyState.Enabled(),
        policy,
        tags,
        null,
        List.of(new Material(Material.FIRST, now, Material.Origin.CREATION)),
        List.of(),
        UNSTORED);
  }

  /** Returns the account that owns the key. */
  public AccountId account() {
    return identity.account();
  }

  /** Returns the region that the key is in. */
  public Region region() {
    return identity.region();
  }

  /** Returns the key's id, a UUID. */
  public String id() {
    return identity.id();
  }

  /** Returns the key's ARN. */
  public String arn() {
    return identity.arn();
  }

  /** Returns the material that encrypts. */
  public Material newest() {
    return materials.getLast();
  }

  /** Tells whether the key has had a material of that version. */
  public boolean hasMaterial(int version) {
    return materials.stream().anyMatch(material -> material.version() == version);
  }

  /** Tells whether the key encrypts and decrypts. */
  public boolean isEnabled() {
    return state instanceof KeyState.Enabled;
  }

  /** Tells whether the key is waiting to be destroyed. */
  public boolean isPendingDeletion() {
    return state instanceof KeyState.PendingDeletion;
  }

  /** Returns when something is to be done to the key by itself, or null. */
  public @Nullable Instant due() {
    return switch (state) {
      case KeyState.PendingDeletion(Instant date, int _) -> date;
      case KeyState.Enabled() -> rotation == null ? null : rotation.next();
      case KeyState.Disabled() -> null;
    };
  }

  /** Returns how often the key was rotated on demand. */
  public long onDemandRotations() {
    return materials.stream()
        .filter(material -> material.origin() == Material.Origin.ON_DEMAND)
        .count();
  }

  /** The same key with another description. */
  public Key describing(String text) {
    return with(text, state, policy, tags, rotation, materials, grants);
  }

  /** The same key in another state. */
  public Key being(KeyState next) {
    return with(description, next, policy, tags, rotation, materials, grants);
  }

  /** The same key under another policy. */
  public Key governed(String nextPolicy) {
    return with(description, state, nextPolicy, tags, rotation, materials, grants);
  }

  /** The same key with other tags. */
  public Key tagged(Tags next) {
    return with(description, state, policy, next, rotation, materials, grants);
  }

  /** The same key with another rotation by itself, or with none. */
  public Key rotating(@Nullable KeyRotation next) {
    return with(description, state, policy, tags, next, materials, grants);
  }

  /** The same key with other grants. */
  public Key granting(List<Grant> next) {
    return with(description, state, policy, tags, rotation, materials, next);
  }

  /** The same key with one more material; a period of rotation begins anew. */
  public Key rotated(Material.Origin origin, Instant now) {
    List<Material> more = new ArrayList<>(materials);
    more.add(new Material(Math.incrementExact(newest().version()), now, origin));
    KeyRotation next = rotation == null ? null : KeyRotation.from(now, rotation.periodDays());
    return with(description, state, policy, tags, next, more, grants);
  }

  /** The same key under another revision. */
  public Key revised(long next) {
    return new Key(
        identity,
        manager,
        description,
        created,
        state,
        policy,
        tags,
        rotation,
        materials,
        grants,
        next);
  }

  private Key with(
      String nextDescription,
      KeyState nextState,
      String nextPolicy,
      Tags nextTags,
      @Nullable KeyRotation nextRotation,
      List<Material> nextMaterials,
      List<Grant> nextGrants) {
    return new Key(
        identity,
        manager,
        nextDescription,
        created,
        nextState,
        nextPolicy,
        nextTags,
        nextRotation,
        nextMaterials,
        nextGrants,
        revision);
  }
}
