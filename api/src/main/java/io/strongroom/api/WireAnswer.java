package io.strongroom.api;

/** An answer that is no structure: what goes over the wire is its own affair. */
public interface WireAnswer {

  /** Returns the answer as it goes out. */
  WireResponse toResponse(String requestId);
}
