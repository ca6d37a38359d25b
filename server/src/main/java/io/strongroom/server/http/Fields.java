package io.strongroom.server.http;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.strongroom.iam.sigv4.Headers;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The header fields of one request while it is decoded. They go straight into the array of which
 * {@link Headers} consists; only the two that frame a body are kept where the decoder looks for
 * them too. So no name that a peer made up reaches a hash table (requirement DOS-5).
 *
 * <p>INVARIANT: at most one Content-Length, Transfer-Encoding, Host and Expect; a Content-Length is
 * a plain number, a Transfer-Encoding is {@code chunked}; no value has a control character but tab.
 */
final class Fields extends DefaultHttpHeaders {
  private static final int USUAL = 16;

  /** A number of this many digits fits a long; a body that long is refused for its length. */
  private static final int CONTENT_LENGTH_DIGITS = 18;

  private static final char DELETE = 0x7f;

  private final int most;
  private String[] namesAndValues = new String[2 * USUAL];
  private int used;

  private long contentLength = -1;
  private boolean tabs;
  private boolean chunked;
  private boolean close;
  private boolean keepAlive;
  private @Nullable String host;
  private @Nullable String expect;

  /** Makes room for up to {@code most} fields. */
  Fields(int most) {
    this.most = most;
  }

  /**
   * Takes the next field.
   *
   * @param name made by {@link KnownNames#lowerCase}
   * @param value a string without surrounding white space
   * @throws Refusal.Refused if it is one too many or breaks the invariant
   */
  @Override
  public HttpHeaders add(CharSequence name, Object value) {
    String text = (String) value;
    look(text);
    String field = name.toString();
    switch (field) {
      case "content-length" -> takeContentLength(name, text);
      case "transfer-encoding" -> takeTransferEncoding(name, text);
      case "host" -> host = once(host, text);
      case "expect" -> expect = once(expect, text);
      case "connection" -> takeConnection(text);
      default -> {}
    }
    append(field, text);
    return this;
  }

  /**
   * Refuses control characters. It looks at strings alone, which is a good deal quicker than
   * Netty's check of any sequence.
   */
  private void look(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < ' ' || c == DELETE) {
        if (c != '\t') {
          throw Refusal.MALFORMED.exception();
        }
        tabs = true;
      }
    }
  }

  /** Returns how many fields there are. */
  int count() {
    return used / 2;
  }

  /** Returns the value of Content-Length, or -1 without one. */
  long contentLength() {
    return contentLength;
  }

  /** Tells whether the body comes in chunks. */
  boolean isChunked() {
    return chunked;
  }

  /** Tells whether the peer announces that it sends no more requests. */
  boolean asksToClose() {
    return close;
  }

  /** Tells whether a peer of HTTP/1.0 wants to send more requests. */
  boolean asksToKeepAlive() {
    return keepAlive;
  }

  /** Returns the value of Host, or null without one. */
  @Nullable String host() {
    return host;
  }

  /** Returns the value of Expect, or null without one. */
  @Nullable String expect() {
    return expect;
  }

  /** Returns the fields in their order of arrival. */
  Headers toHeaders() {
    return Headers.owning(Arrays.copyOf(namesAndValues, used), !tabs);
  }

  private void append(String name, String value) {
    if (count() == most) {
      throw Refusal.HEADER_TOO_LARGE.exception();
    }
    if (used == namesAndValues.length) {
      namesAndValues = Arrays.copyOf(namesAndValues, 2 * used);
    }
    namesAndValues[used++] = name;
    namesAndValues[used++] = value;
  }

  private void takeContentLength(CharSequence name, String value) {
    if (contentLength >= 0) {
      throw Refusal.MALFORMED.exception();
    }
    contentLength = parseLength(value);
    super.add(name, value);
  }

  private void takeTransferEncoding(CharSequence name, String value) {
    if (chunked || !"chunked".equalsIgnoreCase(value)) {
      throw Refusal.MALFORMED.exception();
    }
    chunked = true;
    super.add(name, value);
  }

  private void takeConnection(String value) {
    for (String option : value.split(",", -1)) {
      String name = option.strip();
      close |= "close".equalsIgnoreCase(name);
      keepAlive |= "keep-alive".equalsIgnoreCase(name);
    }
  }

  private static String once(@Nullable String before, String value) {
    if (before != null) {
      throw Refusal.MALFORMED.exception();
    }
    return value;
  }

  private static long parseLength(String digits) {
    if (digits.isEmpty()) {
      throw Refusal.MALFORMED.exception();
    }
    long value = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        throw Refusal.MALFORMED.exception();
      }
      value = 10 * value + digit;
    }
    if (digits.length() > CONTENT_LENGTH_DIGITS) {
      throw Refusal.BODY_TOO_LARGE.exception();
    }
    return value;
  }
}
