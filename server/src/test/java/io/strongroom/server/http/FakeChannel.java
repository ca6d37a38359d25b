package io.strongroom.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DuplexChannel;
import io.strongroom.iam.sigv4.Peer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;

/**
 * A connection without a socket and with a clock that the test moves. Bytes written to it are gone:
 * {@link Connection} overwrites them as soon as they count as sent.
 */
final class FakeChannel extends EmbeddedChannel implements DuplexChannel {
  /** What connections may hold together. */
  static final int HELD_BYTES = 64 << 10;

  private final Connection connection;
  private long nanos = 1;
  private int takenBytes = Integer.MAX_VALUE;
  private boolean outputShutdown;
  private final Held held = new Held(HELD_BYTES);
  private final CountDownLatch left = new CountDownLatch(1);
  private final LoopWatch watch =
      new LoopWatch(
          eventLoop(),
          InstantSource.fixed(Instant.ofEpochSecond(784_111_777)),
          () -> nanos,
          held,
          left);

  /** Opens a connection with default limits. */
  FakeChannel(Answerer answerer) {
    this(answerer, new TlsLayer(null));
  }

  /** Opens a connection with default limits behind {@code tls}. */
  FakeChannel(Answerer answerer, TlsLayer tls) {
    watch.start(Limits.Times.DEFAULT);
    var budget = new BodyBudget(Limits.Sizes.DEFAULT.bodiesInFlightBytes());
    connection =
        new Connection(
            this, tls, Peer.LOOPBACK, Limits.DEFAULT, budget, new Lanes(answerer, 8), watch);
    connection.begin();
  }

  void send(String text) {
    ByteBuf bytes = Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
    writeInbound(bytes);
  }

  /** Moves the clock and has the watch take a turn. */
  void pass(Duration time) {
    nanos += time.toNanos();
    watch.takeTurn();
  }

  Connection connection() {
    return connection;
  }

  LoopWatch watch() {
    return watch;
  }

  /** Has the peer take so many more bytes, and then none. */
  void take(int bytes) {
    takenBytes = bytes;
    flush();
  }

  @Override
  protected void doWrite(ChannelOutboundBuffer buffer) throws Exception {
    if (takenBytes == Integer.MAX_VALUE) {
      super.doWrite(buffer);
    } else if (takenBytes > 0) {
      buffer.removeBytes(takenBytes);
      takenBytes = 0;
    }
  }

  @Override
  public boolean isOutputShutdown() {
    return outputShutdown;
  }

  @Override
  public ChannelFuture shutdownOutput() {
    return shutdownOutput(newPromise());
  }

  @Override
  public ChannelFuture shutdownOutput(ChannelPromise promise) {
    outputShutdown = true;
    return promise.setSuccess();
  }

  @Override
  public boolean isInputShutdown() {
    return false;
  }

  @Override
  public ChannelFuture shutdownInput() {
    throw new UnsupportedOperationException();
  }

  @Override
  public ChannelFuture shutdownInput(ChannelPromise promise) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isShutdown() {
    return false;
  }

  @Override
  public ChannelFuture shutdown() {
    throw new UnsupportedOperationException();
  }

  @Override
  public ChannelFuture shutdown(ChannelPromise promise) {
    throw new UnsupportedOperationException();
  }
}
