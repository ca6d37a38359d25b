/** The operations, one file each, their wire shapes, and the gateway that runs them. */
@org.jspecify.annotations.NullMarked
module io.strongroom.api {
  requires transitive static org.jspecify;
  requires transitive io.strongroom.core;
  requires com.fasterxml.jackson.core;

  exports io.strongroom.api;
  exports io.strongroom.api.secrets;
  exports io.strongroom.api.shape;
}
