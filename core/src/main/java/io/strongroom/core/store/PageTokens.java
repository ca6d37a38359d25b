package io.strongroom.core.store;

import io.strongroom.core.error.ErrorCode;
import io.strongroom.core.error.ServiceException;
import io.strongroom.keys.HmacSha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;

/**
 * Makes and reads NextToken: the place where a list goes on, authenticated together with the
 * request that it belongs to. A token of another account, region, operation or set of parameters is
 * refused.
 */
public final class PageTokens {

  /** Half of the code is kept: a token opens no secret, it only must not be made up. */
  private static final int MAC_LENGTH = 16;

  private static final int KEY_LENGTH = Long.BYTES;

  /**
   * The first byte of each token. Beside telling a later form apart, it makes every token begin
   * with a letter: tools that take options would read one that begins with "-" as an option.
   */
  private static final byte FORM = 1;

  private final HmacSha256 hmac;

  /** Authenticates tokens under {@code hmac}. */
  public PageTokens(HmacSha256 hmac) {
    this.hmac = hmac;
  }

  /**
   * Returns the token for going on behind {@code position}.
   *
   * @param request everything that the token is bound to, in any unambiguous text form
   */
  public String token(Scan.Position position, String request) {
    byte[] name = position.name().getBytes(StandardCharsets.UTF_8);
    byte[] place =
        ByteBuffer.allocate(KEY_LENGTH + name.length).putLong(position.key()).put(name).array();
    byte[] token =
        ByteBuffer.allocate(1 + MAC_LENGTH + place.length)
            .put(FORM)
            .put(mac(place, request))
            .put(place)
            .array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }

  /**
   * Reads a token back.
   *
   * @throws ServiceException InvalidNextTokenException if it was not made for this request
   */
  public Scan.Position position(String token, String request) {
    byte[] decoded;
    try {
      decoded = Base64.getUrlDecoder().decode(token.getBytes(StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw invalid();
    }
    if (decoded.length < 1 + MAC_LENGTH + KEY_LENGTH || decoded[0] != FORM) {
      throw invalid();
    }
    byte[] place = Arrays.copyOfRange(decoded, 1 + MAC_LENGTH, decoded.length);
    byte[] mac = Arrays.copyOfRange(decoded, 1, 1 + MAC_LENGTH);
    if (!MessageDigest.isEqual(mac, mac(place, request))) {
      throw invalid();
    }
    String name = new String(place, KEY_LENGTH, place.length - KEY_LENGTH, StandardCharsets.UTF_8);
    return new Scan.Position(ByteBuffer.wrap(place).getLong(), name);
  }

  private byte[] mac(byte[] place, String request) {
    byte[] bound = request.getBytes(StandardCharsets.UTF_8);
    byte[] message =
        ByteBuffer.allocate(Integer.BYTES + place.length + bound.length)
            .putInt(place.length)
            .put(place)
            .put(bound)
            .array();
    return Arrays.copyOf(hmac.mac(message), MAC_LENGTH);
  }

  private static ServiceException invalid() {
    return new ServiceException(ErrorCode.INVALID_NEXT_TOKEN, "Invalid pagination token.");
  }
}
