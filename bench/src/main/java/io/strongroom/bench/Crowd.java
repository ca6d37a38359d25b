package io.strongroom.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Many connections that want nothing, or want it slowly. Each that the server ends is opened again
 * after a second, so that there are always about as many and no flood of new ones. They come from
 * as many addresses as it takes to stay below what one address may have.
 *
 * <pre>Crowd URL KEYS KIND COUNT</pre>
 *
 * <p>KIND is one of
 *
 * <ul>
 *   <li>{@code idle}: says nothing
 *   <li>{@code kept}: one request with a header as long as may be, then nothing
 *   <li>{@code head}: half of a header, then one byte a second
 *   <li>{@code heads}: nearly all of a header as long as may be, then one byte a second
 *   <li>{@code body}: a whole header, then the body by one byte a second
 *   <li>{@code reader}: asks for pages of a list and reads none of the answers
 * </ul>
 *
 * <p>Prints {@code ready} once all are open, goes on until its input ends, and prints a line of
 * JSON.
 */
public final class Crowd {
  private static final int PER_ADDRESS = 900;

  /** Connections come from 127.0.1.1, 127.0.1.2 and so on, which all reach this machine. */
  private static final String ADDRESSES = "127.0.1.";

  /**
   * How many connections are opened in one go; the server's queue of new ones has room for them.
   */
  private static final int AT_ONCE = 200;

  private static final int PAUSE_MILLIS = 20;

  /** How many pages a reader asks for at once: more than the buffers of both sides hold. */
  private static final int PAGES = 40;

  private static final int BODY_LENGTH = 400;

  /** Fields of a header that is nearly as long as the server takes, and the length of each. */
  private static final int FIELDS = 60;

  private static final int FIELD_LENGTH = 240;

  private final String kind;
  private final InetSocketAddress server;
  private final List<byte[]> lists;
  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final CountDownLatch all;
  private volatile boolean closing;

  private Crowd(String kind, int count, InetSocketAddress server, List<byte[]> lists) {
    this.kind = kind;
    this.server = server;
    this.lists = lists;
    this.all = new CountDownLatch(count);
  }

  /** Runs until the input ends. */
  public static void main(String[] arguments) throws Exception {
    URI url = URI.create(arguments[0]);
    int count = Integer.parseInt(arguments[3]);
    List<byte[]> lists =
        Work.sign(
            url,
            AccessKeyFile.read(Path.of(arguments[1])),
            "list",
            "uniform",
            1,
            arguments[2].equals("reader") ? 1 : 0);
    InetSocketAddress server = new InetSocketAddress(url.getHost(), url.getPort());
    System.out.println(new Crowd(arguments[2], count, server, lists).run(count));
  }

  private String run(int count) throws Exception {
    for (int i = 0; i < count; i++) {
      connect(i);
      if (i % AT_ONCE == AT_ONCE - 1) {
        Thread.sleep(PAUSE_MILLIS);
      }
    }
    all.await();
    System.out.println("ready");
    var _ = System.in.read();
    String report =
        "{\"kind\": \"%s\", \"connections\": %d, \"ended_by_server\": %d, \"not_opened\": %d}"
            .formatted(kind, open.get(), ended.get(), refused.get());
    closing = true;
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    return report;
  }

  private void connect(int place) {
    var _ =
        new Bootstrap()
            .group(group)
            .channel(EpollSocketChannel.class)
            .option(ChannelOption.AUTO_READ, !kind.equals("reader"))
            .handler(new One(place))
            .connect(server, new InetSocketAddress(ADDRESSES + (1 + place / PER_ADDRESS), 0))
            .addListener(
                connected -> {
                  all.countDown();
                  if (!connected.isSuccess()) {
                    refused.incrementAndGet();
                  }
                });
  }

  private byte[] opening() {
    String head =
        "POST / HTTP/1.1\r\nHost: %s:%d\r\nX-Amz-Target: secretsmanager.GetSecretValue\r\n"
            .formatted(server.getHostString(), server.getPort());
    String text =
        switch (kind) {
          case "head" -> head + "X-Slow: ";
          case "heads" -> head + longFields() + "X-Slow: ";
          case "kept" -> head + longFields() + "Content-Length: 0\r\n\r\n";
          case "body" -> head + "Content-Length: " + BODY_LENGTH + "\r\n\r\n";
          default -> "";
        };
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String longFields() {
    StringBuilder fields = new StringBuilder();
    for (int i = 0; i < FIELDS; i++) {
      fields.append("X-F").append(i).append(": ").repeat("x", FIELD_LENGTH).append("\r\n");
    }
    return fields.toString();
  }

  /** One connection. */
  private final class One extends ChannelInboundHandlerAdapter {
    private final int place;

    One(int place) {
      this.place = place;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
      open.incrementAndGet();
      if (kind.equals("reader")) {
        for (int i = 0; i < PAGES; i++) {
          var _ = context.write(Unpooled.wrappedBuffer(lists.getFirst()));
        }
        var _ = context.writeAndFlush(Unpooled.EMPTY_BUFFER);
      } else if (!kind.equals("idle")) {
        var _ = context.writeAndFlush(Unpooled.wrappedBuffer(opening()));
        if (!kind.equals("kept")) {
          drip(context.channel());
        }
      }
    }

    private void drip(Channel channel) {
      var _ =
          channel
              .eventLoop()
              .schedule(
                  () -> {
                    if (channel.isActive()) {
                      var _ = channel.writeAndFlush(Unpooled.wrappedBuffer(new byte[] {'x'}));
                      drip(channel);
                    }
                  },
                  1,
                  TimeUnit.SECONDS);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object part) {
      io.netty.util.ReferenceCountUtil.release(part);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      open.decrementAndGet();
      if (!closing) {
        ended.incrementAndGet();
        var _ = context.executor().schedule(() -> connect(place), 1, TimeUnit.SECONDS);
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      var _ = context.close();
    }
  }
}
