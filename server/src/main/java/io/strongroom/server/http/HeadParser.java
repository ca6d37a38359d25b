package io.strongroom.server.http;

import io.strongroom.server.http.RequestHead.Version;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads heads of requests, line by line, each byte once. A line is taken when it is there as a
 * whole; what is wrong with a part of one is told at once.
 *
 * <p>Source: RFC 9112 sections 2 to 5. Where the RFC lets a server be lenient, this one is not:
 * lines end in CR LF, words of the first line are separated by single spaces, no line is folded, no
 * blank precedes a colon.
 */
final class HeadParser {
  private static final byte CR = '\r';
  private static final byte LF = '\n';
  private static final byte DELETE = 0x7f;

  /** Answered where a line has not come whole. */
  private static final int INCOMPLETE = -1;

  /** The first line of nearly all requests. */
  private static final byte[] USUAL_LINE = "POST / HTTP/1.1".getBytes(StandardCharsets.US_ASCII);

  private final Limits.Sizes sizes;
  private boolean emptyLineSkipped;

  /** The head that is being read, without all of its fields; null before its first line. */
  private @Nullable RequestHead head;

  private int lineBytes;
  private int fieldBytes;
  private boolean complete;

  HeadParser(Limits.Sizes sizes) {
    this.sizes = sizes;
  }

  /** Returns how many bytes at once are enough to tell that a line is too long. */
  int window() {
    return Math.max(sizes.requestLineBytes(), sizes.headerBytes()) + 2;
  }

  /** Returns how many bytes the head has, or had, that came last or is coming. */
  int headBytes() {
    return lineBytes + fieldBytes;
  }

  /** Returns the method of the head that is being read, or GET if it has none yet. */
  String method() {
    return head == null ? "GET" : head.method();
  }

  /**
   * Takes whole lines from the beginning of {@code bytes}, up to the end of the head.
   *
   * @return how many bytes were taken
   * @throws Refusal.Refused if this is not the beginning of a request, or too long
   */
  int take(byte[] bytes, int length) {
    int at = 0;
    while (!complete) {
      int next = head == null ? takeFirstLine(bytes, at, length) : takeField(bytes, at, length);
      if (next == INCOMPLETE) {
        break;
      }
      at = next;
    }
    return at;
  }

  /** Returns the head if its last line was taken, and begins another; null if it was not. */
  @Nullable RequestHead poll() {
    if (!complete) {
      return null;
    }
    RequestHead taken = head;
    forget();
    return taken;
  }

  /** Begins another head. */
  void forget() {
    head = null;
    complete = false;
    emptyLineSkipped = false;
  }

  private int takeFirstLine(byte[] bytes, int from, int length) {
    int end = from;
    while (end < length && bytes[end] >= ' ' && bytes[end] != DELETE) {
      end++;
    }
    if (end - from > sizes.requestLineBytes()) {
      throw Refusal.LINE_TOO_LONG.exception();
    }
    int next = afterLineEnd(bytes, end, length);
    if (next == INCOMPLETE) {
      return INCOMPLETE;
    }
    if (end == from) {
      skipEmptyLine();
    } else {
      head = parseFirstLine(bytes, from, end);
      lineBytes = end - from;
      fieldBytes = 0;
    }
    return next;
  }

  /** One empty line before a request is let pass, as RFC 9112 section 2.2 asks for. */
  private void skipEmptyLine() {
    if (emptyLineSkipped) {
      throw Refusal.MALFORMED.exception();
    }
    emptyLineSkipped = true;
  }

  private RequestHead parseFirstLine(byte[] bytes, int from, int end) {
    Fields fields = new Fields(sizes.headerFields());
    if (Arrays.equals(bytes, from, end, USUAL_LINE, 0, USUAL_LINE.length)) {
      return new RequestHead("POST", "/", Version.HTTP_1_1, fields);
    }
    String line = text(bytes, from, end);
    int method = line.indexOf(' ');
    int target = line.indexOf(' ', method + 1);
    if (method < 0 || target < 0) {
      throw Refusal.MALFORMED.exception();
    }
    return new RequestHead(
        HeadRules.method(line.substring(0, method)),
        HeadRules.target(line.substring(method + 1, target)),
        HeadRules.version(line.substring(target + 1)),
        fields);
  }

  private int takeField(byte[] bytes, int from, int length) {
    int colon = from;
    while (colon < length && KnownNames.isTokenCharacter(bytes[colon])) {
      colon++;
    }
    if (colon == length) {
      requireRoom(length - from);
      return INCOMPLETE;
    }
    if (colon == from && bytes[from] == CR) {
      int next = afterLineEnd(bytes, from, length);
      complete = next != INCOMPLETE;
      return next;
    }
    if (bytes[colon] != ':') {
      throw Refusal.MALFORMED.exception();
    }
    return takeValue(bytes, from, colon, length);
  }

  private int takeValue(byte[] bytes, int from, int colon, int length) {
    int end = colon + 1;
    boolean tabs = false;
    while (end < length && isText(bytes[end])) {
      tabs |= bytes[end] == '\t';
      end++;
    }
    requireRoom(end - from);
    int next = afterLineEnd(bytes, end, length);
    if (next != INCOMPLETE) {
      fieldBytes += end - from;
      String name = KnownNames.lowerCase(bytes, from, colon - from);
      fields().add(name, trimmed(bytes, colon + 1, end), tabs);
    }
    return next;
  }

  private Fields fields() {
    if (head == null) {
      throw new IllegalStateException("a field before its request");
    }
    return head.fields();
  }

  private void requireRoom(int more) {
    if (fieldBytes + more > sizes.headerBytes()) {
      throw Refusal.HEADER_TOO_LARGE.exception();
    }
  }

  /**
   * Returns where the next line begins, if this one ends at {@code end}.
   *
   * @throws Refusal.Refused if what is there cannot become a line end
   */
  private static int afterLineEnd(byte[] bytes, int end, int length) {
    if (end < length && bytes[end] != CR) {
      throw Refusal.MALFORMED.exception();
    }
    if (end + 1 < length && bytes[end + 1] != LF) {
      throw Refusal.MALFORMED.exception();
    }
    return end + 1 < length ? end + 2 : INCOMPLETE;
  }

  /** Tells whether a byte may be within a value; those from 0x80 on are negative here. */
  private static boolean isText(byte character) {
    return character >= ' ' ? character != DELETE : character < 0 || character == '\t';
  }

  /** Returns the value between two places without the white space around it. */
  private static String trimmed(byte[] bytes, int from, int end) {
    int first = from;
    int last = end;
    while (first < last && isBlank(bytes[first])) {
      first++;
    }
    while (last > first && isBlank(bytes[last - 1])) {
      last--;
    }
    return text(bytes, first, last);
  }

  private static boolean isBlank(byte character) {
    return character == ' ' || character == '\t';
  }

  /** One character for each byte. */
  private static String text(byte[] bytes, int from, int end) {
    return new String(bytes, from, end - from, StandardCharsets.ISO_8859_1);
  }
}
