package io.strongroom.server.http;

import io.netty.buffer.ByteBuf;
import io.strongroom.iam.sigv4.Headers;
import io.strongroom.iam.sigv4.Peer;
import io.strongroom.iam.sigv4.WireRequest;
import org.jspecify.annotations.Nullable;

/** The body of one request while it arrives and is answered. */
sealed interface ArrivingBody permits Body, DiskBody, SlottedBody {

  /** Returns how many bytes have arrived. */
  long length();

  /**
   * Moves the readable bytes of {@code part} to the end of this body; where they were is
   * overwritten.
   *
   * @return why the request cannot go on, or null if it can
   */
  @Nullable Refusal add(ByteBuf part);

  /** Returns the request that this is the whole body of; nothing may be added afterwards. */
  WireRequest request(String method, String target, Headers headers, Peer peer);

  /** Lets go of the body. May be called more than once. */
  void discard();
}
