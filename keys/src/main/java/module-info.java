/** Turns plaintext into envelopes and back; the only module that imports {@code javax.crypto}. */
@org.jspecify.annotations.NullMarked
module io.strongroom.keys {
  requires transitive static org.jspecify;

  exports io.strongroom.keys;
}
