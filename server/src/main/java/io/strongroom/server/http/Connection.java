package io.strongroom.server.http;

import static java.util.Objects.requireNonNull;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.strongroom.api.WireResponse;
import io.strongroom.iam.sigv4.Headers;
import io.strongroom.iam.sigv4.Peer;
import io.strongroom.iam.sigv4.TlsFacts;
import io.strongroom.iam.sigv4.WireRequest;
import io.strongroom.server.http.AnswerWriter.Content;
import io.strongroom.server.http.AnswerWriter.Persistence;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One connection, from its first byte to its last. Requests are taken one at a time: the next one
 * is not even decoded before the answer to this one was handed to the socket. So answers go out in
 * the order of requests whatever thread they come from, and a peer that sends requests without
 * reading answers stops itself.
 *
 * <p>INVARIANT: everything here happens on the event loop of the connection.
 *
 * <p>The last answer of a connection is followed by the end of output, and the connection is closed
 * once the peer has ended its own or {@link #LINGER} has passed: if a socket with unread input were
 * closed at once, the peer might be told of a reset before it has read the answer.
 */
final class Connection extends ChannelInboundHandlerAdapter implements ChannelFutureListener {
  private static final System.Logger LOG = System.getLogger("io.strongroom.server.http");

  /** How long the peer has to end its output after the last answer. */
  private static final Duration LINGER = Duration.ofSeconds(2);

  /** Bytes after the last request that are read and thrown away. */
  private static final int LINGER_BYTES = 4 << 20;

  /** Requests answered in a row before other connections of the loop have their turn. */
  private static final int TURN = 64;

  private static final long NEVER = Long.MAX_VALUE;
  private static final Headers NO_HEADERS = Headers.of();
  private static final String CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";

  private final Limits limits;
  private final Bodies bodies;
  private final Lanes lanes;
  private final LoopWatch watch;
  private final RequestDecoder decoder;
  private final UnsentAnswers unsent;
  private final Held.Part held;
  private final Channel channel;
  private Peer peer;
  private final TlsLayer tls;

  /** The place of this connection in its watch. */
  int slot;

  private State state = State.IDLE;
  private long deadline = NEVER;
  private boolean stopping;
  private boolean inputEnded;
  private int answeredInTurn;
  private int discarded;

  // Of the request that is at hand.
  private String method = "GET";
  private String target = "";
  private Headers headers = NO_HEADERS;
  private Persistence persistence = Persistence.ENDED;
  private @Nullable ArrivingBody body;
  private long bodyBegan;

  private boolean unflushed;
  private final Runnable flush = this::flush;

  Connection(
      Channel channel,
      TlsLayer tls,
      Peer peer,
      Limits limits,
      BodyBudget budget,
      Lanes lanes,
      LoopWatch watch) {
    this.channel = channel;
    this.tls = tls;
    tls.install(channel.pipeline());
    this.peer = peer;
    this.limits = limits;
    this.bodies = new Bodies(limits, budget, lanes);
    this.lanes = lanes;
    this.watch = watch;
    this.held = watch.held().newPart();
    this.unsent = new UnsentAnswers(limits.times().writeProgress());
    this.decoder = new RequestDecoder(limits.sizes(), watch, this);
  }

  /** Begins to serve; the channel has just been opened. */
  void begin() {
    channel.pipeline().addLast(decoder, this);
    deadline = watch.after(tls.firstWait(limits.times()));
    watch.add(this);
    channel.closeFuture().addListener(_ -> end());
  }

  /** Returns how this connection is protected; null for plain HTTP and before the handshake. */
  @Nullable TlsFacts tlsFacts() {
    return tls.facts();
  }

  // What the decoder asks and tells.

  /** Tells whether bytes may be decoded now. */
  boolean takesInput() {
    return state == State.IDLE || state == State.HEAD || state == State.BODY;
  }

  /** Tells whether bytes are to be thrown away. */
  boolean discardsInput() {
    return state == State.LEAVING || state == State.GONE;
  }

  /** Tells whether the next bytes belong to the body of a request. */
  boolean isWithinBody() {
    return state == State.BODY;
  }

  /** Notes that {@code count} bytes were thrown away. */
  void discarded(int count) {
    discarded += count;
    if (discarded > LINGER_BYTES) {
      cut();
    }
  }

  /** Notes that there are bytes of a head. */
  void headBegins() {
    if (state == State.IDLE) {
      state = State.HEAD;
      method = "GET";
      deadline = watch.after(limits.times().header());
    }
  }

  /** Notes that the peer sends no more bytes. What it has sent is still answered. */
  void inputEnds() {
    inputEnded = true;
    if (takesInput()) {
      closeWhenSent();
    } else if (state == State.LEAVING && unsent.isEmpty()) {
      cut();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (tls.isDone(event) && state == State.IDLE) {
      peer = peer.over(requireNonNull(tls.facts()));
      becomeIdle();
    } else if (tls.isGoodbye(event)) {
      inputEnds();
    }
  }

  /** Takes the head of the next request. */
  void takeHead(RequestHead head) {
    method = head.method();
    target = head.target();
    headers = head.fields().toHeaders();
    var described = new WireRequest(method, target, headers, new byte[0], peer);
    switch (bodies.open(described, head)) {
      case Bodies.Opening.Refused(Refusal refusal) -> refuse(refusal);
      case Bodies.Opening.Admitted(ArrivingBody room, Duration time) -> await(head, room, time);
    }
  }

  private void await(RequestHead head, ArrivingBody room, Duration time) {
    persistence = HeadRules.persistence(head);
    body = room;
    state = State.BODY;
    deadline = watch.after(time);
    bodyBegan = watch.now();
    if (HeadRules.awaitsContinue(head)) {
      var _ = channel.writeAndFlush(ByteBufUtil.writeAscii(channel.alloc(), CONTINUE));
    }
  }

  /**
   * Takes the next piece of a body.
   *
   * @param last whether the body ends with it
   */
  void takeBody(ByteBuf part, boolean last) {
    ArrivingBody arriving = requireNonNull(body);
    Refusal refusal = arriving.add(part);
    if (refusal != null) {
      refuse(refusal);
    } else if (last) {
      state = State.ANSWERING;
      deadline = NEVER;
      WireRequest request = arriving.request(method, target, headers, peer);
      WireResponse answer = lanes.answer(request, channel.eventLoop(), this::answeredLater);
      if (answer != null) {
        answered(answer);
      }
    }
  }

  /** Sends the answer that came from another thread, and goes on with what arrived meanwhile. */
  private void answeredLater(WireResponse answer) {
    try {
      answered(answer);
      flushSoon();
      resume();
    } catch (RuntimeException | OutOfMemoryError e) {
      fail(e);
    }
  }

  private void answered(WireResponse answer) {
    forgetRequest();
    if (state == State.GONE) {
      answer.wipe();
      return;
    }
    if (stopping || watch.isDraining()) {
      persistence = Persistence.ENDED;
    }
    send(answer);
    if (persistence == Persistence.ENDED) {
      leave();
      return;
    }
    becomeIdle();
    if (!channel.isWritable()) {
      flush();
    }
    if (!channel.isWritable() || ++answeredInTurn == TURN) {
      rest();
    }
  }

  /** Takes the method of a request whose head is refused: it says whether an answer has a body. */
  void takeMethod(String asked) {
    method = asked;
  }

  /** Answers that the request at hand is refused, and ends the connection. */
  void refuse(Refusal refusal) {
    forgetRequest();
    persistence = Persistence.ENDED;
    send(lanes.refuse(peer, refusal));
    leave();
  }

  private void send(WireResponse answer) {
    Content content = method.equals("HEAD") ? Content.LENGTH_ONLY : Content.BODY;
    try {
      ByteBuf bytes = watch.writer().write(answer, persistence, content, channel.alloc());
      unsent.add(bytes);
      channel.write(bytes).addListener(this);
      unflushed = true;
    } finally {
      answer.wipe();
    }
  }

  /** Overwrites an answer that has left, or never will. */
  @Override
  public void operationComplete(ChannelFuture sent) {
    unsent.removeFirst();
    if (held.isCounted()) {
      var _ = held.set(heldBytes());
    }
    if (state == State.LEAVING && unsent.isEmpty()) {
      endOutput(sent.isSuccess());
    }
  }

  private void becomeIdle() {
    state = State.IDLE;
    deadline = watch.after(limits.times().idle());
  }

  private void rest() {
    state = State.RESTING;
    deadline = NEVER;
    if (channel.isWritable()) {
      channel.eventLoop().execute(this::wake);
    }
  }

  private void wake() {
    if (state == State.RESTING && channel.isWritable()) {
      becomeIdle();
      answeredInTurn = 0;
      resume();
    }
  }

  /** Decodes what was kept and reads on. */
  private void resume() {
    if (takesInput() && decoder.holdsInput()) {
      decoder.decodeKept();
      readComplete();
    }
    if (takesInput()) {
      readOn();
      if (inputEnded) {
        closeWhenSent();
      }
    }
  }

  /** Reads no further until what was read is decoded. */
  void stopReading() {
    channel.config().setAutoRead(false);
  }

  private void readOn() {
    if (!inputEnded) {
      channel.config().setAutoRead(true);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (state == State.RESTING && channel.isWritable()) {
      channel.eventLoop().execute(this::wake);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    readComplete();
  }

  private void readComplete() {
    answeredInTurn = 0;
    if (unflushed) {
      flushSoon();
    } else {
      count();
    }
  }

  private void flushSoon() {
    if (unflushed) {
      watch.flushes().add(flush);
    }
  }

  private void flush() {
    if (unflushed) {
      unflushed = false;
      channel.flush();
      count();
    }
  }

  /** Counts what this connection holds, and lets go of it if there is no room for more. */
  private void count() {
    if (held.set(heldBytes())) {
      return;
    }
    if (state == State.HEAD || state == State.BODY) {
      refuse(Refusal.OVERLOADED);
    } else if (!unsent.isEmpty()) {
      cut();
    }
  }

  private long heldBytes() {
    return switch (state) {
      case HEAD, BODY -> decoder.headBytes() + decoder.keptBytes() + unsent.bytes();
      case GONE -> 0;
      default -> decoder.keptBytes() + unsent.bytes();
    };
  }

  // The ways to an end.

  /** Has this connection end once the request at hand, if it is whole, is answered. */
  void stop() {
    stopping = true;
    if (takesInput() || state == State.RESTING) {
      closeWhenSent();
    } else if (state == State.LEAVING && unsent.isEmpty()) {
      cut();
    }
  }

  private void closeWhenSent() {
    state = State.LEAVING;
    deadline = NEVER;
    if (unsent.isEmpty()) {
      cut();
    } else {
      flush();
    }
  }

  private void leave() {
    decoder.forgetHead();
    state = State.LEAVING;
    deadline = NEVER;
    readOn();
    flush();
  }

  private void endOutput(boolean sent) {
    if (!sent || stopping || inputEnded) {
      cut();
    } else {
      tls.endOutput((DuplexChannel) channel);
      deadline = watch.after(LINGER);
    }
  }

  private void cut() {
    var _ = channel.close();
  }

  private void end() {
    boolean answering = state == State.ANSWERING;
    state = State.GONE;
    deadline = NEVER;
    var _ = held.set(0);
    if (!answering) {
      forgetRequest();
    }
    watch.remove(this);
  }

  /** Lets go of the request: a connection may be idle for long, and there are many of them. */
  private void forgetRequest() {
    target = "";
    headers = NO_HEADERS;
    if (body != null) {
      body.discard();
      body = null;
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    fail(cause);
  }

  /** Cuts this connection: a fault that is not a request's own, such as a lack of memory. */
  private void fail(Throwable cause) {
    if (!TlsLayer.isPeersFault(cause)) {
      LOG.log(Level.WARNING, "connection cut: {0}", cause.getClass().getName());
    }
    cut();
  }

  // Deadlines.

  /** Ends this connection if its peer is too slow, and tells whether it does. */
  boolean check(long now) {
    try {
      return endsOverdue(now);
    } catch (RuntimeException | OutOfMemoryError e) {
      fail(e); // the watch must go on for the others
      return true;
    }
  }

  private boolean endsOverdue(long now) {
    boolean overdue = (deadline != NEVER && now - deadline >= 0) || isTrickling(now);
    boolean stuck = isStuck(now);
    if (overdue && !stuck && (state == State.HEAD || state == State.BODY)) {
      refuse(Refusal.TOO_SLOW);
    } else if (overdue || stuck) {
      cut();
    }
    return overdue || stuck;
  }

  private boolean isTrickling(long now) {
    return state == State.BODY
        && limits.times().isTrickling(now - bodyBegan, requireNonNull(body).length());
  }

  private boolean isStuck(long now) {
    return unsent.isStuck(channel.unsafe().outboundBuffer(), now, watch.held());
  }
}
