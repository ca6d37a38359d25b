package io.strongroom.server.http;

import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.strongroom.iam.sigv4.TlsFacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * What lies between the socket of one connection and its HTTP: TLS, or nothing. Everything here
 * happens on the event loop of the connection.
 */
final class TlsLayer {
  private final @Nullable SslHandler handler;
  private @Nullable TlsFacts facts;
  private boolean ended;

  TlsLayer(@Nullable SslHandler handler) {
    this.handler = handler;
  }

  /** Puts the layer next to the socket. */
  void install(ChannelPipeline pipeline) {
    if (handler != null) {
      pipeline.addFirst(handler);
    }
  }

  /** Returns how long a new connection may stay without a request, or without a handshake. */
  Duration firstWait(Limits.Times times) {
    return handler == null ? times.idle() : times.handshake();
  }

  /** Notes that the handshake is done if {@code event} says so, and tells whether it does. */
  boolean isDone(Object event) {
    boolean done = event instanceof SslHandshakeCompletionEvent handshake && handshake.isSuccess();
    if (done && handler != null) {
      SSLSession session = handler.engine().getSession();
      facts = new TlsFacts(session.getProtocol(), session.getCipherSuite());
    }
    return done;
  }

  /** Tells whether {@code event} says that the peer sends no more: an end of ours is none. */
  boolean isGoodbye(Object event) {
    return event instanceof SslCloseCompletionEvent && !ended;
  }

  /** Tells whether a peer broke off or does not speak TLS, which is no fault of this server. */
  static boolean isPeersFault(Throwable cause) {
    return cause instanceof IOException
        || cause instanceof UncheckedIOException
        || (cause instanceof DecoderException && cause.getCause() instanceof SSLException);
  }

  /** Returns how the connection is protected; null for plain HTTP and before the handshake. */
  @Nullable TlsFacts facts() {
    return facts;
  }

  /**
   * Ends the output of {@code channel}, in TLS too. What the peer still sends then comes out as it
   * is, to be thrown away: an engine that has said its last word may take no more.
   */
  void endOutput(DuplexChannel channel) {
    if (handler == null) {
      shutdownOutput(channel);
    } else {
      ended = true;
      handler
          .closeOutbound()
          .addListener(_ -> channel.eventLoop().execute(() -> takeOff(handler, channel)));
    }
  }

  private static void takeOff(SslHandler handler, DuplexChannel channel) {
    if (channel.pipeline().context(handler) != null) {
      channel.pipeline().remove(handler);
      shutdownOutput(channel);
    }
  }

  private static void shutdownOutput(DuplexChannel channel) {
    var _ = channel.shutdownOutput();
  }
}
