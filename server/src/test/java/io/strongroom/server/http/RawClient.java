package io.strongroom.server.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/** Sends bytes as they are and reads answers; between the test and the socket is TLS at most. */
final class RawClient implements AutoCloseable {
  /** A test that waits this long has hung. */
  private static final int HANG_MILLIS = 20_000;

  private final Socket socket;
  private final InputStream in;

  /** One answer; names are in lower case, and the body has one character for each byte. */
  record Answer(int status, Map<String, String> headers, String text) {}

  RawClient(InetSocketAddress address) throws IOException {
    this(connected(address));
  }

  private RawClient(Socket socket) throws IOException {
    this.socket = socket;
    in = new BufferedInputStream(socket.getInputStream());
  }

  private static Socket connected(InetSocketAddress address) throws IOException {
    Socket socket = new Socket();
    socket.connect(address, HANG_MILLIS);
    socket.setSoTimeout(HANG_MILLIS);
    socket.setTcpNoDelay(true);
    return socket;
  }

  /** Connects and speaks TLS, as far as {@code limits} allow; the handshake is yet to come. */
  static RawClient secure(InetSocketAddress address, SSLContext trust, SSLParameters limits)
      throws IOException {
    Socket plain = connected(address);
    var socket =
        (SSLSocket)
            trust
                .getSocketFactory()
                .createSocket(plain, address.getHostString(), address.getPort(), true);
    socket.setSSLParameters(limits);
    return new RawClient(socket);
  }

  /** Speaks TLS with whatever the JDK has. */
  static RawClient secure(InetSocketAddress address, SSLContext trust) throws IOException {
    return secure(address, trust, trust.getDefaultSSLParameters());
  }

  /** Does the handshake of TLS, or another one. */
  SSLSession shakeHands() throws IOException {
    ((SSLSocket) socket).startHandshake();
    return ((SSLSocket) socket).getSession();
  }

  /** Reads what has come, as far as {@code length} bytes. */
  byte[] readBytes(int length) throws IOException {
    return in.readNBytes(length);
  }

  /** Returns lines as they stand in a request, with the empty line that ends its head. */
  static String head(String... lines) {
    return String.join("\r\n", lines) + "\r\n\r\n";
  }

  static String get(String target) {
    return head("GET " + target + " HTTP/1.1", "Host: h");
  }

  static String post(String target, String body) {
    return head("POST " + target + " HTTP/1.1", "Host: h", "Content-Length: " + body.length())
        + body;
  }

  /** Sends {@code text}, one byte for each character. */
  RawClient send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  RawClient send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return this;
  }

  /** Says that no more bytes will come. */
  RawClient endOutput() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  /** Reads an answer with a body. */
  Answer read() throws IOException {
    return read(true);
  }

  /** Reads an answer that announces a body it does not have. */
  Answer readHead() throws IOException {
    return read(false);
  }

  private Answer read(boolean hasBody) throws IOException {
    String[] statusLine = line().split(" ", 3);
    if (statusLine.length < 3 || !statusLine[0].equals("HTTP/1.1")) {
      throw new IOException("not a status line: " + String.join(" ", statusLine));
    }
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      String[] field = line.split(": ", 2);
      headers.put(field[0].toLowerCase(Locale.ROOT), field[1]);
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    byte[] body = hasBody ? in.readNBytes(length) : new byte[0];
    if (hasBody && body.length < length) {
      throw new EOFException("the connection ended within a body");
    }
    String text = new String(body, StandardCharsets.ISO_8859_1);
    return new Answer(Integer.parseInt(statusLine[1]), headers, text);
  }

  /** Reads up to the end of the connection, and tells whether nothing came before it. */
  boolean isClosed() throws IOException {
    try {
      return in.read() < 0;
    } catch (SocketException e) {
      return true; // a reset is an end, too
    }
  }

  /** Ends the connection at once and both ways, so that the peer can send nothing more. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the connection ended within a head");
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
