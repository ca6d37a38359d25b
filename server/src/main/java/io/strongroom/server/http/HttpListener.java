package io.strongroom.server.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import io.strongroom.iam.sigv4.Peer;
import io.strongroom.server.tls.ServerTls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A socket that speaks HTTP/1.1 and 1.0 with keep-alive and pipelining, plain or over TLS, within
 * {@link Limits}. What an answer looks like is all {@link Answerer}'s, except for its four header
 * fields ({@code x-amzn-RequestId}, {@code Content-Type}, {@code Content-Length}, {@code Date}) and
 * {@code Connection} where HTTP asks for it.
 *
 * <p>Requirements: DOS-1 to DOS-3, DOS-6, DOS-9, SIG-4, MEM-2, TLS-1.
 */
public final class HttpListener implements AutoCloseable {
  /** How long {@link #close} lets running requests go on. */
  private static final Duration LAST_WAIT = Duration.ofMillis(1500);

  /** How long {@link #close} waits for the event loops to end after that. */
  private static final Duration LOOPS_WAIT = Duration.ofMillis(300);

  private final EventLoopGroup loops;
  private final Map<EventExecutor, LoopWatch> watches;
  private final CountDownLatch left;
  private final Channel socket;

  private HttpListener(
      EventLoopGroup loops,
      Map<EventExecutor, LoopWatch> watches,
      CountDownLatch left,
      Channel socket) {
    this.loops = loops;
    this.watches = watches;
    this.left = left;
    this.socket = socket;
  }

  /**
   * Loads what listening takes, by opening a socket that nothing is done with. It takes as long as
   * to set up a store, so that a quick start does both at the same time.
   */
  public static void load() {
    Transport transport = Transport.best();
    EventLoopGroup loops = transport.newLoops();
    ServerBootstrap bootstrap =
        transport.bootstrap(loops).childHandler(new ChannelInboundHandlerAdapter());
    var _ = bootstrap.register().awaitUninterruptibly().channel().close();
    var _ = loops.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    new AnswerWriter().turnTo(0); // a date in words
  }

  /**
   * Listens on {@code address}, on the best transport that works here; port 0 means any free port.
   *
   * @param tls what connections are protected with, still the caller's to close; null for plain
   *     HTTP
   * @throws IOException if that is not possible, with one line that says why
   */
  public static HttpListener start(
      InetSocketAddress address, Limits limits, @Nullable ServerTls tls, Answerer answerer)
      throws IOException {
    return start(address, limits, tls, answerer, Transport.best());
  }

  /** Listens on {@code address} on a transport of the caller's choice. */
  static HttpListener start(
      InetSocketAddress address,
      Limits limits,
      @Nullable ServerTls tls,
      Answerer answerer,
      Transport transport)
      throws IOException {
    if (address.isUnresolved()) {
      throw new IOException(cannotListen(address, "unknown host"));
    }
    EventLoopGroup loops = transport.newLoops();
    CountDownLatch left = new CountDownLatch(Transport.loops());
    Map<EventExecutor, LoopWatch> watches = new HashMap<>();
    long share = limits.load().heldBytes() / Transport.loops();
    for (EventExecutor loop : loops) {
      LoopWatch watch = watch((EventLoop) loop, new Held(share), left);
      watches.put(loop, watch);
      loop.execute(() -> watch.start(limits.times()));
    }
    Entrance entrance =
        new Entrance(limits, tls, new Lanes(answerer, limits.load().calls()), watches);
    ServerBootstrap bootstrap = transport.bootstrap(loops).childHandler(entrance);
    var bound = bootstrap.bind(address).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      var _ = loops.shutdownGracefully(0, 0, TimeUnit.SECONDS);
      throw new IOException(cannotListen(address, reason(bound.cause())), bound.cause());
    }
    return new HttpListener(loops, watches, left, bound.channel());
  }

  private static LoopWatch watch(EventLoop loop, Held held, CountDownLatch left) {
    return new LoopWatch(loop, InstantSource.system(), System::nanoTime, held, left);
  }

  /** Returns where this listens, with the port that was found if any was asked for. */
  public InetSocketAddress address() {
    return (InetSocketAddress) socket.localAddress();
  }

  /**
   * Accepts no more connections, lets requests that have arrived whole be answered for up to 1.5 s,
   * then cuts what is left. Returns within 2 s. May be called more than once.
   */
  @Override
  public void close() {
    socket.close().awaitUninterruptibly();
    watches.forEach((loop, watch) -> stop(loop, watch));
    try {
      var _ = left.await(LAST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // then there is no waiting: cut at once
    }
    loops
        .shutdownGracefully(0, LOOPS_WAIT.toMillis(), TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(LOOPS_WAIT.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Goes on, but ends each connection with its next answer, so that peers who ask again come by a
   * new connection, which a balancer sends elsewhere.
   */
  public void drain() {
    watches.forEach((loop, watch) -> loop.submit(watch::drain).awaitUninterruptibly());
  }

  private static void stop(EventExecutor loop, LoopWatch watch) {
    if (!loop.isShuttingDown()) {
      loop.execute(watch::stop);
    }
  }

  private static String cannotListen(InetSocketAddress address, String reason) {
    return "cannot listen on %s:%d: %s"
        .formatted(address.getHostString(), address.getPort(), reason);
  }

  /** Says in plain words what transports say in words of their own. */
  private static String reason(Throwable cause) {
    String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    if (text.contains("in use")) {
      return "the port is taken";
    }
    if (text.contains("permission denied")) {
      return "permission denied";
    }
    if (text.contains("assign requested address")) {
      return "this machine has no such address";
    }
    return text.lines().findFirst().orElse("unknown reason");
  }

  /** Lets a new connection in, or not. */
  private static final class Entrance extends ChannelInitializer<Channel> {
    private final Limits limits;
    private final @Nullable ServerTls tls;
    private final Lanes lanes;
    private final Map<EventExecutor, LoopWatch> watches;
    private final Admission admission;
    private final BodyBudget budget;

    Entrance(
        Limits limits,
        @Nullable ServerTls tls,
        Lanes lanes,
        Map<EventExecutor, LoopWatch> watches) {
      this.limits = limits;
      this.tls = tls;
      this.lanes = lanes;
      this.watches = watches;
      this.admission = new Admission(limits.connections());
      this.budget = new BodyBudget(limits.sizes().bodiesInFlightBytes());
    }

    @Override
    protected void initChannel(Channel channel) {
      InetSocketAddress peer = (InetSocketAddress) channel.remoteAddress();
      LoopWatch watch = watches.get(channel.eventLoop());
      if (peer == null || watch == null || !admission.admit(peer.getAddress())) {
        var _ = channel.close();
        return;
      }
      InetAddress address = peer.getAddress();
      channel.closeFuture().addListener(_ -> admission.release(address));
      TlsLayer layer = new TlsLayer(tls == null ? null : tls.newHandler(channel.alloc()));
      Peer source = Peer.of(address, tls == null ? Peer.Wire.PLAIN : Peer.Wire.TLS);
      new Connection(channel, layer, source, limits, budget, lanes, watch).begin();
    }
  }
}
