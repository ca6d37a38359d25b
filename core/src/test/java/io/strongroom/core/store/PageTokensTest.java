package io.strongroom.core.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.keys.HmacSha256;
import java.util.Arrays;
import java.util.Base64;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Source: API reference, NextToken of ListSecrets. */
class PageTokensTest {

  /** The longest NextToken. Source: service model, NextTokenType. */
  private static final int MAX_TOKEN = 4_096;

  private static final String REQUEST = "123456789012\nus-east-1\nListSecrets\n";
  private static final Scan.Position PLACE = new Scan.Position(1_772_600_767_089L, "app/db");

  private final PageTokens tokens = new PageTokens(HmacSha256.keyed(new byte[] {1, 2, 3}));

  private void requireRefusal(String token, String request) {
    ServiceException refusal =
        assertThrows(ServiceException.class, () -> tokens.position(token, request));
    assertEquals(ErrorCode.INVALID_NEXT_TOKEN, refusal.code());
    assertEquals("Invalid pagination token.", refusal.getMessage());
  }

  private static byte[] decoded(String token) {
    return Base64.getUrlDecoder().decode(token);
  }

  private static String encoded(byte[] token) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }

  @Property
  void placeComesBackForItsRequest(
      @ForAll long key, @ForAll("texts") String name, @ForAll("texts") String request) {
    Scan.Position place = new Scan.Position(key, name);
    assertEquals(place, tokens.position(tokens.token(place, request), request));
  }

  @Property
  void tokensOfOtherRequestsAreRefused(@ForAll("texts") String one, @ForAll("texts") String other) {
    if (!one.equals(other)) {
      requireRefusal(tokens.token(PLACE, one), other);
    }
  }

  @Test
  void tokenIsShortAndNeedsNoEscaping() {
    String token = tokens.token(new Scan.Position(Long.MIN_VALUE, "n".repeat(512)), REQUEST);
    assertTrue(token.length() <= MAX_TOKEN);
    assertTrue(token.matches("[A-Za-z0-9_-]+"), token);
  }

  /** The AWS CLI takes the value of an option that begins with "-" for another option. */
  @Property
  void tokensBeginWithALetter(@ForAll long key, @ForAll("texts") String request) {
    String token = tokens.token(new Scan.Position(key, ""), request);
    assertTrue(Character.isLetter(token.charAt(0)), token);
  }

  @Test
  void tokensOfAnotherKeyAreRefused() {
    PageTokens others = new PageTokens(HmacSha256.keyed(new byte[] {1, 2, 4}));
    requireRefusal(others.token(PLACE, REQUEST), REQUEST);
  }

  @Test
  void everyChangedBitIsRefused() {
    byte[] token = decoded(tokens.token(PLACE, REQUEST));
    for (int bit = 0; bit < token.length * Byte.SIZE; bit++) {
      byte[] forged = token.clone();
      forged[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      requireRefusal(encoded(forged), REQUEST);
    }
  }

  @Test
  void everyTruncatedOrLongerTokenIsRefused() {
    byte[] token = decoded(tokens.token(PLACE, REQUEST));
    for (int length = 0; length < token.length; length++) {
      requireRefusal(encoded(Arrays.copyOf(token, length)), REQUEST);
    }
    for (int length = 1; length <= 40; length++) {
      requireRefusal(encoded(Arrays.copyOf(token, token.length + length)), REQUEST);
    }
    String text = tokens.token(PLACE, REQUEST);
    for (int length = 0; length < text.length(); length++) {
      requireRefusal(text.substring(0, length), REQUEST);
    }
  }

  @Test
  void charactersDoNotMoveBetweenPlaceAndRequest() {
    String token = tokens.token(new Scan.Position(5, "ab"), "cd");
    byte[] longer = Arrays.copyOf(decoded(token), decoded(token).length + 1);
    longer[longer.length - 1] = 'c';
    requireRefusal(encoded(longer), "d");
    requireRefusal(encoded(Arrays.copyOf(longer, longer.length - 2)), "bcd");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "=",
        "not a token",
        "a+b/c",
        "\u00e9\u00e9\u00e9\u00e9",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "////////////////////////////////"
      })
  @DisplayName("DOS-9: any text is refused and nothing worse")
  void otherTextsAreRefused(String text) {
    requireRefusal(text, REQUEST);
  }

  @Property
  void anyTextIsRefused(@ForAll String text) {
    requireRefusal(text, REQUEST);
  }

  @Test
  void tokensDifferByPlace() {
    assertNotEquals(
        tokens.token(PLACE, REQUEST),
        tokens.token(new Scan.Position(PLACE.key() + 1, PLACE.name()), REQUEST));
    assertNotEquals(
        tokens.token(PLACE, REQUEST), tokens.token(new Scan.Position(PLACE.key(), "x"), REQUEST));
  }

  @Provide
  Arbitrary<String> texts() {
    return GeneratedSecrets.text(0, 30);
  }
}
