package io.strongroom.functions;

import io.strongroom.keys.SensitiveBytes;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a process: its requests, one after the other, as the published Runtime API has
 * them (version 2018-06-01).
 *
 * <p>There are no deadlines here. A process that is slow is slow at its own expense: its call has a
 * deadline, its connections are few, and all of them end with it.
 */
final class RuntimeConnection {
  private static final String PREFIX = "/2018-06-01/runtime/";
  private static final String NEXT = PREFIX + "invocation/next";
  private static final String INVOCATION = PREFIX + "invocation/";
  private static final String INIT_ERROR = PREFIX + "init/error";
  private static final String RESPONSE = "/response";
  private static final String ERROR = "/error";

  /** How long the document of an error may be. */
  static final int MAX_ERROR_BYTES = 256 << 10;

  /** How long a body may be that is read for nothing. */
  private static final int MAX_SKIPPED = 32 << 20;

  private static final byte[] OK = ascii("{\"status\":\"OK\"}");

  private final RuntimeSession session;
  private final FunctionSpec spec;
  private final Deadlines deadlines;
  private final int responseBytes;
  private final InputStream in;
  private final OutputStream out;
  private boolean broken;

  /** When a call that is handed over now will be ended, in milliseconds since 1970. */
  @FunctionalInterface
  interface Deadlines {
    long millis(Invocation invocation);
  }

  RuntimeConnection(
      RuntimeSession session,
      FunctionSpec spec,
      Deadlines deadlines,
      int responseBytes,
      Socket socket)
      throws IOException {
    this.session = session;
    this.spec = spec;
    this.deadlines = deadlines;
    this.responseBytes = responseBytes;
    this.in = new BufferedInputStream(socket.getInputStream());
    this.out = new BufferedOutputStream(socket.getOutputStream());
  }

  /** Answers requests until the process closes the connection, or breaks the protocol. */
  void serve() throws IOException, InterruptedException {
    boolean open = true;
    while (open) {
      RuntimeRequest request = RuntimeRequest.read(in);
      open = request != null && answer(request) && !request.closes();
      out.flush();
    }
  }

  /** Answers one request; false if the connection is of no use after it. */
  private boolean answer(RuntimeRequest request) throws IOException, InterruptedException {
    String path = request.path();
    if (request.method().equals("GET") && path.equals(NEXT)) {
      return next(request);
    }
    if (request.method().equals("POST")) {
      if (path.equals(INIT_ERROR)) {
        return initError(request);
      }
      String response = requestId(path, RESPONSE);
      if (response != null) {
        return response(request, response);
      }
      String error = requestId(path, ERROR);
      if (error != null) {
        return error(request, error);
      }
    }
    return refuse(request, 404, "Runtime.NotFound", "There is no such call.");
  }

  private static @Nullable String requestId(String path, String end) {
    return path.startsWith(INVOCATION)
            && path.endsWith(end)
            && path.length() > INVOCATION.length() + end.length()
        ? path.substring(INVOCATION.length(), path.length() - end.length())
        : null;
  }

  private boolean next(RuntimeRequest request) throws IOException, InterruptedException {
    Invocation invocation = session.next();
    if (invocation == null) {
      String message = "The process may not ask for work now.";
      return refuse(request, 403, "InvalidStateTransition", message);
    }
    try {
      writeEvent(invocation);
      return true;
    } catch (IOException | UncheckedIOException e) {
      session.undelivered(invocation);
      return false;
    }
  }

  private void writeEvent(Invocation invocation) throws IOException {
    StringBuilder head = new StringBuilder(512);
    head.append("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n");
    field(head, "Lambda-Runtime-Aws-Request-Id", invocation.requestId());
    field(head, "Lambda-Runtime-Deadline-Ms", Long.toString(deadlines.millis(invocation)));
    field(head, "Lambda-Runtime-Invoked-Function-Arn", spec.arn());
    field(head, "Lambda-Runtime-Trace-Id", invocation.traceId());
    if (invocation.clientContext() != null) {
      field(head, "Lambda-Runtime-Client-Context", invocation.clientContext());
    }
    field(head, "Content-Length", Integer.toString(invocation.payload().length()));
    out.write(ascii(head.append("\r\n").toString()));
    out.flush();
    invocation.payload().lend(this::write);
    out.flush();
  }

  private void write(byte[] bytes) {
    try {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void field(StringBuilder head, String name, String value) {
    head.append(name).append(": ").append(value).append("\r\n");
  }

  private boolean response(RuntimeRequest request, String id) throws IOException {
    if (session.claim(id) != RuntimeSession.Claim.GRANTED) {
      return unknownRequest(request);
    }
    byte[] body = readClaimed(request, responseBytes);
    if (body == null) {
      session.settle(new Outcome.TooLarge(responseBytes));
      String message = "The answer exceeds " + responseBytes + " bytes.";
      return refuse(request, 413, "RequestEntityTooLarge", message);
    }
    // The answer to the process goes first: who gets the outcome may end the process.
    accept();
    session.settle(new Outcome.Response(SensitiveBytes.owning(body)));
    return true;
  }

  private boolean error(RuntimeRequest request, String id) throws IOException {
    if (session.claim(id) != RuntimeSession.Claim.GRANTED) {
      return unknownRequest(request);
    }
    SensitiveBytes document = readDocument(request);
    accept();
    session.settle(new Outcome.HandlerError(request.errorType(), document));
    return !broken;
  }

  private boolean initError(RuntimeRequest request) throws IOException {
    if (session.claimInit() != RuntimeSession.Claim.GRANTED) {
      return refuse(request, 403, "InvalidStateTransition", "The process was ready before.");
    }
    SensitiveBytes document = readDocument(request);
    accept();
    session.settle(new Outcome.InitError(request.errorType(), document));
    return !broken;
  }

  private SensitiveBytes readDocument(RuntimeRequest request) throws IOException {
    byte[] body = readClaimed(request, MAX_ERROR_BYTES);
    if (body == null) {
      // The rest of the body would be taken for the next request.
      broken = true;
      return SensitiveBytes.owning(
          ErrorDocument.answer(request.errorType(), "The function's error is too long."));
    }
    return SensitiveBytes.owning(body);
  }

  /** Reads the body of a request that claimed a call, and gives the claim back if it breaks off. */
  private byte @Nullable [] readClaimed(RuntimeRequest request, int limit) throws IOException {
    try {
      if (request.waitsForContinue()) {
        out.write(ascii("HTTP/1.1 100 Continue\r\n\r\n"));
        out.flush();
      }
      return Body.read(request, in, limit);
    } catch (IOException e) {
      session.unclaim();
      throw e;
    }
  }

  private void accept() throws IOException {
    try {
      respond("202 Accepted", OK, false);
      out.flush();
    } catch (IOException e) {
      // The process said what it had to say; that it does not listen is its own affair.
      return;
    }
  }

  private boolean unknownRequest(RuntimeRequest request) throws IOException {
    return refuse(request, 403, "InvalidRequestID", "The process has no such call.");
  }

  /**
   * Refuses a request. Its body is read and thrown away where it is not too long, for a connection
   * that is closed on a client that still sends loses the answer as well.
   */
  private boolean refuse(RuntimeRequest request, int status, String type, String message)
      throws IOException {
    Long length = request.length();
    if (length == null || length > MAX_SKIPPED || request.waitsForContinue()) {
      respond(status + " Refused", ErrorDocument.answer(type, message), true);
      return false;
    }
    in.skipNBytes(length);
    respond(status + " Refused", ErrorDocument.answer(type, message), false);
    return true;
  }

  private void respond(String status, byte[] body, boolean closes) throws IOException {
    StringBuilder head = new StringBuilder(128);
    head.append("HTTP/1.1 ").append(status).append("\r\nContent-Type: application/json\r\n");
    if (closes) {
      field(head, "Connection", "close");
    }
    field(head, "Content-Length", Integer.toString(body.length));
    out.write(ascii(head.append("\r\n").toString()));
    out.write(body);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
