package io.strongroom.server.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.kqueue.KQueue;
import io.netty.channel.kqueue.KQueueIoHandler;
import io.netty.channel.kqueue.KQueueServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;

/** How sockets are waited for: natively where the platform has a way, by plain NIO elsewhere. */
public enum Transport {
  /** Linux on x86-64 and arm64. */
  EPOLL,
  /** macOS. */
  KQUEUE,
  /** Anywhere. */
  NIO;

  /** Connections that the system keeps until they are accepted. */
  private static final int BACKLOG = 4096;

  /**
   * Bytes of the first read of a connection, which most requests fit into, and of any: what follows
   * a request in a read is kept until that one is answered.
   */
  private static final int FIRST_READ = 2 << 10;

  private static final int MOST_READ = 16 << 10;

  static {
    // Else a start looks through all jars for loggers that are in none.
    InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
  }

  /** Returns the best transport that works here. */
  public static Transport best() {
    if (Epoll.isAvailable()) {
      return EPOLL;
    }
    return KQueue.isAvailable() ? KQUEUE : NIO;
  }

  /** Returns how many event loops a listener has: one for each processor. */
  public static int loops() {
    return Runtime.getRuntime().availableProcessors();
  }

  /** Starts {@link #loops} event loops; the caller shuts them down. */
  public EventLoopGroup newLoops() {
    var threads = new DefaultThreadFactory("strongroom-http");
    return new MultiThreadIoEventLoopGroup(loops(), threads, ioHandlers());
  }

  /** Returns a bootstrap on {@code loops} with the options of a listener. */
  public ServerBootstrap bootstrap(EventLoopGroup loops) {
    return new ServerBootstrap()
        .group(loops)
        .channel(serverChannel())
        .option(ChannelOption.SO_BACKLOG, BACKLOG)
        .option(ChannelOption.SO_REUSEADDR, true)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childOption(
            ChannelOption.RECVBUF_ALLOCATOR,
            new AdaptiveRecvByteBufAllocator(64, FIRST_READ, MOST_READ))
        .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
  }

  private IoHandlerFactory ioHandlers() {
    return switch (this) {
      case EPOLL -> EpollIoHandler.newFactory();
      case KQUEUE -> KQueueIoHandler.newFactory();
      case NIO -> NioIoHandler.newFactory();
    };
  }

  private Class<? extends ServerChannel> serverChannel() {
    return switch (this) {
      case EPOLL -> EpollServerSocketChannel.class;
      case KQUEUE -> KQueueServerSocketChannel.class;
      case NIO -> NioServerSocketChannel.class;
    };
  }
}
