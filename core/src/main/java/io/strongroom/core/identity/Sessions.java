package io.strongroom.core.identity;

import io.strongroom.iam.session.Session;
import io.strongroom.iam.session.SessionTokens;
import io.strongroom.iam.sigv4.TokenOpener;
import io.strongroom.keys.Entropy;
import io.strongroom.keys.SensitiveBytes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Hands out temporary credentials, and tells at each request whether they still are somebody's. */
public final class Sessions implements TokenOpener {
  private final SessionTokens tokens;
  private final Credentials credentials;
  private final Directories directories;
  private final Entropy entropy;

  /** Seals with {@code tokens}; sessions speak for whom {@code directories} know. */
  public Sessions(
      SessionTokens tokens, Credentials credentials, Directories directories, Entropy entropy) {
    this.tokens = tokens;
    this.credentials = credentials;
    this.directories = directories;
    this.entropy = entropy;
  }

  /**
   * Temporary credentials, to hand out once.
   *
   * @param accessKeyId the key's id, {@code ASIA} and sixteen characters
   * @param secret the secret access key; the caller closes it
   * @param token the session token; the caller closes it
   * @param expires when they end
   * @param percentTaken how much of a token's room the session takes; above 100 the token is void
   */
  public record Issued(
      String accessKeyId,
      SensitiveBytes secret,
      SensitiveBytes token,
      Instant expires,
      int percentTaken) {}

  /** Makes credentials for a session. */
  public Issued issue(Session session) {
    Credentials.Minted minted =
        credentials.mintTemporary(
            session.account(), session.principal(), session.issued(), entropy);
    String id = minted.key().id();
    SessionTokens.Token token = tokens.seal(session, id, minted.key().sealedSecret());
    return new Issued(id, minted.secret(), token.text(), session.expires(), token.percentTaken());
  }

  /**
   * Opens a token. One whose role or user is gone, or whose account is or is closed, is answered as
   * one that was made up, and costs the same (requirement SIG-6).
   */
  @Override
  public SessionTokens.@Nullable Opened open(String accessKeyId, String token) {
    SessionTokens.Opened opened = tokens.open(accessKeyId, token);
    return opened == null || directories.principal(opened.session()) == null ? null : opened;
  }
}
