package io.strongroom.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.strongroom.api.WireResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Turns answers into bytes. Each event loop has one, so heads are put together in one array that is
 * used again and again.
 */
final class AnswerWriter {

  /** What an answer says about the connection it goes out on. */
  enum Persistence {
    /** Nothing: an HTTP/1.1 connection stays open. */
    IMPLIED(""),
    /** That it stays open, which a peer of HTTP/1.0 must be told. */
    KEPT("Connection: keep-alive\r\n"),
    /** That this is the last answer. */
    ENDED("Connection: close\r\n");

    private final String line;

    Persistence(String line) {
      this.line = line;
    }
  }

  /** Whether the body goes out or only its length, which is what HEAD asks for. */
  enum Content {
    BODY,
    LENGTH_ONLY
  }

  /** The one date format of HTTP; RFC 9110, 5.6.7. */
  private static final DateTimeFormatter IMF_FIXDATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private static final int MOST_STATUS = 599;

  /** Room for a head: its lines are ours, but for a request id and a content type. */
  private static final int FIXED_BYTES = 256;

  /** What a field takes beside its name and value. */
  private static final int FIELD_BYTES = 4;

  /** The status whose answers have neither a body nor a length; RFC 9110, 8.6. */
  private static final int NO_CONTENT = 204;

  private static final byte[] FIELD_SEPARATOR = ascii(": ");
  private static final byte[] REQUEST_ID = ascii("x-amzn-RequestId: ");
  private static final byte[] CONTENT_TYPE = ascii("\r\nContent-Type: ");
  private static final byte[] CONTENT_LENGTH = ascii("\r\nContent-Length: ");
  private static final byte[] DATE = ascii("\r\nDate: ");
  private static final byte[] LINE_END = ascii("\r\n");

  private final byte[] @Nullable [] statusLines = new byte[MOST_STATUS + 1][];
  private byte[] head = new byte[2 * FIXED_BYTES];
  private int used;
  private byte[] date = {};
  private long dateSecond = -1;

  /** Sets what {@code Date} says, which is to be done each second. */
  void turnTo(long epochSecond) {
    if (epochSecond != dateSecond) {
      dateSecond = epochSecond;
      date = ascii(IMF_FIXDATE.format(Instant.ofEpochSecond(epochSecond)));
    }
  }

  /** Returns {@code answer} as it goes over the wire; the caller releases the buffer. */
  ByteBuf write(
      WireResponse answer, Persistence persistence, Content content, ByteBufAllocator allocator) {
    used = 0;
    reserve(answer);
    append(statusLine(answer.status()));
    append(REQUEST_ID);
    append(answer.requestId());
    if (answer.status() != NO_CONTENT) {
      append(CONTENT_TYPE);
      append(answer.contentType());
      append(CONTENT_LENGTH);
      appendNumber(answer.length());
    }
    for (WireResponse.Field field : answer.fields()) {
      append(LINE_END);
      append(field.name());
      append(FIELD_SEPARATOR);
      append(field.value());
    }
    append(DATE);
    append(date);
    append(LINE_END);
    append(persistence.line);
    append(LINE_END);
    int bodyLength = content == Content.BODY ? answer.length() : 0;
    ByteBuf bytes = allocator.directBuffer(used + bodyLength, used + bodyLength);
    bytes.writeBytes(head, 0, used);
    bytes.writeBytes(answer.body(), 0, bodyLength);
    return bytes;
  }

  private void reserve(WireResponse answer) {
    int needed = FIXED_BYTES + answer.requestId().length() + answer.contentType().length();
    for (WireResponse.Field field : answer.fields()) {
      needed += FIELD_BYTES + field.name().length() + field.value().length();
    }
    if (needed > head.length) {
      head = new byte[needed];
    }
  }

  private byte[] statusLine(int status) {
    byte[] line = statusLines[status];
    if (line == null) {
      line = ascii("HTTP/1.1 " + status + " " + reasonPhrase(status) + "\r\n");
      statusLines[status] = line;
    }
    return line;
  }

  /** Clients ignore it (RFC 9112, section 4); people who watch the wire do not. */
  private static String reasonPhrase(int status) {
    return switch (status) {
      case 200 -> "OK";
      case 201 -> "Created";
      case 202 -> "Accepted";
      case NO_CONTENT -> "No Content";
      case 400 -> "Bad Request";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 408 -> "Request Timeout";
      case 409 -> "Conflict";
      case 412 -> "Precondition Failed";
      case 413 -> "Content Too Large";
      case 414 -> "URI Too Long";
      case 417 -> "Expectation Failed";
      case 429 -> "Too Many Requests";
      case 431 -> "Request Header Fields Too Large";
      case 500 -> "Internal Server Error";
      case 502 -> "Bad Gateway";
      case 503 -> "Service Unavailable";
      default -> "";
    };
  }

  private void append(byte[] bytes) {
    System.arraycopy(bytes, 0, head, used, bytes.length);
    used += bytes.length;
  }

  private void append(String text) {
    for (int i = 0; i < text.length(); i++) {
      head[used++] = (byte) text.charAt(i);
    }
  }

  private void appendNumber(int number) {
    int digits = 1;
    for (int rest = number; rest >= 10; rest /= 10) {
      digits++;
    }
    int rest = number;
    for (int i = used + digits - 1; i >= used; i--) {
      head[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    used += digits;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
