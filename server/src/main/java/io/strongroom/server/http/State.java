package io.strongroom.server.http;

/** What a {@link Connection} is at. */
enum State {
  /** Between requests. */
  IDLE,
  /** A part of a head has arrived. */
  HEAD,
  /** The head is complete, the body not yet. */
  BODY,
  /** The request is being answered. */
  ANSWERING,
  /** Answered, but the peer must first take answers, or other connections have their turn. */
  RESTING,
  /** The last answer is on its way, or has left; what arrives is thrown away. */
  LEAVING,
  /** Closed. */
  GONE
}
