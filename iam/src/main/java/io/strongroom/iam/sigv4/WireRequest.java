package io.strongroom.iam.sigv4;

/**
 * One HTTP request as it was received, whole and within the listener's bounds. The signature is
 * verified over exactly these parts, and these parts are what is dispatched (requirement SIG-1).
 *
 * @param method the method, such as {@code POST}
 * @param target the raw request target, path and query, such as {@code /?a=b}
 * @param headers the header fields
 * @param body the body, not yet parsed; may hold plaintext, so whoever made it overwrites it
 * @param peer who sent it
 */
@SuppressWarnings("ArrayRecordComponent") // a body is bytes; requests are never compared
public record WireRequest(String method, String target, Headers headers, byte[] body, Peer peer) {

  /** Leaves out the body, which may hold a secret, and the headers, which hold a signature. */
  @Override
  public String toString() {
    return "WireRequest(" + method + ")";
  }
}
