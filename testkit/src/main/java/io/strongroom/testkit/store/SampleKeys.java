package io.strongroom.testkit.store;

import static io.strongroom.testkit.store.SampleSecrets.ACCOUNT;
import static io.strongroom.testkit.store.SampleSecrets.NOW;
import static io.strongroom.testkit.store.SampleSecrets.REGION;

import io.strongroom.core.key.Alias;
import io.strongroom.core.key.Grant;
import io.strongroom.core.key.Key;
import io.strongroom.core.key.KeyIdentity;
import io.strongroom.core.key.KeyRotation;
import io.strongroom.core.key.KeyWrite;
import io.strongroom.core.key.Material;
import io.strongroom.core.secret.Tags;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** KMS keys to store. Their wrapped material looks like nothing and opens nowhere. */
public final class SampleKeys {
  private static final String ID_END = "-d9cb-469f-a165-70867728950e";

  private SampleKeys() {}

  /** Returns the id of the {@code n}th key; ids grow with {@code n}, which has at most 8 digits. */
  public static String id(int n) {
    return "%08d".formatted(n) + ID_END;
  }

  /** Returns a key that was not stored yet. */
  public static Key key(int n) {
    return key(ACCOUNT, REGION, n);
  }

  /** Returns a key that was not stored yet. */
  public static Key key(AccountId account, Region region, int n) {
    return Key.create(new KeyIdentity(account, region, id(n)), "key " + n, "{}", Tags.none(), NOW);
  }

  /** Returns a key that has something of everything. */
  public static Key full(int n) {
    LinkedHashMap<String, String> tags = new LinkedHashMap<>();
    tags.put("z", "1");
    tags.put("a", "\u00e9");
    Grant bare =
        new Grant(
            "a".repeat(64),
            null,
            "arn:aws:iam::111122223333:user/ann",
            null,
            "111122223333",
            List.of("Decrypt"),
            Grant.Constraints.none(),
            NOW);
    Grant full =
        new Grant(
            "b".repeat(64),
            "named",
            "arn:aws:iam::111122223333:user/bob",
            "arn:aws:iam::111122223333:user/cid",
            "111122223333",
            List.of("Encrypt", "CreateGrant"),
            new Grant.Constraints(Map.of("k", "v"), Map.of("l", "w")),
            NOW);
    return key(n)
        .tagged(new Tags(tags))
        .rotating(KeyRotation.from(NOW, 90))
        .rotated(Material.Origin.ON_DEMAND, NOW.plusMillis(7))
        .rotated(Material.Origin.AUTOMATIC, NOW.plusMillis(9))
        .granting(List.of(bare, full));
  }

  /** Returns the material that belongs to a version. */
  public static KeyWrite.Wrapped material(int version) {
    return new KeyWrite.Wrapped(version, new byte[] {1, (byte) version});
  }

  /** Returns an alias of a key. */
  public static Alias alias(Key key, String name) {
    return new Alias(key.account(), key.region(), "alias/" + name, key.id(), NOW, NOW);
  }

  /** Returns the write that stores a new key, with an alias or without. */
  public static KeyWrite inserting(Key key, @Nullable String alias) {
    return new KeyWrite.Insert(
        key, material(key.newest().version()), alias == null ? null : alias(key, alias));
  }
}
