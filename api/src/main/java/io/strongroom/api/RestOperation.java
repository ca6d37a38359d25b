package io.strongroom.api;

/** An operation that method and path name. */
public interface RestOperation {

  /** Returns where it is found, and where its members are. */
  RestRoute route();
}
