package io.strongroom.iam.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.strongroom.iam.AccessKey;
import io.strongroom.keys.Keyring;
import io.strongroom.keys.OpenException;
import io.strongroom.keys.SensitiveBytes;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Makes and opens the tokens of temporary credentials. A token holds the whole session, deflated
 * and sealed for its access key id: whoever changes a bit of it, or sends it with another key,
 * sends no token at all (requirement SIG-9). Nothing is stored, so tokens survive restarts and are
 * known on every node.
 *
 * <p>The format is described in {@code docs/formats/session-token.md}.
 */
public final class SessionTokens {

  /** The longest token, in characters. */
  public static final int MAX_LENGTH = 4_096;

  /** What the ids of temporary access keys begin with. */
  public static final String KEY_ID_PREFIX = "ASIA";

  /** How many opened tokens are remembered. */
  private static final int MAX_REMEMBERED = 10_000;

  /** The most bytes of a sealed session: what is base64 of {@link #MAX_LENGTH} characters. */
  private static final int MAX_SEALED = MAX_LENGTH / 4 * 3;

  /** The most bytes that a session may inflate to: a policy, ten ARNs and fifty tags in UTF-8. */
  private static final int MAX_INFLATED = 128 << 10;

  private final Keyring keyring;
  private final Cache<String, Opened> remembered =
      Caffeine.newBuilder().maximumSize(MAX_REMEMBERED).executor(Runnable::run).build();

  /** Seals and opens with {@code keyring}. */
  public SessionTokens(Keyring keyring) {
    this.keyring = keyring;
  }

  /**
   * A session and the access key that its token belongs to.
   *
   * @param key the key, active, owned by the session's principal
   */
  public record Opened(AccessKey key, Session session) {}

  /**
   * A token with how much of its room is taken.
   *
   * @param text the token; a bearer of it still needs the access key's secret
   * @param percentTaken of the longest token, 1 or more; above 100 it is too long to be used
   */
  public record Token(SensitiveBytes text, int percentTaken) {}

  /** Seals a session for an access key, whose sealed secret goes into the token. */
  public Token seal(Session session, String accessKeyId, byte[] sealedSecret) {
    byte[] deflated = deflated(SessionRecord.write(session, sealedSecret));
    if (deflated.length > Keyring.MAX_CREDENTIAL) {
      int percent = Math.ceilDiv(deflated.length * 100, MAX_SEALED);
      return new Token(SensitiveBytes.owning(new byte[0]), percent);
    }
    byte[] sealed;
    try (SensitiveBytes state = SensitiveBytes.owning(deflated)) {
      sealed = keyring.sealSession(accessKeyId, state);
    }
    byte[] text = Base64.getEncoder().encode(sealed);
    return new Token(SensitiveBytes.owning(text), Math.ceilDiv(text.length * 100, MAX_LENGTH));
  }

  /**
   * Opens a token.
   *
   * @param token as it was sent, of any length
   * @return the session, over or not; null if the token is none of ours or not of this key
   */
  public @Nullable Opened open(String accessKeyId, String token) {
    if (token.length() > MAX_LENGTH) {
      return null;
    }
    String both = accessKeyId + '/' + token;
    Opened known = remembered.getIfPresent(both);
    if (known != null) {
      return known;
    }
    Opened opened = opened(accessKeyId, token);
    if (opened != null) {
      remembered.put(both, opened);
    }
    return opened;
  }

  private @Nullable Opened opened(String accessKeyId, String token) {
    byte[] sealed = sealed(token);
    if (sealed == null) {
      return null;
    }
    try (SensitiveBytes state = keyring.openSession(accessKeyId, sealed)) {
      SessionRecord.Carried carried = state.use(SessionTokens::carried);
      Session session = carried.session();
      AccessKey key =
          new AccessKey(
              accessKeyId,
              session.account(),
              session.principal(),
              AccessKey.Status.ACTIVE,
              session.issued(),
              session.issued().getEpochSecond(),
              carried.sealedSecret());
      return new Opened(key, session);
    } catch (OpenException e) {
      return null;
    }
  }

  /** Returns what a token is the one base64 text of, or null. */
  private static byte @Nullable [] sealed(String token) {
    try {
      byte[] sealed = Base64.getDecoder().decode(token);
      return Base64.getEncoder().encodeToString(sealed).equals(token) ? sealed : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static SessionRecord.Carried carried(byte[] deflated) {
    try {
      return SessionRecord.read(inflated(deflated));
    } catch (DataFormatException e) {
      throw new IllegalStateException("an authentic session token cannot be read", e);
    }
  }

  private static byte[] deflated(byte[] state) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    try {
      deflater.setInput(state);
      deflater.finish();
      byte[] buffer = new byte[1_024];
      ByteArrayOutputStream out = new ByteArrayOutputStream(state.length);
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }

  private static byte[] inflated(byte[] deflated) throws DataFormatException {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(deflated);
      byte[] buffer = new byte[4_096];
      ByteArrayOutputStream out = new ByteArrayOutputStream(buffer.length);
      while (!inflater.finished()) {
        int count = inflater.inflate(buffer);
        if ((count == 0 && inflater.needsInput()) || out.size() + count > MAX_INFLATED) {
          throw new DataFormatException("cut off, or too long");
        }
        out.write(buffer, 0, count);
      }
      return out.toByteArray();
    } finally {
      inflater.end();
    }
  }
}
