package io.strongroom.iam.sigv4;

import io.strongroom.keys.Sha256;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request as it was received, whole and within the listener's bounds. The signature is
 * verified over exactly these parts, and these parts are what is dispatched (requirement SIG-1).
 *
 * @param method the method, such as {@code POST}
 * @param target the raw request target, path and query, such as {@code /?a=b}
 * @param headers the header fields
 * @param body the body, not yet parsed; may hold plaintext, so whoever made it overwrites it
 * @param peer who sent it
 * @param spooled the body if it is in a file, and {@code body} is empty then; else null
 */
@SuppressWarnings("ArrayRecordComponent") // a body is bytes; requests are never compared
public record WireRequest(
    String method,
    String target,
    Headers headers,
    byte[] body,
    Peer peer,
    @Nullable Spooled spooled) {

  /**
   * A body in a file, which whoever made it removes.
   *
   * @param sha256 the digest of what was received
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Spooled(Path file, byte[] sha256) {}

  /** Makes a request whose body is in memory. */
  public WireRequest(String method, String target, Headers headers, byte[] body, Peer peer) {
    this(method, target, headers, body, peer, null);
  }

  /** Returns the file that the body is in, or null if it is in memory. */
  public @Nullable Path file() {
    return spooled == null ? null : spooled.file();
  }

  /** Returns the SHA-256 of the body. */
  byte[] bodyHash() {
    return spooled == null ? Sha256.hash(body) : spooled.sha256();
  }

  /** Leaves out the body, which may hold a secret, and the headers, which hold a signature. */
  @Override
  public String toString() {
    return "WireRequest(" + method + ")";
  }
}
