/** Says who is calling (Signature Version 4) and parses policy documents, as pure functions. */
@org.jspecify.annotations.NullMarked
module io.strongroom.iam {
  requires transitive static org.jspecify;
  requires transitive io.strongroom.keys;
  requires com.fasterxml.jackson.core;

  exports io.strongroom.iam;
  exports io.strongroom.iam.policy;
  exports io.strongroom.iam.sigv4;
}
