/** The rules of secrets, and the ports to storage. */
@org.jspecify.annotations.NullMarked
module io.strongroom.core {
  requires transitive static org.jspecify;
  requires transitive io.strongroom.iam;
  requires com.fasterxml.jackson.core;
  requires com.github.benmanes.caffeine;

  exports io.strongroom.core.error;
  exports io.strongroom.core.filter;
  exports io.strongroom.core.key;
  exports io.strongroom.core.password;
  exports io.strongroom.core.rotation;
  exports io.strongroom.core.secret;
  exports io.strongroom.core.store;
}
