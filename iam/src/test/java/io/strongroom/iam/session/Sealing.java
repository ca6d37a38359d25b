package io.strongroom.iam.session;

import io.strongroom.iam.AccountId;
import io.strongroom.keys.Entropy;
import io.strongroom.keys.Keyring;
import io.strongroom.keys.RootKey;
import io.strongroom.keys.SensitiveBytes;
import io.strongroom.keys.StoreId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Random;

/** Key rings and samples for tests of session tokens. */
final class Sealing {
  static final AccountId ACCOUNT = new AccountId("111122223333");
  static final String KEY_ID = "ASIAIOSFODNN7EXAMPLE";
  static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  static final byte[] SECRET = {1, 2, 3, 4, 5};

  private static final StoreId STORE = StoreId.parse("5a3c1d7e-90b4-4f6a-8c2d-e1f00a1b2c3d");
  private static final StoreId OTHER = StoreId.parse("5a3c1d7e-90b4-4f6a-8c2d-e1f00a1b2c3e");

  private Sealing() {}

  /** Returns the ring of one store and root key, which draws other nonces for another seed. */
  static Keyring keyring(long seed) {
    return Keyring.of(root(), STORE, seeded(seed));
  }

  static Keyring otherStore() {
    return Keyring.of(root(), OTHER, seeded(1));
  }

  private static RootKey root() {
    byte[] key = new byte[32];
    for (int i = 0; i < key.length; i++) {
      key[i] = (byte) i;
    }
    return RootKey.of(SensitiveBytes.owning(key));
  }

  private static Entropy seeded(long seed) {
    Random random = new Random(seed);
    return random::nextBytes;
  }

  static String text(SessionTokens.Token token) {
    return token.text().use(bytes -> new String(bytes, StandardCharsets.US_ASCII));
  }

  static Session withPolicy(Session session, String policy) {
    return new Session(
        session.account(),
        session.principal(),
        session.name(),
        session.issued(),
        session.expires(),
        policy,
        session.policyArns(),
        session.tags(),
        session.transitiveTags(),
        session.sourceIdentity(),
        session.chained(),
        session.federatedProvider());
  }

  static Session withTags(Session session, Map<String, String> tags) {
    return new Session(
        session.account(),
        session.principal(),
        session.name(),
        session.issued(),
        session.expires(),
        session.policy(),
        session.policyArns(),
        tags,
        session.transitiveTags(),
        session.sourceIdentity(),
        session.chained(),
        session.federatedProvider());
  }

  static Properties vector() throws IOException {
    Properties vector = new Properties();
    try (InputStream in = Sealing.class.getResourceAsStream("session-token-1.properties")) {
      vector.load(Objects.requireNonNull(in));
    }
    return vector;
  }
}
