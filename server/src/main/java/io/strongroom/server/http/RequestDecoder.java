package io.strongroom.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpConstants;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpHeadersFactory;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMessageDecoderResult;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import java.util.List;

/**
 * Netty's decoder, made strict and made to wait.
 *
 * <p>Strict: it refuses what Netty lets pass, such as folded fields, a request line with other
 * separators than single spaces, and trailer fields.
 *
 * <p>Made to wait: while its connection answers a request, further bytes are kept as they are, and
 * as soon as there are any, reading from the socket stops. So a connection holds one request and at
 * most what one read brought.
 *
 * <p>How folding is noticed: Netty joins a folded line to the value before it and does not tell.
 * But it tells how many bytes the lines had without their ends, and each line has an end of exactly
 * two bytes. From what was consumed follows how many lines there were, and that must be the number
 * of fields.
 */
final class RequestDecoder extends HttpRequestDecoder {
  private static final int LINE_END = 2;

  /** A body is handed on in pieces of at most this many bytes. */
  private static final int PIECE_BYTES = 64 << 10;

  private static final int LINE_BUFFER_BYTES = 512;

  private final Connection connection;

  /** Bytes of the current head that were consumed, or -1 outside of a head. */
  private int headBytes = -1;

  private boolean emptyLineSkipped;
  private int wordEnd;

  RequestDecoder(Limits.Sizes sizes, Connection connection) {
    super(
        new HttpDecoderConfig()
            .setMaxInitialLineLength(sizes.requestLineBytes())
            .setMaxHeaderSize(sizes.headerBytes())
            .setMaxChunkSize(PIECE_BYTES)
            .setInitialBufferSize(LINE_BUFFER_BYTES)
            .setStrictLineParsing(true)
            .setUseRfc9112TransferEncoding(true)
            .setAllowDuplicateContentLengths(false)
            .setHeadersFactory(new FieldsFactory(sizes.headerFields())));
    this.connection = connection;
  }

  /** Tells whether there are bytes that wait for {@link Connection#takesInput}. */
  boolean holdsInput() {
    return actualReadableBytes() > 0;
  }

  /** Returns how many bytes are kept of a head that has begun, and of what follows a request. */
  int heldBytes() {
    return Math.max(headBytes, 0) + internalBuffer().capacity();
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf buffer, List<Object> out)
      throws Exception {
    if (connection.discardsInput()) {
      connection.discarded(buffer.readableBytes());
      buffer.skipBytes(buffer.readableBytes());
    } else if (!connection.takesInput()) {
      context.channel().config().setAutoRead(false);
    } else if (connection.isWithinBody()) {
      super.decode(context, buffer, out);
    } else {
      decodeHead(context, buffer, out);
    }
  }

  private void decodeHead(ChannelHandlerContext context, ByteBuf buffer, List<Object> out)
      throws Exception {
    if (headBytes < 0) {
      connection.headBegins();
      if (!skipEmptyLine(buffer, out)) {
        return;
      }
      headBytes = 0;
    }
    int before = buffer.readerIndex();
    super.decode(context, buffer, out);
    headBytes += buffer.readerIndex() - before;
    if (!out.isEmpty()) {
      HttpRequest request = (HttpRequest) out.getFirst();
      if (request.decoderResult().isSuccess() && isFolded(request)) {
        request.setDecoderResult(DecoderResult.failure(Refusal.MALFORMED.exception()));
      }
      headBytes = -1;
      emptyLineSkipped = false;
    }
  }

  /**
   * Skips one empty line before a request, as RFC 9112 section 2.2 asks for.
   *
   * @return whether a request line follows
   */
  private boolean skipEmptyLine(ByteBuf buffer, List<Object> out) {
    byte first = buffer.getByte(buffer.readerIndex());
    if (first == HttpConstants.CR && !emptyLineSkipped) {
      if (buffer.readableBytes() < LINE_END) {
        return false;
      }
      if (buffer.getByte(buffer.readerIndex() + 1) == HttpConstants.LF) {
        buffer.skipBytes(LINE_END);
        emptyLineSkipped = true;
        return buffer.isReadable() && skipEmptyLine(buffer, out);
      }
    }
    if (first == HttpConstants.CR || first == HttpConstants.LF) {
      buffer.skipBytes(buffer.readableBytes());
      HttpMessage refused = createInvalidMessage();
      refused.setDecoderResult(DecoderResult.failure(Refusal.MALFORMED.exception()));
      out.add(refused);
      return false;
    }
    return true;
  }

  private boolean isFolded(HttpRequest request) {
    var result = (HttpMessageDecoderResult) request.decoderResult();
    int ends = headBytes - result.initialLineLength() - result.headerSize() - 2 * LINE_END;
    return ends != LINE_END * ((Fields) request.headers()).count();
  }

  @Override
  protected String splitFirstWordInitialLine(byte[] line, int start, int length) {
    wordEnd = -1;
    requireWord(line, start, length);
    return super.splitFirstWordInitialLine(line, start, length);
  }

  @Override
  protected String splitSecondWordInitialLine(byte[] line, int start, int length) {
    requireWord(line, start, length);
    return super.splitSecondWordInitialLine(line, start, length);
  }

  @Override
  protected String splitThirdWordInitialLine(byte[] line, int start, int length) {
    requireWord(line, start, length);
    return super.splitThirdWordInitialLine(line, start, length);
  }

  /** Requires that one space stands between this word and the one before it. */
  private void requireWord(byte[] line, int start, int length) {
    boolean separated = start == 0 || line[start - 1] == HttpConstants.SP;
    if (length == 0 || start != wordEnd + 1 || !separated) {
      throw Refusal.MALFORMED.exception();
    }
    wordEnd = start + length;
  }

  @Override
  protected AsciiString splitHeaderName(byte[] line, int start, int length) {
    if (connection.isWithinBody()) {
      throw Refusal.MALFORMED.exception(); // a trailer field: nobody here would look at it
    }
    return KnownNames.lowerCase(line, start, length);
  }

  @Override
  protected HttpMessage createMessage(String[] initialLine) {
    HttpVersion version = HeadRules.version(initialLine[2]);
    HttpMethod method = HttpMethod.valueOf(HeadRules.method(initialLine[0]));
    return new DefaultHttpRequest(
        version, method, HeadRules.target(initialLine[1]), headersFactory);
  }

  @Override
  protected boolean isContentAlwaysEmpty(HttpMessage message) {
    return false;
  }

  /** Leaves out Netty's asking for more while this decoder waits. */
  @Override
  public void channelReadComplete(ChannelHandlerContext context) throws Exception {
    if (connection.takesInput()) {
      super.channelReadComplete(context);
    } else {
      context.fireChannelReadComplete();
    }
  }

  /** Keeps the end of input from Netty's decoder, which would drop requests that still wait. */
  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
    if (event instanceof ChannelInputShutdownEvent) {
      connection.inputEnds();
    } else if (!(event instanceof ChannelInputShutdownReadComplete)) {
      super.userEventTriggered(context, event);
    }
  }

  private record FieldsFactory(int most) implements HttpHeadersFactory {
    @Override
    public HttpHeaders newHeaders() {
      return new Fields(most);
    }

    @Override
    public HttpHeaders newEmptyHeaders() {
      return new Fields(most);
    }
  }
}
