package io.strongroom.iam.session;

import static io.strongroom.iam.session.Sealing.ACCOUNT;
import static io.strongroom.iam.session.Sealing.KEY_ID;
import static io.strongroom.iam.session.Sealing.NOW;
import static io.strongroom.iam.session.Sealing.SECRET;
import static io.strongroom.iam.session.Sealing.keyring;
import static io.strongroom.iam.session.Sealing.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.iam.AccessKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionTokensTest {
  private static final Session OF_ROLE =
      new Session(
          ACCOUNT,
          "AROAIOSFODNN7EXAMPLE1",
          "build-7",
          NOW,
          NOW.plusSeconds(3_600),
          "{\"Version\":\"2012-10-17\",\"Statement\":[]}",
          List.of("arn:aws:iam::aws:policy/ReadOnlyAccess"),
          Map.of("team", "Zo\u00eb"),
          Set.of("team"),
          "zoe",
          true,
          "arn:aws:iam::111122223333:oidc-provider/issuer.example.com");

  private final SessionTokens tokens = new SessionTokens(keyring(1));

  @Test
  void sealedSessionOpens() {
    String token = sealed(OF_ROLE);
    SessionTokens.Opened opened = new SessionTokens(keyring(2)).open(KEY_ID, token);

    assertNotNull(opened);
    assertEquals(OF_ROLE, opened.session());
    AccessKey key = opened.key();
    assertEquals(KEY_ID, key.id());
    assertEquals(ACCOUNT, key.account());
    assertEquals(OF_ROLE.principal(), key.owner());
    assertEquals(AccessKey.Status.ACTIVE, key.status());
    assertArrayEquals(SECRET, key.sealedSecret());
  }

  @Test
  @DisplayName("SIG-9: no bit of a token can be changed")
  void noBitCanBeChanged() {
    byte[] token = sealed(OF_ROLE).getBytes(StandardCharsets.US_ASCII);
    for (int bit = 0; bit < 8 * token.length; bit++) {
      byte[] changed = token.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertNull(tokens.open(KEY_ID, new String(changed, StandardCharsets.ISO_8859_1)));
    }
    for (int length = 0; length < token.length; length++) {
      assertNull(tokens.open(KEY_ID, new String(token, 0, length, StandardCharsets.US_ASCII)));
    }
  }

  @Test
  @DisplayName("SIG-9: a token belongs to its access key, its store and its root key")
  void tokenBelongsToItsKey() {
    String token = sealed(OF_ROLE);

    assertNull(tokens.open("ASIAIOSFODNN7EXAMPLF", token));
    assertNull(tokens.open("AKIAIOSFODNN7EXAMPLE", token));
    assertNull(tokens.open("", token));
    assertNull(new SessionTokens(Sealing.otherStore()).open(KEY_ID, token));
    assertNotNull(tokens.open(KEY_ID, token));
    assertNull(tokens.open("ASIAIOSFODNN7EXAMPLF", token), "known by then, and still not its own");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "=", "AQ==", "not base64 at all", "\u00e4\u00f6", "AQAA\n"})
  void whatIsNoTokenOpensNothing(String text) {
    assertNull(tokens.open(KEY_ID, text));
  }

  @Test
  void longTextsAreNotLookedAt() {
    assertNull(tokens.open(KEY_ID, "A".repeat(SessionTokens.MAX_LENGTH + 4)));
  }

  @Test
  @DisplayName("A usual token is short, and says what share of the room it takes")
  void usualTokenIsShort() {
    Session plain = Session.ofUser(ACCOUNT, "AIDAIOSFODNN7EXAMPLE1", NOW, NOW.plusSeconds(900));
    SessionTokens.Token token = tokens.seal(plain, KEY_ID, SECRET);

    assertTrue(token.text().length() < 1_024, () -> token.text().length() + " characters");
    assertEquals(Math.ceilDiv(token.text().length() * 100, 4_096), token.percentTaken());
  }

  @ParameterizedTest
  @DisplayName("What does not fit is over 100 percent, before and after the bound of the cipher")
  @ValueSource(ints = {3_900, 4_100, 5_000, 20_000})
  void longSessionDoesNotFit(int length) {
    Session session = Sealing.withPolicy(OF_ROLE, incompressible(length));
    assertTrue(tokens.seal(session, KEY_ID, SECRET).percentTaken() > 100);
  }

  @Test
  void whatFitsOpens() {
    for (int length = 1_000; length < 3_000; length += 100) {
      SessionTokens.Token token =
          tokens.seal(Sealing.withPolicy(OF_ROLE, incompressible(length)), KEY_ID, SECRET);
      boolean opens = tokens.open(KEY_ID, text(token)) != null;
      assertEquals(token.percentTaken() <= 100, opens, length + " characters");
    }
  }

  @Test
  @DisplayName("A small token cannot inflate to what fills the memory")
  void longestSessionInflatesWithinItsBound() {
    Map<String, String> tags = new HashMap<>();
    for (int i = 0; i < 50; i++) {
      tags.put("k" + i + "\u4e00".repeat(120), "\u4e00".repeat(256));
    }
    Session session = Sealing.withTags(OF_ROLE, tags);
    SessionTokens.Token token = tokens.seal(session, KEY_ID, SECRET);

    assertTrue(token.percentTaken() <= 100);
    SessionTokens.Opened opened = tokens.open(KEY_ID, text(token));
    assertNotNull(opened);
    assertEquals(session, opened.session());
  }

  @Test
  void sessionsAreOverAtTheirEnd() {
    assertFalse(OF_ROLE.isOver(NOW));
    assertFalse(OF_ROLE.isOver(NOW.plusSeconds(3_599)));
    assertTrue(OF_ROLE.isOver(NOW.plusSeconds(3_600)));
  }

  @Test
  @DisplayName("A token of format 1 opens for ever, as docs/formats/session-token.md describes it")
  void publishedTokenOpens() throws IOException {
    Properties vector = Sealing.vector();
    SessionTokens.Opened opened =
        tokens.open(vector.getProperty("access-key-id"), vector.getProperty("token"));

    assertNotNull(opened);
    assertEquals(OF_ROLE, opened.session());
    assertArrayEquals(SECRET, opened.key().sealedSecret());
    String document = Files.readString(Path.of("..", "docs", "formats", "session-token.md"));
    assertTrue(document.contains("token=" + vector.getProperty("token")));
  }

  private String sealed(Session session) {
    return text(tokens.seal(session, KEY_ID, SECRET));
  }

  private static String incompressible(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes).substring(0, length);
  }
}
