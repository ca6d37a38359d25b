package io.strongroom.api;

/** How long the body of a request may be. */
public enum BodyBound {
  /** As long as bodies may be that are not said to be longer. */
  USUAL,
  /** As long as what functions are invoked with. */
  PAYLOAD,
  /** As long as a file of code in JSON, which is too long for memory. */
  FILE
}
