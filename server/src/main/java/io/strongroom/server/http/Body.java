package io.strongroom.server.http;

import io.netty.buffer.ByteBuf;
import io.strongroom.iam.sigv4.Headers;
import io.strongroom.iam.sigv4.Peer;
import io.strongroom.iam.sigv4.WireRequest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The body of one request while it arrives and is answered. It holds no more memory than came in
 * already, up to a factor of two, so that announcing a long body costs nobody anything; and every
 * array it lets go of is overwritten first, since a body may carry a secret value.
 */
final class Body implements ArrivingBody {
  /** A body of known length that is no longer than this gets its array at once. */
  private static final int FIRST_PIECE = 16 << 10;

  private static final byte[] NOTHING = {};

  private final int most;
  private final BodyBudget budget;
  private byte[] bytes = NOTHING;
  private int length;

  /**
   * Expects a body of up to {@code most} bytes: the announced length, or the limit if none was
   * announced.
   */
  Body(int most, BodyBudget budget) {
    this.most = most;
    this.budget = budget;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public @Nullable Refusal add(ByteBuf part) {
    int count = part.readableBytes();
    if (count > most - length) {
      return Refusal.BODY_TOO_LARGE;
    }
    if (count > bytes.length - length && !grow(length + count)) {
      return Refusal.OVERLOADED;
    }
    int start = part.readerIndex();
    part.readBytes(bytes, length, count);
    part.setZero(start, count);
    length += count;
    return null;
  }

  /** Returns the whole body in an array of just its length; nothing may be added afterwards. */
  byte[] whole() {
    if (bytes.length > length) {
      int spare = bytes.length - length;
      byte[] before = bytes;
      bytes = Arrays.copyOf(before, length);
      Arrays.fill(before, (byte) 0);
      budget.giveBack(spare);
    }
    return bytes;
  }

  @Override
  public WireRequest request(String method, String target, Headers headers, Peer peer) {
    return new WireRequest(method, target, headers, whole(), peer);
  }

  /** Overwrites the body and gives its memory back. */
  @Override
  public void discard() {
    Arrays.fill(bytes, (byte) 0);
    budget.giveBack(bytes.length);
    bytes = NOTHING;
    length = 0;
  }

  private boolean grow(int needed) {
    int capacity = Math.min(most, Math.max(FIRST_PIECE, Math.max(needed, 2 * bytes.length)));
    if (!budget.take(capacity)) {
      return false;
    }
    replace(capacity);
    return true;
  }

  private void replace(int capacity) {
    byte[] before = bytes;
    bytes = new byte[capacity];
    System.arraycopy(before, 0, bytes, 0, length);
    Arrays.fill(before, (byte) 0);
    budget.giveBack(before.length);
  }
}
