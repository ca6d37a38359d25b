package io.strongroom.core.key;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.strongroom.core.secret.Samples;
import io.strongroom.core.secret.SeededEntropy;
import io.strongroom.iam.AccountId;
import io.strongroom.iam.Region;
import io.strongroom.keys.Keyring;
import io.strongroom.keys.RootKey;
import io.strongroom.keys.StoreId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An account has 100,000 keys in a region. Source: KMS developer guide, "Resource quotas". */
class KeyQuotaTest {

  @ParameterizedTest
  @CsvSource({"0, false", "99999, false", "100000, true", "100001, true"})
  void aRegionIsFullAtTheQuota(int count, boolean full) {
    KeyStore counting =
        new ForwardingKeys(new MemoryKeys()) {
          @Override
          public int countKeys(AccountId account, Region region) {
            return count;
          }
        };
    Keyring keyring =
        Keyring.of(
            RootKey.generate(new SeededEntropy(1)),
            StoreId.parse("6f2c1f0e-8a53-4a57-9d8e-1b2f3c4d5e6f"),
            new SeededEntropy(2));
    Keys keys = new Keys(counting, keyring, new SeededEntropy(3), new SettableClock(Samples.NOW));
    assertEquals(full, keys.isFull(new AccountId("123456789012"), new Region("us-east-1")));
  }
}
