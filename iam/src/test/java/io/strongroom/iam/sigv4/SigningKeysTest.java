package io.strongroom.iam.sigv4;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.iam.AccessKey;
import io.strongroom.iam.AccountId;
import io.strongroom.keys.HmacSha256;
import io.strongroom.keys.SensitiveBytes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SigningKeysTest {
  private static final Credential SCOPE = scope("20150830", "us-east-1", "secretsmanager");

  private final SigningKeys keys = new SigningKeys(Signing::open);

  @Test
  @DisplayName("SIG-7: a kept key is found under all of its facts and no others")
  void keptKeyIsFoundUnderAllItsFactsOnly() {
    HmacSha256 signingKey = keys.derive(Signing.KEY, SCOPE);
    assertNull(keys.kept(Signing.KEY, SCOPE));
    keys.keep(Signing.KEY, SCOPE, signingKey);
    assertSame(signingKey, keys.kept(Signing.KEY, SCOPE));
    assertNull(keys.kept(Signing.KEY, scope("20150831", "us-east-1", "secretsmanager")));
    assertNull(keys.kept(Signing.KEY, scope("20150830", "us-west-1", "secretsmanager")));
    assertNull(keys.kept(Signing.KEY, scope("20150830", "us-east-1", "sts")));
    assertNull(keys.kept(key("AKIDOTHER", Signing.ACCOUNT, 1), SCOPE));
    assertNull(keys.kept(key(Signing.KEY_ID, new AccountId("999999999999"), 1), SCOPE));
    assertNull(keys.kept(key(Signing.KEY_ID, Signing.ACCOUNT, 2), SCOPE));
    assertNull(keys.kept(key(Signing.KEY_ID, Signing.ACCOUNT, 0), SCOPE));
  }

  @Test
  void newerGenerationTakesThePlaceOfTheOlder() {
    AccessKey newer = key(Signing.KEY_ID, Signing.ACCOUNT, 2);
    keys.keep(Signing.KEY, SCOPE, keys.derive(Signing.KEY, SCOPE));
    keys.keep(newer, SCOPE, keys.derive(newer, SCOPE));
    assertNull(keys.kept(Signing.KEY, SCOPE));
    assertNotNull(keys.kept(newer, SCOPE));
  }

  @Test
  @DisplayName("SIG-7: however many keys come, no more than the table are kept")
  void tableNeverGrows() {
    HmacSha256 signingKey = keys.derive(Signing.KEY, SCOPE);
    int places = SigningKeys.SETS * SigningKeys.WAYS;
    List<AccessKey> many = new ArrayList<>();
    for (int i = 0; i < 4 * places; i++) {
      many.add(key("AKID" + i, Signing.ACCOUNT, 1));
    }
    many.forEach(key -> keys.keep(key, SCOPE, signingKey));
    long kept = many.stream().filter(key -> keys.kept(key, SCOPE) != null).count();
    assertTrue(kept <= places, () -> kept + " kept");
    assertTrue(kept > places / 2, () -> "only " + kept + " kept: the hash does not spread");
    assertNotNull(keys.kept(many.getLast(), SCOPE));
  }

  @Test
  @DisplayName("MEM-2: an opened secret is closed once the key is derived")
  void openedSecretIsClosed() {
    List<SensitiveBytes> opened = new ArrayList<>();
    SigningKeys recording =
        new SigningKeys(
            key -> {
              SensitiveBytes secret = Signing.open(key);
              opened.add(secret);
              return secret;
            });
    assertNotNull(recording.derive(Signing.KEY, SCOPE));
    assertEquals(1, opened.size());
    SensitiveBytes zeros = SensitiveBytes.owning(new byte[Signing.SECRET.length()]);
    assertTrue(opened.getFirst().sameAs(zeros));
  }

  private static Credential scope(String date, String region, String service) {
    return new Credential(Signing.KEY_ID, date, region, service, "aws4_request");
  }

  private static AccessKey key(String id, AccountId account, long generation) {
    return Signing.key(id, account, AccessKey.Status.ACTIVE, generation, new byte[0]);
  }
}
