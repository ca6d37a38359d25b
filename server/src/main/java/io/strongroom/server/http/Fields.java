package io.strongroom.server.http;

import io.strongroom.iam.sigv4.Headers;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The header fields of one request while it is decoded. They go straight into the array of which
 * {@link Headers} consists, so no name that a peer made up reaches a hash table (requirement
 * DOS-5).
 *
 * <p>INVARIANT: at most one Content-Length, Transfer-Encoding, Host and Expect; a Content-Length is
 * a plain number, a Transfer-Encoding is {@code chunked}.
 */
final class Fields {
  private static final int USUAL = 16;

  /** A number of this many digits fits a long; a body that long is refused for its length. */
  private static final int CONTENT_LENGTH_DIGITS = 18;

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
   * @param value without surrounding white space, and without control characters but tabs
   * @param withTabs whether the value may have tabs
   * @throws Refusal.Refused if it is one too many or breaks the invariant
   */
  void add(String name, String value, boolean withTabs) {
    tabs |= withTabs;
    switch (name) {
      case "content-length" -> takeContentLength(value);
      case "transfer-encoding" -> takeTransferEncoding(value);
      case "host" -> host = once(host, value);
      case "expect" -> expect = once(expect, value);
      case "connection" -> takeConnection(value);
      default -> {}
    }
    append(name, value);
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
    if (used == 2 * most) {
      throw Refusal.HEADER_TOO_LARGE.exception();
    }
    if (used == namesAndValues.length) {
      namesAndValues = Arrays.copyOf(namesAndValues, 2 * used);
    }
    namesAndValues[used++] = name;
    namesAndValues[used++] = value;
  }

  private void takeContentLength(String value) {
    if (contentLength >= 0) {
      throw Refusal.MALFORMED.exception();
    }
    contentLength = parseLength(value);
  }

  private void takeTransferEncoding(String value) {
    if (chunked || !"chunked".equalsIgnoreCase(value)) {
      throw Refusal.MALFORMED.exception();
    }
    chunked = true;
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
