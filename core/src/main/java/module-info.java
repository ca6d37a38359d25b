/** The rules of secrets, and the ports to storage. */
@org.jspecify.annotations.NullMarked
module io.strongroom.core {
  requires transitive static org.jspecify;
  requires transitive io.strongroom.iam;
  requires com.fasterxml.jackson.core;

  exports io.strongroom.core.error;
  exports io.strongroom.core.filter;
  exports io.strongroom.core.password;
  exports io.strongroom.core.rotation;
}
