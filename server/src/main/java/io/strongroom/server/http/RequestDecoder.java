package io.strongroom.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.Arrays;

/**
 * Turns the bytes of one connection into requests, and waits where the connection does: while a
 * request is answered, further bytes are kept as they are, and as soon as there are any, reading
 * from the socket stops. So a connection holds one request and at most what one read brought.
 *
 * <p>Everything here happens on the event loop of the connection.
 */
final class RequestDecoder extends ChannelInboundHandlerAdapter {
  private final Connection connection;
  private final HeadParser heads;
  private final BodyFraming framing = new BodyFraming();

  /** The bytes of heads on their way through the parser; all connections of a loop share it. */
  private final byte[] window;

  /** Bytes that have come and were not decoded yet. */
  private ByteBuf kept = Unpooled.EMPTY_BUFFER;

  RequestDecoder(Limits.Sizes sizes, LoopWatch watch, Connection connection) {
    this.connection = connection;
    this.heads = new HeadParser(sizes);
    this.window = watch.window(heads.window());
  }

  /**
   * Returns how many bytes are kept of what follows a request, or of a line that has no end yet.
   */
  int keptBytes() {
    return kept.capacity();
  }

  /** Returns how many bytes the head has that came last or is coming. */
  int headBytes() {
    return heads.headBytes();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object bytes) {
    ByteBuf more = (ByteBuf) bytes;
    kept =
        kept.isReadable()
            ? ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(context.alloc(), kept, more)
            : more;
    decodeKept();
  }

  /** Lets go of a head that has not come whole. */
  void forgetHead() {
    heads.forget();
  }

  /** Tells whether there are bytes that wait for {@link Connection#takesInput}. */
  boolean holdsInput() {
    return kept.isReadable();
  }

  /** Decodes what was kept, as far as the connection takes it now. */
  void decodeKept() {
    boolean goesOn = true;
    while (goesOn && kept.isReadable()) {
      goesOn = decodeNext();
    }
    if (!kept.isReadable()) {
      kept.release();
      kept = Unpooled.EMPTY_BUFFER;
    }
  }

  /** Decodes a piece, and tells whether there may be another. */
  private boolean decodeNext() {
    if (connection.discardsInput()) {
      connection.discarded(kept.readableBytes());
      kept.skipBytes(kept.readableBytes());
      return false;
    }
    if (!connection.takesInput()) {
      connection.stopReading();
      return false;
    }
    boolean withinBody = connection.isWithinBody();
    try {
      return withinBody ? decodeBody() : decodeHead();
    } catch (Refusal.Refused e) {
      if (!withinBody) {
        connection.takeMethod(heads.method());
      }
      connection.refuse(e.refusal());
      return true;
    }
  }

  private boolean decodeHead() {
    connection.headBegins();
    int length = Math.min(kept.readableBytes(), window.length);
    kept.getBytes(kept.readerIndex(), window, 0, length);
    int taken;
    try {
      taken = heads.take(window, length);
    } finally {
      Arrays.fill(window, 0, length, (byte) 0); // there may be a body behind the head
    }
    kept.skipBytes(taken);
    RequestHead head = heads.poll();
    if (head == null) {
      return taken > 0;
    }
    framing.begin(head.fields());
    connection.takeHead(head);
    if (framing.isComplete() && connection.isWithinBody()) {
      connection.takeBody(Unpooled.EMPTY_BUFFER, true);
    }
    return true;
  }

  private boolean decodeBody() {
    ByteBuf part = framing.take(kept);
    if (part == null) {
      return false;
    }
    connection.takeBody(part, framing.isComplete());
    return true;
  }

  /** Takes note of the end of input; what is kept is still decoded. */
  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      connection.inputEnds();
    } else if (!(event instanceof ChannelInputShutdownReadComplete)) {
      context.fireUserEventTriggered(event);
    }
  }

  /** Overwrites and lets go of what was kept: there may be a value in it. */
  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    kept.setZero(0, kept.writerIndex());
    kept.release();
    kept = Unpooled.EMPTY_BUFFER;
  }
}
