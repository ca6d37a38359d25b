package io.strongroom.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import io.netty.util.ReferenceCountUtil;
import io.strongroom.server.http.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The yardstick: as little as Netty needs to take a request and send an answer, on the transport,
 * with the socket options and the number of event loops that the server has. It looks at nothing
 * and knows its one answer in advance, so no server on Netty's codec does much better.
 *
 * <p>Usage: {@code EchoServer PORT BODY}, where port 0 means any, and BODY is a file with the body
 * of the answer or its length in bytes. Prints {@code ready http://127.0.0.1:PORT} when it answers.
 */
public final class EchoServer extends ChannelInboundHandlerAdapter {
  private static final AsciiString REQUEST_ID_NAME = AsciiString.cached("x-amzn-RequestId");
  private static final AsciiString REQUEST_ID =
      AsciiString.cached("6f9f1ed7-1f7a-4f10-8a59-3f3c8f4f5a01");
  private static final AsciiString CONTENT_TYPE = AsciiString.cached("application/x-amz-json-1.1");
  private static final AsciiString DATE = AsciiString.cached("Wed, 25 Nov 2026 00:00:00 GMT");

  private final ByteBuf body;
  private final AsciiString length;

  private EchoServer(ByteBuf body) {
    this.body = body;
    this.length = AsciiString.cached(String.valueOf(body.readableBytes()));
  }

  /** Serves until the process is ended. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 2) {
      System.err.println("usage: EchoServer PORT BODY");
      System.exit(2);
    }
    ByteBuf body = body(arguments[1]);
    Transport transport = Transport.best();
    EventLoopGroup loops = transport.newLoops();
    Channel socket =
        transport
            .bootstrap(loops)
            .childHandler(new Pipeline(body))
            .bind(
                new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0])))
            .syncUninterruptibly()
            .channel();
    System.out.println("ready http://127.0.0.1:" + portOf(socket));
  }

  private static int portOf(Channel socket) {
    return ((InetSocketAddress) socket.localAddress()).getPort();
  }

  /** Returns the body, where no one copies, counts or frees it. */
  private static ByteBuf body(String fileOrLength) throws IOException {
    byte[] bytes;
    if (fileOrLength.chars().allMatch(Character::isDigit)) {
      bytes = new byte[Integer.parseInt(fileOrLength)];
      Arrays.fill(bytes, (byte) 'x');
    } else {
      bytes = Files.readAllBytes(Path.of(fileOrLength));
    }
    ByteBuf direct = Unpooled.directBuffer(bytes.length).writeBytes(bytes);
    return Unpooled.unreleasableBuffer(direct.asReadOnly());
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object part) {
    try {
      if (part instanceof LastHttpContent) {
        var answer =
            new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.OK, body.duplicate());
        HttpHeaders headers = answer.headers();
        headers.set(REQUEST_ID_NAME, REQUEST_ID);
        headers.set(HttpHeaderNames.CONTENT_TYPE, CONTENT_TYPE);
        headers.set(HttpHeaderNames.CONTENT_LENGTH, length);
        headers.set(HttpHeaderNames.DATE, DATE);
        var _ = context.write(answer, context.voidPromise());
      }
    } finally {
      ReferenceCountUtil.release(part);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    context.flush();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    var _ = context.close();
  }

  private static final class Pipeline extends ChannelInitializer<Channel> {
    private final ByteBuf body;

    Pipeline(ByteBuf body) {
      this.body = body;
    }

    @Override
    protected void initChannel(Channel channel) {
      channel.pipeline().addLast(new HttpServerCodec(), new EchoServer(body));
    }
  }
}
