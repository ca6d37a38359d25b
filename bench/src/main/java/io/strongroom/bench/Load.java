package io.strongroom.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Loads a server from one thread, at a fixed rate or as fast as it answers.
 *
 * <p>At a fixed rate the moment of each request is set before the load begins, and its latency
 * counts from that moment, whether a connection was free then or not. So a server that stalls is
 * charged with all that should have been asked meanwhile (no coordinated omission). Without a rate
 * each connection sends when its last answer is there, and latency counts from there.
 *
 * <pre>Load URL KEYS OPERATION NAMES SECRETS RATE WARM_UP SECONDS CONNECTIONS</pre>
 *
 * <p>For OPERATION and NAMES see {@link Work}; RATE is requests a second, 0 for as fast as answers
 * come. The load is the same for WARM_UP seconds, of which nothing is counted. Prints a line of
 * JSON: latencies are those of answers with status 2xx, and of requests that got no answer in time
 * as if they came at the end.
 */
public final class Load {

  /** So many requests a second are signed where the server sets the rate; they go round. */
  private static final int SIGNED_PER_SECOND = 12_000;

  /** How long after the last request answers are waited for. */
  private static final int GRACE_SECONDS = 10;

  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final int OK = 200;

  private final List<byte[]> requests;
  private final long rate;
  private final int warmUp;
  private final int seconds;
  private final int connections;
  private final InetSocketAddress address;
  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
  private final EventLoop loop = group.next();
  private final CountDownLatch done = new CountDownLatch(1);

  // Everything below is used on the one event loop.
  private final Deque<Lane> free = new ArrayDeque<>();
  private final Deque<Long> waiting = new ArrayDeque<>();
  private final Tally tally = new Tally();
  private long began;
  private long next;
  private long pending;
  private boolean ended;

  private Load(
      List<byte[]> requests,
      long rate,
      int warmUp,
      int seconds,
      int connections,
      InetSocketAddress address) {
    this.requests = requests;
    this.rate = rate;
    this.warmUp = warmUp;
    this.seconds = seconds;
    this.connections = connections;
    this.address = address;
  }

  /** Runs one load. */
  public static void main(String[] arguments) throws Exception {
    URI url = URI.create(arguments[0]);
    long rate = Long.parseLong(arguments[5]);
    int warmUp = Integer.parseInt(arguments[6]);
    int seconds = Integer.parseInt(arguments[7]);
    List<byte[]> requests =
        Work.sign(
            url,
            AccessKeyFile.read(Path.of(arguments[1])),
            arguments[2],
            arguments[3],
            Integer.parseInt(arguments[4]),
            (int) (rate == 0 ? SIGNED_PER_SECOND : rate) * (warmUp + seconds));
    InetSocketAddress address = new InetSocketAddress(url.getHost(), url.getPort());
    Load load = new Load(requests, rate, warmUp, seconds, Integer.parseInt(arguments[8]), address);
    System.out.println(load.run());
  }

  private String run() throws InterruptedException {
    for (int i = 0; i < connections; i++) {
      connect();
    }
    loop.execute(this::begin);
    if (!done.await(warmUp + seconds + (long) GRACE_SECONDS, TimeUnit.SECONDS)) {
      loop.submit(this::finish).syncUninterruptibly();
    }
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    return tally.json(rate, seconds);
  }

  private void connect() {
    var _ =
        new Bootstrap()
            .group(group)
            .channel(EpollSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .handler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(new HttpResponseDecoder(), new Lane());
                  }
                })
            .connect(address);
  }

  private void begin() {
    began = System.nanoTime();
    if (rate > 0) {
      arrive();
    }
  }

  private long due(long index) {
    return began + index * NANOS_PER_SECOND / rate;
  }

  /** Takes up all requests whose moment has come, and comes back for the next one. */
  private void arrive() {
    long now = System.nanoTime();
    while (next < requests.size() && due(next) <= now) {
      waiting.add(next++);
      pending++;
    }
    while (!waiting.isEmpty() && !free.isEmpty()) {
      Lane lane = free.poll();
      long index = waiting.remove();
      lane.send(index, due(index));
    }
    if (next < requests.size()) {
      var _ = loop.schedule(this::arrive, due(next) - System.nanoTime(), TimeUnit.NANOSECONDS);
    }
  }

  private boolean isOver() {
    return System.nanoTime() - began >= (warmUp + seconds) * NANOS_PER_SECOND;
  }

  /** Tells whether what began at that time was no warming up any more. */
  private boolean counts(long since) {
    return since - began >= warmUp * NANOS_PER_SECOND;
  }

  /** Gives a connection that has nothing to do its next request. */
  private void idle(Lane lane) {
    if (rate == 0) {
      if (!isOver()) {
        pending++;
        lane.send(next++, System.nanoTime());
      } else if (pending == 0) {
        done.countDown();
      }
      return;
    }
    Long index = waiting.poll();
    if (index != null) {
      lane.send(index, due(index));
      return;
    }
    free.push(lane);
    if (pending == 0 && next == requests.size()) {
      done.countDown();
    }
  }

  /** Counts what was never answered. */
  private void finish() {
    ended = true;
    long now = System.nanoTime();
    for (Long index : waiting) {
      tally.unanswered(now - due(index));
      pending--;
    }
    for (long i = 0; i < pending; i++) {
      tally.unanswered(now - began);
    }
  }

  /** One connection, with one request at a time. */
  private final class Lane extends ChannelInboundHandlerAdapter {
    private @Nullable ChannelHandlerContext context;
    private boolean busy;
    private long since;
    private int status;

    void send(long index, long from) {
      busy = true;
      since = from;
      if (context != null) {
        byte[] request = requests.get((int) (index % requests.size()));
        var _ = context.writeAndFlush(Unpooled.wrappedBuffer(request), context.voidPromise());
      }
    }

    @Override
    public void channelActive(ChannelHandlerContext active) {
      context = active;
      idle(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext reading, Object part) {
      if (part instanceof HttpResponse response) {
        status = response.status().code();
      }
      boolean last = part instanceof LastHttpContent;
      ReferenceCountUtil.release(part);
      if (last && busy && !ended) {
        busy = false;
        pending--;
        if (counts(since)) {
          tally.answered(status, System.nanoTime() - since);
        }
        idle(this);
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext closed) {
      var _ = free.remove(this);
      if (ended) {
        return;
      }
      if (busy) {
        busy = false;
        pending--;
        if (counts(since)) {
          tally.broken();
        }
      }
      if (!isOver()) {
        connect();
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext failed, Throwable cause) {
      var _ = failed.close();
    }
  }

  /** What came of the requests. */
  private static final class Tally {
    private static final double MICROSECOND = 1_000;
    private static final int START = 1 << 16;

    private long[] nanos = new long[START];
    private int count;
    private long ok;
    private long refused;
    private long broken;
    private long unanswered;

    void answered(int status, long latency) {
      if (status == OK) {
        ok++;
        keep(latency);
      } else {
        refused++;
      }
    }

    void broken() {
      broken++;
    }

    void unanswered(long latency) {
      unanswered++;
      keep(latency);
    }

    private void keep(long latency) {
      if (count == nanos.length) {
        nanos = java.util.Arrays.copyOf(nanos, 2 * count);
      }
      nanos[count++] = latency;
    }

    private long micros(double share) {
      int at = (int) Math.ceil(share * count) - 1;
      return count == 0 ? 0 : Math.round(nanos[Math.max(0, at)] / MICROSECOND);
    }

    String json(long rate, int seconds) {
      java.util.Arrays.sort(nanos, 0, count);
      return ("{\"rate\": %d, \"requests_per_s\": %d, \"p50_us\": %d, \"p99_us\": %d,"
              + " \"p999_us\": %d, \"max_us\": %d, \"refused\": %d, \"broken\": %d,"
              + " \"unanswered\": %d}")
          .formatted(
              rate,
              ok / seconds,
              micros(0.5),
              micros(0.99),
              micros(0.999),
              micros(1),
              refused,
              broken,
              unanswered);
    }
  }
}
