/** Turns plaintext into envelopes and back; the only module that imports {@code javax.crypto}. */
@org.jspecify.annotations.NullMarked
module io.strongroom.keys {
  requires transitive static org.jspecify;
  // The user this process runs as, for the ownership check of a root key file.
  requires jdk.security.auth;

  exports io.strongroom.keys;
}
