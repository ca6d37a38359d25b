package io.strongroom.server.http;

import io.netty.buffer.ByteBuf;
import io.strongroom.iam.sigv4.Headers;
import io.strongroom.iam.sigv4.Peer;
import io.strongroom.iam.sigv4.WireRequest;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** A body of which there can be few at a time: it gives its slot back when it is let go of. */
final class SlottedBody implements ArrivingBody {
  private final ArrivingBody body;
  private final Semaphore slots;
  private boolean discarded;

  /** Takes over a slot that was taken. */
  SlottedBody(ArrivingBody body, Semaphore slots) {
    this.body = body;
    this.slots = slots;
  }

  @Override
  public long length() {
    return body.length();
  }

  @Override
  public @Nullable Refusal add(ByteBuf part) {
    return body.add(part);
  }

  @Override
  public WireRequest request(String method, String target, Headers headers, Peer peer) {
    return body.request(method, target, headers, peer);
  }

  @Override
  public void discard() {
    body.discard();
    if (!discarded) {
      discarded = true;
      slots.release();
    }
  }
}
